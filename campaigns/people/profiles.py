"""How a person wants to be spoken to: by which name, in which language, and by which clock."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.conf import settings
from django.db import transaction

from campaigns.errors import InvalidInput
from campaigns.people.models import User
from campaigns.people.names import checked_display_name


def change_profile(
    *, user: User, display_name: str | None = None, language: str | None = None, time_zone: str | None = None
) -> User:
    """Keep a person's name, language and time zone, as far as they are said. Raises InvalidInput for what there is not.

    The name is the one that colleagues see. In each campaign that one takes part in, one has a name of its own.
    """
    name = None if display_name is None else checked_display_name(display_name)
    if language is not None and language not in dict(settings.LANGUAGES):
        known = ", ".join(dict(settings.LANGUAGES))
        raise InvalidInput("unknown_language", f"We speak {known}.", field="language")
    if time_zone is not None and time_zone not in available_timezones():
        raise InvalidInput(
            "unknown_time_zone",
            "time_zone must be a name of the IANA database, such as Europe/Rome.",
            field="time_zone",
        )
    with transaction.atomic():
        kept = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        kept.display_name = kept.display_name if name is None else name
        kept.language = kept.language if language is None else language
        kept.time_zone = kept.time_zone if time_zone is None else time_zone
        kept.save(update_fields=["display_name", "language", "time_zone"])
    return kept

"""How a person wants to be spoken to: in which language, and by which clock."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.conf import settings
from django.db import transaction

from campaigns.errors import InvalidInput
from campaigns.people.models import User


def change_profile(*, user: User, language: str | None = None, time_zone: str | None = None) -> User:
    """Keep a person's language and time zone, as far as they are named. Raises InvalidInput for what there is not."""
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
        kept.language = kept.language if language is None else language
        kept.time_zone = kept.time_zone if time_zone is None else time_zone
        kept.save(update_fields=["language", "time_zone"])
    return kept

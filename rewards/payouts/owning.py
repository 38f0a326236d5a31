"""Where one's own money goes: added, replaced and retired by the person alone, who is written to each time.

Nothing here says a destination: not the event, not the letter, not a refusal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from campaigns.errors import InvalidInput
from campaigns.events.operations import record_event
from campaigns.people.languages import language_of
from campaigns.people.models import User
from rewards.payouts.destinations import Kind, read_destination
from rewards.payouts.models import Destination
from rewards.payouts.providers.cells import plain_text
from rewards.payouts.sealing import fingerprint, fingerprints, reseal, seal

MOST_NAME = 70
_LETTERS = {
    "added": _lazy("Where your rewards are paid to was added: %(kind)s."),
    "changed": _lazy("Where your rewards are paid to was changed: %(kind)s."),
    "removed": _lazy("Where your rewards are paid to was removed: %(kind)s."),
}
_IF_NOT_YOU = _lazy(
    "If this was you, there is nothing to do. If it was not, sign in, look at where your money goes and write to the"
    " organizers of your campaigns: they can hold your payouts."
)
_COUNTRY = re.compile(r"[A-Z]{2}")
RESEALED_AT_ONCE = 200


def add_destination(
    *, user: User, kind: str, value: str, at: datetime, holder_name: str = "", country: str = ""
) -> tuple[Destination, bool]:
    """Let a person's money go there from now on, in place of what they had of that kind; tells whether it is new."""
    read = read_destination(kind, value)
    name = plain_text(holder_name, MOST_NAME)
    if read.kind == Kind.IBAN and not name:
        raise InvalidInput(
            "holder_name_missing", "Say whose account it is: banks compare the name.", field="holder_name"
        )
    country = country.strip().upper()
    if country and not _COUNTRY.fullmatch(country):
        raise InvalidInput("unknown_country", "The country is a code of two letters, such as FR.", field="country")
    with transaction.atomic():
        # The person's row is the lock: two who add at once follow each other.
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        before = Destination.objects.of(user.pk).in_use().filter(kind=str(read.kind)).first()
        if before is not None:
            same = before.fingerprint in fingerprints(read)
            if same and (before.holder_name, before.country) == (name, country):
                return before, False
            _retire(before, at=at)
        added = Destination(
            user=user,
            kind=str(read.kind),
            fingerprint=fingerprint(read),
            masked=read.masked,
            holder_name=name,
            country=country,
            created_at=at,
        )
        added.sealed = seal(read, owner=added.owner)
        added.save()
        _note(added, "destination.replaced" if before else "destination.added", at)
        _write_to(user, added, "changed" if before else "added")
    return added, True


def retire_destination(*, destination: Destination, user: User, at: datetime) -> Destination:
    """Send no more money there. What is on its way already arrives; what is only queued is kept back."""
    with transaction.atomic():
        destination = Destination.objects.select_for_update(no_key=True).get(pk=destination.pk)
        if destination.retired_at is None:
            _retire(destination, at=at)
            _note(destination, "destination.retired", at)
            _write_to(user, destination, "removed")
    return destination


def reseal_destinations(*, ids: Iterable[int] | None = None) -> int:
    """Seal everything with the first key, some at a time; gives how many. Safe to stop and to run again."""
    kept = Destination.objects.exclude(sealed="")
    pending = sorted(kept.values_list("pk", flat=True) if ids is None else ids)
    resealed = 0
    for start in range(0, len(pending), RESEALED_AT_ONCE):
        with transaction.atomic():
            rows = kept.select_for_update(no_key=True).filter(pk__in=pending[start : start + RESEALED_AT_ONCE])
            for row in rows.order_by("pk"):
                row.sealed, row.fingerprint = reseal(row.sealed, owner=row.owner)
                row.save(update_fields=["sealed", "fingerprint"])
                resealed += 1
    return resealed


def _retire(destination: Destination, *, at: datetime) -> None:
    destination.retired_at = at
    destination.save(update_fields=["retired_at"])


def _note(destination: Destination, kind: str, at: datetime) -> None:
    record_event(
        kind=kind,
        at=at,
        actor_id=destination.user_id,
        data={"destination": str(destination.public_id), "kind": destination.kind},
    )


def _write_to(user: User, destination: Destination, what: str) -> None:
    """Write to the person after commit: whoever did this may not have been them."""
    with translation.override(language_of(user)):
        said = str(_LETTERS[what]) % {"kind": destination.get_kind_display()}
        letter = f"{said}\n\n{_IF_NOT_YOU}\n"
        send = partial(send_mail, _("Where your rewards go has changed"), letter, None, [user.email])
    transaction.on_commit(send, robust=True)

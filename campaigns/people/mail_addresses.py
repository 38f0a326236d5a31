"""Mail addresses that stopped: no letter goes to an address from which mail came back, or whose reader complained.

Law: a stop holds until the person shows that mail reaches them, by following the link of a letter that they asked
for themselves. Codes for signing in are asked for by whoever enters the address, and are sent all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.db.models import F

from campaigns.errors import NotFound, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.people.models import StoppedAddress, User

CONFIRM_WITHIN = timedelta(days=1)
BETWEEN_ASKS = timedelta(minutes=10)
_SALT = "campaigns.people.mail_addresses"


def stop_of(user: User) -> StoppedAddress | None:
    """Give what stands against writing to this person's present address."""
    return StoppedAddress.objects.filter(user=user, email=user.email, confirmed_at=None).first()


def is_stopped(user: User) -> bool:
    return stop_of(user) is not None


def who_is_stopped(user_ids: Iterable[int]) -> set[int]:
    """Tell to which of these nobody may write now."""
    stops = StoppedAddress.objects.filter(user__in=list(user_ids), email=F("user__email"), confirmed_at=None)
    return set(stops.values_list("user_id", flat=True))


def stop_address(*, email: str, why: str, at: datetime) -> bool:
    """Write to this address no more, if it is somebody's; tells whether that is new."""
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).filter(email=email.strip().lower()).first()
        if user is None or is_stopped(user):
            return False
        StoppedAddress.objects.create(user=user, email=user.email, why=why, stopped_at=at)
        record_event(kind="address.stopped", at=at, data={"person": str(user.public_id), "why": why})
    return True


def ask_to_confirm(*, user: User, at: datetime) -> str:
    """Note that the person asks for a letter to confirm their address by; gives the token for its link.

    Raises NotPossibleNow where nothing stands against the address, or a letter was asked for a moment ago.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        stop = stop_of(user)
        if stop is None:
            raise NotPossibleNow(
                "address_works", "Letters to your address are not stopped; there is nothing to confirm."
            )
        if stop.asked_at is not None and stop.asked_at > at - BETWEEN_ASKS:
            raise NotPossibleNow(
                "asked_a_moment_ago",
                "A letter is on its way. Wait ten minutes before you ask for another one.",
                ask_again_at=stop.asked_at + BETWEEN_ASKS,
            )
        StoppedAddress.objects.filter(pk=stop.pk).update(asked_at=at)
        record_event(kind="address.asked", at=at, actor_id=user.pk, data={"why": stop.why})
    return TimestampSigner(salt=_SALT).sign(str(stop.public_id).replace("-", ""))


def stop_named(token: str) -> StoppedAddress:
    """Find what a letter's link is to lift. Raises NotFound for what is no link of ours, or too old."""
    try:
        name = TimestampSigner(salt=_SALT).unsign(token, max_age=CONFIRM_WITHIN)
        stop = StoppedAddress.objects.select_related("user").filter(public_id=name).first()
    except (BadSignature, ValidationError):
        stop = None
    if stop is None:
        raise NotFound(
            "unknown_confirmation",
            "This link is not whole or older than a day. Ask for another letter where your notices are.",
        )
    return stop


def confirm_address(*, stop: StoppedAddress, at: datetime) -> bool:
    """Write to the address again, since its person read a letter there; tells whether that is new."""
    with transaction.atomic():
        lifted = StoppedAddress.objects.filter(pk=stop.pk, confirmed_at=None).update(confirmed_at=at)
        if lifted:
            record_event(kind="address.confirmed", at=at, actor_id=stop.user_id, data={"why": stop.why})
    return bool(lifted)

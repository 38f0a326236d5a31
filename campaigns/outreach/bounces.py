"""Bounces and complaints: what the mail provider tells of letters after it took them stops the address.

Only what says plainly that mail can't arrive, or is not wanted, counts: a full mailbox or a server that did not answer
is the provider's to try again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.utils import timezone

from campaigns.people.mail_addresses import stop_address
from campaigns.people.models import StoppedAddress

# Some call a mailbox that is full a bounce too, and say in a word of their own that it is a soft one.
_KINDS = ("Type", "type", "event")
_SOFT = re.compile(r"soft[ _]?bounce", re.IGNORECASE)
_FOR_GOOD = {RejectReason.BOUNCED, RejectReason.INVALID}


def why_to_stop(event: AnymailTrackingEvent) -> str:
    """Say why an address is to be stopped after this; nothing where it is not."""
    if event.event_type == EventType.COMPLAINED or event.reject_reason == RejectReason.SPAM:
        return StoppedAddress.Why.COMPLAINED
    if _is_soft(event.esp_event):
        return ""
    if event.event_type in {EventType.BOUNCED, EventType.REJECTED} and event.reject_reason in _FOR_GOOD:
        return StoppedAddress.Why.BOUNCED
    return ""


def _is_soft(said: Any) -> bool:
    return isinstance(said, Mapping) and any(_SOFT.search(str(said.get(kind, ""))) for kind in _KINDS)


def hear(sender: Any, event: AnymailTrackingEvent, **_: Any) -> None:
    """Take one event of the provider; what repeats changes nothing."""
    why = why_to_stop(event)
    if why and event.recipient:
        stop_address(email=event.recipient, why=why, at=timezone.now())


def be_ready() -> None:
    """Hear the provider from now on."""
    tracking.connect(hear, dispatch_uid="campaigns.outreach.bounces")

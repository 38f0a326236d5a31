"""From events to letters: a reader of the log writes down each letter once, whatever it reads twice.

A kind of letter says which event asks for it, what names it among others to the same person, and what people agreed
to be written to about. Adding one is a line in `KINDS` and its words in `composing`. Letters about somebody's own
affairs rest on no consent but on what they chose: the room that writes them says so by `serve`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import transaction

from campaigns.events.models import Event
from campaigns.events.operations import record_event
from campaigns.events.reading import MOST_AT_ONCE, move_cursor, read_events
from campaigns.outreach.models import Letter
from campaigns.people.consents import NUDGES
from campaigns.recruiting.models import Participant

logger = logging.getLogger(__name__)

READER = "outreach.letters"


@dataclass(frozen=True)
class LetterKind:
    """A kind of letter, and the consent without which nobody gets one."""

    name: str
    purpose: str
    key_of: Callable[[Event], str]


class Service(Protocol):
    """What a room answers about its letters to people about their own affairs; a part is a kind of thing told there."""

    def is_wanted(self, letter: Letter, part: str) -> bool:
        """Whether its person still wants such letters; without a part, anything of what is in this one."""

    def stop(self, letter: Letter, part: str, *, everywhere: bool) -> bool:
        """Send its person no more of them, of all kinds where asked; tells whether that is new."""

    def zone(self, letter: Letter) -> str:
        """Name the zone that its person lives by where they named none."""

    def label(self, letter: Letter, part: str) -> str:
        """Say what would be stopped."""


NUDGE = LetterKind("nudge", NUDGES, lambda event: str(event.data["nudge"]))
# By the event that asks for them.
KINDS = {"nudge.due": NUDGE}
KIND_OF = {kind.name: kind for kind in KINDS.values()}
SERVICES: dict[str, Service] = {}


def serve(kinds: Iterable[str], service: Service) -> None:
    """Say who answers for these kinds of letters."""
    SERVICES.update(dict.fromkeys(kinds, service))


def write_letters(*, at: datetime, limit: int = MOST_AT_ONCE) -> int:
    """Write down the letters that the next events ask for, and move on; returns how many events were read."""
    with transaction.atomic():
        events = read_events(reader=READER, limit=limit)
        if not events:
            return 0
        asking = [event for event in events if event.kind in KINDS]
        if asking:
            _write(asking, at=at)
        move_cursor(reader=READER, to=events[-1], at=at)
    return len(events)


def _write(events: Sequence[Event], *, at: datetime) -> None:
    try:
        with transaction.atomic():
            _insert(events, at=at)
    except Exception:
        # One event that makes no letter must not keep back all others; and it is not passed over in silence.
        for event in events:
            try:
                with transaction.atomic():
                    _insert([event], at=at)
            except Exception as failed:
                logger.exception("Event %s asks for a letter that could not be written", event.pk)
                record_event(
                    kind="letter.not_written",
                    at=at,
                    campaign_id=event.campaign_id,
                    participant_id=event.participant_id,
                    data={"error": type(failed).__name__, "event": event.pk},
                )


def _insert(events: Sequence[Event], *, at: datetime) -> None:
    asked = [event.participant_id for event in events if event.participant_id is not None]
    owners = dict(Participant.objects.filter(pk__in=asked, user__isnull=False).values_list("pk", "user"))
    # Where the place has no owner any more there is nobody to write to.
    letters = [
        Letter(
            kind=KINDS[event.kind].name,
            key=KINDS[event.kind].key_of(event),
            user_id=owners[event.participant_id],
            campaign_id=event.campaign_id,
            participant_id=event.participant_id,
            due_at=event.at,
            written_at=at,
        )
        for event in events
        if event.participant_id in owners and event.campaign_id is not None
    ]
    # What is there already was read before: the key says that it is the same letter.
    Letter.objects.bulk_create(letters, ignore_conflicts=True)

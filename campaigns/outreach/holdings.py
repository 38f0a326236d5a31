"""What this room holds of people: which letters they got. No text is kept but what organizers wrote to many."""

from __future__ import annotations

from django.db.models import F

from campaigns.outreach.models import Letter
from campaigns.people.personal import STAND_IN, Erasing, Holding, Retention, erase_by, hold, not_personal, retain


def stop_letters(erasing: Erasing) -> None:
    """Send nothing that waits to be sent to the person; that it stopped is dated as it was written."""
    waiting = Letter.objects.filter(user=erasing.person.user_id, state=Letter.State.QUEUED)
    waiting.update(state=Letter.State.SUPPRESSED, reason="erased", ended_at=F("written_at"))


def declare() -> None:
    retain(Retention("letter", "as long as it has to be known that it was written once; nobody's after an erasure"))
    hold(
        Holding(
            "campaigns.Letter",
            of="user",
            says="letters to one",
            why="to write to nobody twice, nor too often",
            retention="letter",
            campaign="campaign",
            fields={"user": "whom it was to"},
            on_erasure={"user": None},
            shown=("campaign__slug", "kind", "state", "reason", "written_at", "ended_at"),
        ),
        Holding(
            "campaigns.Nudge",
            of="sent_by",
            says="letters that one wrote to a campaign's people",
            why="to measure what writing did",
            retention="campaign",
            campaign="campaign",
            fields={"sent_by": "who wrote it"},
            on_erasure={"sent_by": STAND_IN},
            shown=("campaign__slug", "subject", "text", "note", "at"),
        ),
    )
    erase_by(stop_letters)
    letter = "the campaign's letter to many"
    not_personal("campaigns.Nudge", subject=letter, text=letter, note=letter)
    not_personal(
        "campaigns.Letter",
        kind="the name of a kind",
        key="what it is about, by a public id",
        reason="why it was not sent",
    )

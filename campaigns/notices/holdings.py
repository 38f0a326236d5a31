"""What this room holds of people: what they were told, and how they want to be told."""

from __future__ import annotations

from campaigns.notices.inbox import KEPT
from campaigns.people.personal import DELETED, Holding, Retention, hold, not_personal, retain

_TOLD = "to tell people what happened to them, once each"


def declare() -> None:
    retain(
        Retention("notice", f"{KEPT.days} days", lasts=KEPT, swept_by="campaigns.notices.tasks.forget_notices"),
    )
    hold(
        Holding(
            "campaigns.Notice",
            of="user",
            says="notices to one",
            why=_TOLD,
            retention="notice",
            campaign="campaign",
            fields={"user": "whom it tells"},
            on_erasure=DELETED,
            shown=("campaign__slug", "kind", "hour", "read_at"),
        ),
        # One letter can tell of several campaigns, and would join them: so they go with their notice.
        Holding(
            "campaigns.NoticeItem",
            of="user",
            says="what notices tell of",
            why=_TOLD,
            retention="notice",
            fields={"user": "whom it tells"},
            on_erasure=DELETED,
            shown=("kind", "word", "amount_minor", "written_at"),
        ),
        Holding(
            "campaigns.NoticeChoice",
            of="user",
            says="how one wants to be told",
            why="to tell people as they wish",
            retention="account",
            fields={"user": "who chose"},
            on_erasure=DELETED,
            shown=("kind", "inbox", "mail"),
        ),
    )
    not_personal("campaigns.Notice", kind="a kind of notice")
    not_personal("campaigns.NoticeItem", kind="a kind of notice", word="one of our own words")
    not_personal("campaigns.NoticeChoice", kind="a kind of notice")

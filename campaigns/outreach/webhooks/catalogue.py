"""Catalogue: which events are told to an organizer's own programs, in which version, and with which data. PURE.

Law: what stands here goes out, and nothing else does. Everything in it the organizers can read through the API; words
that somebody typed stay out, and so does who did it. A version only ever gains names: whatever is taken away, or
comes to mean something else, makes the next one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class EventType:
    """What is told of an event beside its campaign, its participant and its finding: these names of its data."""

    version: int
    data: tuple[str, ...]


def _v1(*data: str) -> EventType:
    return EventType(1, data)


# Sent when an organizer asks for it, and of nothing in the log.
TEST = "webhook.test"

CATALOGUE: dict[str, EventType] = {
    "campaign.created": _v1("slug"),
    "campaign.changed": _v1("fields"),
    "campaign.launched": _v1(),
    "campaign.paused": _v1(),
    "campaign.resumed": _v1(),
    "campaign.closed": _v1(),
    "campaign.imported": _v1("participants"),
    "objective.added": _v1("objective"),
    "objective.changed": _v1("objective", "fields"),
    "objective.removed": _v1("objective"),
    "objective.promise_raised": _v1("objective", "prize_minor", "quota"),
    "role.invited": _v1("role", "invitation"),
    "role.accepted": _v1("role", "invitation"),
    "role.withdrawn": _v1("role", "invitation"),
    "role.removed": _v1("role", "person"),
    "api_key.made": _v1("key", "kind", "scopes"),
    "api_key.revoked": _v1("key", "kind", "scopes"),
    "role.invitation_forgotten": _v1("role", "invitation"),
    "link.made": _v1("link", "arm"),
    "link.visited": _v1("link"),
    "link.split_set": _v1("link", "split"),
    "join.requested": _v1("link"),
    "join.corrected": _v1("link"),
    "join.lapsed": _v1("link"),
    "join.refused": _v1("code"),
    "participant.joined": _v1("invited_by", "handed_up", "link", "arm", "anonymous", "imported"),
    "place.claim_code_made": _v1("replaced"),
    "participant.renamed": _v1(),
    "place.claimed": _v1(),
    "participant.frozen": _v1("quarantine"),
    "participant.unfrozen": _v1("quarantine"),
    "participant.removed": _v1("banned", "hold"),
    "participant.reinstated": _v1("hold"),
    "finding.submitted": _v1("imported"),
    "finding.claimed": _v1(),
    "finding.claim_prolonged": _v1("until"),
    "finding.claim_released": _v1(),
    "finding.voted": _v1("round", "cast", "asked"),
    "finding.disputed": _v1("round"),
    "finding.needs_info": _v1(),
    "finding.under_review": _v1(),
    "finding.verified": _v1("paid_rank", "imported"),
    "finding.rejected": _v1("reason", "imported"),
    "finding.duplicate": _v1("reason", "imported"),
    "finding.withdrawn": _v1("reason", "imported"),
    "finding.appealed": _v1(),
    "finding.reversed": _v1("reason"),
    "finding.vouched": _v1(),
    "evidence.added": _v1("evidence", "kind"),
    "evidence.removed": _v1("evidence", "kind"),
    "fact.added": _v1("objective", "fact"),
    "fact.withdrawn": _v1("objective", "fact"),
    "fact.answered": _v1("fact", "attempt"),
    "gold.made": _v1("gold"),
    "gold.retired": _v1("gold"),
    "gold.claimed": _v1("gold"),
    "gold.claim_prolonged": _v1("gold"),
    "gold.claim_released": _v1("gold"),
    "gold.answered": _v1("gold"),
    "trust.noticed": _v1("signal", "kind", "severity"),
    "trust.signal_decided": _v1("signal", "kind", "state"),
    "hold.placed": _v1("hold", "until"),
    "hold.decided": _v1("hold", "decision"),
    "hold.opened_to_objection": _v1("hold", "instead_of"),
    "quarantine.placed": _v1("quarantine"),
    "quarantine.lifted": _v1("quarantine"),
    "objection.made": _v1("objection"),
    "objection.decided": _v1("objection", "granted"),
    "activity.reported": _v1("kind", "imported"),
    "nudge.sent": _v1("nudge", "audience", "treated", "held_out"),
    "report.settings_changed": _v1("gap_days", "window_days", "observation_days", "minimum"),
    "alert.raised": _v1("alert", "kind"),
    "alert.cleared": _v1("alert", "kind"),
    "forecast.goal_likely": _v1("probability", "goal", "deadline"),
    "forecast.goal_unlikely": _v1("probability", "goal", "deadline"),
    "forecast.goal_open": _v1("probability", "goal", "deadline"),
    "export.asked": _v1("table", "job"),
    "export.cancel_asked": _v1("job"),
    "export.done": _v1("job"),
    "export.failed": _v1("job", "code"),
    "export.cancelled": _v1("job"),
    "import.asked": _v1("job", "check_only", "settle"),
    "import.cancel_asked": _v1("job"),
    "import.done": _v1("job"),
    "import.failed": _v1("job", "code"),
    "import.cancelled": _v1("job"),
    "mapping.made": _v1("mapping", "table"),
    "mapping.changed": _v1("mapping", "table"),
    "mapping.removed": _v1("mapping", "table"),
    "contract.made": _v1("objective", "version", "mechanism"),
    "funding.pledged": _v1("funding", "amount_minor"),
    "funding.received": _v1("funding", "amount_minor"),
    "funding.refunded": _v1("refund", "amount_minor"),
    "reward.earned": _v1("amount_minor", "distance"),
    "reward.released": _v1("amount_minor"),
    "reward.reversed": _v1("amount_minor", "owed_minor"),
    "reward.forfeited": _v1("amount_minor", "to"),
    "finding.settled": _v1("prize_minor", "remainder_minor"),
    "finding.unsettled": _v1("prize_minor"),
    "payout_rules.changed": _v1(
        "most_per_person_minor", "most_per_day_minor", "least_payout_minor", "manual_above_minor"
    ),
    "payout_hold.placed": _v1("hold"),
    "payout_hold.lifted": _v1("hold"),
    "payout_objection.made": _v1("hold"),
    "payout_objection.decided": _v1("hold", "granted"),
    "payout_batch.drafted": _v1("batch", "provider", "payouts", "amount_minor"),
    "payout_batch.approved": _v1("batch", "accepted"),
    "payout_batch.sent": _v1("batch"),
    "payout_batch.file_taken": _v1("batch", "first", "payouts"),
    "payout_batch.cancelled": _v1("batch", "payouts"),
    "payout_batch.done": _v1("batch"),
    "payout.approved": _v1("payout", "amount_minor"),
    "payout.claimed": _v1("payout", "amount_minor"),
    "payout.asked": _v1("payout", "amount_minor", "asks"),
    "payout.queued": _v1("payout", "amount_minor"),
    "payout.sent": _v1("payout", "amount_minor"),
    "payout.unknown": _v1("payout", "amount_minor"),
    "payout.settled": _v1("payout", "amount_minor"),
    "payout.failed": _v1("payout", "amount_minor"),
    "payout.returned": _v1("payout", "amount_minor"),
    "payout.cancelled": _v1("payout", "amount_minor"),
    "payout.needs_person": _v1("payout", "amount_minor"),
    "payout.noted": _v1("payout", "amount_minor"),
    "payout.seen": _v1("payout"),
    "news.published": _v1("news"),
    "news.corrected": _v1("news", "fields"),
    "news.taken_back": _v1("news"),
    "webhook.made": _v1("webhook"),
    "webhook.changed": _v1("webhook", "fields"),
    "webhook.secret_rotated": _v1("webhook"),
    "webhook.enabled": _v1("webhook"),
    "webhook.disabled": _v1("webhook", "reason"),
    "webhook.replayed": _v1("webhook", "deliveries"),
    "webhook.removed": _v1("webhook"),
}

_THEIR_OWN = "what a person chose for themselves, which organizers do not see"
_HOW_MANY = "organizers are told how many letters came to what, never whose"
_OPERATOR = "for whoever runs the instance"
_NOWHERE = "of no campaign"
# What is told to nobody outside, and why.
KEPT_BACK: dict[str, str] = {
    "consent.given": _THEIR_OWN,
    "consent.withdrawn": _THEIR_OWN,
    "pledge.made": _THEIR_OWN,
    "reward.given_away": _THEIR_OWN,
    "person.erased": _NOWHERE,
    "campaign.removed": "a draft that a webhook was set up for is not removed",
    "participant.tokens_ended": _THEIR_OWN,
    "participant.standing_changed": "a number of the platform's own, which stands in no answer of the API",
    "nudge.due": _HOW_MANY,
    "letter.sent": _HOW_MANY,
    "letter.failed": _HOW_MANY,
    "letter.unknown": _HOW_MANY,
    "letter.suppressed": _HOW_MANY,
    "letter.not_written": _OPERATOR,
    "notice.not_written": _OPERATOR,
    "trust.noticing_failed": _OPERATOR,
    "address.stopped": _NOWHERE,
    "address.asked": _NOWHERE,
    "address.confirmed": _NOWHERE,
    "destination.added": _NOWHERE,
    "destination.replaced": _NOWHERE,
    "destination.retired": _NOWHERE,
}


def told(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """Give what of an event's data is told outside."""
    return {name: data[name] for name in CATALOGUE[kind].data if name in data}

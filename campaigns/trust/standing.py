"""Standing: each participant's record counted from the verdicts, vouches and upheld signals, and written down.

Recruiting keeps the number, credibility reads it there; nothing below asks trust. It is always worked out anew from
all that was decided, so that it is the same whatever the order, and twice is as good as once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db.models import OuterRef, Subquery

from campaigns.findings.models import Finding, Verdict, Vouch
from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import set_standings
from campaigns.trust.models import Signal
from campaigns.trust.record import Record, standing_of

DECIDED = frozenset(
    {
        "finding.verified", "finding.rejected", "finding.duplicate", "finding.reversed", "finding.under_review",
        "finding.appealed", "trust.signal_decided",
    }
)  # fmt: skip
"""The kinds of events after which somebody's record may be another."""

_S = Finding.State
# Reasons for which an honest person's report is rejected, too. Nobody deciding in time says nothing at all.
_MISTAKES = {"out_of_window", "wrong_place", "duplicate"}
_WITH_REASON = (Verdict.Kind.REJECTED, Verdict.Kind.EXPIRED, Verdict.Kind.REVERSED)
_FRAUD = {"fraud"}
_SAYS_NOTHING = {"not_decided_in_time"}


def recompute_standings(
    *, campaign_id: int, participant_ids: Collection[int], finding_ids: Collection[int], at: datetime
) -> int:
    """Work out the standing of these people, and of whoever reported or vouched for these findings."""
    people = {
        *participant_ids,
        *Finding.objects.filter(pk__in=finding_ids).values_list("participant", flat=True),
        *Vouch.objects.filter(finding__in=finding_ids).values_list("participant", flat=True),
    }
    standings = {pk: standing_of(record) for pk, record in read_records(campaign_id, people).items()}
    return set_standings(campaign_id=campaign_id, values=standings, at=at)


def recompute_standing_around(*, finding_id: int, at: datetime) -> int:
    """Work out the standing of whoever reported this finding or vouched for it."""
    campaign_id = Finding.objects.values_list("campaign", flat=True).get(pk=finding_id)
    return recompute_standings(campaign_id=campaign_id, participant_ids=(), finding_ids=[finding_id], at=at)


def read_records(campaign_id: int, people: Collection[int]) -> dict[int, Record]:
    """Count what was decided about these people's reports, vouches and signals."""
    counts: dict[int, Counter[str]] = {pk: Counter() for pk in people}
    reason = Verdict.objects.filter(finding=OuterRef("pk"), kind__in=_WITH_REASON).order_by("-pk")
    vouched = set(Vouch.objects.filter(finding__participant__in=people).values_list("finding", flat=True))
    own = Finding.objects.filter(campaign=campaign_id, participant__in=people).annotate(
        why=Subquery(reason.values("reason")[:1])
    )
    for pk, finder, state, why in own.values_list("pk", "participant", "state", "why"):
        said = _outcome(state, why or "")
        if said:
            counts[finder][said] += 1
        if pk in vouched and said in ("verified", "false", "reversed"):
            counts[finder]["vouched_true" if said == "verified" else "vouched_false"] += 1
    by_them = Vouch.objects.filter(participant__in=people, finding__campaign=campaign_id).annotate(
        why=Subquery(reason.filter(finding=OuterRef("finding")).values("reason")[:1])
    )
    for voucher, state, why in by_them.values_list("participant", "finding__state", "why"):
        said = _outcome(state, why or "")
        if said == "verified":
            counts[voucher]["true_vouches"] += 1
        elif said in ("false", "reversed"):
            counts[voucher]["false_vouches"] += 1
    upheld = _upheld_severities(campaign_id, people)
    return {pk: Record(**counted, upheld=tuple(upheld.get(pk, ()))) for pk, counted in counts.items()}


def _outcome(state: str, reason: str) -> str:
    if state == _S.VERIFIED:
        return "verified"
    if state == _S.REVERSED:
        return "reversed" if reason in _FRAUD else "mistaken"
    if state == _S.DUPLICATE:
        return "mistaken"
    if state == _S.REJECTED and reason not in _SAYS_NOTHING:
        return "mistaken" if reason in _MISTAKES else "false"
    return ""


def _upheld_severities(campaign_id: int, people: Collection[int]) -> dict[int, list[int]]:
    names = {str(name): pk for pk, name in Participant.objects.filter(pk__in=people).values_list("pk", "public_id")}
    found: dict[int, list[int]] = {}
    upheld = Signal.objects.filter(campaign=campaign_id, state=Signal.State.UPHELD).order_by("pk")
    for severity, facts in upheld.values_list("severity", "facts"):
        # Whoever is merely concerned, such as whose photograph was taken, did nothing.
        for name in {*facts.get("suspects", ())} & names.keys():
            found.setdefault(names[name], []).append(severity)
    return found

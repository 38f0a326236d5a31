"""What the review pages show beside the dossier, read in few queries and put in words."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Any

from campaigns.findings.dossiers import Dossier
from campaigns.findings.models import Assessment, Evidence, Finding, Verdict
from campaigns.findings.operations import REJECTION_REASONS, next_paid_rank
from rewards.ledger.models import Transfer

MOST_NEIGHBOURS = 30
MOST_EARLIER = 100
# A bar is full at this weight, in log-odds; hardly any piece weighs more.
FULL_BAR = 4.0

_SAID = {
    Verdict.Kind.VERIFIED: "found true",
    Verdict.Kind.IMPORTED: "brought over as verified",
    Verdict.Kind.REJECTED: "rejected",
    Verdict.Kind.DUPLICATE: "found to be a duplicate",
    Verdict.Kind.NEEDS_INFO: "asked for more",
    Verdict.Kind.RESPONDED: "the reporter answered",
    Verdict.Kind.WITHDRAWN: "withdrawn by its reporter",
    Verdict.Kind.EXPIRED: "rejected because nobody decided in time",
    Verdict.Kind.REVERSED: "found wrong after it was verified",
    Verdict.Kind.APPEALED: "the reporter appealed",
    Verdict.Kind.VOTE_VERIFY: "one reviewer finds it true",
    Verdict.Kind.VOTE_REJECT: "one reviewer finds it false or unfit",
}


@dataclass(frozen=True)
class Piece:
    """One reason for or against, with its weight in words and as tenths of a bar."""

    sentence: str
    value: float

    @property
    def speaks(self) -> str:
        strength = "slightly" if abs(self.value) < 0.75 else "clearly" if abs(self.value) < 1.5 else "strongly"
        return f"{strength} {'for' if self.value > 0 else 'against'} it"

    @property
    def tenths(self) -> int:
        return max(1, min(10, round(abs(self.value) / FULL_BAR * 10)))

    @property
    def is_for(self) -> bool:
        return self.value > 0

    @property
    def written(self) -> str:
        return f"{self.value:+.1f}".replace("-", "\N{MINUS SIGN}")


@dataclass(frozen=True)
class Credibility:
    """How likely a report is true before anybody has looked, and every reason for it, the weightiest first."""

    percent: int
    expected: Piece | None
    pieces: tuple[Piece, ...]

    @property
    def tenths(self) -> int:
        return max(1, round(self.percent / 10))

    @property
    def words(self) -> str:
        ends = ((10, "very probably false"), (35, "rather false"), (65, "open"), (90, "rather true"))
        return next((words for most, words in ends if self.percent < most), "very probably true")


@dataclass(frozen=True)
class Row:
    """One line of the queue."""

    dossier: Dossier
    credibility: Credibility | None
    files: int
    links: int


@dataclass(frozen=True)
class Neighbour:
    """Another report of what seems to be the same thing."""

    finding: Finding
    is_first: bool


def credibility_of(assessment: Assessment | None) -> Credibility | None:
    """Read an assessment; None where nothing has been worked out yet."""
    if assessment is None:
        return None
    log_odds = assessment.log_odds
    odds = exp(-abs(log_odds))
    probability = (1 if log_odds >= 0 else odds) / (1 + odds)
    pieces = {piece["name"]: Piece(piece["sentence"], piece["value"]) for piece in assessment.pieces}
    expected = pieces.pop("prior", None)
    weighty = sorted(pieces.values(), key=lambda piece: -abs(piece.value))
    # Nobody knows such a thing for certain.
    return Credibility(max(1, min(99, round(100 * probability))), expected, tuple(weighty))


def row_of(dossier: Dossier) -> Row:
    links = sum(each.kind == Evidence.Kind.LINK for each in dossier.evidence)
    return Row(dossier, credibility_of(dossier.assessment), len(dossier.evidence) - links, links)


def neighbours_of(finding: Finding, assessment: Assessment | None) -> list[Neighbour]:
    """Give the others of the same cluster, in the order in which they were received."""
    if assessment is None:
        return []
    others = (
        Finding.objects.filter(assessment__cluster_first=assessment.cluster_first_id)
        .exclude(pk=finding.pk)
        .select_related("participant")
        .order_by("received_at", "pk")
    )
    return [Neighbour(other, other.pk == assessment.cluster_first_id) for other in others[:MOST_NEIGHBOURS]]


def earlier_of(finding: Finding, assessment: Assessment | None = None) -> list[tuple[str, str]]:
    """Name the reports of the same objective that came before and stand: of the same thing the first, then the nearest.

    A duplicate is one of the first valid report, however many have come in between.
    """
    ended = (Finding.State.REJECTED, Finding.State.WITHDRAWN, Finding.State.DUPLICATE, Finding.State.REVERSED)
    earlier = (
        Finding.objects.filter(objective=finding.objective_id, received_at__lte=finding.received_at)
        .exclude(pk=finding.pk)
        .exclude(state__in=ended)
        .select_related("participant", "campaign")
        .order_by("-received_at", "-pk")
    )
    first = earlier.filter(pk=assessment.cluster_first_id).first() if assessment is not None else None
    named = [] if first is None else [(str(first.public_id), f"The first of the same thing: {_named(first)}")]
    nearest = [(str(each.public_id), _named(each)) for each in earlier[:MOST_EARLIER] if each != first]
    return named + nearest


def _named(finding: Finding) -> str:
    return f"{finding.participant.display_name}, {finding.get_state_display()}, {_short(finding)}"


def next_rank_of(dossier: Dossier) -> int | None:
    """Give the place among the paid that verifying would give now, where the reader may know of the money."""
    return next_paid_rank(dossier.finding.objective) if dossier.shows_prize else None


def history_of(dossier: Dossier) -> list[tuple[Verdict, str]]:
    """Put the steps of the review in words, with the votes where they are open."""
    votes = dossier.votes or ()
    steps = sorted([*dossier.history, *votes], key=lambda said: said.pk)
    return [(said, _say(said)) for said in steps]


def paid_for(finding: Finding) -> list[dict[str, Any]]:
    """Give what was shared out for a finding, by person, the finder first."""
    shares = Transfer.objects.filter(settlement__finding=finding, reason=Transfer.Reason.SHARE).select_related(
        "credit__participant"
    )
    return [
        {"name": share.credit.participant.display_name, "amount_minor": share.amount_minor}
        for share in shares.order_by("-amount_minor", "pk")
        if share.credit.participant is not None
    ]


def _say(said: Verdict) -> str:
    reason = REJECTION_REASONS.get(said.reason, "") if said.reason != "other" else ""
    told = _SAID.get(Verdict.Kind(said.kind), said.get_kind_display())
    return f"{told[0].upper()}{told[1:]}. {reason}".strip()


def _short(finding: Finding) -> str:
    return f"received {finding.received_at.astimezone(finding.campaign.zone()):%d %b %H:%M}"

"""What the pages show, read in few queries: campaigns with their totals, how prizes are split, one's own place.

Nothing here changes anything. Money is put in words by the templates; amounts stay whole minor units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from campaigns.findings.models import Finding, Verdict
from campaigns.findings.operations import REJECTION_REASONS
from campaigns.findings.voting import BETWEEN_REVIEWERS
from campaigns.people.models import User
from campaigns.planning.currency import format_minor
from campaigns.planning.models import Campaign, Objective
from campaigns.recruiting.models import Participant
from campaigns.recruiting.splits import splits_above
from frontend.chain import Step
from rewards.contracts.budget import Budget, read_budget
from rewards.contracts.models import Contract
from rewards.ledger.models import Account, Transfer
from rewards.ledger.pseudonyms import pseudonym

LEDGER_LINES = 20
MOST_RECRUITS = 100
_EXAMPLE_NAMES = ("Dave", "Carol", "Bob", "Alice")


@dataclass(frozen=True)
class Promise:
    """One objective: what is looked for, what it is worth, how many are paid and have been."""

    objective: Objective
    found: int
    is_open: bool

    @property
    def left(self) -> int:
        return self.objective.quota - self.found


@dataclass(frozen=True)
class Split:
    """How the prize of some objectives is divided, shown on a chain of four."""

    contract: Contract
    objectives: tuple[Objective, ...]
    steps: tuple[Step, ...]
    remainder_minor: int
    remainder_to: str

    @property
    def people(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if not step.is_remainder)


@dataclass(frozen=True)
class Prospect:
    """What one who joins by a link would get, and the inviter, if the finder were so many steps below."""

    steps_below: int
    you_minor: int
    inviter_minor: int | None


@dataclass(frozen=True)
class Offer:
    """What one contract offers to somebody who joins at a certain place."""

    split: Split
    prospects: tuple[Prospect, ...]
    same_without_inviter: bool

    @property
    def pays_inviter(self) -> bool:
        return any(prospect.inviter_minor for prospect in self.prospects)

    @property
    def pays_for_recruits(self) -> bool:
        return any(prospect.you_minor for prospect in self.prospects[1:])


@dataclass(frozen=True)
class Totals:
    people: int
    reported: int
    verified: int
    budget: Budget

    @property
    def earned_minor(self) -> int:
        """What findings have moved out of escrow to people."""
        return self.budget.held + self.budget.payable + self.budget.in_payout + self.budget.paid


@dataclass(frozen=True)
class LedgerLine:
    transfer: Transfer
    source: str
    destination: str


def open_campaigns(*, at: datetime) -> list[Campaign]:
    """Campaigns that one can join or will be able to, the latest first, with what the start page says of them."""
    return [
        c for c in _with_numbers(Campaign.objects.exclude(state__in=["draft", "closed"]))[:50] if not c.has_ended(at)
    ]


def ended_campaigns(*, at: datetime) -> list[Campaign]:
    """Campaigns that have ended, the latest first."""
    launched = _with_numbers(Campaign.objects.exclude(state="draft"))[:50]
    return [c for c in launched if c.state == Campaign.State.CLOSED or c.has_ended(at)][:10]


def places_of(user: User) -> QuerySet[Participant]:
    return Participant.objects.of(user.pk).select_related("campaign").order_by("-joined_at")


def _with_numbers(campaigns: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """Add people, objectives, places to be paid and places paid, each counted by itself."""

    def count(rows: QuerySet[Participant] | QuerySet[Finding] | QuerySet[Objective]) -> Coalesce:
        counted = rows.filter(campaign=OuterRef("pk")).order_by().values("campaign").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(counted), 0, output_field=IntegerField())

    return campaigns.annotate(
        people_count=count(Participant.objects.all()),
        objective_count=count(Objective.objects.all()),
        found_count=count(Finding.objects.ranked()),
    ).order_by("-launched_at", "-pk")


def promises_of(campaign: Campaign, *, at: datetime) -> list[Promise]:
    """Every objective with how many of its findings are paid or will be."""
    ranked = Finding.objects.ranked().filter(objective=OuterRef("pk")).order_by().values("objective")
    objectives = campaign.objectives.annotate(
        found_count=Coalesce(Subquery(ranked.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField())
    )
    return [Promise(o, found=o.found_count, is_open=o.is_open(at)) for o in objectives]


def splits_of(campaign: Campaign, objectives: Sequence[Objective]) -> list[Split]:
    """The different ways in which prizes are divided, each on a worked chain of four."""
    contracts = Contract.objects.latest_of([o.pk for o in objectives])
    by_objective = {contract.objective_id: contract for contract in contracts}
    alike: dict[str, list[Objective]] = {}
    for objective in objectives:
        contract = by_objective.get(objective.pk)
        if contract is not None:
            sameness = (
                f"{contract.mechanism} {sorted(contract.terms.items())} {contract.prize_minor} {contract.remainder_to}"
            )
            alike.setdefault(sameness, []).append(objective)
    splits = []
    for group in alike.values():
        contract = by_objective[group[0].pk]
        allocation = contract.rule().allocate(
            contract.prize_minor, _EXAMPLE_NAMES, max_depth_paid=campaign.max_depth_paid
        )
        splits.append(
            Split(
                contract=contract,
                objectives=tuple(group),
                steps=steps_of(
                    names=_EXAMPLE_NAMES,
                    amounts=[share.amount_minor for share in allocation.shares],
                    remainder_minor=allocation.remainder_minor,
                    currency=campaign.currency,
                    remainder_name=_remainder_name(campaign, contract.remainder_to or campaign.remainder_to),
                ),
                remainder_minor=allocation.remainder_minor,
                remainder_to=_say_remainder(campaign, contract.remainder_to or campaign.remainder_to),
            )
        )
    return splits


def offers_at(
    campaign: Campaign, splits: Sequence[Split], *, inviter: Participant | None, split: str | None = None
) -> list[Offer]:
    """What the contracts offer to one more person below this inviter, computed on the real chain above them.

    `split` is what they would hand up to the inviter, where people choose that; those below them have not chosen yet.
    """
    above = inviter.depth + 1 if inviter else 0
    rules = [each.contract.rule() for each in splits]
    edges: list[Fraction | None] = []
    if inviter and any(rule.uses_edge_splits for rule in rules):
        edges = [None if split is None else Fraction(split), *splits_above(inviter)]
    offers = []
    for split_shown, rule in zip(splits, rules, strict=True):
        prize = split_shown.contract.prize_minor
        prospects = []
        for steps_below in range(3):
            members = range(steps_below + 1 + above)
            shares = rule.allocate(
                prize,
                members,
                max_depth_paid=campaign.max_depth_paid,
                edge_splits=[*[None] * steps_below, *edges] if edges else (),
            ).shares
            prospects.append(
                Prospect(
                    steps_below=steps_below,
                    you_minor=shares[steps_below].amount_minor,
                    inviter_minor=shares[steps_below + 1].amount_minor if inviter else None,
                )
            )
        alone = rule.allocate(prize, range(1), max_depth_paid=campaign.max_depth_paid).shares[0].amount_minor
        offers.append(
            Offer(split=split_shown, prospects=tuple(prospects), same_without_inviter=alone == prospects[0].you_minor)
        )
    return offers


def totals_of(campaign: Campaign) -> Totals:
    findings = Finding.objects.filter(campaign=campaign)
    return Totals(
        people=Participant.objects.filter(campaign=campaign).count(),
        reported=findings.count(),
        verified=findings.filter(state=Finding.State.VERIFIED).count(),
        budget=read_budget(campaign_id=campaign.pk),
    )


def ledger_of(campaign: Campaign) -> list[LedgerLine]:
    """The last movements of money, with participants under their pseudonyms."""
    transfers = Transfer.objects.filter(campaign=campaign).select_related("debit", "credit").order_by("-id")
    return [LedgerLine(t, _say_account(t.debit), _say_account(t.credit)) for t in transfers[:LEDGER_LINES]]


def recruits_of(place: Participant) -> tuple[list[Participant], int]:
    """The people this place brought in directly, the latest first, and how many they are in all."""
    recruits = place.recruits.order_by("-id")
    return list(recruits[:MOST_RECRUITS]), recruits.count()


def findings_of(place: Participant) -> list[tuple[Finding, str]]:
    """One's own reports, the latest first, each with its state in plain words and what came with it."""
    findings = place.findings.select_related("objective").prefetch_related("verdicts", "evidence").order_by("-id")
    return [(finding, say_state(finding)) for finding in findings[:MOST_RECRUITS]]


def say_verdict(verdict: Verdict) -> str:
    """Put one step of the review in words for its reporter; empty for what is between reviewers."""
    told = _STEPS.get(Verdict.Kind(verdict.kind), "")
    reason = REJECTION_REASONS.get(verdict.reason, "") if verdict.reason not in ("", "other") else ""
    return " ".join(part for part in (told, reason) if part) if told else ""


_STEPS = {
    Verdict.Kind.VERIFIED: "It was found true.",
    Verdict.Kind.IMPORTED: "It was brought over as verified.",
    Verdict.Kind.REJECTED: "It was rejected.",
    Verdict.Kind.DUPLICATE: "It was found to be a duplicate.",
    Verdict.Kind.NEEDS_INFO: "A reviewer asked for more.",
    Verdict.Kind.RESPONDED: "You answered.",
    Verdict.Kind.WITHDRAWN: "You took it back.",
    Verdict.Kind.EXPIRED: "Nobody decided before the campaign's deadline.",
    Verdict.Kind.REVERSED: "It was found wrong after it had been verified.",
    Verdict.Kind.APPEALED: "You appealed.",
}


def say_state(finding: Finding) -> str:
    """Put a finding's state in words for its reporter."""
    verdicts = [each for each in finding.verdicts.all() if each.kind not in BETWEEN_REVIEWERS]
    last = verdicts[-1] if verdicts else None
    note = f" The reviewer writes: “{last.note}”" if last and last.note and last.kind not in _OWN_WORDS else ""
    match finding.state:
        case Finding.State.SUBMITTED:
            return "Received. It waits for a reviewer."
        case Finding.State.UNDER_REVIEW if finding.round > 1:
            return "You appealed. Somebody who had no say before looks at it."
        case Finding.State.UNDER_REVIEW:
            return "A reviewer is looking at it."
        case Finding.State.NEEDS_INFO:
            return f"The reviewer needs to know more.{note}"
        case Finding.State.VERIFIED if finding.quota_filled:
            return f"Found true, but others were quicker: every paid place was taken, so it pays nothing.{note}"
        case Finding.State.VERIFIED:
            return f"Found true, and paid along your chain.{note}"
        case Finding.State.REJECTED if last and last.kind == last.Kind.EXPIRED:
            return "Rejected, because nobody decided before the campaign's deadline."
        case Finding.State.REJECTED:
            reason = REJECTION_REASONS.get(last.reason, "") if last and last.reason != "other" else ""
            return " ".join(part for part in ("Rejected.", reason, note.strip()) if part)
        case Finding.State.DUPLICATE:
            return f"True, but reported before by somebody else.{note}"
        case Finding.State.WITHDRAWN:
            return "You took it back."
        case _:
            return f"Reversed after it had been verified.{note}"


# What the reporter wrote themselves is not the reviewer's.
_OWN_WORDS = (Verdict.Kind.RESPONDED, Verdict.Kind.APPEALED, Verdict.Kind.WITHDRAWN)


def steps_of(
    *,
    names: Sequence[str],
    amounts: Sequence[int],
    remainder_minor: int,
    currency: str,
    remainder_name: str = "remainder",
    you: int | None = None,
) -> tuple[Step, ...]:
    """Line a split up for drawing, the finder first and the remainder, if there is one, last."""
    people = [
        Step(amount, name=name, written=format_minor(amount, currency), is_you=k == you)
        for k, (name, amount) in enumerate(zip(names, amounts, strict=True))
    ]
    rest = (
        [Step(remainder_minor, name=remainder_name, written=format_minor(remainder_minor, currency), is_remainder=True)]
        if remainder_minor
        else []
    )
    return (*people, *rest)


def _say_remainder(campaign: Campaign, to: str) -> str:
    match to:
        case Campaign.RemainderTo.CHARITY:
            return f"goes to {campaign.charity_name}" if campaign.charity_name else "goes to charity"
        case Campaign.RemainderTo.SOLIDARITY:
            return "goes to the solidarity pool"
        case _:
            return "stays in the campaign’s budget"


def _remainder_name(campaign: Campaign, to: str) -> str:
    return {"charity": "charity", "solidarity": "solidarity"}.get(to, "budget")


def _say_account(account: Account) -> str:
    if account.participant_id is not None:
        return f"participant {pseudonym(participant_id=account.participant_id)}"
    return {"escrow": "escrow", "world": "outside", "charity": "charity", "solidarity": "solidarity pool"}.get(
        account.kind, account.kind
    )

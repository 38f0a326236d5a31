"""Comparing: what each chain mechanism would have paid on a campaign's real tree and its verified findings.

A reading of one campaign for the pure comparison: its findings that are paid or to be paid, with their prizes, and
those who stand above their finders. Nobody else is loaded, so the work grows with the findings and the height of
their chains, and both are bounded: of a larger campaign the earliest findings are compared, and it is said how many.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from campaigns.errors import InvalidInput, NotPossibleNow
from campaigns.findings.models import Finding
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.recruiting.splits import handed_up_by
from rewards.contracts.models import Contract
from rewards.mechanisms.chain import ChainMechanism
from rewards.mechanisms.comparison import Outcome, PaidFinding, compare
from rewards.mechanisms.registry import MECHANISMS, chain_mechanism
from rewards.mechanisms.terms import read_object
from rewards.settlement.chains import places_above

MOST_FINDINGS = 10_000
# All chains together, each person counted once for every chain that they stand on.
MOST_STEPS = 250_000
# Where people chose their splits each path is worked out for itself, and the numbers grow with its height: then the
# squares of the heights are bounded too.
MOST_SQUARES = 2_000_000
MOST_ASKED = 5


@dataclass(frozen=True)
class Compared:
    """One rule and what it would have paid. `is_own` tells that an objective of the campaign is paid by it."""

    rule: ChainMechanism
    is_own: bool
    outcome: Outcome


@dataclass(frozen=True)
class Comparison:
    """What the rules would have paid. `findings` of the `verified` ones were compared, worth `prizes_minor`.

    `people` has the public id and the name of everyone who is named in an outcome.
    """

    members: int
    verified: int
    findings: int
    prizes_minor: int
    rows: tuple[Compared, ...]
    people: Mapping[int, tuple[str, str]]

    @property
    def is_partial(self) -> bool:
        return self.findings < self.verified


@dataclass(frozen=True)
class _Found:
    finder: int
    height: int
    prize_minor: int


def compare_mechanisms(*, campaign: Campaign, asked: Sequence[ChainMechanism] = (), best: int = 10) -> Comparison:
    """Compare the campaign's own rules, an example of every chain mechanism, and those asked for.

    Raises NotPossibleNow where nothing was found that is paid.
    """
    contracts = list(Contract.objects.latest_of(list(campaign.objectives.values_list("pk", flat=True))))
    verified = Finding.objects.ranked().filter(campaign=campaign, state=Finding.State.VERIFIED)
    total = verified.count()
    found = _read_findings(campaign, {contract.objective_id: contract.prize_minor for contract in contracts})
    if not found:
        raise NotPossibleNow(
            "nothing_to_compare",
            f"No finding of “{campaign.title}” has been verified and given a paid place, so no rule would have paid "
            "anything yet. Compare again once one is verified; until then /mechanisms/ previews made-up chains.",
        )
    inviter_of = {place[0]: place[1] for place in places_above(each.finder for each in found)}
    split_of = {place: Fraction(split) for place, split in handed_up_by(sorted(inviter_of)).items()}
    if split_of:
        found = _as_many_as(found, MOST_SQUARES, cost=lambda each: each.height**2)
    findings = [PaidFinding(each.finder, each.prize_minor) for each in found]
    members = Participant.objects.filter(campaign=campaign).count()
    own = list(dict.fromkeys(contract.rule() for contract in contracts))
    rules = list(dict.fromkeys([*own, *_examples({each.prize_minor for each in found}), *asked]))
    outcomes = compare(
        inviter_of=inviter_of,
        members=members,
        findings=findings,
        rules=[(rule.name, rule) for rule in rules],
        split_of=split_of,
        max_depth_paid=campaign.max_depth_paid,
        best=best,
    )
    return Comparison(
        members=members,
        verified=total,
        findings=len(found),
        prizes_minor=sum(each.prize_minor for each in found),
        rows=tuple(Compared(rule, rule in own, outcome) for rule, outcome in zip(rules, outcomes, strict=True)),
        people=_people(outcomes),
    )


def read_rule(given: object, *, field: str) -> ChainMechanism:
    """Read a rule that is asked for, {"mechanism": …, "terms": {…}}, or refuse it naming the field."""
    said = read_object(given, field=field, known=("mechanism", "terms"), code="invalid_rule")
    try:
        return chain_mechanism(said.get("mechanism"), said.get("terms", {}))
    except InvalidInput as refused:
        inside = f"{field}/{refused.field}" if refused.field else field
        raise InvalidInput(refused.code, refused.message, field=inside, **refused.data) from None


def written_gini(gini: Fraction | None) -> str | None:
    """Write a Gini coefficient with four decimals, as it is read."""
    return None if gini is None else f"{Decimal(gini.numerator) / Decimal(gini.denominator):.4f}"


def _read_findings(campaign: Campaign, prizes: Mapping[int, int]) -> list[_Found]:
    """Read the earliest findings that are paid: by what was settled, else by the promise as it is now."""
    rows = (
        Finding.objects.ranked()
        .filter(campaign=campaign, state=Finding.State.VERIFIED)
        .order_by("pk")
        .values_list("participant_id", "participant__depth", "objective_id", "settlement__prize_minor")
    )[:MOST_FINDINGS]
    found = [
        _Found(finder, depth + 1, prizes[objective_id] if settled_minor is None else settled_minor)
        for finder, depth, objective_id, settled_minor in rows
    ]
    return _as_many_as(found, MOST_STEPS, cost=lambda each: each.height)


def _as_many_as(found: Sequence[_Found], most: int, *, cost: Callable[[_Found], int]) -> list[_Found]:
    """Keep the earliest whose costs are together within the bound; the first one in any case."""
    kept: list[_Found] = []
    spent = 0
    for each in found:
        spent += cost(each)
        if spent > most and kept:
            break
        kept.append(each)
    return kept


def _examples(prizes: set[int]) -> list[ChainMechanism]:
    """Give a rule of every chain mechanism: its schema's first example that can split all of these prizes."""
    examples = []
    for name, kind in MECHANISMS.items():
        if issubclass(kind, ChainMechanism):
            rules = [chain_mechanism(name, terms) for terms in kind.terms_schema()["examples"]]
            examples.append(next((rule for rule in rules if _splits(rule, prizes)), rules[0]))
    return examples


def _splits(rule: ChainMechanism, prizes: set[int]) -> bool:
    try:
        for prize_minor in prizes:
            rule.check_prize(prize_minor)
    except InvalidInput:
        return False
    return True


def _people(outcomes: Sequence[Outcome]) -> dict[int, tuple[str, str]]:
    named = {person for outcome in outcomes for person, _ in outcome.best_paid}
    named.update(outcome.exposure.person for outcome in outcomes if outcome.exposure)
    people = Participant.objects.filter(pk__in=named).values_list("pk", "public_id", "display_name")
    return {pk: (str(public_id), name) for pk, public_id, name in people}

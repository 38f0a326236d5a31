"""Worked chains: what a prize brings each person of a chain, on an example that the reader chooses or at a real place.

Nothing here changes anything. Amounts are computed by the contracts' own rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from campaigns.notices.amounts import write_amount
from campaigns.planning.models import Campaign, Objective
from campaigns.recruiting.models import Participant
from campaigns.recruiting.splits import splits_above
from frontend.chain import Step
from rewards.contracts.models import Contract

# The root first: Alice invites Bob, who invites Carol.
NAMES = ("Alice", "Bob", "Carol", "Dave", "Erin", "Frank")
_USUAL = 4


@dataclass(frozen=True)
class Example:
    """How long the shown chain is, and which of its people the reader wants to be, counted from the root; 0 is none."""

    people: int = _USUAL
    you: int = 0

    @classmethod
    def chosen(cls, query: Mapping[str, str]) -> Example:
        """Read what an address says; what makes no sense there is the usual example."""
        people = _whole(query.get("people", ""), most=len(NAMES)) or _USUAL
        return cls(people, _whole(query.get("you", ""), most=people))

    @property
    def lengths(self) -> range:
        return range(1, len(NAMES) + 1)

    @property
    def names(self) -> tuple[str, ...]:
        """Give the chain as mechanisms take it, the finder first."""
        return tuple(_("You") if k == self.you else NAMES[k - 1] for k in range(self.people, 0, -1))

    @property
    def your_distance(self) -> int | None:
        return self.people - self.you if self.you else None

    @property
    def story(self) -> str:
        """Tell who invited whom."""
        told = [
            _("%(name)s, who invites") % {"name": name} if 0 < k < self.people - 1 else name
            for k, name in enumerate(NAMES[: self.people])
        ]
        if self.people == 1:
            return _("%(name)s has no inviter, and finds it.") % {"name": told[0]}
        return _("%(first)s invites %(chain)s, who finds it.") % {"first": told[0], "chain": " ".join(told[1:])}


@dataclass(frozen=True)
class Row:
    """One person of the example: who they are, what they get, and where they stand from the root."""

    said: str
    written: str
    is_you: bool
    place: int
    name: str


@dataclass(frozen=True)
class Split:
    """How the prize of some objectives is divided, shown on an example."""

    contract: Contract
    objectives: tuple[Objective, ...]
    example: Example
    steps: tuple[Step, ...]
    remainder_minor: int
    remainder_said: str

    @property
    def rows(self) -> tuple[Row, ...]:
        people = [step for step in self.steps if not step.is_remainder]
        return tuple(
            Row(
                said=_say_person(self.example, distance),
                written=step.written,
                is_you=step.is_you,
                place=self.example.people - distance,
                name=NAMES[self.example.people - distance - 1],
            )
            for distance, step in enumerate(people)
        )


@dataclass(frozen=True)
class Prospect:
    """What one who joins by a link would get, and the inviter, if the finder were so many steps below."""

    steps_below: int
    you_minor: int
    inviter_minor: int | None
    steps: tuple[Step, ...]

    @property
    def both_minor(self) -> int:
        return self.you_minor + (self.inviter_minor or 0)


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


def splits_of(campaign: Campaign, objectives: Sequence[Objective], example: Example | None = None) -> list[Split]:
    """The different ways in which prizes are divided, each on the example."""
    example = example or Example()
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
        remainder_to = contract.remainder_to or campaign.remainder_to
        allocation = contract.rule().allocate(
            contract.prize_minor, range(example.people), max_depth_paid=campaign.max_depth_paid
        )
        splits.append(
            Split(
                contract=contract,
                objectives=tuple(group),
                example=example,
                steps=steps_of(
                    names=example.names,
                    amounts=[share.amount_minor for share in allocation.shares],
                    remainder_minor=allocation.remainder_minor,
                    currency=campaign.currency,
                    remainder_name=_remainder_name(remainder_to),
                    you=example.your_distance,
                ),
                remainder_minor=allocation.remainder_minor,
                remainder_said=_say_remainder(campaign, remainder_to),
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
            # Whoever stands above the inviter is none of the reader's business: they are not drawn.
            shown = [share.amount_minor for share in shares[: steps_below + (2 if inviter else 1)]]
            below = [*[_("Somebody")] * steps_below, _("You")]
            prospects.append(
                Prospect(
                    steps_below=steps_below,
                    you_minor=shown[steps_below],
                    inviter_minor=shown[steps_below + 1] if inviter else None,
                    steps=steps_of(
                        names=[*below, *([inviter.display_name] if inviter else [])],
                        amounts=shown,
                        remainder_minor=0,
                        currency=campaign.currency,
                        you=steps_below,
                    ),
                )
            )
        alone = rule.allocate(prize, range(1), max_depth_paid=campaign.max_depth_paid).shares[0].amount_minor
        offers.append(
            Offer(split=split_shown, prospects=tuple(prospects), same_without_inviter=alone == prospects[0].you_minor)
        )
    return offers


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
        Step(amount, name=name, written=write_amount(amount, currency), is_you=k == you)
        for k, (name, amount) in enumerate(zip(names, amounts, strict=True))
    ]
    rest = (
        [Step(remainder_minor, name=remainder_name, written=write_amount(remainder_minor, currency), is_remainder=True)]
        if remainder_minor
        else []
    )
    return (*people, *rest)


def _say_person(example: Example, distance: int) -> str:
    name = NAMES[example.people - distance - 1]
    you = example.your_distance
    if distance == 0:
        return _("You, who find it") if you == 0 else _("%(name)s, who finds it") % {"name": name}
    invited = NAMES[example.people - distance]
    if you == distance:
        return _("You, who invited %(invited)s") % {"invited": invited}
    if you == distance - 1:
        return _("%(name)s, who invited you") % {"name": name}
    return _("%(name)s, who invited %(invited)s") % {"name": name, "invited": invited}


def _say_remainder(campaign: Campaign, to: str) -> str:
    match to:
        case Campaign.RemainderTo.CHARITY if campaign.charity_name:
            return _("What is left goes to %(charity)s") % {"charity": campaign.charity_name}
        case Campaign.RemainderTo.CHARITY:
            return _("What is left goes to charity")
        case Campaign.RemainderTo.SOLIDARITY:
            return _("What is left goes to the solidarity pool")
        case _other:
            return _("What is left stays in the campaign’s budget")


def _remainder_name(to: str) -> str:
    return {"charity": _("charity"), "solidarity": _("solidarity")}.get(to) or _("budget")


def _whole(written: str, *, most: int) -> int:
    """Read a whole number from 1 to the most; 0 for anything else."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 3 and int(written) <= most else 0

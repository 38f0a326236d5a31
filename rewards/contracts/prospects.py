"""Prospects: what one's own chain would get of a prize that oneself, a recruit, or a recruit's recruit finds.

Worked out by the contract's own rule on the real chain above, by what the people of it agreed to hand up and by what
one's own link asks for now; whoever is still to come has chosen nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from campaigns.recruiting.models import ChainMember, Participant
from campaigns.recruiting.splits import splits_above
from rewards.contracts.models import Contract

FURTHEST_BELOW = 2
"""How many steps below oneself the finder is told of."""
NEAREST_ABOVE = 4
"""So many above oneself are told of one by one; what all others get is one sum."""


@dataclass(frozen=True)
class PersonOnChain:
    """One on a chain that may come to be; those who are still to come have no name."""

    above_finder: int
    name: str | None
    is_me: bool
    amount_minor: int


@dataclass(frozen=True)
class PossibleChain:
    """A finder so many steps below oneself, and everybody up to the nearest above."""

    finder_below_me: int
    people: tuple[PersonOnChain, ...]
    further_minor: int
    remainder_minor: int


@dataclass(frozen=True)
class Prospect:
    """What a prize would come to; objectives whose prizes are split alike are told of together."""

    titles: tuple[str, ...]
    contract: Contract
    chains: tuple[PossibleChain, ...]


def prospects_of(place: Participant, *, split: str | None) -> list[Prospect]:
    """Work out what every kind of prize would come to; `split` is what the person's own link asks for."""
    titles = dict(place.campaign.objectives.values_list("pk", "title"))
    alike: dict[tuple[str, str, int], list[Contract]] = {}
    for contract in Contract.objects.latest_of(list(titles)):
        sameness = (contract.mechanism, str(sorted(contract.terms.items())), contract.prize_minor)
        alike.setdefault(sameness, []).append(contract)
    chain = Participant.objects.chain_of(place.pk)
    edges: list[Fraction | None] | None = None
    found = []
    for contracts in alike.values():
        rule = contracts[0].rule()
        if rule.uses_edge_splits and edges is None:
            edges = [None if split is None else Fraction(split), *splits_above(place)]
        chains = tuple(
            _work_out(contracts[0], place=place, chain=chain, below=below, edges=edges if rule.uses_edge_splits else ())
            for below in range(FURTHEST_BELOW + 1)
        )
        found.append(Prospect(tuple(titles[each.objective_id] for each in contracts), contracts[0], chains))
    return found


def _work_out(
    contract: Contract,
    *,
    place: Participant,
    chain: Sequence[ChainMember],
    below: int,
    edges: Sequence[Fraction | None] | None,
) -> PossibleChain:
    # The first edge is the one that a recruit of one's own will have; where oneself is the finder there is none.
    handed_up = [*[None] * (below - 1), *edges] if below and edges else (edges or ())[1:]
    allocation = contract.rule().allocate(
        contract.prize_minor,
        range(below + len(chain)),
        max_depth_paid=place.campaign.max_depth_paid,
        edge_splits=handed_up,
    )
    amounts = [share.amount_minor for share in allocation.shares]
    told = below + 1 + NEAREST_ABOVE
    names = [*[None] * below, *(member.display_name for member in chain)]
    return PossibleChain(
        finder_below_me=below,
        people=tuple(
            PersonOnChain(above_finder=k, name=name, is_me=k == below, amount_minor=amount)
            for k, (name, amount) in enumerate(zip(names[:told], amounts[:told], strict=True))
        ),
        further_minor=sum(amounts[told:]),
        remainder_minor=allocation.remainder_minor,
    )

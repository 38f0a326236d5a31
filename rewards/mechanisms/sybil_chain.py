"""The Sybil gain on a chain: what somebody could take by standing there several times, and from whom.

An attack is made by one person with at most k identities, all that they act through, the first place included.
Their identities invite each other and stand one above the other where the one place was: what is below is invited
by the lowest, or found by it, and the uppermost was invited by the true inviter. A finding pays only the path that
it came by, so an identity beside it earns nothing, and whether the fakes count as below or above the true place
makes no difference. A finder may report through any of their identities, which puts as many of them on the path as
they like. That leaves the number of identities on the path, and each is tried.

Under a split contract they also choose what is handed up over the edges between their own identities, and on their
own link, within the limits. What they get together is X·l·(1 − s₁·…·sₙ·u): what reaches the one below them, times
the split of their link, less what leaves at the top. It is linear in every single choice, so some best attack has
each choice at an end of its range, and trying the ends is an exhaustive search.

The chain is taken as it was, without quarantines and without a greatest paid depth.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, product
from math import prod
from typing import Generic, TypeVar

from rewards.mechanisms.chain import ChainMechanism, check_chain
from rewards.mechanisms.split_contract import SplitContract
from rewards.mechanisms.terms import read_whole, refused, shown

P = TypeVar("P", bound=Hashable)

# A kind of number: all whole, or all exact.
N = TypeVar("N", int, Fraction)

MAX_IDENTITIES = 6


@dataclass(frozen=True, slots=True)
class Loss(Generic[P]):
    """Somebody else on the chain, and how much less they get."""

    participant: P
    loss_minor: int


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to attack from one place: how many identities stand there, and the splits of the path that results.

    No splits: as the contract says.
    """

    place: int
    identities: int
    edge_splits: tuple[Fraction | None, ...] = ()

    def exact_gain(
        self, rule: ChainMechanism, prize: Fraction | int, *, height: int, edge_splits: Sequence[Fraction | None] = ()
    ) -> Fraction:
        """Give what the plan adds before rounding, on a chain that has this height and these splits without it."""
        attacked = height + self.identities - 1
        after = rule.along(self.edge_splits, height=attacked)
        taken = sum(_exact(after.part_at(self.place + k, attacked), prize) for k in range(self.identities))
        return taken - _exact(rule.along(edge_splits, height=height).part_at(self.place, height), prize)

    def take_minor(self, amounts: Sequence[int]) -> int:
        return sum(amounts[self.place : self.place + self.identities])


def _exact(part: Fraction | int, prize: Fraction | int) -> Fraction:
    return Fraction(part) if isinstance(part, int) else part * prize


@dataclass(frozen=True, slots=True)
class ChainAttack(Generic[P]):
    """The best attack found, in whole minor units. Where none gains it is the honest place, and nobody loses.

    attack: what they do, in a sentence. losers: the others on the chain who get less, the finder's side first.
    remainder_loss_minor: how much less is left for whoever the remainder goes to. plan: the attack as numbers.
    """

    honest_minor: int
    best_minor: int
    gain_minor: int
    attack: str
    losers: tuple[Loss[P], ...]
    remainder_loss_minor: int
    plan: Plan


def best_attack(
    rule: ChainMechanism,
    *,
    prize_minor: int,
    chain: Sequence[P],
    attacker: P,
    identities: int,
    edge_splits: Sequence[Fraction | None] = (),
) -> ChainAttack[P]:
    """Find what gives the attacker most, and of what gives the same the simplest.

    What rounding alone would add, less than one minor unit for each identity, is not counted as a gain. With one
    identity what is left is what they can do without a fake: under a split contract, to set their own link.

    Raises InvalidInput for somebody who is not on the chain, and for more than MAX_IDENTITIES.
    """
    check_chain(chain)
    rule.check_prize(prize_minor)
    read_whole(
        identities,
        field="identities",
        least=1,
        most=MAX_IDENTITIES,
        what="The number of identities",
        code="invalid_identities",
    )
    if attacker not in chain:
        raise refused(
            f"{shown(attacker)} is not on the chain, so nothing of this prize is theirs to multiply.",
            field="attacker",
            code="not_on_chain",
        )
    place, height = chain.index(attacker), len(chain)
    honest = rule.along(edge_splits, height=height).amounts(prize_minor, height)
    best, best_amounts, best_exact = Plan(place, 1, tuple(edge_splits)), honest, Fraction(0)
    for plan in plans(rule, height=height, place=place, identities=identities, edge_splits=edge_splits):
        attacked = height + plan.identities - 1
        amounts = rule.along(plan.edge_splits, height=attacked).amounts(prize_minor, attacked)
        if plan.take_minor(amounts) <= best.take_minor(best_amounts):
            continue
        exact = plan.exact_gain(rule, prize_minor, height=height, edge_splits=edge_splits)
        if exact > best_exact:
            best, best_amounts, best_exact = plan, amounts, exact
    best_minor = best.take_minor(best_amounts)
    others_before = (*honest[:place], 0, *honest[place + 1 :])
    others_after = (*best_amounts[:place], 0, *best_amounts[place + best.identities :])
    return ChainAttack(
        honest_minor=honest[place],
        best_minor=best_minor,
        gain_minor=best_minor - honest[place],
        attack=_say(best, rule, height=height, identities=identities, edge_splits=edge_splits),
        losers=tuple(
            Loss(member, before - after)
            for member, before, after in zip(chain, others_before, others_after, strict=True)
            if after < before
        ),
        remainder_loss_minor=max(0, sum(best_amounts) - sum(honest)),
        plan=best,
    )


def plans(
    rule: ChainMechanism,
    *,
    height: int,
    place: int,
    identities: int,
    edge_splits: Sequence[Fraction | None] = (),
) -> Iterator[Plan]:
    """Give every attack from one place that has to be tried, the simplest first: one for each number of identities.

    Under a split contract that one is the best of all choices of splits.
    """
    for count in range(1, identities + 1):
        if isinstance(rule, SplitContract):
            yield _best_splits(rule, height=height, place=place, count=count, edge_splits=edge_splits)
        elif count > 1:
            yield Plan(place, count)


def _best_splits(
    rule: SplitContract, *, height: int, place: int, count: int, edge_splits: Sequence[Fraction | None]
) -> Plan:
    """Find the splits that leave most with `count` identities at one place, those of others as they are."""
    honest = tuple(rule.along(edge_splits, height=height).splits(height))
    below, above = honest[: max(0, place - 1)], honest[place:]
    leaves = above[0] if above else Fraction(0)  # at the root there is nobody to hand anything to
    ends = (Fraction(0), rule.max_split)
    # the link as it is comes first: of equals the first is taken, so it is changed only where that gains
    links = [(link,) for link in (honest[place - 1], *ends)] if place else [()]
    choices = [(link, between) for link in links for between in product(ends, repeat=count - 1)]

    def kept(choice: tuple[tuple[Fraction, ...], tuple[Fraction, ...]]) -> Fraction:
        link, between = choice
        return prod(link, start=Fraction(1)) * (1 - prod(between, start=leaves))

    link, between = max(choices, key=kept)
    return Plan(place, count, (*below, *link, *between, *above))


def gains_by_place(
    rule: ChainMechanism,
    *,
    prize_minor: int,
    height: int,
    identities: int,
    edge_splits: Sequence[Fraction | None] = (),
) -> list[Fraction | int]:
    """Give the best gain from each place of a chain, all at once and in time proportional to the height.

    In whole minor units where amounts are rounded down, which never makes a gain of none; before rounding where
    the last units are shared out, which can.
    """
    if isinstance(rule, SplitContract):
        return list(_split_gains(rule, prize_minor, height, identities, edge_splits))
    lengthened = range(height + 1, height + identities)
    if rule.shares_out_the_rest:
        exact = [rule.exact_amounts(prize_minor, path) for path in (height, *lengthened)]
        return list(_best_by_place(exact[0], exact[1:]))
    paid = [rule.amounts(prize_minor, path) for path in (height, *lengthened)]
    return list(_best_by_place(paid[0], paid[1:]))


def _best_by_place(honest: Sequence[N], attacked: Iterable[Sequence[N]]) -> list[N]:
    """Hold what each place pays against what it and the fakes at it pay on each longer path."""
    best = [amount * 0 for amount in honest]
    for fakes, shares in enumerate(attacked, start=1):
        up_to = list(accumulate(shares))
        for place, amount in enumerate(honest):
            best[place] = max(best[place], up_to[place + fakes] - up_to[place] + shares[place] - amount)
    return best


def _split_gains(
    rule: SplitContract, prize_minor: int, height: int, identities: int, edge_splits: Sequence[Fraction | None]
) -> Iterator[Fraction]:
    below = Fraction(prize_minor)  # what reaches the one below; for the finder, the prize
    link = Fraction(1)
    most_over_link = link
    for handed_up in (*rule.along(edge_splits, height=height).splits(height), Fraction(0)):
        # a second identity, over whose edge nothing is handed up, lets nothing out
        kept = Fraction(1) if identities > 1 else 1 - handed_up
        yield below * (most_over_link * kept - link * (1 - handed_up))
        below *= link
        link, most_over_link = handed_up, rule.max_split


_TIMES = {2: "twice", 3: "three times", 4: "four times", 5: "five times", 6: "six times"}


def _say(
    plan: Plan, rule: ChainMechanism, *, height: int, identities: int, edge_splits: Sequence[Fraction | None]
) -> str:
    """Say in plain English what the attacker does."""
    said = []
    if plan.identities > 1:
        does = "report through" if plan.place == 0 else "invite through"
        said.append(
            f"They stand on the path {_TIMES[plan.identities]}, each identity invited by the one above it, and"
            f" {does} the lowest."
        )
    if isinstance(rule, SplitContract) and plan.edge_splits:
        if plan.identities > 1:
            between = plan.edge_splits[plan.place : plan.place + plan.identities - 1]
            said.append(f"Between their identities they set a split of {', '.join(map(str, between))}.")
        honest = tuple(rule.along(edge_splits, height=height).splits(height))
        if plan.place and plan.edge_splits[plan.place - 1] != honest[plan.place - 1]:
            said.append(f"They set the split of their own link to {plan.edge_splits[plan.place - 1]}.")
    if not said:
        said.append("Nothing" if identities == 1 else f"With up to {identities} identities nothing")
        said.append("pays them more.")
    return " ".join(said)

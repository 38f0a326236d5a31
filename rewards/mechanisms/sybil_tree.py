"""The Sybil gain in a tree: what one person could take by dividing themselves over several places.

The attacker has at most k identities, all that they act through. The first is invited by whoever invited them,
every further one by the same person or by an earlier identity. What they contributed is divided over the identities in
whole units, and each of their recruits joins under one of them. Nothing is contributed that was not before, so
everybody's total, and with it the value of a unit, stays as it was.

Where there are few enough ways to do all that (MAX_WAYS), each is tried. For more than that:

- `yes` and `equal_contribution` rules: nobody gains. Under the proportional rule the parts of a contribution
  earn what it earned; under cdrm each part earns at a rate that no identity can raise above the honest one; under
  pachira the identities of one branch earn together π of the branch less π of the recruits' branches, as one place
  does, and several branches less; tdrm makes the best chain out of one place by itself.
- `geometric`: what the identities earn is linear in each part of the contribution and in each recruit's branch, and the
  weight of either is largest below the longest line of identities. So the best is one line, with everything
  contributed at its lowest place and all recruits below it.
- `capped_geometric`: every further identity is one more branch of an identity, so k of them gain at most k − 1
  times the cap. Some lines, stars and combs are tried, and the bound is given beside the best of them.

What rounding alone adds, less than a minor unit for each identity, is not counted as a gain.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise, product
from math import ceil, comb, factorial
from typing import Any, Generic, TypeVar

from rewards.mechanisms.geometric import CappedGeometric, Geometric
from rewards.mechanisms.sybil_chain import MAX_IDENTITIES, Loss
from rewards.mechanisms.terms import read_whole, refused, shown
from rewards.mechanisms.tree import NOBODY, Tree, TreeMechanism

P = TypeVar("P", bound=Hashable)

# How many ways are tried one by one: about a second of work.
MAX_WAYS = 20_000
# Sums that are kept a hair short of the truth must not make a gain of the hair.
_HAIR = Fraction(1, 2**100)


@dataclass(frozen=True, slots=True)
class Division:
    """One way to divide oneself.

    under: for each identity the earlier one that invited it, NOBODY for the true inviter. contributions: what each
    contributes. recruits: for each recruit the identity that they join under.
    """

    under: tuple[int, ...]
    contributions: tuple[int, ...]
    recruits: tuple[int, ...]

    def rewards(self, rule: TreeMechanism, branches: Sequence[Any], total: int) -> Fraction:
        """Give what all identities earn together, where each recruit's branch hands up what it handed up before."""
        below: list[list[Any]] = [[] for _ in self.under]
        for branch, identity in zip(branches, self.recruits, strict=True):
            below[identity].append(branch)
        earned = Fraction(0)
        for identity in range(len(self.under) - 1, -1, -1):
            own = self.contributions[identity]
            earned += rule.reward(own, below[identity], total)
            if self.under[identity] != NOBODY:
                below[self.under[identity]].append(rule.gather(own, below[identity]))
        return earned


@dataclass(frozen=True, slots=True)
class TreeAttack(Generic[P]):
    """The best attack found, in whole minor units. Where none gains it is the honest place, and nobody loses.

    gain_bound_minor: more than this no attack with as many identities gains, rounding aside. attack: what they do,
    in a sentence. losers: the others who get less. remainder_loss_minor: how much less the remainder is.
    """

    honest_minor: int
    best_minor: int
    gain_minor: int
    gain_bound_minor: int
    attack: str
    losers: tuple[Loss[P], ...]
    remainder_loss_minor: int
    division: Division


def best_tree_attack(
    rule: TreeMechanism, *, prize_minor: int, tree: Tree[P], attacker: P, identities: int
) -> TreeAttack[P]:
    """Find what gives the attacker most, and of what gives the same the simplest.

    Raises InvalidInput for somebody who is not in the tree, and for more than MAX_IDENTITIES.
    """
    check_identities(identities)
    place = place_of(attacker, tree.members, what="tree")
    rule.check_prize(prize_minor)
    rule.check_tree(tree)
    own, total = tree.contributions[place], tree.contributed
    recruits = [member for member, inviter in enumerate(tree.inviters) if inviter == place]
    gathered = rule.gathered(tree)
    branches = [gathered[recruit] for recruit in recruits]
    honest = Division((NOBODY,), (own,), (0,) * len(recruits))
    honest_reward = honest.rewards(rule, branches, total)
    best, most = honest, honest_reward + _HAIR
    everything = count_divisions(own, recruits=len(recruits), identities=identities) <= MAX_WAYS
    for division in (divisions if everything else likely_divisions)(
        rule, own=own, recruits=len(recruits), identities=identities
    ):
        earned = division.rewards(rule, branches, total)
        if earned > most:
            best, most = division, earned
    honest_amounts = rule.amounts(prize_minor, tree)
    attacked = attacked_tree(tree, place, recruits, best)
    amounts = rule.amounts(prize_minor, attacked)
    more = len(best.under) - 1
    best_minor = sum(amounts[place : place + more + 1])
    if best_minor <= honest_amounts[place]:
        best, more, amounts, best_minor = honest, 0, honest_amounts, honest_amounts[place]
    value = rule.value_of_unit(prize_minor, total)
    gain_minor = best_minor - honest_amounts[place]
    bound = gain_minor
    if isinstance(rule, CappedGeometric) and not everything:
        bound = max(bound, ceil((identities - 1) * rule.cap * value))
    after = [*amounts[:place], honest_amounts[place], *amounts[place + more + 1 :]]
    return TreeAttack(
        honest_minor=honest_amounts[place],
        best_minor=best_minor,
        gain_minor=gain_minor,
        gain_bound_minor=bound,
        attack=_say(best, identities),
        losers=tuple(
            Loss(member, before - now)
            for member, before, now in zip(tree.members, honest_amounts, after, strict=True)
            if now < before
        ),
        remainder_loss_minor=max(0, sum(amounts) - sum(honest_amounts)),
        division=best,
    )


def check_identities(identities: object) -> int:
    return read_whole(
        identities,
        field="identities",
        least=1,
        most=MAX_IDENTITIES,
        what="The number of identities",
        code="invalid_identities",
    )


def place_of(attacker: P, members: Sequence[P], *, what: str) -> int:
    """Find the attacker among the members, or refuse them."""
    for place, member in enumerate(members):
        if member == attacker:
            return place
    raise refused(
        f"{shown(attacker)} is not in the {what}, so nothing of this pool is theirs to multiply.",
        field="attacker",
        code=f"not_in_{what}",
    )


def count_divisions(own: int, *, recruits: int, identities: int) -> int:
    """Count what `divisions` gives."""
    return sum(
        factorial(count) * comb(own + count - 1, count - 1) * count**recruits for count in range(2, identities + 1)
    )


def divisions(rule: TreeMechanism, *, own: int, recruits: int, identities: int) -> Iterator[Division]:
    """Give every way to divide oneself over two and more places, those with few identities first."""
    for count in range(2, identities + 1):
        for under in product(*(range(NOBODY, identity) for identity in range(count))):
            for contributions in parts_of(own, count):
                for chosen in product(range(count), repeat=recruits):
                    yield Division(under, contributions, chosen)


def parts_of(whole: int, count: int) -> Iterator[tuple[int, ...]]:
    """Give every way to write a whole number as so many parts, in order, 0 included."""
    for bars in combinations(range(whole + count - 1), count - 1):
        edges = (-1, *bars, whole + count - 1)
        yield tuple(right - left - 1 for left, right in pairwise(edges))


def likely_divisions(rule: TreeMechanism, *, own: int, recruits: int, identities: int) -> Iterator[Division]:
    """Give what has to be tried where the rule is known, and there are too many ways to try each."""
    if rule.card.sybil_proof in ("yes", "equal_contribution"):
        return
    for count in range(2, identities + 1):
        line = tuple(range(NOBODY, count - 1))
        at_the_lowest = (*(0,) * (count - 1), own)
        yield Division(line, at_the_lowest, (count - 1,) * recruits)
        if isinstance(rule, Geometric):
            continue
        star = (NOBODY, *(0,) * (count - 1))
        comb_shape = (NOBODY, *((identity - 1) // 2 for identity in range(1, count)))
        low, extra = divmod(own, count)
        spread = tuple(low + (identity < extra) for identity in range(count))
        beside, more = divmod(own, count - 1)
        below_the_top = (0, *(beside + (identity < more) for identity in range(count - 1)))
        dealt = tuple(1 + recruit % (count - 1) for recruit in range(recruits))
        for under in dict.fromkeys((line, star, comb_shape)):
            for contributions in dict.fromkeys((at_the_lowest, (own, *(0,) * (count - 1)), spread, below_the_top)):
                for chosen in dict.fromkeys(((count - 1,) * recruits, dealt, (0,) * recruits)):
                    yield Division(under, contributions, chosen)


def attacked_tree(tree: Tree[P], place: int, recruits: Sequence[int], division: Division) -> Tree[int]:
    """Make the tree in which the identities stand where the one place was, one after the other."""
    more = len(division.under) - 1

    def moved(member: int) -> int:
        return member + more if member > place else member

    inviter_of_them = tree.inviters[place]
    inviters = [moved(inviter) for inviter in tree.inviters[:place]]
    inviters += [inviter_of_them if under == NOBODY else place + under for under in division.under]
    inviters += [moved(inviter) for inviter in tree.inviters[place + 1 :]]
    for recruit, identity in zip(recruits, division.recruits, strict=True):
        inviters[moved(recruit)] = place + identity
    contributions = list(tree.contributions)
    contributions[place : place + 1] = division.contributions
    return Tree(range(len(inviters)), inviters, contributions)


_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def _say(division: Division, identities: int) -> str:
    """Say in plain English what the attacker does."""
    count = len(division.under)
    if count == 1:
        if identities == 1:
            return "Nothing pays them more."
        return f"With up to {identities} identities nothing pays them more."
    lowest = count - 1
    said = f"They take {_NUMBERS[count]} places"
    if division.under == tuple(range(NOBODY, lowest)):
        said += ", each invited by the one above it"
    elif all(under == NOBODY for under in division.under):
        said += ", all invited by their inviter"
    elif division.under == (NOBODY, *(0,) * lowest):
        said += ", one of them above all others"
    else:
        whose = ("their inviter" if under == NOBODY else f"place {under + 1}" for under in division.under)
        said += f", invited by {', '.join(whose)}"
    if sum(division.contributions) == 0:
        said += ", none of which contributes anything"
    elif division.contributions[lowest] == sum(division.contributions):
        said += ", contribute through the last"
    else:
        said += f", contribute {', '.join(map(str, division.contributions))} through them"
    if not division.recruits:
        return f"{said}, and have nobody else below."
    if set(division.recruits) == {lowest}:
        return f"{said}, and invite through the last."
    where = ", ".join(str(identity + 1) for identity in division.recruits[:10])
    more = " and so on" if len(division.recruits) > 10 else ""
    return f"{said}, and invite their recruits through the places {where}{more}."

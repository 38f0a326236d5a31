"""The comparison: what each rule would have paid on a campaign as it was, its tree and its verified findings.

For every rule the totals, what each person would have got, how unequal that is, and its exposure: the most that
any one person could have gained by fake identities on any one of the findings.

The work grows with the findings times the height of the tree above them, not with its size: only those above a
finder are looked at, and what a rule pays at a distance is computed once for each prize and height of chain (for
each path where people chose the splits of their edges). So is the gain from each place; the attack itself is
looked for once a rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from campaigns.errors import InvalidInput
from rewards.mechanisms.chain import ChainMechanism
from rewards.mechanisms.sybil_chain import MAX_IDENTITIES, ChainAttack, best_attack, gains_by_place


@dataclass(frozen=True, slots=True)
class PaidFinding:
    """One verified finding: whose it is, and the prize for it."""

    finder: int
    prize_minor: int


@dataclass(frozen=True, slots=True)
class Exposure:
    """The largest gain by fakes on one finding: by whom, on which chain (finder first), and how."""

    person: int
    prize_minor: int
    chain: tuple[int, ...]
    attack: ChainAttack[int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule would have paid. paid_minor has everyone who gets anything.

    The Ginis are of pay among those paid and among all members, 0 where everyone gets the same; None where nobody
    is paid. A rule that cannot split one of the prizes has a refusal in place of numbers.
    """

    name: str
    total_paid_minor: int = 0
    remainder_minor: int = 0
    paid_minor: Mapping[int, int] = field(default_factory=dict)
    best_paid: tuple[tuple[int, int], ...] = ()
    gini_of_paid: Fraction | None = None
    gini_of_members: Fraction | None = None
    exposure: Exposure | None = None
    refusal: str = ""


def compare(
    *,
    inviter_of: Mapping[int, int | None],
    members: int,
    findings: Sequence[PaidFinding],
    rules: Sequence[tuple[str, ChainMechanism]],
    split_of: Mapping[int, Fraction] | None = None,
    max_depth_paid: int | None = None,
    best: int = 10,
    identities: int = MAX_IDENTITIES,
) -> list[Outcome]:
    """Split every finding's prize by every rule.

    `inviter_of` needs the finders and everyone above them, and may have the whole tree; `members` is how many the
    campaign has. `split_of` gives what a member's edge to their inviter hands up where that was chosen. The
    exposure leaves the greatest paid depth out of account.

    Raises ValueError for a tree that is none.
    """
    chains = _chains({finding.finder for finding in findings}, inviter_of)
    return [
        _compare_one(name, rule, findings, chains, members, split_of or {}, max_depth_paid, best, identities)
        for name, rule in rules
    ]


def _chains(finders: Iterable[int], inviter_of: Mapping[int, int | None]) -> dict[int, tuple[int, ...]]:
    """Walk up from every finder."""
    chains: dict[int, tuple[int, ...]] = {}
    for finder in finders:
        chain: list[int] = []
        above: int | None = finder
        while above is not None:
            if above not in inviter_of:
                raise ValueError(f"member {above} stands above finder {finder} and is not in the tree")
            if len(chain) == len(inviter_of):
                raise ValueError(f"the invitations above finder {finder} go round in a circle")
            chain.append(above)
            above = inviter_of[above]
        chains[finder] = tuple(chain)
    return chains


# One path as far as the amounts on it depend on it.
_Path = tuple[int, int, tuple[Fraction | None, ...]]


def _compare_one(
    name: str,
    rule: ChainMechanism,
    findings: Sequence[PaidFinding],
    chains: Mapping[int, tuple[int, ...]],
    members: int,
    split_of: Mapping[int, Fraction],
    max_depth_paid: int | None,
    best: int,
    identities: int,
) -> Outcome:
    try:
        for prize_minor in {finding.prize_minor for finding in findings}:
            rule.check_prize(prize_minor)
    except InvalidInput as refusal:
        return Outcome(name=name, refusal=refusal.message)
    amounts: dict[_Path, tuple[int, ...]] = {}
    first_chain: dict[_Path, tuple[int, ...]] = {}
    paid: defaultdict[int, int] = defaultdict(int)
    for finding in findings:
        chain = chains[finding.finder]
        splits: tuple[Fraction | None, ...] = ()
        if rule.uses_edge_splits and split_of:
            splits = tuple(split_of.get(member) for member in chain[:-1])
        path = (finding.prize_minor, len(chain), splits)
        shares = amounts.get(path)
        if shares is None:
            allocation = rule.allocate(
                finding.prize_minor, range(len(chain)), max_depth_paid=max_depth_paid, edge_splits=splits
            )
            shares = amounts[path] = _without_tail(tuple(share.amount_minor for share in allocation.shares))
            first_chain[path] = chain
        for member, share_minor in zip(chain, shares, strict=False):  # the shares end where nobody gets any more
            paid[member] += share_minor
    earners = {member: minor for member, minor in paid.items() if minor}
    total = sum(earners.values())
    return Outcome(
        name=name,
        total_paid_minor=total,
        remainder_minor=sum(finding.prize_minor for finding in findings) - total,
        paid_minor=earners,
        best_paid=tuple(sorted(earners.items(), key=lambda item: (-item[1], item[0]))[:best]),
        gini_of_paid=gini(earners.values(), count=len(earners)),
        gini_of_members=gini(earners.values(), count=members),
        exposure=_most_exposed(rule, first_chain, identities),
    )


def _without_tail(shares: tuple[int, ...]) -> tuple[int, ...]:
    end = len(shares)
    while end and not shares[end - 1]:
        end -= 1
    return shares[:end]


def gini(amounts: Iterable[int], *, count: int) -> Fraction | None:
    """Give the Gini coefficient of `count` amounts, exactly; those not handed in are 0. None where all are 0.

    It is half the mean absolute difference of two people drawn with replacement, over the mean: with the amounts
    in ascending order and ranks i from 1, (2·Σ i·xᵢ − (count + 1)·Σ x) / (count·Σ x).
    """
    ascending = sorted(amounts)
    if len(ascending) > count:
        raise ValueError(f"there are {len(ascending)} amounts for {count} people")
    total = sum(ascending)
    if not total:
        return None
    ranked = sum(rank * amount for rank, amount in enumerate(ascending, count - len(ascending) + 1))
    return Fraction(2 * ranked - (count + 1) * total, count * total)


def _most_exposed(
    rule: ChainMechanism, first_chain: Mapping[_Path, tuple[int, ...]], identities: int
) -> Exposure | None:
    """Find the largest gain from any place of any path; where several are equal, the first that was found.

    Of the paths of one height only those with the largest prize are searched where the shares grow with the prize.
    """
    largest: dict[tuple[object, ...], _Path] = {}
    for path in first_chain:
        prize_minor, height, splits = path
        like = (height, splits) if rule.scales_with_prize else path
        if like not in largest or largest[like][0] < prize_minor:
            largest[like] = path
    most: tuple[Fraction | int, _Path, int] | None = None
    for path in largest.values():
        prize_minor, height, splits = path
        gains = gains_by_place(rule, prize_minor=prize_minor, height=height, identities=identities, edge_splits=splits)
        gain = max(gains)
        if gain > (most[0] if most else 0):
            most = gain, path, gains.index(gain)
    if most is None:
        return None
    _, path, place = most
    prize_minor, _, splits = path
    chain = first_chain[path]
    attack = best_attack(
        rule, prize_minor=prize_minor, chain=chain, attacker=chain[place], identities=identities, edge_splits=splits
    )
    return Exposure(chain[place], prize_minor, chain, attack) if attack.gain_minor else None

"""The chain family: one verified finding pays a path, from the finder (k = 0) up to the root of the tree.

The length of the whole path is its height, whoever on it is paid. A share beyond the greatest paid depth
or of a skipped member (quarantined, withdrawn) goes to the remainder and never to the next in line, so
that nobody profits from another's quarantine.

An edge of the path is one invitation. Where a rule lets people choose what their recruits hand up, each edge
carries the split that was frozen when the recruit accepted; `along` gives the rule as it stands on such a path.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal, TypeVar

from rewards.mechanisms.allocation import Allocation, Share
from rewards.mechanisms.mechanism import Mechanism
from rewards.mechanisms.terms import check_fraction_size, refused, shown

P = TypeVar("P", bound=Hashable)


@dataclass(frozen=True, slots=True)
class ShareReason:
    """Why one share is what it is: either a fraction of the prize or a fixed amount; the other is None."""

    distance: int
    fraction: Fraction | None
    fixed_minor: int | None
    amount_minor: int


class ChainMechanism(Mechanism):
    """A rule that gives each distance from the finder its amount."""

    family: ClassVar[Literal["chain"]] = "chain"
    # Where False, the amount at a distance is the same on every path: one list serves paths of all heights.
    depends_on_height: ClassVar[bool]
    # Whether the rule promises that whoever stands nearer the finder never gets less.
    nearer_never_gets_less: ClassVar[bool]
    # Whether the last minor units of what is paid are handed out by largest remainder, ties to the one nearest
    # the finder, so that an amount may be rounded up. Elsewhere every amount is rounded down.
    shares_out_the_rest: ClassVar[bool] = False
    # Whether the amounts depend on the splits of the path's edges. Where not, those handed in are ignored.
    uses_edge_splits: ClassVar[bool] = False

    @abstractmethod
    def exact_amounts(self, prize: Fraction | int, height: int) -> tuple[Fraction, ...]:
        """Give what each distance earns before rounding, for short chains: the numbers grow with k."""

    @abstractmethod
    def part_at(self, distance: int, height: int) -> Fraction | int:
        """Give the fraction of the prize at a distance, or as an int a fixed amount in minor units."""

    def amounts(self, prize_minor: int, height: int) -> tuple[int, ...]:
        """Give the whole minor units paid at k = 0 … height − 1."""
        self.check_prize(prize_minor)
        check_height(height)
        return tuple(int(exact) for exact in self.exact_amounts(prize_minor, height))

    def along(self, edge_splits: Sequence[Fraction | None], *, height: int) -> ChainMechanism:
        """Give the rule as it stands on one path of this height, whose edges carry these splits.

        The finder's edge comes first; None stands for the contract's own split, and so does everything where no
        splits are given at all. A rule that uses none is the same on every path.
        """
        return self

    def last_paid_height(self, prize_minor: int) -> int | None:
        """Give the greatest height at which anybody is paid; None where there is no such end."""
        return None

    def allocate(
        self,
        prize_minor: int,
        chain: Sequence[P],
        *,
        max_depth_paid: int | None = None,
        skipped: Collection[P] = (),
        edge_splits: Sequence[Fraction | None] = (),
    ) -> Allocation[P]:
        """Split a prize over a path, the finder first.

        `max_depth_paid` counts people: 1 pays the finder alone, 2 also their inviter. `edge_splits` are those of
        the edges from the finder up, one fewer than there are people, or none at all.
        """
        check_chain(chain)
        depth = len(chain) if max_depth_paid is None else max_depth_paid
        if type(depth) is not int or depth < 1:
            raise refused(
                "The greatest paid depth counts people, the finder included: a whole number of at least 1,"
                f" not {shown(depth)}.",
                field="max_depth_paid",
                code="invalid_depth",
                least=1,
            )
        passed_over = frozenset(skipped)
        amounts = self.along(edge_splits, height=len(chain)).amounts(prize_minor, len(chain))
        return Allocation.of(
            prize_minor=prize_minor,
            shares=(
                Share(member, 0 if k >= depth or member in passed_over else amount)
                for k, (member, amount) in enumerate(zip(chain, amounts, strict=True))
            ),
        )

    def explain(
        self, prize_minor: int, *, height: int, distance: int, edge_splits: Sequence[Fraction | None] = ()
    ) -> ShareReason:
        """Say what the share at a distance is made of; putting it in words belongs to the caller."""
        if not 0 <= distance < height:
            raise ValueError(f"a chain of {height} has nobody at distance {distance}")
        if edge_splits:
            return self.along(edge_splits, height=height).explain(prize_minor, height=height, distance=distance)
        # the list may stop at the person asked about unless the rule looks at the whole path
        computed = height if self.depends_on_height else distance + 1
        amount = self.amounts(prize_minor, computed)[distance]
        part = self.part_at(distance, height)
        fixed = part if isinstance(part, int) else None
        fraction = part if isinstance(part, Fraction) else None
        return ShareReason(distance=distance, fraction=fraction, fixed_minor=fixed, amount_minor=amount)


def check_height(height: int) -> None:
    if type(height) is not int or height < 1:
        raise ValueError(f"a chain has at least the finder, so its height cannot be {shown(height)}")


def check_edge_splits(edge_splits: Sequence[Fraction | None], *, height: int) -> None:
    """Refuse splits that are not one for each edge of the path (or none at all), each from 0 to 1."""
    if edge_splits and len(edge_splits) != height - 1:
        raise refused(
            f"A chain of {height} has {height - 1} edges, so it needs as many splits or none;"
            f" there are {len(edge_splits):,}.",
            field="edge_splits",
            code="invalid_edge_splits",
            edges=height - 1,
        )
    for k, split in enumerate(edge_splits):
        field = f"edge_splits/{k}"
        if split is None:
            continue
        if not isinstance(split, Fraction) or not 0 <= split <= 1:
            raise refused(
                "The split of an edge is the fraction handed up over it, from 0 to 1;"
                f" it is {split if isinstance(split, Fraction) else shown(split)}.",
                field=field,
                code="invalid_edge_splits",
                least="0",
                most="1",
            )
        check_fraction_size(split, field=field)


def check_chain(chain: Sequence[Hashable]) -> None:
    """Refuse a path without a finder, or one on which somebody stands twice."""
    if isinstance(chain, str | bytes):
        raise TypeError("a chain is a sequence of participants, not one text")
    if not chain:
        raise refused("The chain is empty. It needs at least the finder.", field="chain", code="invalid_chain")
    if len(set(chain)) == len(chain):
        return
    first_at: dict[Hashable, int] = {}
    for k, member in enumerate(chain):
        if first_at.setdefault(member, k) != k:
            raise refused(
                f"{shown(member)} stands in the chain twice, at positions {first_at[member]} and {k}."
                " A participant has one place in a campaign.",
                field=f"chain/{k}",
                code="invalid_chain",
            )

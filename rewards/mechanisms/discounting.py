"""Discounting: what a subtree is worth to the one who stands on top of it, at a ratio less for every step.

S(u) = A + B·Y, where Y is the sum of S over those whom u invited, and A ≥ 0 and 0 < B < 1 come from u's own
contribution alone. As fractions these numbers have a digit more for every step of depth, so a long line of
people would cost the square of its length. So each sum is kept as a whole number of units of 1/qᴷ, where q is
the denominator of the ratio and qᴷ > 2¹⁹², together with how many units it may be short of the truth: nothing
at all for whoever has at most K steps below them, and elsewhere less than a unit for each person below.

Where these two bounds do not settle a question, because the truth is a round number or lies closer to one
than 2⁻¹⁹², `sign` settles it exactly: it asks the same question one step further down, where everything that
was hidden by the discount is larger, until the bounds settle it or nobody is left. The answers are kept. In a
long line in which everybody stands just below the same round number each of them needs one step, to the
answer about the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rewards.mechanisms.tree import NOBODY

_ONE = Fraction(1)
_GUARD_BITS = 192


@dataclass(frozen=True, slots=True)
class Step:
    """How somebody of a given contribution hands up what stands below them: S = added + kept·Y."""

    added: Fraction
    kept: Fraction


@dataclass(frozen=True, slots=True)
class Line:
    """A reward in minor units or in units of contribution: fixed + slope·Y."""

    fixed: Fraction
    slope: Fraction


class DiscountedSums:
    """The sums S of a whole tree, in one pass from the latest member to the first."""

    def __init__(
        self,
        *,
        inviters: Sequence[int],
        contributions: Sequence[int],
        denominator: int,
        step: Callable[[int], Step],
    ) -> None:
        self._inviters = inviters
        self._contributions = contributions
        self._step = step
        self._recruits: list[list[int]] | None = None
        self._answers: dict[int, tuple[Fraction, int]] = {}
        self.unit = denominator ** -(-_GUARD_BITS // (denominator.bit_length() - 1))
        self._add_up()

    def _add_up(self) -> None:
        unit, size = self.unit, len(self._inviters)
        # the sum S of each member and Y below them: at least `low`, at most `low + short`
        self.low, self.short = [0] * size, [0] * size
        self.low_below, self.short_below = [0] * size, [0] * size
        low, short, low_below, short_below = self.low, self.short, self.low_below, self.short_below
        steps: dict[int, tuple[int, int, int, int]] = {}
        for place in range(size - 1, -1, -1):
            own = self._contributions[place]
            known = steps.get(own)
            if known is None:
                step = self._step(own)
                added, rest = divmod(step.added.numerator * unit, step.added.denominator)
                known = (added, 1 if rest else 0, step.kept.numerator, step.kept.denominator)
                steps[own] = known
            value, missing, numerator, denominator = known
            if low_below[place]:
                handed_up, rest = divmod(low_below[place] * numerator, denominator)
                value += handed_up
                if rest or short_below[place]:
                    missing -= -(rest + short_below[place] * numerator) // denominator
            low[place], short[place] = value, missing
            inviter = self._inviters[place]
            if inviter != NOBODY:
                low_below[inviter] += value
                short_below[inviter] += missing

    def recruits(self, place: int) -> list[int]:
        """Give the places of those whom a member invited."""
        if self._recruits is None:
            self._recruits = [[] for _ in self._inviters]
            for member, inviter in enumerate(self._inviters):
                if inviter != NOBODY:
                    self._recruits[inviter].append(member)
        return self._recruits[place]

    def exact_below(self, place: int) -> Fraction | None:
        """Give Y of a member, or None where it is only known between two bounds."""
        return None if self.short_below[place] else Fraction(self.low_below[place], self.unit)

    def exact(self, place: int) -> Fraction | None:
        """Give S of a member, or None where it is only known between two bounds."""
        return None if self.short[place] else Fraction(self.low[place], self.unit)

    def least_sums(self) -> list[Fraction]:
        """Give S of every member, less by a hair where it is only known between two bounds."""
        return [Fraction(low, self.unit) for low in self.low]

    def floors(self, line: Callable[[int], Line]) -> list[int]:
        """Give ⌊fixed + slope·Y⌋ for every member, where both numbers come from their own contribution."""
        unit = self.unit
        lines: dict[int, tuple[int, int, int]] = {}
        floors: list[int] = []
        for place, own in enumerate(self._contributions):
            known = lines.get(own)
            if known is None:
                made = line(own)
                denominator = made.fixed.denominator * made.slope.denominator
                fixed = made.fixed.numerator * made.slope.denominator * unit
                known = (fixed, made.slope.numerator * made.fixed.denominator, denominator * unit)
                lines[own] = known
            fixed, slope, denominator = known
            least = (fixed + slope * self.low_below[place]) // denominator
            if self.short_below[place]:
                most = (fixed + slope * (self.low_below[place] + self.short_below[place])) // denominator
                if most != least:
                    least = self.settle_floor(least, most, line=line(own), of=self.recruits(place))
            floors.append(least)
        return floors

    def settle_floor(self, least: int, most: int, *, line: Line, of: Iterable[int]) -> int:
        """Give ⌊fixed + slope·(the sum of S over `of`)⌋, which is known to lie between two whole numbers."""
        among = dict.fromkeys(of, _ONE)
        while most > least and self.sign(among, against=(most - line.fixed) / line.slope) < 0:
            most -= 1
        return most

    def sign(self, among: dict[int, Fraction], *, against: Fraction) -> int:
        """Tell whether the sum of weight·S is above (1), at (0) or below (−1) a number, exactly.

        All weights are above 0.
        """
        passed: list[tuple[int, Fraction]] = []
        answer: int | None
        while True:
            if len(among) == 1:
                # the usual case, a long line, goes without the fractions of the general one
                place, weight = next(iter(among.items()))
                if weight != 1:
                    against /= weight
                answer = self._settled_for_one(place, against)
                if answer is not None:
                    break
                passed.append((place, against))
                among, against = self._one_step_down({place: _ONE}, against)
                continue
            among, against = self._without_the_known(among, against)
            answer = self._settled(among, against)
            if answer is not None:
                break
            if len(among) > 1:
                among, against = self._one_step_down(among, against)
        for place, asked in passed:
            self._answers[place] = (asked, answer)
        return answer

    def _without_the_known(self, among: dict[int, Fraction], against: Fraction) -> tuple[dict[int, Fraction], Fraction]:
        """Take out those whose sum is known exactly, and make the first weight 1."""
        unknown: dict[int, Fraction] = {}
        for place, weight in among.items():
            known = self.exact(place)
            if known is None:
                unknown[place] = weight
            else:
                against -= weight * known
        first = next(iter(unknown.values()), _ONE)
        if first != 1:
            # keeps the numbers from growing with each step down
            return {place: weight / first for place, weight in unknown.items()}, against / first
        return unknown, against

    def _settled_for_one(self, place: int, against: Fraction) -> int | None:
        low, short = self.low[place] * against.denominator, self.short[place] * against.denominator
        limit = against.numerator * self.unit
        if low > limit or short == 0:
            return _sign_of(low - limit)
        if low + short < limit:
            return -1
        known = self._answers.get(place)
        if known is not None and known[0] == against:
            return known[1]
        return None

    def _settled(self, among: dict[int, Fraction], against: Fraction) -> int | None:
        if not among:
            return _sign_of(-against)
        limit = against * self.unit
        least = sum((weight * self.low[place] for place, weight in among.items()), Fraction(0))
        if least > limit:
            return 1
        if least + sum((weight * self.short[place] for place, weight in among.items()), Fraction(0)) < limit:
            return -1
        return self._remembered(among, against)

    def _remembered(self, among: dict[int, Fraction], against: Fraction) -> int | None:
        """Answer from earlier answers: all sums lie on the same side of numbers that add up to this one."""
        known = [(weight, *self._answers[place]) for place, weight in among.items() if place in self._answers]
        if len(known) < len(among):
            return None
        apart = _sign_of(sum((weight * number for weight, number, _ in known), -against))
        sides = {side for *_, side in known} | {apart}
        if 1 in sides and -1 in sides:
            return None
        return 1 if 1 in sides else -1 if -1 in sides else 0

    def _one_step_down(self, among: dict[int, Fraction], against: Fraction) -> tuple[dict[int, Fraction], Fraction]:
        further: dict[int, Fraction] = {}
        for place, weight in among.items():
            step = self._step(self._contributions[place])
            against -= step.added if weight == 1 else weight * step.added
            kept = step.kept if weight == 1 else weight * step.kept
            for recruit in self.recruits(place):
                further[recruit] = kept
        return further, against


def _sign_of(number: Fraction | int) -> int:
    return (number > 0) - (number < 0)

"""Aftermath: what a spike leaves behind: who of those who came with it stay, and how much is done weeks later. PURE.

lift        the share that came back of the spike's cohort, divided by that of the cohorts before it
interval    exp(ln lift ± z·√((1 − p₁)/x₁ + (1 − p₂)/x₂)), with ½ added to every count (Walter, "The distribution of
            Levin's measure of attributable risk", Biometrika 62, 1975)
difference  of the two shares, with Newcombe's interval from Wilson's two ("Interval estimation for the difference
            between independent proportions", Statistics in Medicine 17, 1998, method 10)
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

from campaigns.participation.figures import Figure
from campaigns.participation.periods import Ints
from campaigns.participation.shares import MINIMUM_N, Z_95, share_of, wilson
from campaigns.saying import said

WIDE_DAYS = 28
"""Days before the peak, and from as many days after it on, that are compared."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The share of a spike's cohort that came back, that of the cohorts before, and how the two compare."""

    share: Figure
    before: Figure
    difference: Figure
    lift: Figure


def compare_retention(
    *, size: int, retained: int, size_before: int, retained_before: int, minimum: int = MINIMUM_N
) -> Comparison:
    """Compare who came back of the spike's cohort and of those before; n of the comparison is the smaller of the two.

    Raises ValueError where more came back than there were.
    """
    if not (0 <= retained <= size and 0 <= retained_before <= size_before):
        raise ValueError("no more come back than there were")
    share = share_of(retained, size, of=said("people who came with the spike"), minimum=minimum)
    before = share_of(retained_before, size_before, of=said("people who came before the spike"), minimum=minimum)
    for lacking in (share, before):
        if lacking.missing:
            nothing = Figure(None, lacking.n, missing=lacking.missing, needed=lacking.needed)
            return Comparison(share, before, nothing, nothing)
    one, two, n = retained / size, retained_before / size_before, min(size, size_before)
    (low_1, high_1), (low_2, high_2) = wilson(one, size), wilson(two, size_before)
    difference = Figure(
        one - two,
        n,
        one - two - sqrt((one - low_1) ** 2 + (high_2 - two) ** 2),
        one - two + sqrt((high_1 - one) ** 2 + (two - low_2) ** 2),
    )
    return Comparison(share, before, difference, _lift(retained, size, retained_before, size_before))


def _lift(retained: int, size: int, retained_before: int, size_before: int) -> Figure:
    n = min(size, size_before)
    if retained_before == 0:
        return Figure(None, n, missing=said("Nobody who came before the spike came back, so nothing can be divided."))
    x, y = retained + 0.5, retained_before + 0.5
    middle = log(x / (size + 0.5)) - log(y / (size_before + 0.5))
    half = Z_95 * sqrt(max(1 / x - 1 / (size + 0.5) + 1 / y - 1 / (size_before + 0.5), 0.0))
    value = (retained / size) / (retained_before / size_before)
    return Figure(value, n, min(exp(middle - half), value), max(exp(middle + half), value))


def activity_after(active: Ints, peak: int) -> Figure:
    """Compare people active a day in the days 28 to 56 after the peak with those in the 28 days before it.

    `active`, int64[D], are people by complete day from the campaign's first; `peak` is a place among them. It is
    everybody, so there is no interval; n are the active days of people afterwards.
    """
    done = len(active) - (peak + 2 * WIDE_DAYS)
    if peak < WIDE_DAYS:
        return Figure.lacking(said("days before the peak"), n=max(peak, 0), needed=WIDE_DAYS)
    if done < 0:
        return Figure.lacking(said("days after the peak"), n=max(len(active) - peak - 1, 0), needed=2 * WIDE_DAYS)
    before = int(active[peak - WIDE_DAYS : peak].sum())
    after = int(active[peak + WIDE_DAYS : peak + 2 * WIDE_DAYS].sum())
    if before == 0:
        return Figure(None, after, missing=said("Nobody was active in the days before, so nothing can be divided."))
    return Figure(after / before, after)

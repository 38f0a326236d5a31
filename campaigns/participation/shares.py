"""Share: so many of those it could have been, with the interval that so few or so many allow. PURE.

The interval is Wilson's (1927), at 95 %: (p + z²/2n ± z√(p(1-p)/n + z²/4n²)) / (1 + z²/n).
"""

from __future__ import annotations

from math import sqrt

from campaigns.participation.figures import Figure
from campaigns.participation.wording import PEOPLE

MINIMUM_N = 30
# The 97.5 % quantile of the standard normal distribution.
Z_95 = 1.959963984540054


def wilson(share: float, n: float) -> tuple[float, float]:
    """Give the ends of the 95 % interval of a share of `n`, which may be a fractional effective number.

    Raises ValueError unless 0 <= share <= 1 and n > 0.
    """
    if not (0 <= share <= 1 and n > 0):
        raise ValueError(f"no such share: {share} of {n}")
    square = Z_95 * Z_95 / n
    centre = share + square / 2
    half = Z_95 * sqrt(share * (1 - share) / n + square / (4 * n))
    low = 0.0 if share == 0 else max(0.0, (centre - half) / (1 + square))
    high = 1.0 if share == 1 else min(1.0, (centre + half) / (1 + square))
    return low, high


def share_of(count: int, n: int, *, of: str = PEOPLE.many, minimum: int = MINIMUM_N) -> Figure:
    """Share `count` of `n`, or say that it takes `minimum` of what `of` names. Raises ValueError if count > n."""
    if n < max(minimum, 1):
        return Figure.lacking(of, n=n, needed=max(minimum, 1))
    low, high = wilson(count / n, n)
    return Figure(count / n, n, low, high)

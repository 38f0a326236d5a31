"""Figure: a number of the report together with what it rests on. PURE.

Law: a figure that rests on too little has no value; it says in words what is missing, never a number that looks sure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from campaigns.saying import said


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, the count `n` that it was computed from, and the ends of its 95 % interval where it is an estimate.

    Where `missing` says something, there is no value; where more of the same would do, `needed` says how many.
    """

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    missing: str = ""
    needed: int | None = None

    @classmethod
    def lacking(cls, what: str, *, n: int, needed: int) -> Self:
        """Have no value for now: `what` are the things of which `needed` are asked for and `n` are there."""
        missing = said(
            "Not enough data yet: it takes %(needed)s %(what)s, and there are %(n)s.", needed=needed, what=what, n=n
        )
        return cls(None, n, missing=missing, needed=needed)

"""Record: what somebody did that was decided about, and the standing that follows, in log-odds. PURE.

The reports that proved true against those that proved false, each side with one to begin with: somebody without a
record stands at 0, and every further proof of the same kind says less. Vouching counts as half a report of one's own;
a report that somebody vouched for counts more, both ways.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log

MOST_STANDING = 4.0


@dataclass(frozen=True)
class Weights:
    """What each thing on a record counts; docs/TRUST.md says them."""

    verified: float = 1.0
    # An honest mistake: out of the window, the wrong place, somebody was quicker.
    mistaken: float = 0.25
    # Invalid proof, or criteria that were not met.
    false: float = 1.0
    # Fraud found after it was verified, when money had moved.
    reversed: float = 3.0
    vouched_for: float = 0.5
    vouch: float = 0.5
    # Upheld by a person; by severity.
    upheld: tuple[float, float, float] = (0.5, 1.0, 2.0)


@dataclass(frozen=True)
class Record:
    """Counts of what was decided. `vouched_true` and `vouched_false` are own reports that somebody vouched for."""

    verified: int = 0
    mistaken: int = 0
    false: int = 0
    reversed: int = 0
    vouched_true: int = 0
    vouched_false: int = 0
    true_vouches: int = 0
    false_vouches: int = 0
    upheld: tuple[int, ...] = field(default=())
    """The severities of the signals that a person upheld."""


def standing_of(record: Record, weights: Weights = Weights()) -> float:
    """Give the log-odds by which this record raises or lowers the belief in a new report, between -4 and 4."""
    proved_true = weights.verified * record.verified + weights.vouched_for * record.vouched_true
    proved_false = (
        weights.mistaken * record.mistaken
        + weights.false * record.false
        + weights.reversed * record.reversed
        + weights.vouched_for * record.vouched_false
    )
    standing = (
        log((1 + proved_true) / (1 + proved_false))
        + weights.vouch * log((1 + record.true_vouches) / (1 + record.false_vouches))
        - sum(weights.upheld[severity - 1] for severity in record.upheld)
    )
    return round(max(-MOST_STANDING, min(MOST_STANDING, standing)), 6)

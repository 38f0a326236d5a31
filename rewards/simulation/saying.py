"""When to say that a goal is likely or unlikely to be reached: once, until it stops being so. PURE."""

from __future__ import annotations

LIKELY, UNLIKELY, NOTHING = "likely", "unlikely", ""
OPEN = "open"
"""What is said when neither holds any more."""

# Said from the first number on, and true until the second one is passed: what wavers is not said again and again.
_LIKELY_FROM, _LIKELY_UNTIL = 0.8, 0.7
_UNLIKELY_FROM, _UNLIKELY_UNTIL = 0.2, 0.3


def what_holds(probability: float, *, said: str) -> str:
    """Give what holds of the goal now, given what was said of it before."""
    if probability >= _LIKELY_FROM or (said == LIKELY and probability >= _LIKELY_UNTIL):
        return LIKELY
    if probability <= _UNLIKELY_FROM or (said == UNLIKELY and probability <= _UNLIKELY_UNTIL):
        return UNLIKELY
    return NOTHING

"""Written: figures and periods as the API gives them. PURE.

Numbers are cut to six digits that count: more would look surer than they are, and make the same report differ in its
last digits.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from campaigns.participation.figures import Figure
from campaigns.participation.periods import Calendar, PeriodKind

DIGITS = 6
Json = dict[str, Any]


def number(value: float | None) -> float | None:
    """Cut a number to its first six digits."""
    return None if value is None else float(f"{value:.{DIGITS}g}")


def figure(made: Figure) -> Json:
    return {
        "value": number(made.value),
        "n": made.n,
        "low": number(made.low),
        "high": number(made.high),
        "missing": made.missing,
        "needed": made.needed,
    }


def figures(made: Iterable[Figure]) -> list[Json]:
    return [figure(each) for each in made]


def moment(at: datetime) -> str:
    """Write a time as the API does: UTC, RFC 3339."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def period(calendar: Calendar, kind: PeriodKind, place: int) -> Json:
    """Write a period by its label on the campaign's clocks and the moment at which it starts."""
    return {"label": calendar.label(kind, place), "start": moment(calendar.start_of(kind, place))}

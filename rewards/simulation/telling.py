"""A forecast in sentences, each with its numbers. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any


def tell_forecast(
    result: Mapping[str, Any], *, goal: int | None, probability: float | None, deadline: datetime, assumed: bool
) -> list[str]:
    """Tell a stored result in sentences. deadline: in the campaign's zone; assumed: it was said by nobody."""
    if result["missing"]:
        return [result["missing"]]
    growth = result["growth"]
    fan, most = growth["fan"], growth["most"]
    by = f"{deadline:%d %B %Y, %H:%M}"
    told = [
        f"{fan['p50'][0]:,} people take part. In 80 of 100 simulated futures it will be between "
        f"{_people(fan['p10'][-1], most)} and {_people(fan['p90'][-1], most)} by {by}; half of them end with "
        f"{_people(fan['p50'][-1], most)} or more."
    ]
    if assumed:
        told.append("The campaign has no end; this looks 28 days ahead.")
    if goal is not None and probability is not None:
        told.append(f"{goal:,} participants are reached in {_share(probability)} simulated futures.")
    spread, arriving = growth["reproduction"], growth["imports_per_day"]
    told.append(
        f"In these futures each person brings {_between(spread, 2)} others at the end, and "
        f"{_between(arriving, 0)} people a day come without an inviter."
    )
    if growth["growing"] >= 0.1:
        told.append(
            f"In {_share(growth['growing'])} futures each person brings one other or more: nobody knows then where "
            "it stops, and the upper end says little."
        )
    findings = result["findings"]
    if findings is not None:
        found = findings["all_found"]
        told.append(
            found["missing"]
            or f"Every objective is found at least once in {_share(found['value'])} simulated futures, and every "
            f"place is taken in {_share(findings['all_filled']['value'])}."
        )
    return told


def _people(number: int, most: int) -> str:
    return f"at least {number:,}" if number >= most else f"{number:,}"


def _share(part: float) -> str:
    percent = 100 * part
    if 0 < percent < 1:
        return "fewer than 1 of 100"
    if 99 < percent < 100:
        return "more than 99 of 100"
    return f"{percent:.0f} of 100"


def _between(range_: Mapping[str, float], places: int) -> str:
    return f"{range_['low']:,.{places}f} to {range_['high']:,.{places}f}"

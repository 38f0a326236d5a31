"""A forecast in sentences, each with its numbers. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from campaigns.saying import decimal, minute, said, spoken


def tell_forecast(
    result: Mapping[str, Any], *, goal: int | None, probability: float | None, deadline: datetime, assumed: bool
) -> list[str]:
    """Tell a stored result in sentences. deadline: in the campaign's zone; assumed: it was said by nobody."""
    if result["missing"]:
        return [spoken(result["missing"])]
    growth = result["growth"]
    fan, most = growth["fan"], growth["most"]
    told = [
        said(
            "%(now)s people take part. In 80 of 100 simulated futures it will be between %(low)s and %(high)s by"
            " %(deadline)s; half of them end with %(median)s or more.",
            now=fan["p50"][0],
            low=_people(fan["p10"][-1], most),
            high=_people(fan["p90"][-1], most),
            deadline=minute(deadline),
            median=_people(fan["p50"][-1], most),
        )
    ]
    if assumed:
        told.append(said("The campaign has no end; this looks 28 days ahead."))
    if goal is not None and probability is not None:
        told.append(
            said(
                "%(goal)s participants are reached in %(share)s simulated futures.",
                goal=goal,
                share=_share(probability),
            )
        )
    spread, arriving = growth["reproduction"], growth["imports_per_day"]
    told.append(
        said(
            "In these futures each person brings %(others)s others at the end, and %(people)s people a day come without"
            " an inviter.",
            others=_between(spread, 2),
            people=_between(arriving, 0),
        )
    )
    if growth["growing"] >= 0.1:
        told.append(
            said(
                "In %(share)s futures each person brings one other or more: nobody knows then where it stops, and the"
                " upper end says little.",
                share=_share(growth["growing"]),
            )
        )
    findings = result["findings"]
    if findings is not None:
        found = findings["all_found"]
        told.append(
            spoken(found["missing"])
            or said(
                "Every objective is found at least once in %(found)s simulated futures, and every place is taken in"
                " %(filled)s.",
                found=_share(found["value"]),
                filled=_share(findings["all_filled"]["value"]),
            )
        )
    return told


def _people(number: int, most: int) -> str:
    return said("at least %(n)s", n=number) if number >= most else decimal(number)


def _share(part: float) -> str:
    percent = 100 * part
    if 0 < percent < 1:
        return said("fewer than 1 of 100")
    if 99 < percent < 100:
        return said("more than 99 of 100")
    return said("%(n)s of 100", n=decimal(percent))


def _between(range_: Mapping[str, float], places: int) -> str:
    return said("%(low)s to %(high)s", low=decimal(range_["low"], places), high=decimal(range_["high"], places))

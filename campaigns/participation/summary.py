"""Summary: what the report says, in a few sentences with their numbers. PURE.

Law: nothing is said of a figure that rests on too little; its own part of the report says what it lacks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from campaigns.participation import wording
from campaigns.participation.wording import PEOPLE, percent, plain, ratio
from campaigns.participation.written import Json
from campaigns.saying import said

_HOUR, _DAY = 60, 1_440
_LATER = {
    "hour": said("an hour later"),
    "day": said("a day later"),
    "week": said("a week later"),
    "month": said("a month later"),
}


def tell_summary(report: Json) -> list[str]:
    """Say what a report holds: who came and by whom, what they bring, who stays, what the last spike left."""
    if not report["people"]:
        return [said("Nobody has joined yet.")]
    return [*_people(report), *_recruiting(report), *_staying(report), *_spikes(report)]


def _people(report: Json) -> Iterator[str]:
    cascade, people, ever = report["cascade"], report["people"], report["ever_active"]
    if ever:
        yield said(
            "%(people)s joined, and %(n)s of them did something since.", people=PEOPLE.counted(people), n=plain(ever)
        )
    else:
        yield said("%(people)s joined, and none of them did something since.", people=PEOPLE.counted(people))
    recruits = dict(zip(cascade["offspring"]["recruits"], cascade["offspring"]["people"], strict=True))
    inviters = sum(count for brought, count in recruits.items() if brought)
    if not inviters:
        return
    roots, most = cascade["roots"], max(recruits)
    yield said(
        "%(roots)s came without an inviter; %(inviters)s brought in the others, and whoever brought most brought"
        " %(most)s.",
        roots=plain(roots),
        inviters=PEOPLE.counted(inviters),
        most=plain(most),
    )
    largest = cascade["largest_trees"][0]["people"]
    share = percent(largest / people)
    yield said(
        "The longest chain has %(depth)s people; the largest tree has %(share)s of all.",
        depth=max(cascade["breadth"]["depth"]) + 1,
        share=share,
    )


def _recruiting(report: Json) -> Iterator[str]:
    r, days = report["cascade"]["cohort_r"], report["settings"]["window_days"]
    if r["value"] is not None:
        yield said(
            "Within %(days)s days of joining a member brings %(r)s others on average (95 %%: %(low)s to %(high)s).",
            days=days,
            r=ratio(r["value"]),
            low=ratio(r["low"]),
            high=ratio(r["high"]),
        )
    median = report["cascade"]["generation_minutes"]["median"]["value"]
    if median is not None:
        yield said(
            "Half of those who were brought in came within %(time)s after their inviter.", time=_duration(median)
        )
    top = report["inequality"]["recruiting"]["top_percent_share"]["value"]
    if top is not None:
        yield said(
            "The hundredth of all members who brought most brought %(share)s of the recruits.", share=percent(top)
        )


def _staying(report: Json) -> Iterator[str]:
    retention = report["retention"]
    after_one: Json = retention["mean_weighted"][1] if len(retention["mean_weighted"]) > 1 else {"value": None}
    if after_one["value"] is not None:
        yield said(
            "Of those who became active, %(share)s were active again %(later)s (95 %%: %(low)s to %(high)s).",
            share=percent(after_one["value"]),
            later=_LATER[retention["period"]],
            low=percent(after_one["low"]),
            high=percent(after_one["high"]),
        )
    median = report["survival"]["everybody"]["median_days"]["value"]
    if median is not None:
        gap = report["survival"]["gap_days"]
        yield said(
            "Half of them were gone for good after %(n)s days, as far as %(gap)s days without an act tell.",
            n=plain(median),
            gap=gap,
        )


def _spikes(report: Json) -> Iterator[str]:
    spikes = report["spikes"]["spikes"]
    if not spikes:
        return
    last = spikes[-1]
    start = datetime.fromisoformat(last["start"]).astimezone(ZoneInfo(report["time_zone"]))
    began = wording.bin_at(start, report["spikes"]["bin"])
    yield said(
        "The last spike began on %(day)s, and brought %(n)s people more than usual.",
        day=began,
        n=plain(last["excess"]),
    )
    stayed, lift = last["retention"]["value"], last["retention_lift"]["value"]
    if stayed is not None and lift is not None:
        yield said(
            "Of those who came with it %(share)s were active in the next period again, %(times)s times as many as of"
            " those who came before.",
            share=percent(stayed),
            times=ratio(lift),
        )


def _duration(minutes: float) -> str:
    """Write a length of time in the largest unit that it has two of."""
    if minutes >= 2 * _DAY:
        return said("%(n)s days", n=plain(minutes / _DAY))
    if minutes >= 2 * _HOUR:
        return said("%(n)s hours", n=plain(minutes / _HOUR))
    return said("%(n)s minutes", n=plain(minutes)) if round(minutes, 1) != 1 else said("a minute")

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

_HOUR, _DAY = 60, 1_440


def tell_summary(report: Json) -> list[str]:
    """Say what a report holds: who came and by whom, what they bring, who stays, what the last spike left."""
    if not report["people"]:
        return ["Nobody has joined yet."]
    return [*_people(report), *_recruiting(report), *_staying(report), *_spikes(report)]


def _people(report: Json) -> Iterator[str]:
    cascade, people, ever = report["cascade"], report["people"], report["ever_active"]
    yield f"{PEOPLE.counted(people)} joined, and {plain(ever) if ever else 'none'} of them did something since."
    recruits = dict(zip(cascade["offspring"]["recruits"], cascade["offspring"]["people"], strict=True))
    inviters = sum(count for brought, count in recruits.items() if brought)
    if not inviters:
        return
    roots, most = cascade["roots"], max(recruits)
    yield (
        f"{plain(roots)} came without an inviter; {PEOPLE.counted(inviters)} brought in the others,"
        f" and whoever brought most brought {plain(most)}."
    )
    largest = cascade["largest_trees"][0]["people"]
    share = percent(largest / people)
    yield f"The longest chain has {max(cascade['breadth']['depth']) + 1} people; the largest tree has {share} of all."


def _recruiting(report: Json) -> Iterator[str]:
    r, days = report["cascade"]["cohort_r"], report["settings"]["window_days"]
    if r["value"] is not None:
        yield (
            f"Within {days} days of joining a member brings {ratio(r['value'])} others on average"
            f" (95 %: {ratio(r['low'])} to {ratio(r['high'])})."
        )
    median = report["cascade"]["generation_minutes"]["median"]["value"]
    if median is not None:
        yield f"Half of those who were brought in came within {_duration(median)} after their inviter."
    top = report["inequality"]["recruiting"]["top_percent_share"]["value"]
    if top is not None:
        yield f"The hundredth of all members who brought most brought {percent(top)} of the recruits."


def _staying(report: Json) -> Iterator[str]:
    retention = report["retention"]
    after_one: Json = retention["mean_weighted"][1] if len(retention["mean_weighted"]) > 1 else {"value": None}
    if after_one["value"] is not None:
        period = "an hour" if retention["period"] == "hour" else f"a {retention['period']}"
        yield (
            f"Of those who became active, {percent(after_one['value'])} were active again {period} later"
            f" (95 %: {percent(after_one['low'])} to {percent(after_one['high'])})."
        )
    median = report["survival"]["everybody"]["median_days"]["value"]
    if median is not None:
        gap = report["survival"]["gap_days"]
        yield f"Half of them were gone for good after {plain(median)} days, as far as {gap} days without an act tell."


def _spikes(report: Json) -> Iterator[str]:
    spikes = report["spikes"]["spikes"]
    if not spikes:
        return
    last = spikes[-1]
    start = datetime.fromisoformat(last["start"]).astimezone(ZoneInfo(report["time_zone"]))
    began = wording.bin_at(start, report["spikes"]["bin"])
    yield f"The last spike began on {began}, and brought {plain(last['excess'])} people more than usual."
    stayed, lift = last["retention"]["value"], last["retention_lift"]["value"]
    if stayed is not None and lift is not None:
        yield (
            f"Of those who came with it {percent(stayed)} were active in the next period again,"
            f" {ratio(lift)} times as many as of those who came before."
        )


def _duration(minutes: float) -> str:
    """Write a length of time in the largest unit that it has two of."""
    for unit, name in ((_DAY, "days"), (_HOUR, "hours")):
        if minutes >= 2 * unit:
            return f"{plain(minutes / unit)} {name}"
    return f"{plain(minutes)} minutes" if round(minutes, 1) != 1 else "a minute"

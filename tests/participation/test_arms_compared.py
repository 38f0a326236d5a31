"""Arms of a campaign: whoever comes by one link may stay longer than who comes by another, and the report tells."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lifelines.statistics import logrank_test

from campaigns.participation.report import refresh_report
from campaigns.recruiting.links import make_campaign_link
from campaigns.saying import spoken
from tests import cast
from tests.cast import MOMENT
from tests.participation.test_rollup import act, read_all

pytestmark = pytest.mark.usefixtures("committed")

EACH = 32
DAYS = 60


def test_each_arm_is_compared_with_the_others() -> None:
    campaign = cast.live_campaign()
    organizer = cast.organizer_of(campaign)
    links = {
        arm: make_campaign_link(campaign=campaign, actor=organizer, at=MOMENT, arm=arm) for arm in ("north", "south")
    }
    last: dict[str, list[int]] = {arm: [] for arm in links}
    for arm, link in links.items():
        for number in range(EACH):
            place = cast.join(cast.make_user(f"{arm}{number}"), link, at=MOMENT)
            # Everybody acts each week: those of the south for one to four weeks, those of the north for up to eight.
            weeks = number % (4 if arm == "south" else 8) + 1
            for week in range(weeks):
                act(place, days=7 * week + 0.5)
            last[arm].append(7 * (weeks - 1))
    read_all(5_000)
    survival = refresh_report(campaign=campaign, at=MOMENT + timedelta(days=DAYS)).body["survival"]
    told = {each["label"]: each["log_rank"] for each in survival["by_arm"]}
    assert set(told) == {"north", "south"}
    gap = survival["gap_days"]
    seen = {arm: [day + gap < DAYS for day in days] for arm, days in last.items()}
    theirs = logrank_test(
        [min(day + gap, DAYS) for day in last["north"]],
        [min(day + gap, DAYS) for day in last["south"]],
        seen["north"],
        seen["south"],
    )
    for found in told.values():
        assert found["n"] == 2 * EACH
        assert found["missing"] == ""
        assert found["statistic"] == pytest.approx(theirs.test_statistic, rel=0.1)
        assert found["p"] < 0.01
    # All are of one generation: there is nobody to compare them with.
    (only,) = survival["by_generation"]
    assert spoken(only["log_rank"]["missing"]).startswith("Not enough data yet: it takes 30 people in each group")

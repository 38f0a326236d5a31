"""What the report tells of hours, of days on which people were active, and of a campaign that has ended."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from campaigns.participation import written
from campaigns.participation.report import refresh_report
from campaigns.participation.rollup import rebuild
from tests import cast
from tests.cast import MOMENT, ONE_DAY
from tests.participation.test_report_api import NOW, WEEKS, read, reader, weeks_of_activity
from tests.participation.test_rollup import act, read_all

pytestmark = pytest.mark.usefixtures("committed")


def test_hours_are_told_for_eight_days_and_the_answer_says_so() -> None:
    campaign = cast.live_campaign(time_zone="America/New_York")
    (dave,) = cast.join_in_turn(campaign, "dave")
    for hour in (0, 190, 191, 192, 250):
        act(dave, days=(campaign.starts_at - MOMENT + timedelta(hours=hour)) / ONE_DAY)
    read_all(20_000)
    refresh_report(campaign=campaign, at=MOMENT + 12 * ONE_DAY)
    client = reader(cast.organizer_of(campaign))
    for asked in ({}, {"from": "2009-12-06T00:00:00Z"}):
        cycle = read(client, campaign, "lifecycle/", period="hour", **asked)
        assert cycle["active"][-3:] == [0, 1, 1]
        assert cycle["periods"][-1]["start"] == written.moment(campaign.starts_at + timedelta(hours=191))
        assert cycle["missing"].startswith("Hours are told apart for a campaign's first eight days.")
    later = read(client, campaign, "lifecycle/", period="hour", **{"from": "2009-12-15T00:00:00Z"})
    assert (later["active"], later["periods"], later["missing"]) == ([], [], cycle["missing"])
    assert read(client, campaign, "lifecycle/", period="day")["missing"] == ""
    cohorts = read(client, campaign, "retention/", period="hour", kind="joined")
    assert cohorts["cohorts"][0]["counts"][-2:] == [1, 1]
    assert cohorts["missing"] == cycle["missing"]


def test_how_many_were_active_on_exactly_so_many_days() -> None:
    campaign = weeks_of_activity()
    told = refresh_report(campaign=campaign, at=NOW).body["stickiness"]["active_days"]
    # Three fewer come each week, so three have each number of weeks; on as many days.
    expected = Counter(min(WEEKS, (39 - n) // 3 + 1) for n in range(40))
    assert dict(zip(told["days"], told["people"], strict=True)) == expected
    assert told["days"] == sorted(expected)
    # On the day of the last acts, which is not over, nobody has been active on it yet.
    last = MOMENT + timedelta(days=7 * (WEEKS - 1) + 1.55)
    told = refresh_report(campaign=campaign, at=last).body["stickiness"]["active_days"]
    before = Counter(min(WEEKS - 1, (39 - n) // 3 + 1) for n in range(40))
    assert dict(zip(told["days"], told["people"], strict=True)) == before
    client = reader(cast.organizer_of(campaign))
    some = read(client, campaign, "stickiness/", **{"from": "2009-12-08T05:00:00Z"})
    assert some["active_days"] == told


def test_the_end_of_a_campaign_makes_nobody_lapse() -> None:
    campaign = cast.live_campaign(time_zone="America/New_York", ends_at=MOMENT + 5 * ONE_DAY)
    people = [cast.join(cast.make_user(f"p{n}"), cast.open_link(campaign), at=MOMENT + ONE_DAY) for n in range(3)]
    for person in people:
        act(person, days=2)
    act(people[0], days=25)
    read_all(20_000)
    kept = refresh_report(campaign=campaign, at=MOMENT + 30 * ONE_DAY).body["survival"]
    assert (kept["everybody"]["n"], kept["everybody"]["lapsed"]) == (3, 0)
    rebuild(campaign=campaign, at=MOMENT + 30 * ONE_DAY)
    assert refresh_report(campaign=campaign, at=MOMENT + 30 * ONE_DAY).body["survival"] == kept

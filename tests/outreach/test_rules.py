"""When and whether somebody is written to: quiet hours on their own clocks, and what stands against a letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from campaigns.outreach.rules import (
    MOST_LETTERS,
    PAUSE_WAIT,
    QUIET_FROM,
    QUIET_UNTIL,
    REASONS,
    Recipient,
    Send,
    Suppress,
    Wait,
    decide,
    quiet_until,
    reason_against,
    zone_of,
)

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
# With half hours, changes by half an hour, changes at midnight, a date left out, and none at all.
ZONES = [
    "America/New_York", "Europe/Rome", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "America/Sao_Paulo",
    "Pacific/Apia", "Pacific/Kiritimati", "Africa/Casablanca", "Antarctica/Troll", "UTC",
]  # fmt: skip
INSTANTS = st.datetimes(datetime(2008, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
STEP = timedelta(minutes=15)


def is_quiet(at: datetime, zone: ZoneInfo) -> bool:
    return not QUIET_UNTIL <= at.astimezone(zone).time() < QUIET_FROM


@settings(max_examples=400)
@given(INSTANTS, st.sampled_from(ZONES))
@example(datetime(2011, 12, 30, 8, 0, tzinfo=UTC), "Pacific/Apia")
@example(datetime(2026, 3, 8, 3, 0, tzinfo=UTC), "America/New_York")
@example(datetime(2026, 11, 1, 3, 0, tzinfo=UTC), "America/New_York")
def test_quiet_hours_end_at_the_first_moment_that_is_not_quiet(at: datetime, zone_name: str) -> None:
    zone = ZoneInfo(zone_name)
    until = quiet_until(at, zone)
    if until is None:
        assert not is_quiet(at, zone)
        return
    assert at < until
    assert not is_quiet(until, zone)
    moment = at
    while moment < until:
        assert is_quiet(moment, zone)
        moment += STEP
    # Eleven hours, a change of the clocks, and a date that is left out.
    assert until - at <= timedelta(hours=12)


@pytest.mark.parametrize(
    ("at", "zone", "until"),
    [
        # The clocks of New York go forward at 02:00 on 8 March 2026, and back on 1 November.
        ("2026-03-08T02:00:00+00:00", "America/New_York", "2026-03-08T12:00:00+00:00"),
        ("2026-11-01T01:00:00+00:00", "America/New_York", "2026-11-01T13:00:00+00:00"),
        ("2026-06-01T19:00:00+00:00", "Europe/Rome", "2026-06-02T06:00:00+00:00"),
        ("2026-06-01T18:59:59+00:00", "Europe/Rome", None),
        ("2026-06-02T05:59:59+00:00", "Europe/Rome", "2026-06-02T06:00:00+00:00"),
        ("2026-06-02T06:00:00+00:00", "Europe/Rome", None),
        ("2026-06-01T15:15:00+00:00", "Asia/Kathmandu", "2026-06-02T02:15:00+00:00"),
        # Samoa had no 30 December 2011: after the evening of the 29th came the morning of the 31st.
        ("2011-12-30T09:00:00+00:00", "Pacific/Apia", "2011-12-30T18:00:00+00:00"),
    ],
)
def test_worked_examples_of_quiet_hours(at: str, zone: str, until: str | None) -> None:
    expected = None if until is None else datetime.fromisoformat(until)
    assert quiet_until(datetime.fromisoformat(at), ZoneInfo(zone)) == expected


@pytest.mark.parametrize(
    ("own", "campaign", "expected"),
    [
        ("Asia/Tokyo", "America/New_York", "Asia/Tokyo"),
        ("UTC", "America/New_York", "America/New_York"),
        ("", "America/New_York", "America/New_York"),
        ("Mars/Olympus", "America/New_York", "America/New_York"),
        ("../../etc/passwd", "America/New_York", "America/New_York"),
        ("/etc/passwd", "America/New_York", "America/New_York"),
        ("Europe", "America/New_York", "America/New_York"),
        ("a\x00b", "America/New_York", "America/New_York"),
        ("nonsense", "nonsense", "UTC"),
        ("UTC", "UTC", "UTC"),
    ],
)
def test_whose_clocks_count(own: str, campaign: str, expected: str) -> None:
    assert zone_of(own, campaign) == ZoneInfo(expected)


AGAINST: dict[str, dict[str, Any]] = {
    "no_account": {"has_account": False},
    "account_closed": {"is_active": False},
    "address_stopped": {"is_stopped": True},
    "not_wanted": {"wants": False},
    "removed": {"is_removed": True},
    "in_quarantine": {"is_frozen": True},
    "no_consent": {"consents": False},
    "campaign_closed": {"campaign_is_over": True},
    "nudged_lately": {"nudges": 1},
    "enough_letters": {"letters": MOST_LETTERS},
}


def test_every_reason_suppresses_a_letter_and_the_first_is_said() -> None:
    assert list(AGAINST) == list(REASONS)
    facts: dict[str, Any] = {}
    for reason in reversed(REASONS):
        facts |= AGAINST[reason]
        assert reason_against(Recipient(**AGAINST[reason])) == reason
        assert decide(Recipient(**facts), at=NOON) == Suppress(reason)


def test_below_the_cap_nothing_stands_against_it() -> None:
    assert decide(Recipient(letters=MOST_LETTERS - 1), at=NOON) == Send()


def test_what_passes_lets_the_letter_wait() -> None:
    assert decide(Recipient(campaign_is_paused=True), at=NOON) == Wait(NOON + PAUSE_WAIT)
    tokyo = Recipient(time_zone="Asia/Tokyo")
    assert decide(tokyo, at=NOON) == Wait(datetime(2026, 6, 1, 23, 0, tzinfo=UTC))
    assert decide(replace(tokyo, consents=False), at=NOON) == Suppress("no_consent")
    assert decide(replace(tokyo, time_zone="UTC"), at=NOON) == Send()

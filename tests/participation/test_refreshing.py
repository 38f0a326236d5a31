"""A real worker counts what is new, makes the report anew, and mends what could not be counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.participation.models import Report
from campaigns.participation.rollup import count_news
from campaigns.planning.models import Campaign
from tests import cast
from tests.processes import announce, wait_until

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]

TASK = "campaigns.participation.tasks.refresh_reports"


def people_of(campaign: Campaign) -> int:
    report = Report.objects.filter(campaign=campaign).first()
    return 0 if report is None else int(report.body.get("people", 0))


def begun() -> Campaign:
    return cast.live_campaign(at=timezone.now() - timedelta(days=1))


@pytest.fixture(autouse=True)
def nothing_else_is_due(committed: None) -> None:
    """Leave the worker nothing to do for the campaigns of other tests, which come first."""
    while count_news(at=timezone.now()):
        pass
    Report.objects.update(news_at=None, as_of=timezone.now(), needs_rebuild=False)


def test_news_reaches_the_report(process_env: dict[str, str], worker: int) -> None:
    campaign = begun()
    people = [cast.join(cast.make_user(name), cast.open_link(campaign), at=timezone.now()) for name in ("ann", "ben")]
    announce(process_env["REDIS_URL"], TASK)
    assert wait_until(lambda: people_of(campaign) == 2, seconds=120)
    cast.join(cast.make_user("cat"), cast.link_of(people[0]), at=timezone.now())
    # At most every ten seconds: the message comes again, as the beat sends it.
    for _ in range(20):
        announce(process_env["REDIS_URL"], TASK)
        if wait_until(lambda: people_of(campaign) == 3, seconds=10):
            break
    assert people_of(campaign) == 3


def test_what_could_not_be_counted_is_counted_anew(process_env: dict[str, str], worker: int) -> None:
    campaign = begun()
    cast.join(cast.make_user("ann"), cast.open_link(campaign), at=timezone.now())
    Report.objects.create(campaign=campaign, needs_rebuild=True)
    announce(process_env["REDIS_URL"], TASK)
    assert wait_until(lambda: people_of(campaign) == 1, seconds=120)
    assert not Report.objects.get(campaign=campaign).needs_rebuild

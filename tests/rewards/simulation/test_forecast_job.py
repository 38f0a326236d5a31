"""The forecast is made by a real worker: when it is asked for over HTTP, and when the beat looks for what is due."""

from __future__ import annotations

import pytest
from django.utils import timezone

from rewards.simulation.models import Forecast
from rewards.simulation.operations import ask_forecast
from tests import cast
from tests.journeys.client import Client
from tests.processes import announce, wait_until
from tests.rewards.simulation.stage import begin, fill

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]


def is_there(campaign_id: int) -> bool:
    return Forecast.objects.filter(campaign=campaign_id, computed_at__isnull=False, begun_at=None).exists()


def test_asked_for_over_http(server: str, worker: int) -> None:
    from allauth.account.models import EmailAddress

    organizer = cast.make_user("olga", password="correct horse battery staple")
    EmailAddress.objects.create(user=organizer, email=organizer.email, verified=True, primary=True)
    campaign = begin(organizer=organizer)
    fill(campaign)
    with Client(server) as anybody:
        olga = anybody.sign_in(organizer.email, "correct horse battery staple")
        path = f"/campaigns/{campaign.slug}/forecast/"
        assert olga.get(path)["state"] == "none"
        assert olga.post(path, status=202)["state"] in ("queued", "running", "ready")
        assert wait_until(lambda: olga.get(path)["state"] == "ready", seconds=120)
        assert olga.get(path)["participants"]["now"] == 300


def test_a_lost_message_loses_nothing(process_env: dict[str, str], worker: int) -> None:
    campaign = begin()
    fill(campaign)
    ask_forecast(campaign=campaign, at=timezone.now())
    # Nobody was told; the next look finds it.
    announce(process_env["REDIS_URL"], "rewards.simulation.tasks.make_due_forecasts")
    assert wait_until(lambda: is_there(campaign.pk), seconds=120)

"""A campaign with reviewers, for the stories of the review over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from campaigns.findings.models import Assessment, Finding
from campaigns.people.models import Role
from tests import cast
from tests.api.calling import Caller


class Scene:
    """A campaign with three reviewers, and Dave who reports in it."""

    def __init__(self, *, prizes: cast.Prizes = ((4_000, 50),), **rules: Any) -> None:
        self.campaign = cast.live_campaign(prizes, **rules)
        (self.dave,) = cast.join_in_turn(self.campaign, "dave")
        assert self.dave.user is not None
        self.reporter = Caller(self.dave.user)
        self.people = [cast.make_user(name) for name in ("rita", "rolf", "rosa")]
        for person in self.people:
            Role.objects.create(campaign=self.campaign, user=person, kind=Role.Kind.REVIEWER)
        self.rita, self.rolf, self.rosa = (Caller(person) for person in self.people)
        self.olga = cast.organizer_of(self.campaign)
        self.organizer = Caller(self.olga)
        self.path = f"/campaigns/{self.campaign.slug}"

    def report(self, number: int = 0, priority: float | None = None) -> Finding:
        objective = self.campaign.objectives.all()[number]
        finding = cast.report(self.dave, objective, at=timezone.now() - timedelta(hours=1))
        Assessment.objects.filter(finding=finding).delete()
        if priority is not None:
            Assessment.objects.create(
                finding=finding, campaign=self.campaign, cluster_first=finding, log_odds=1.5, priority=priority,
                pieces=[{"name": "photo_at_place", "value": 1.5, "sentence": "The photograph was taken there."}],
                assessed_at=timezone.now(),
            )  # fmt: skip
        finding.refresh_from_db()
        return finding

    def queue(self, caller: Caller, **asked: Any) -> list[str]:
        """Read the whole queue, page by page."""
        page = caller.get(f"{self.path}/review-queue/", limit=2, **asked)
        ids = [row["id"] for row in page["results"]]
        while page["next"]:
            page = caller.client.get(page["next"]).json()
            ids += [row["id"] for row in page["results"]]
        return ids


def at_finding(finding: Finding, step: str) -> str:
    return f"/findings/{finding.public_id}/{step}/"

"""The stage of trust: a live campaign with the cast, and two organizers who stand in no tree."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.trust.models import Hold, Quarantine
from campaigns.trust.operations import decide_hold, place_hold, quarantine_branch
from tests import cast
from tests.cast import MOMENT, Cast


class Stage:
    """Olga launched the campaign; Otto and Orla organize it as well, and Orla is who noticed something."""

    def __init__(self, quota: int = 3, **rules: Any) -> None:
        self.campaign: Campaign = cast.live_campaign([(400_000, quota)], **rules)
        self.people: Cast = cast.full_cast(self.campaign)
        self.olga: User = cast.organizer_of(self.campaign)
        self.otto: User = self.with_role("otto", "organizer")
        self.orla: User = self.with_role("orla", "organizer")

    def with_role(self, name: str, kind: str) -> User:
        user = cast.make_user(name)
        Role.objects.create(campaign=self.campaign, user=user, kind=kind)
        return user

    def hold(self, person: Participant, *, at: datetime = MOMENT, by: User | None = None, days: int = 30) -> Hold:
        return place_hold(
            participant=person, reason="The photographs are alike.", at=at, placed_by=by or self.orla, days=days
        )

    def remove(self, person: Participant, how: str = "excluded", *, at: datetime = MOMENT) -> Hold:
        return decide_hold(
            hold=self.hold(person, at=at), decision=how, decided_by=self.olga, at=at, note="The same photograph thrice."
        )

    def quarantine(self, root: Participant, *, at: datetime = MOMENT) -> Quarantine:
        return quarantine_branch(root=root, reason="Forty joined in a minute.", placed_by=self.olga, at=at)

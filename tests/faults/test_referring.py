"""Whatever somebody does is in the way of nobody who only refers to what exists: to a report, a place, a campaign.

PostgreSQL checks a reference by a lock of its own on the row referred to, mostly at commit, when everything else is
locked already. That lock has to wait for one thing alone: a transaction that deletes the row, or that writes a column
of a key. So no act does either, and a commit never waits for whoever may be waiting for it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections, transaction

from campaigns.findings.appealing import appeal_finding
from campaigns.findings.assessing import assess_objective
from campaigns.findings.claiming import claim_finding, release_claim
from campaigns.findings.facts import add_fact, answer_facts, withdraw_fact
from campaigns.findings.gold import make_gold, retire_gold
from campaigns.findings.models import Finding
from campaigns.findings.operations import (
    reject_finding,
    request_info,
    respond_to_request,
    reverse_finding,
    verify_finding,
    withdraw_finding,
)
from campaigns.findings.vouching import vouch_for_finding
from campaigns.people.models import User
from campaigns.planning.operations import change_campaign, change_objective, pause_campaign
from campaigns.recruiting.claiming_places import claim_place, make_claim_code
from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import set_standings
from campaigns.trust.operations import decide_hold, lift_quarantine, place_hold, quarantine_branch
from rewards.contracts.operations import close_campaign, set_contract
from rewards.settlement.operations import settle_due, settle_finding
from rewards.settlement.reversing import reverse_settlement
from tests import cast
from tests.cast import MOMENT

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("committed")]


class World:
    """A live campaign with reports in every state, all by people who can be decided about."""

    def __init__(self) -> None:
        self.campaign = cast.live_campaign([(4_000, 5)], spare_minor=50_000)
        self.olga = cast.organizer_of(self.campaign)
        self.objective = cast.objective_of(self.campaign)
        self.people = cast.full_cast(self.campaign)
        dave = self.people.dave
        self.earlier, self.new, self.rejected, self.asked, self.verified, self.paid = (
            cast.report(dave) for _ in range(6)
        )
        assess_objective(objective_id=self.objective.pk, at=MOMENT)
        self.reject(self.rejected)
        request_info(finding=self.asked, reviewer=self.olga, at=MOMENT, note="Where?")
        cast.verify(self.verified)
        cast.verify(self.paid)
        settle_finding(finding_id=self.paid.pk, at=MOMENT)
        self.fact = add_fact(objective=self.objective, actor=self.olga, question="Which?", answer="The red", at=MOMENT)
        self.unclaimed = Participant.objects.create(campaign=self.campaign, display_name="Gail", joined_at=MOMENT)
        self.code = make_claim_code(participant=self.unclaimed, actor=self.olga, at=MOMENT + cast.ONE_DAY)

    def reject(self, finding: Finding, duplicate_of: Finding | None = None) -> None:
        reason = None if duplicate_of else "wrong_place"
        reject_finding(finding=finding, reviewer=self.olga, at=MOMENT, reason=reason, duplicate_of=duplicate_of)

    def claim_and_release(self) -> None:
        claim_finding(finding=self.new, reviewer=self.olga, at=MOMENT)
        release_claim(finding=self.new, reviewer=self.olga, at=MOMENT)

    def make_and_retire_gold(self) -> None:
        retire_gold(
            gold=make_gold(finding=self.rejected, organizer=self.olga, at=MOMENT), organizer=self.olga, at=MOMENT
        )

    def answer_and_withdraw_fact(self) -> None:
        answer_facts(finding=self.new, answers={self.fact.public_id: "red"}, at=MOMENT)
        withdraw_fact(fact=self.fact, actor=self.olga, at=MOMENT)

    def reverse(self) -> None:
        reverse_finding(finding=self.paid, reviewer=self.olga, at=MOMENT, reason="fraud", note="It was a kite.")
        reverse_settlement(finding_id=self.paid.pk, at=MOMENT)

    def hold_and_ban(self) -> None:
        hold = place_hold(participant=self.people.carol, reason="Alike.", at=MOMENT, placed_by=self.olga)
        decide_hold(hold=hold, decision="banned", decided_by=self.olga, at=MOMENT, note="The same photograph thrice.")

    def quarantine_and_lift(self) -> None:
        placed = quarantine_branch(root=self.people.bob, reason="Forty a minute.", placed_by=self.olga, at=MOMENT)
        lift_quarantine(quarantine=placed, lifted_by=self.olga, at=MOMENT)

    def raise_promise(self) -> None:
        set_contract(
            objective=self.objective, actor=self.olga, at=MOMENT, mechanism="recursive", terms=cast.HALF,
            prize_minor=5_000, quota=6,
        )  # fmt: skip


ACTS: dict[str, Callable[[World], object]] = {
    "verify": lambda w: verify_finding(finding=w.new, reviewer=w.olga, at=MOMENT),
    "reject": lambda w: w.reject(w.new),
    "call a duplicate": lambda w: w.reject(w.new, duplicate_of=w.earlier),
    "ask": lambda w: request_info(finding=w.new, reviewer=w.olga, at=MOMENT, note="Where?"),
    "respond": lambda w: respond_to_request(finding=w.asked, reporter=user_of(w), at=MOMENT, note="There."),
    "withdraw": lambda w: withdraw_finding(finding=w.new, reporter=user_of(w), at=MOMENT),
    "appeal": lambda w: appeal_finding(finding=w.rejected, reporter=user_of(w), at=MOMENT, note="Look again."),
    "claim, release": World.claim_and_release,
    "reverse": World.reverse,
    "assess": lambda w: assess_objective(objective_id=w.objective.pk, at=MOMENT),
    "gold": World.make_and_retire_gold,
    "facts": World.answer_and_withdraw_fact,
    "vouch": lambda w: vouch_for_finding(finding=w.new, participant=w.people.carol, at=MOMENT),
    "report": lambda w: cast.report(w.people.carol),
    "photograph": lambda w: cast.photograph(w.new),
    "join": lambda w: cast.join_in_turn(w.campaign, "erin", under=w.people.dave),
    "claim a place": lambda w: claim_place(campaign=w.campaign, user=cast.make_user("gail"), code=w.code, at=MOMENT),
    "standings": lambda w: set_standings(campaign_id=w.campaign.pk, values={w.people.dave.pk: -1.0}, at=MOMENT),
    "hold, ban": World.hold_and_ban,
    "quarantine": World.quarantine_and_lift,
    "settle": lambda w: settle_finding(finding_id=w.verified.pk, at=MOMENT),
    "raise": World.raise_promise,
    "change": lambda w: change_campaign(campaign=w.campaign, actor=w.olga, at=MOMENT, title="Find them all"),
    "change an objective": lambda w: change_objective(objective=w.objective, actor=w.olga, at=MOMENT, title="Red"),
    "pause": lambda w: pause_campaign(campaign=w.campaign, actor=w.olga, at=MOMENT),
    "close": lambda w: close_campaign(campaign=w.campaign, actor=w.olga, at=MOMENT, decide_by=MOMENT + cast.ONE_DAY),
}


def user_of(world: World) -> User:
    user = world.people.dave.user
    assert user is not None
    return user


@pytest.mark.parametrize("act", ACTS)
def test_nobody_who_refers_to_something_has_to_wait(act: str) -> None:
    world = World()
    with transaction.atomic():
        ACTS[act](world)
        blocked = locked_against_references()
        transaction.set_rollback(True)
    settle_due(at=MOMENT)
    assert blocked == []


def test_what_writes_a_key_is_seen() -> None:
    """It is enough to say that a key is written, with the value that it has."""
    world = World()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE campaigns_finding SET state = 'rejected', client_id = client_id WHERE id = %s", [world.new.pk]
            )
        blocked = locked_against_references()
        transaction.set_rollback(True)
    settle_due(at=MOMENT)
    assert blocked == ["campaigns_finding"]


def locked_against_references() -> list[str]:
    """Ask from outside of which tables that others refer to some row is locked against it now."""
    blocked = []
    with closing(connections.create_connection(DEFAULT_DB_ALIAS)) as another, another.cursor() as cursor:
        cursor.execute("SELECT DISTINCT confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' ORDER BY 1")
        for (table,) in cursor.fetchall():
            try:
                cursor.execute(f"SELECT FROM {table} FOR KEY SHARE NOWAIT")
            except OperationalError:
                blocked.append(table)
    return blocked

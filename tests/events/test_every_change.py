"""Every change of state leaves its event in the same transaction, and the event is as the guide says: seen at work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from campaigns.errors import DomainError
from campaigns.events.models import Event
from campaigns.findings.appealing import appeal_finding
from campaigns.findings.claiming import claim_finding, release_claim
from campaigns.findings.evidence import add_link, remove_evidence
from campaigns.findings.facts import add_fact, answer_facts, withdraw_fact
from campaigns.findings.gold import answer_gold, claim_gold, make_gold, release_gold, retire_gold
from campaigns.findings.operations import (
    reject_finding,
    request_info,
    respond_to_request,
    reverse_finding,
    withdraw_finding,
)
from campaigns.findings.reporting import report_anonymously
from campaigns.findings.vouching import vouch_for_finding
from campaigns.participation.activities import Told, report_activities
from campaigns.people.consents import say_consent
from campaigns.people.keys import make_key, revoke_key
from campaigns.people.models import Role
from campaigns.people.traces import Connection, record_trace
from campaigns.planning.operations import change_campaign, change_objective, pause_campaign, resume_campaign
from campaigns.planning.roles import (
    accept_invitation,
    forget_invitations,
    invite_to_role,
    remove_role,
    withdraw_invitation,
)
from campaigns.recruiting.claiming_places import claim_place
from campaigns.recruiting.links import count_visit, current_link, make_campaign_link
from campaigns.recruiting.operations import correct_pending_join, forget_pending_joins, join_campaign, request_join
from campaigns.recruiting.participant_tokens import end_tokens
from campaigns.recruiting.standing import set_standings
from campaigns.trust.models import Hold
from campaigns.trust.noticing import notice_around
from campaigns.trust.operations import decide_hold, decide_objection, lift_quarantine, make_objection
from campaigns.trust.risk_facts import Attempt
from campaigns.trust.signals import decide_signal
from rewards.contracts.operations import close_campaign, launch_campaign, refund_free, set_contract
from rewards.ledger.pledging import make_pledge
from rewards.payouts.caps import answer_objection, hold_person, lift_hold, object_to_hold, set_payout_rules
from rewards.payouts.entering import Entry, enter_result, mark_seen
from rewards.payouts.filing import take_file
from rewards.payouts.operations import cancel_batch
from rewards.payouts.owning import add_destination, retire_destination
from rewards.payouts.providers.provider import Postponed, Unknown
from rewards.payouts.results import claim_to_send, record_result
from rewards.payouts.sending import ask_payout, send_payout
from rewards.settlement.forfeiting import forfeit_due
from rewards.settlement.operations import settle_due
from rewards.settlement.releasing import release_due
from rewards.settlement.reversing import reverse_due
from tests import cast
from tests.cast import MOMENT, ONE_DAY
from tests.events.documented import documented
from tests.events.watching import Seen, watched
from tests.payouts.fake_stripe import fake_stripe
from tests.payouts.stage import PAYDAY, earner, paying_campaign, payout_of, providers, user_of
from tests.trust.stage import Stage

pytestmark = pytest.mark.usefixtures("committed")

# What may be written without an event beside it, and why.
SILENT = {
    # an account of the instance, which belongs to no campaign
    ("campaigns_user", "INSERT"),
    # kept apart from the log on purpose
    ("campaigns_trace", "INSERT"),
    ("campaigns_tracekey", "INSERT"),
    # empty until a transfer, of which somebody tells
    ("rewards_account", "INSERT"),
    # the time at which held shares are looked at again
    ("rewards_settlement", "UPDATE"),
}
LATER = MOMENT + 20 * ONE_DAY
Story = Callable[[], None]


# Each story sets its stage, where tests give roles by themselves, and gives what is to be watched.


def roles_and_rules() -> Story:
    def story() -> None:
        campaign = cast.draft_campaign(prizes=[(400_000, 2)])
        olga, rita = cast.organizer_of(campaign), cast.make_user("rita")
        campaign = change_campaign(campaign=campaign, actor=olga, at=MOMENT, title="Find them all")
        change_objective(objective=cast.objective_of(campaign), actor=olga, at=MOMENT, title="A red one")
        invited: dict[str, Any] = {
            "campaign": campaign,
            "organizer": olga,
            "kind": Role.Kind.REVIEWER,
            "page": "/",
            "at": MOMENT,
        }
        invitation, _ = invite_to_role(email=rita.email, **invited)
        role, _ = accept_invitation(invitation=invitation, user=rita, at=MOMENT)
        invite_to_role(email="nobody@example.org", **invited)
        remove_role(role=role, actor=olga, at=MOMENT)
        forget_invitations(at=MOMENT + 60 * ONE_DAY)
        cast.funded(campaign, spare_minor=600_000)
        campaign = launch_campaign(campaign=campaign, actor=olga, at=MOMENT)
        set_contract(
            objective=cast.objective_of(campaign),
            actor=olga,
            at=MOMENT,
            mechanism="recursive",
            terms={"ratio": "1/2"},
            prize_minor=500_000,
        )
        pause_campaign(campaign=campaign, actor=olga, at=MOMENT)
        resume_campaign(campaign=campaign, actor=olga, at=MOMENT)
        close_campaign(campaign=campaign, actor=olga, at=MOMENT)
        refund_free(campaign=campaign, actor=olga, at=MOMENT)

    return story


def links_and_joins() -> Story:
    def story() -> None:
        campaign = cast.live_campaign(referral_link_days=30, anonymous_reports=True)
        olga = cast.organizer_of(campaign)
        link = make_campaign_link(campaign=campaign, actor=olga, at=MOMENT, arm="posters-north", max_uses=5)
        for visitor in (uuid4(), uuid4()):
            count_visit(link=link, visitor=visitor, at=MOMENT)
            count_visit(link=link, visitor=visitor, at=MOMENT)
        alice = cast.join(cast.make_user("alice"), link)
        count_visit(link=cast.link_of(alice), visitor=uuid4(), at=MOMENT)
        where = Connection("192.0.2.7", "a browser")
        record_trace(campaign_id=campaign.pk, participant_id=alice.pk, kind="join", connection=where, at=MOMENT)
        current_link(participant=alice, at=MOMENT + 31 * ONE_DAY)
        asked: dict[str, Any] = {"campaign": campaign, "display_name": "Bob", "at": MOMENT}
        pending = request_join(email="bob@example.org", link=link, **asked)
        correct_pending_join(pending=pending, code=cast.link_of(alice).code, at=MOMENT)
        request_join(email="eve@example.org", link=None, **asked)
        forget_pending_joins(at=MOMENT + 30 * ONE_DAY)
        with pytest.raises(DomainError):
            join_campaign(
                campaign=campaign, user=user_of(alice), display_name="Alice", link=cast.link_of(alice), at=MOMENT
            )
        _, code, _ = report_anonymously(
            campaign=campaign,
            objective=cast.objective_of(campaign),
            claim_secret="a secret of thirty-two characters",
            client_id="1",
            link=link,
            at=MOMENT,
        )
        claim_place(campaign=campaign, user=cast.make_user("dave"), code=code, at=MOMENT)
        set_standings(campaign_id=campaign.pk, values={alice.pk: 0.5}, at=MOMENT)
        told = [Told(alice.public_id, "attended", MOMENT, f"{number}") for number in range(3)]
        report_activities(campaign=campaign, told=told, reporter=olga, at=MOMENT)

    return story


def reports_and_reviews() -> Story:
    stage = Stage(reviewers_asked=1)
    campaign, people = stage.campaign, stage.people
    objective, rita = cast.objective_of(campaign), stage.with_role("rita", "reviewer")

    def story() -> None:
        fact = add_fact(objective=objective, actor=stage.olga, question="Which number?", answer="Seven", at=MOMENT)
        report = cast.report(people.carol)
        answer_facts(finding=report, answers={fact.public_id: "Seven"}, at=MOMENT)
        withdraw_fact(fact=fact, actor=stage.olga, at=MOMENT)
        link, _ = add_link(finding=report, reporter=people.carol.user, url="https://example.org/1", at=MOMENT)
        remove_evidence(evidence=link, reporter=people.carol.user, at=MOMENT)
        cast.photograph(report)
        vouch_for_finding(finding=report, participant=people.alice, at=MOMENT)
        claim_finding(finding=report, reviewer=rita, at=MOMENT)
        claim_finding(finding=report, reviewer=rita, at=MOMENT + timedelta(minutes=1))
        release_claim(finding=report, reviewer=rita, at=MOMENT)
        request_info(finding=report, reviewer=rita, at=MOMENT, note="Where?")
        respond_to_request(finding=report, reporter=user_of(people.carol), at=MOMENT, note="Here.")
        reject_finding(finding=report, reviewer=rita, at=MOMENT, reason="invalid_proof")
        appeal_finding(finding=report, reporter=user_of(people.carol), at=MOMENT, note="Look again.")
        true = cast.verify(report, by=stage.olga)
        repeat = cast.report(people.dave)
        reject_finding(finding=repeat, reviewer=rita, at=MOMENT, duplicate_of=true)
        withdraw_finding(finding=cast.report(people.bob), reporter=user_of(people.bob), at=MOMENT)
        gold = make_gold(finding=cast.verify(cast.report(people.alice), by=stage.olga), organizer=stage.olga, at=MOMENT)
        for step in (claim_gold, claim_gold, release_gold):
            step(gold=gold, reviewer=rita, at=MOMENT)
        answer_gold(gold=gold, reviewer=rita, at=MOMENT, said_true=True)
        retire_gold(gold=gold, organizer=stage.olga, at=MOMENT)
        settle_due(at=MOMENT)
        reverse_finding(finding=true, reviewer=stage.olga, at=MOMENT, reason="fraud", note="Forged.")
        reverse_due(at=MOMENT)

    return story


def votes() -> Story:
    stage = Stage(reviewers_asked=2)
    rita, ron = (stage.with_role(name, "reviewer") for name in ("rita", "ron"))

    def story() -> None:
        report = cast.report(stage.people.dave)
        cast.verify(report, by=rita)
        reject_finding(finding=report, reviewer=ron, at=MOMENT, reason="invalid_proof")
        cast.verify(report, by=stage.olga)
        settle_due(at=MOMENT)

    return story


def holds_and_money() -> Story:
    stage = Stage(hold_days=7)
    people = stage.people

    def story() -> None:
        make_pledge(participant=people.alice, percent=10, to="charity", at=MOMENT)
        cast.verify(cast.report(people.dave))
        settle_due(at=MOMENT)
        hold = stage.remove(people.bob)
        objection = make_objection(participant=people.bob, hold=hold, text="I did nothing.", at=MOMENT)
        decide_objection(objection=objection, granted=False, decided_by=stage.otto, at=MOMENT, note="No.")
        quarantine = stage.quarantine(people.carol)
        lift_quarantine(quarantine=quarantine, lifted_by=stage.olga, at=MOMENT)
        stage.remove(people.dave, "banned")
        release_due(at=LATER)
        forfeit_due(at=LATER)

    return story


def payouts() -> Story:
    treasury = paying_campaign()

    def story() -> None:
        bob, carol, dave = (earner(treasury, name) for name in ("bob", "carol", "dave"))
        add_destination(user=user_of(bob), kind="paypal", value="another@example.org", at=MOMENT)
        set_payout_rules(
            campaign=treasury.campaign, organizer=cast.organizer_of(treasury.campaign), at=MOMENT, least_payout_minor=1
        )
        hold = hold_person(participant=dave, treasurer=treasury.drafter, reason="A tip.", at=PAYDAY)
        object_to_hold(hold=hold, text="I did nothing.", at=PAYDAY)
        answer_objection(hold=hold, granted=False, treasurer=treasury.approver, at=PAYDAY, note="It was seen.")
        with providers():
            batch = treasury.send()
            take_file(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
            for person, state in ((bob, "settled"), (carol, "failed")):
                entry = Entry(str(payout_of(batch, person).public_id), state, reason="Closed.")
                enter_result(payout=payout_of(batch, person), treasurer=treasury.drafter, entry=entry, at=PAYDAY)
            returned = Entry(str(payout_of(batch, bob).public_id), "returned", reason="Closed.")
            enter_result(payout=payout_of(batch, bob), treasurer=treasury.drafter, entry=returned, at=PAYDAY)
            lift_hold(hold=hold, treasurer=treasury.drafter, at=PAYDAY)
            cancel_batch(batch=treasury.approve(treasury.draft()), treasurer=treasury.drafter, at=PAYDAY)
        retire_destination(destination=user_of(bob).destinations.get(retired_at=None), user=user_of(bob), at=PAYDAY)

    return story


def payouts_by_a_provider() -> Story:
    treasury = paying_campaign()

    def story() -> None:
        bob, carol = (earner(treasury, name, kind="stripe") for name in ("bob", "carol"))
        with fake_stripe() as fake, providers(fake.address):
            batch = treasury.send("stripe_connect")
            hold = hold_person(participant=carol, treasurer=treasury.drafter, reason="A tip.", at=PAYDAY)
            for person in (bob, carol):
                send_payout(payout_id=payout_of(batch, person).pk, clock=lambda: PAYDAY)
            object_to_hold(hold=hold, text="I did nothing.", at=PAYDAY)
            lift_hold(hold=hold, treasurer=treasury.drafter, at=PAYDAY)
            mark_seen(payout=payout_of(batch, carol), treasurer=treasury.drafter, at=PAYDAY)
            ask_payout(payout_id=payout_of(batch, bob).pk, clock=lambda: PAYDAY + ONE_DAY)
            kept = payout_of(batch, carol)
            claim_to_send(kept, at=PAYDAY)
            for result in (Unknown("Nobody answers."), Postponed("Too many at once.")):
                record_result(payout_id=kept.pk, result=result, at=PAYDAY)

    return story


def decisions_taken_back() -> Story:
    stage = Stage()
    bob = stage.people.bob
    invitation, _ = invite_to_role(
        campaign=stage.campaign,
        organizer=stage.olga,
        email="r@example.org",
        kind=Role.Kind.REVIEWER,
        page="/",
        at=MOMENT,
    )

    def story() -> None:
        end_tokens(participant=bob, at=MOMENT)
        for campaign_slug in (stage.campaign.slug, None):
            key, _ = make_key(
                owner=stage.olga,
                name="Field",
                kind="secret",
                scopes=["findings:write"],
                campaign_slug=campaign_slug,
                at=MOMENT,
            )
            revoke_key(key=key, actor=stage.olga, at=MOMENT)
        withdraw_invitation(invitation=invitation, actor=stage.olga, at=MOMENT)
        hold = stage.hold(bob)
        objection = make_objection(participant=bob, hold=hold, text="I did nothing.", at=MOMENT)
        decide_objection(objection=objection, granted=False, decided_by=stage.olga, at=MOMENT, note="It stays.")
        decide_hold(hold=hold, decision="excluded", decided_by=stage.olga, at=MOMENT, note="Forged.")
        again = Hold.objects.exclude(pk=hold.pk).get(participant=bob)
        objection = make_objection(participant=bob, hold=again, text="I did nothing.", at=MOMENT)
        decide_objection(objection=objection, granted=True, decided_by=stage.otto, at=MOMENT)
        attempts = [Attempt(bob.pk, MOMENT)]
        around: dict[str, Any] = {"campaign_id": stage.campaign.pk, "participant_ids": [bob.pk], "finding_ids": []}
        signal = notice_around(**around, at=MOMENT, attempts=attempts)[0]
        decide_signal(signal=signal, state="cleared", decided_by=stage.otto, at=MOMENT, note="A mistake.")
        say_consent(user=user_of(bob), campaign_id=stage.campaign.pk, given=True, how="join", at=MOMENT)
        say_consent(user=user_of(bob), campaign_id=stage.campaign.pk, given=False, how="place", at=MOMENT)

    return story


@pytest.mark.parametrize(
    "story",
    [
        roles_and_rules,
        links_and_joins,
        reports_and_reviews,
        votes,
        holds_and_money,
        payouts,
        payouts_by_a_provider,
        decisions_taken_back,
    ],
    ids=lambda story: story.__name__,
)
def test_nothing_changes_in_silence(story: Callable[[], Story]) -> None:
    work = story()
    with watched() as seen:
        work()
    assert seen.silent <= SILENT
    assert differences(seen) == []


def differences(seen: Seen) -> list[str]:
    """Compare what was left with the guide, event by event."""
    guide = documented()
    assert seen.events
    wrong = []
    for event in seen.events:
        row = guide.get(event.kind)
        if row is None:
            wrong.append(f"{event.kind} is not in the guide")
            continue
        for column in ("actor", "participant", "finding"):
            said: bool | None = getattr(row, column)
            there = getattr(event, f"{column}_id") is not None
            if said is not None and said is not there:
                wrong.append(f"{event.kind}: {column} is {'there' if there else 'missing'}")
        names = set(event.data)
        if not row.always <= names <= row.always | row.sometimes:
            wrong.append(f"{event.kind}: data has {sorted(names)}")
        if event.campaign_id is None and "of no campaign" not in row.when:
            wrong.append(f"{event.kind}: of no campaign")
    return wrong


def test_whoever_writes_in_silence_is_seen() -> None:
    """The watching itself: rows written without an event, by whatever way, are seen."""
    campaign = cast.live_campaign()
    link = cast.open_link(campaign)
    with watched() as seen:
        link.visits.create(at=MOMENT)
        link.visits.update(at=MOMENT)
        link.visits.all().delete()
        count_visit(link=link, visitor=uuid4(), at=MOMENT)
    assert seen.silent == {("campaigns_visit", how) for how in ("INSERT", "UPDATE", "DELETE")}
    assert [event.kind for event in seen.events] == ["link.visited"]


def test_what_a_join_tells_of_the_campaigns_own_links() -> None:
    campaign = cast.live_campaign()
    plain = cast.open_link(campaign)
    olga = cast.organizer_of(campaign)
    link = make_campaign_link(campaign=campaign, actor=olga, at=MOMENT, arm="  posters \t north ")
    alice = cast.join(cast.make_user("alice"), link)
    bob = cast.join(cast.make_user("bob"), cast.link_of(alice))
    carol = cast.join(cast.make_user("carol"), plain)
    dave, _ = join_campaign(campaign=campaign, user=cast.make_user("dave"), display_name="Dave", link=None, at=MOMENT)

    def told(participant_id: int) -> dict[str, object]:
        return dict(Event.objects.get(kind="participant.joined", participant=participant_id).data)

    assert told(alice.pk) == {"invited_by": None, "link": str(link.public_id), "arm": "posters north"}
    assert told(bob.pk) == {"invited_by": str(alice.public_id)}
    assert told(carol.pk) == {"invited_by": None, "link": str(plain.public_id)}
    assert told(dave.pk) == {"invited_by": None}


def test_a_visit_is_told_once_and_to_whom_the_link_belongs() -> None:
    campaign = cast.live_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    visitor = uuid4()
    counted = [count_visit(link=cast.link_of(alice), visitor=who, at=MOMENT) for who in (visitor, visitor, uuid4())]
    assert counted == [True, False, True]
    visits = Event.objects.filter(campaign=campaign, kind="link.visited")
    assert [(event.participant_id, event.data) for event in visits] == [
        (alice.pk, {"link": str(cast.link_of(alice).public_id)})
    ] * 2

"""Many processes at once: one place each, no more paid than promised, each paid once, no deadlock."""

from __future__ import annotations

import secrets

import pytest

from campaigns.events.models import Event
from campaigns.findings.models import Finding
from campaigns.planning.models import Campaign
from campaigns.recruiting.links import create_link
from campaigns.recruiting.models import Participant, ReferralLink
from rewards.contracts.budget import read_budget
from rewards.contracts.operations import close_campaign
from rewards.ledger.models import Account, Refund, Transfer
from rewards.ledger.operations import pledge_funding
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_due
from tests import cast
from tests.cast import MOMENT
from tests.faults.crew import Crew

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("committed")]


def findings_of(campaign: Campaign, *, each: int) -> dict[int, list[int]]:
    """Let so many people report every objective; gives the findings' ids by objective."""
    finders = cast.join_in_turn(campaign, *(f"finder{n}" for n in range(each)))
    return {
        objective.pk: [cast.report(finder, objective).pk for finder in finders]
        for objective in campaign.objectives.all()
    }


@pytest.mark.parametrize("quota", [1, 3])
def test_verifying_beyond_the_quota(crew: Crew, quota: int) -> None:
    """Five objectives, so that the eight meet five times in one go."""
    campaign = cast.live_campaign([(4_000, quota)] * 5)
    waiting = findings_of(campaign, each=crew.size)
    turns = [[findings[n] for findings in waiting.values()] for n in range(crew.size)]

    answers = crew.act([("verify", {"finding_ids": turn}) for turn in turns])

    for ranks in zip(*answers, strict=True):
        assert sorted(rank for rank in ranks if rank) == list(range(1, quota + 1))
        assert ranks.count(None) == crew.size - quota
    assert Finding.objects.filter(campaign=campaign, state="verified").count() == 5 * crew.size
    settle_due(at=MOMENT)
    assert Settlement.objects.filter(campaign=campaign).count() == 5 * quota
    assert read_budget(campaign_id=campaign.pk).promised == 0


def test_one_person_joining_fifty_times_at_once(crew: Crew) -> None:
    """By different people's links, so that it shows who was quickest, and that only one of them was."""
    campaign = cast.live_campaign()
    inviters = cast.join_in_turn(campaign, *(f"inviter{n}" for n in range(7)))
    codes = [cast.link_of(inviter).code for inviter in inviters]
    erin = cast.make_user("erin")

    answers = crew.act([("join_in_threads", {"user_id": erin.pk, "codes": codes})] * crew.size)

    places = [answer for answered in answers for answer in answered]
    assert len(places) == 56
    assert len({place for place, _ in places}) == 1
    assert sum(new for _, new in places) == 1
    place = Participant.objects.get(campaign=campaign, user=erin)
    assert place.links.count() == 1
    assert place.invited_by in inviters
    assert Event.objects.filter(kind="participant.joined", participant_id=place.pk).count() == 1


def test_a_link_is_used_no_more_often_than_it_may_be(crew: Crew) -> None:
    campaign = cast.live_campaign()
    link = create_link(campaign=campaign, at=MOMENT, max_uses=5)
    names = [[f"guest{n}x{k}" for k in range(3)] for n in range(crew.size)]

    joined = crew.act([("use_link", {"code": link.code, "names": own}) for own in names])

    assert sum(joined) == 5
    assert ReferralLink.objects.get(pk=link.pk).uses == 5
    assert Participant.objects.filter(via_link=link).count() == 5


def test_eight_workers_settling_the_same_findings(crew: Crew) -> None:
    campaign = cast.live_campaign([(4_000, 20)])
    (waiting,) = findings_of(campaign, each=20).values()
    for pk in waiting:
        cast.verify(Finding.objects.get(pk=pk))
    one_by_one = [("settle_each", {"finding_ids": waiting, "seed": seed}) for seed in range(crew.size - 2)]

    settled = crew.act([*one_by_one, ("sweep", {}), ("sweep", {})])

    assert sum(settled) == 20
    assert Settlement.objects.filter(campaign=campaign).count() == 20
    paid_minor = 20 * 4_000 - read_budget(campaign_id=campaign.pk).charity
    assert read_budget(campaign_id=campaign.pk).payable == paid_minor
    assert Event.objects.filter(kind="finding.settled", campaign_id=campaign.pk).count() == 20


def test_all_kinds_of_money_moving_at_once(crew: Crew) -> None:
    """Fundings, promises, verdicts, settlements and audits on one campaign: nobody deadlocks, nobody miscounts."""
    campaign = cast.live_campaign([(4_000, 100), (2_000, 10)])
    first, second = findings_of(campaign, each=30).values()
    operator, organizer = cast.make_user("opal", operator=True), cast.organizer_of(campaign)
    fundings = [
        pledge_funding(campaign=campaign, organizer=organizer, amount_minor=1_000, at=MOMENT).pk for _ in range(20)
    ]
    objective = cast.objective_of(campaign)
    confirming = ("confirm", {"funding_ids": fundings, "operator_id": operator.pk})

    answers = crew.act(
        [
            ("settle_as_they_come", {"finding_ids": first[:15]}),
            ("settle_as_they_come", {"finding_ids": first[15:]}),
            ("settle_as_they_come", {"finding_ids": second}),
            confirming,
            ("confirm", {"funding_ids": fundings[::-1], "operator_id": operator.pk}),
            ("raise_promise", {"objective_id": objective.pk, "times": 30}),
            ("sweep", {}),
            ("audit", {"campaign_id": campaign.pk, "times": 5}),
        ]
    )

    assert answers[-1] == []
    settle_due(at=MOMENT)
    assert Settlement.objects.filter(campaign=campaign).count() == 40
    assert Transfer.objects.filter(campaign=campaign, reason="funding").count() == 21
    budget = read_budget(campaign_id=campaign.pk)
    assert budget.received == 100 * 4_000 + 10 * 2_000 + 20 * 1_000
    assert budget.free >= 0
    assert answers[5] > 0


def test_refunding_while_the_last_findings_are_decided(crew: Crew) -> None:
    """What is not settled yet, and what a verdict may still claim, is never given back."""
    campaign = cast.live_campaign([(4_000, 20)], spare_minor=3_500)
    (waiting,) = findings_of(campaign, each=12).values()
    for pk in waiting[:4]:
        cast.verify(Finding.objects.get(pk=pk))
    organizer = cast.organizer_of(campaign)
    close_campaign(campaign=campaign, actor=organizer, at=MOMENT, decide_by=MOMENT + cast.ONE_DAY)
    deciding = [("settle_as_they_come", {"finding_ids": waiting[n : n + 2]}) for n in (4, 6)]
    refunding = ("refund", {"campaign_id": campaign.pk, "amount_minor": 500, "times": 20})

    answers = crew.act([*deciding, *[refunding] * 6])

    # 8 of 20 places are claimed by nobody; with the spare money that is 71 times 500, however the race went.
    assert answers[:2] == [2, 2]
    assert sum(answers[2:]) == 71
    for pk in waiting[8:]:
        cast.verify(Finding.objects.get(pk=pk))
    settle_due(at=MOMENT)
    assert Settlement.objects.filter(campaign=campaign).count() == 12
    assert read_budget(campaign_id=campaign.pk).escrow == 0


def test_transfers_written_in_any_order(crew: Crew) -> None:
    """Writers that take no lock of their own: the database's own order of locking keeps them from a deadlock."""
    campaign = cast.live_campaign([(64_000, crew.size + 1)], mechanism="levels", terms={"levels": [1_000] * 16})
    finder = cast.join_in_turn(campaign, *(f"member{n}" for n in range(16)))[-1]
    cast.verify(cast.report(finder))
    settle_due(at=MOMENT)
    findings = [cast.verify(cast.report(finder)) for _ in range(crew.size)]

    rounds = crew.act(
        [
            ("settle_without_lock", {"finding_id": finding.pk, "seed": seed, "times": 60})
            for seed, finding in enumerate(findings)
        ]
    )

    assert rounds == [60] * crew.size
    assert settle_due(at=MOMENT) == crew.size


@pytest.mark.parametrize("how", ["refund", "spend_past_the_code"])
def test_escrow_is_spent_exactly(crew: Crew, how: str) -> None:
    campaign = cast.live_campaign([(100_000, 1)])
    close_campaign(campaign=campaign, actor=cast.organizer_of(campaign), at=MOMENT)

    spent = crew.act([(how, {"campaign_id": campaign.pk, "amount_minor": 1_000, "times": 20})] * crew.size)

    assert sum(spent) == 100
    assert Refund.objects.filter(campaign=campaign).count() == 100
    escrow = Account.objects.get(campaign=campaign, kind="escrow")
    assert (escrow.credits_minor, escrow.debits_minor) == (100_000, 100_000)


def test_two_fundings_confirmed_by_everybody(crew: Crew) -> None:
    campaign = cast.draft_campaign(title=f"Twice {secrets.token_hex(3)}")
    organizer, operator = cast.organizer_of(campaign), cast.make_user("opal", operator=True)
    fundings = [
        pledge_funding(campaign=campaign, organizer=organizer, amount_minor=700, at=MOMENT).pk for _ in range(2)
    ]
    crew.act([("confirm", {"funding_ids": fundings, "operator_id": operator.pk})] * crew.size)
    assert read_budget(campaign_id=campaign.pk).received == 1_400

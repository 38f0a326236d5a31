"""Law 0 over whole campaigns: whatever grows, is found and is decided, no minor unit appears or disappears."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from campaigns.findings.models import Finding
from campaigns.findings.operations import reject_finding
from campaigns.planning.models import MOST_PRIZE_MINOR, Campaign
from campaigns.recruiting.models import Participant
from rewards.contracts.budget import read_budget
from rewards.contracts.operations import close_campaign, refund_free
from rewards.ledger.models import Account, Transfer
from rewards.settlement.audit import find_differences
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_chunk, settle_finding
from tests import cast
from tests.cast import MOMENT

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Plot:
    """A campaign to be played: who is brought in by whom, what they find, and what is decided about it."""

    prizes: list[tuple[int, int]]
    mechanism: str
    terms: dict[str, Any]
    rules: dict[str, Any]
    spare_minor: int
    inviters: list[int | None]
    claimed: list[bool]
    reports: list[tuple[int, int, str]]
    one_by_one: bool


@st.composite
def recursive_terms(draw: st.DrawFn) -> dict[str, Any]:
    below = draw(st.integers(1, 12))
    ratio = Fraction(draw(st.integers(0, below - 1)), below)
    share = (1 - ratio) * draw(st.fractions(0, 1, max_denominator=9))
    return {"ratio": str(ratio), "finder_share": str(share)}


@st.composite
def level_terms(draw: st.DrawFn, smallest_prize_minor: int) -> dict[str, Any]:
    parts = draw(st.lists(st.integers(0, 50), min_size=1, max_size=6).filter(any))
    whole = sum(parts) + draw(st.integers(0, 20))
    if draw(st.booleans()):
        return {"levels": [str(Fraction(part, whole)) for part in parts]}
    return {"levels": [smallest_prize_minor * part // whole for part in parts]}


@st.composite
def plots(draw: st.DrawFn) -> Plot:
    prize = st.integers(1, 2_000) | st.integers(1, MOST_PRIZE_MINOR)
    prizes = draw(st.lists(st.tuples(prize, st.integers(1, 3)), min_size=1, max_size=2))
    mechanism = draw(st.sampled_from(["recursive", "finder_only", "levels"]))
    terms: dict[str, Any] = {}
    if mechanism == "recursive":
        terms = draw(recursive_terms())
    elif mechanism == "levels":
        terms = draw(level_terms(min(prize for prize, _ in prizes)))
    people = draw(st.integers(1, 9))
    # Mostly under whoever came last, so that chains grow long.
    inviters = [draw(st.sampled_from([k - 1, k - 1, k - 1, *range(k), None])) if k else None for k in range(people)]
    report = st.tuples(
        st.integers(0, len(prizes) - 1),
        st.integers(0, people - 1),
        st.sampled_from(["verify", "verify", "reject", "leave"]),
    )
    return Plot(
        prizes=prizes,
        mechanism=mechanism,
        terms=terms,
        rules={
            "remainder_to": draw(st.sampled_from(["charity", "solidarity", "budget"])),
            "max_depth_paid": draw(st.none() | st.integers(1, 4)),
            "hold_days": draw(st.sampled_from([0, 0, 7])),
        },
        spare_minor=draw(st.sampled_from([0, 1, 10_000])),
        inviters=inviters,
        claimed=[draw(st.sampled_from([True, True, False])) for _ in range(people)],
        reports=draw(st.lists(report, max_size=6)),
        one_by_one=draw(st.booleans()),
    )


def play(plot: Plot) -> Campaign:
    campaign = cast.live_campaign(plot.prizes, plot.mechanism, plot.terms, spare_minor=plot.spare_minor, **plot.rules)
    people: list[Participant] = []
    for number, inviter in enumerate(plot.inviters):
        link = cast.open_link(campaign) if inviter is None else cast.link_of(people[inviter])
        people.append(cast.join(cast.make_user(f"person{number}"), link))
    objectives = list(campaign.objectives.all())
    verified: list[Finding] = []
    for objective, finder, verdict in plot.reports:
        finding = cast.report(people[finder], objectives[objective])
        if verdict == "verify":
            verified.append(cast.verify(finding))
        elif verdict == "reject":
            reject_finding(finding=finding, reviewer=cast.organizer_of(campaign), at=MOMENT, reason="wrong_place")
    unclaimed = [person.pk for person, claimed in zip(people, plot.claimed, strict=True) if not claimed]
    Participant.objects.filter(pk__in=unclaimed).update(user=None)
    if plot.one_by_one:
        for finding in reversed(verified):
            settle_finding(finding_id=finding.pk, at=MOMENT)
    else:
        settle_chunk(campaign_id=campaign.pk, finding_ids=[finding.pk for finding in verified], at=MOMENT)
    return campaign


def check_sum_law(campaign: Campaign) -> None:
    budget = read_budget(campaign_id=campaign.pk)
    earned = budget.held + budget.payable + budget.in_payout + budget.paid
    given_away = budget.charity + budget.solidarity + budget.refunded
    assert budget.received == budget.promised + budget.free + earned + given_away
    assert min(budget.promised, budget.free) >= 0
    assert find_differences(campaign.pk) == []


def check_settlements(campaign: Campaign, plot: Plot) -> None:
    for place, objective in enumerate(campaign.objectives.all()):
        verified = sum(1 for chosen, _, verdict in plot.reports if chosen == place and verdict == "verify")
        settlements = list(Settlement.objects.filter(finding__objective=objective))
        assert len(settlements) == min(verified, objective.quota)
        for settlement in settlements:
            moved = Transfer.objects.filter(settlement=settlement).aggregate(total=Sum("amount_minor"))["total"] or 0
            stays = settlement.remainder_minor if plot.rules["remainder_to"] == "budget" else 0
            assert moved + stays == objective.prize_minor
            event(f"{plot.mechanism}, a chain of {len(settlement.explanation['chain'])}")
    for account in Account.objects.filter(campaign=campaign, participant__isnull=False).select_related("participant"):
        claimed = account.participant is not None and account.participant.user_id is not None
        assert account.kind == ("payable" if claimed and not plot.rules["hold_days"] else "held")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plot=plots())
def test_no_minor_unit_appears_or_disappears(plot: Plot) -> None:
    with transaction.atomic():
        campaign = play(plot)
        check_settlements(campaign, plot)
        check_sum_law(campaign)
        close_and_refund(campaign)
        transaction.set_rollback(True)


def close_and_refund(campaign: Campaign) -> None:
    organizer = cast.organizer_of(campaign)
    later = MOMENT + timedelta(days=1)
    campaign = close_campaign(campaign=campaign, actor=organizer, at=MOMENT, decide_by=later)
    check_sum_law(campaign)
    free_minor = read_budget(campaign_id=campaign.pk).free
    if free_minor:
        refund_free(campaign=campaign, actor=organizer, at=MOMENT)
        check_sum_law(campaign)
    after = read_budget(campaign_id=campaign.pk)
    assert (after.free, after.refunded, after.escrow) == (0, free_minor, after.promised)

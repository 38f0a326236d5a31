"""Law 0 over whole campaigns: whatever grows, is found and is decided, no minor unit appears or disappears."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

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
    people = draw(st.integers(4, 9) | st.integers(1, 9))
    # Mostly under whoever came last, and found by them, so that chains grow long.
    inviters = [draw(st.sampled_from([k - 1, k - 1, k - 1, *range(k), None])) if k else None for k in range(people)]
    report = st.tuples(
        st.integers(0, len(prizes) - 1),
        st.sampled_from([people - 1, people - 1, *range(people)]),
        st.sampled_from(["settle", "settle", "verify", "reject", "leave"]),
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
        reports=draw(st.lists(report, min_size=1, max_size=6)),
        one_by_one=draw(st.booleans()),
    )


@dataclass
class Play:
    """A campaign being played, and its findings by what is to become of them."""

    plot: Plot
    campaign: Campaign
    findings: dict[str, list[Finding]]

    @classmethod
    def begin(cls, plot: Plot) -> Self:
        """Let everybody join and report."""
        campaign = cast.live_campaign(
            plot.prizes, plot.mechanism, plot.terms, spare_minor=plot.spare_minor, **plot.rules
        )
        people: list[Participant] = []
        for number, inviter in enumerate(plot.inviters):
            link = cast.open_link(campaign) if inviter is None else cast.link_of(people[inviter])
            people.append(cast.join(cast.make_user(f"person{number}"), link))
        findings: dict[str, list[Finding]] = {"settle": [], "verify": [], "reject": [], "leave": []}
        objectives = list(campaign.objectives.all())
        for objective, finder, end in plot.reports:
            findings[end].append(cast.report(people[finder], objectives[objective]))
        unclaimed = [person.pk for person, claimed in zip(people, plot.claimed, strict=True) if not claimed]
        Participant.objects.filter(pk__in=unclaimed).update(user=None)
        return cls(plot, campaign, findings)

    def settle(self, findings: list[Finding]) -> None:
        if self.plot.one_by_one:
            for finding in reversed(findings):
                settle_finding(finding_id=finding.pk, at=MOMENT)
        else:
            ids = [finding.pk for finding in findings]
            settle_chunk(campaign_id=self.campaign.pk, finding_ids=ids, at=MOMENT)

    def close(self) -> None:
        organizer, later = cast.organizer_of(self.campaign), MOMENT + cast.ONE_DAY
        self.campaign = close_campaign(campaign=self.campaign, actor=organizer, at=MOMENT, decide_by=later)

    def refund(self) -> None:
        if read_budget(campaign_id=self.campaign.pk).free:
            refund_free(campaign=self.campaign, actor=cast.organizer_of(self.campaign), at=MOMENT)

    def promised_minor(self) -> int:
        """Count the worst case anew: what waits for money, and what may still be given a place."""
        promised_minor = 0
        for objective in self.campaign.objectives.all():
            known = Finding.objects.filter(objective=objective)
            ranked = known.filter(paid_rank__isnull=False).count()
            places = objective.quota - ranked
            if self.campaign.state == Campaign.State.CLOSED:
                places = min(places, known.filter(state=Finding.State.SUBMITTED).count())
            settled = Settlement.objects.filter(finding__objective=objective).count()
            promised_minor += objective.prize_minor * (ranked - settled + places)
        return promised_minor

    def check_sum_law(self) -> None:
        budget = read_budget(campaign_id=self.campaign.pk)
        earned = budget.held + budget.payable + budget.in_payout + budget.paid
        given_away = budget.charity + budget.solidarity + budget.refunded
        assert budget.received == budget.promised + budget.free + earned + given_away
        assert budget.promised == self.promised_minor()
        assert budget.free >= 0
        # By the day of the findings: what is still to be settled is not overdue.
        assert find_differences(self.campaign.pk, at=MOMENT) == []

    def check_settlements(self) -> None:
        """Look at every prize when all is decided and settled."""
        for place, objective in enumerate(self.campaign.objectives.all()):
            true = sum(1 for chosen, _, end in self.plot.reports if chosen == place and end != "reject")
            settlements = list(Settlement.objects.filter(finding__objective=objective))
            assert len(settlements) == min(true, objective.quota)
            for settlement in settlements:
                self.check_prize(settlement, objective.prize_minor)
        accounts = Account.objects.filter(campaign=self.campaign, participant__isnull=False)
        for account in accounts.select_related("participant"):
            claimed = account.participant is not None and account.participant.user_id is not None
            assert account.kind == ("payable" if claimed and not self.plot.rules["hold_days"] else "held")

    def check_prize(self, settlement: Settlement, prize_minor: int) -> None:
        transfers = Transfer.objects.filter(settlement=settlement)
        moved = transfers.aggregate(total=Sum("amount_minor"))["total"] or 0
        stays = settlement.remainder_minor if self.plot.rules["remainder_to"] == "budget" else 0
        assert moved + stays == prize_minor
        paid = transfers.filter(reason="share").count()
        assert paid <= (self.plot.rules["max_depth_paid"] or paid)
        event(f"{self.plot.mechanism}, {paid} of {len(settlement.explanation['chain'])} paid")


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plot=plots())
def test_no_minor_unit_appears_or_disappears(plot: Plot) -> None:
    """At every stage, and also when free money has gone back before the last findings are decided and settled."""
    with transaction.atomic():
        play = Play.begin(plot)
        for finding in play.findings["reject"]:
            reject_finding(finding=finding, reviewer=cast.organizer_of(play.campaign), at=MOMENT, reason="wrong_place")
        for finding in play.findings["settle"] + play.findings["verify"]:
            cast.verify(finding)
        play.settle(play.findings["settle"])
        play.check_sum_law()
        play.close()
        play.check_sum_law()
        play.refund()
        play.check_sum_law()
        for finding in play.findings["leave"]:
            cast.verify(finding)
        play.settle(play.findings["verify"] + play.findings["leave"])
        play.check_sum_law()
        play.check_settlements()
        transaction.set_rollback(True)

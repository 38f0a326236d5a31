"""Every step of the review by everybody, in any order: no state is reached that the verdicts do not lead to.

A Hypothesis state machine lets two reporters, three reviewers (one of them kin of a reporter) and the organizer take
all steps, with one to three reviewers asked. After each step every finding stands where its verdict rows lead, each
row has its event, and what was refused has changed nothing. It runs the real operations on the real database.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from campaigns.errors import DomainError
from campaigns.events.models import Event
from campaigns.findings.appealing import appeal_finding
from campaigns.findings.claiming import claim_finding, release_claim
from campaigns.findings.models import Claim, Finding, Verdict
from campaigns.findings.operations import (
    REJECTION_REASONS,
    reject_finding,
    reject_undecided,
    request_info,
    respond_to_request,
    reverse_finding,
    verify_finding,
    withdraw_finding,
)
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from tests import cast

UNDECIDED = {"submitted", "under_review", "needs_info"}
OPEN = {"submitted", "under_review"}
# Said here a second time: from where each verdict may come, where it leads, and what the log says of it.
LEADS: dict[str, tuple[set[str], str | None, str]] = {
    "claimed": (OPEN, "under_review", "claimed"),
    "released": ({"under_review", "needs_info"}, None, "claim_released"),
    "vote_verify": (UNDECIDED, None, "voted"),
    "vote_reject": (UNDECIDED, None, "voted"),
    "verified": (UNDECIDED, "verified", "verified"),
    "rejected": (UNDECIDED, "rejected", "rejected"),
    "duplicate": (UNDECIDED, "duplicate", "duplicate"),
    "expired": (UNDECIDED, "rejected", "rejected"),
    "needs_info": (OPEN, "needs_info", "needs_info"),
    "responded": ({"needs_info"}, "under_review", "under_review"),
    "withdrawn": (UNDECIDED, "withdrawn", "withdrawn"),
    "appealed": ({"rejected", "duplicate"}, "under_review", "appealed"),
    "reversed": ({"verified"}, "reversed", "reversed"),
}
STARTS: dict[str, set[str]] = {
    "claim": OPEN, "verify": UNDECIDED, "reject": UNDECIDED, "request_info": OPEN, "respond": {"needs_info"},
    "withdraw": UNDECIDED, "appeal": {"rejected", "duplicate"}, "reverse": {"verified"},
}  # fmt: skip
FINAL = {"verified", "rejected", "duplicate"}
UNTOLD = {"submitted", "claim_prolonged", "disputed", "settled"}

whom = st.integers(0, 3)
which = st.integers(0, 5)


def refusal_of(act: Callable[[], Any]) -> str | None:
    """Take a step; gives the code of its refusal. Anything but a refusal fails the test."""
    try:
        act()
    except DomainError as refused:
        return refused.code
    return None


class Review(RuleBasedStateMachine):
    """One campaign, whose clock goes on by minutes and days."""

    def __init__(self) -> None:
        super().__init__()
        # Undone at the end: the laws forbid to remove what was written.
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.at: datetime = cast.MOMENT
        self.findings: list[Finding] = []

    def teardown(self) -> None:
        for kind in Verdict.objects.filter(finding__in=self.findings).values_list("kind", flat=True).distinct():
            event(f"reached {kind}")
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @initialize(asked=st.integers(1, 3))
    def begin(self, asked: int) -> None:
        self.asked = asked
        self.campaign: Campaign = cast.live_campaign([(4_000, 2)], reviewers_asked=asked)
        alice, dave = cast.join_in_turn(self.campaign, "alice", "dave")
        (zoe,) = cast.join_in_turn(self.campaign, "zoe")
        self.reporters: list[Participant] = [dave, zoe]
        assert alice.user is not None
        self.kin = alice.user
        self.organizer = cast.organizer_of(self.campaign)
        self.staff: list[User] = [cast.make_user("rita"), cast.make_user("rolf"), alice.user, self.organizer]
        for person in self.staff[:3]:
            Role.objects.create(campaign=self.campaign, user=person, kind=Role.Kind.REVIEWER)
        self.report(0)
        self.report(1)

    def take(self, step: str, finding: Finding, act: Callable[[], Any]) -> None:
        """Let somebody take a step: it goes through from where it may, or changes nothing."""
        before, state = self.picture(finding), Finding.objects.get(pk=finding.pk).state
        code = refusal_of(act)
        if code is None:
            assert state in STARTS.get(step, UNDECIDED), (step, state)
            assert self.picture(finding) != before
            return
        event(f"{step} refused: {code}")
        assert self.picture(finding) == before, code
        if code == "illegal_step":
            assert state not in STARTS[step] or (step == "appeal" and finding.round == 2)

    def picture(self, finding: Finding) -> list[Any]:
        """Everything that a step can change."""
        return [
            list(Finding.objects.filter(campaign=self.campaign).order_by("pk").values_list()),
            Verdict.objects.filter(finding__in=self.findings).count(),
            list(Claim.objects.filter(finding__in=self.findings).order_by("pk").values_list()),
            Event.objects.filter(campaign_id=self.campaign.pk).count(),
        ]

    def one(self, place: int) -> Finding:
        finding = self.findings[place % len(self.findings)]
        finding.refresh_from_db()
        return finding

    @rule(place=st.integers(0, 1))
    def report(self, place: int) -> None:
        if len(self.findings) < 4:
            self.findings.append(cast.report(self.reporters[place], at=self.at))

    @rule(place=which, who=whom)
    def claim(self, place: int, who: int) -> None:
        finding = self.one(place)
        self.take("claim", finding, lambda: claim_finding(finding=finding, reviewer=self.staff[who], at=self.at))

    @rule(place=which, who=whom)
    def release(self, place: int, who: int) -> None:
        finding = self.one(place)
        self.take("release", finding, lambda: release_claim(finding=finding, reviewer=self.staff[who], at=self.at))

    @rule(place=which, who=whom)
    def verify(self, place: int, who: int) -> None:
        finding = self.one(place)
        self.take("verify", finding, lambda: verify_finding(finding=finding, reviewer=self.staff[who], at=self.at))

    @rule(place=which, who=whom, reason=st.sampled_from([*REJECTION_REASONS, "ugly"]), of=st.none() | which)
    def reject(self, place: int, who: int, reason: str, of: int | None) -> None:
        finding = self.one(place)
        first = None if of is None else Finding.objects.get(pk=self.one(of).pk)
        self.take(
            "reject",
            finding,
            lambda: reject_finding(
                finding=finding, reviewer=self.staff[who], at=self.at, reason=reason, note="No.", duplicate_of=first
            ),
        )

    @rule(place=which, who=st.permutations(range(4)), for_it=st.booleans())
    def agree(self, place: int, who: list[int], for_it: bool) -> None:
        """Let all of them say the same, one after the other: by chance alone few rounds would end."""
        for number in who:
            if for_it:
                self.verify(place, number)
            else:
                self.reject(place, number, "wrong_place", None)

    @rule(place=which, who=whom, note=st.sampled_from(["Which side?", " "]))
    def ask(self, place: int, who: int, note: str) -> None:
        finding = self.one(place)
        act = lambda: request_info(finding=finding, reviewer=self.staff[who], at=self.at, note=note)  # noqa: E731
        self.take("request_info", finding, act)

    def reporter_of(self, finding: Finding) -> User:
        assert finding.participant.user is not None
        return finding.participant.user

    @rule(place=which)
    def respond(self, place: int) -> None:
        finding = self.one(place)
        reporter = self.reporter_of(finding)
        self.take(
            "respond", finding, lambda: respond_to_request(finding=finding, reporter=reporter, at=self.at, note="N.")
        )

    @rule(place=which)
    def withdraw(self, place: int) -> None:
        finding = self.one(place)
        reporter = self.reporter_of(finding)
        self.take("withdraw", finding, lambda: withdraw_finding(finding=finding, reporter=reporter, at=self.at))

    @rule(place=which)
    def appeal(self, place: int) -> None:
        finding = self.one(place)
        reporter = self.reporter_of(finding)
        act = lambda: appeal_finding(finding=finding, reporter=reporter, at=self.at, note="Look again.")  # noqa: E731
        self.take("appeal", finding, act)

    @rule(place=which, who=whom)
    def reverse(self, place: int, who: int) -> None:
        finding = self.one(place)
        self.take(
            "reverse",
            finding,
            lambda: reverse_finding(
                finding=finding, reviewer=self.staff[who], at=self.at, reason="fraud", note="It was forged."
            ),
        )

    @rule(minutes=st.sampled_from([1, 14, 16, 60, 60 * 24 * 31]))
    def wait(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)

    @rule()
    def close(self) -> None:
        """Only once in a while, since little happens after it."""
        if self.campaign.state != Campaign.State.CLOSED and len(self.findings) == 4:
            Campaign.objects.filter(pk=self.campaign.pk).update(
                state="closed", closed_at=self.at, decide_by=self.at + timedelta(days=3)
            )
            self.campaign.refresh_from_db()
        reject_undecided(at=self.at)

    @invariant()
    def findings_stand_where_their_verdicts_lead(self) -> None:
        for finding in Finding.objects.filter(pk__in=[each.pk for each in self.findings]):
            state, round_, told = "submitted", 1, []
            rows = list(finding.verdicts.order_by("pk"))
            for row in rows:
                sources, leads_to, says = LEADS[row.kind]
                assert state in sources, (row.kind, state)
                if row.kind in Verdict.VOTES and state == "submitted":
                    leads_to = "under_review"
                round_ += row.kind == "appealed"
                assert row.round == round_
                state = leads_to or state
                told.append(f"finding.{says}")
            assert (finding.state, finding.round) == (state, round_)
            assert (finding.decided_at is None) == (state in UNDECIDED)
            log = Event.objects.filter(finding_id=finding.pk).order_by("pk").values_list("kind", flat=True)
            assert [kind for kind in log if kind.removeprefix("finding.") not in UNTOLD] == told
            for number in range(1, round_ + 1):
                self.check_round([row for row in rows if row.round == number], rows, finding)
            if state not in UNDECIDED:
                assert not Claim.objects.filter(finding=finding).exists()

    def check_round(self, rows: list[Verdict], all_rows: list[Verdict], finding: Finding) -> None:
        said = [row for row in rows if row.kind in {*FINAL, *Verdict.VOTES} and row.by_id is not None]
        votes = [row for row in said if row.kind in Verdict.VOTES]
        voters = [row.by_id for row in votes]
        assert len(set(voters)) == len(voters) <= self.asked
        assert self.asked > 1 or not votes
        decisive = {*FINAL, *Verdict.VOTES}
        earlier = {row.by_id for row in all_rows if rows and row.round < rows[0].round and row.kind in decisive}
        assert not earlier & {row.by_id for row in said}
        if finding.participant_id == self.reporters[0].pk:
            assert self.kin.pk not in {row.by_id for row in rows if row.kind not in {"released"}}
        finals = [row for row in said if row.kind in FINAL]
        assert len(finals) <= 1
        for_it = sum(row.kind == "vote_verify" for row in votes)
        against, left = len(votes) - for_it, self.asked - len(votes)
        for final in finals:
            mine = for_it if final.kind == "verified" else against
            by_vote = self.asked == 1 or (3 * mine > 2 * self.asked and final.by_id == voters[-1])
            is_hopeless = 3 * (max(for_it, against) + left) <= 2 * self.asked
            assert by_vote or (is_hopeless and final.by_id == self.organizer.pk and final.by_id not in voters)
            event(f"{self.asked} asked, decided {'by vote' if by_vote else 'after a dispute'}")
        if not finals and finding.state in UNDECIDED:
            assert 3 * max(for_it, against) <= 2 * self.asked

    @invariant()
    def no_more_hold_it_than_are_needed(self) -> None:
        for finding in self.findings:
            live = Claim.objects.filter(finding=finding, expires_at__gt=self.at).values_list("reviewer", flat=True)
            assert len(live) <= self.asked
            voted = Verdict.objects.filter(finding=finding, round=finding.round, kind__in=Verdict.VOTES)
            assert not set(live) & set(voted.values_list("by", flat=True))

    @invariant()
    def no_more_are_paid_than_promised(self) -> None:
        ranks = Finding.objects.filter(campaign=self.campaign).ranked().values_list("paid_rank", flat=True)
        assert sorted(rank for rank in ranks if rank) == list(range(1, len(ranks) + 1))
        assert len(ranks) <= 2


@pytest.mark.django_db
def test_the_review_in_any_order() -> None:
    run_state_machine_as_test(
        Review,
        settings=settings(
            max_examples=16,
            stateful_step_count=30,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
        ),
    )

"""Standing: what a record says, by laws and worked examples, and that it is counted from what was decided."""

from __future__ import annotations

from dataclasses import replace
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.findings.models import Finding, Vouch
from campaigns.findings.operations import reject_finding, reverse_finding
from campaigns.recruiting.models import Participant
from campaigns.trust.models import Signal
from campaigns.trust.record import MOST_STANDING, Record, standing_of
from campaigns.trust.standing import read_records, recompute_standing_around
from tests import cast
from tests.cast import MOMENT

counts = st.integers(0, 200)
records = st.builds(
    Record,
    verified=counts,
    mistaken=counts,
    false=counts,
    reversed=counts,
    vouched_true=counts,
    vouched_false=counts,
    true_vouches=counts,
    false_vouches=counts,
    upheld=st.lists(st.integers(1, 3), max_size=4).map(tuple),
)
RAISES = ("verified", "vouched_true", "true_vouches")
LOWERS = ("mistaken", "false", "reversed", "vouched_false", "false_vouches")


def test_worked_examples() -> None:
    assert standing_of(Record()) == 0
    assert standing_of(Record(verified=3)) == pytest.approx(log(4), abs=1e-5)
    assert standing_of(Record(false=3)) == pytest.approx(-log(4), abs=1e-5)
    assert standing_of(Record(verified=3, false=3)) == 0
    assert standing_of(Record(true_vouches=3)) == pytest.approx(log(4) / 2, abs=1e-5)
    assert standing_of(Record(upheld=(3,))) == -2
    assert standing_of(Record(mistaken=4)) == pytest.approx(-log(2), abs=1e-5)


@given(record=records)
def test_it_stays_within_reason(record: Record) -> None:
    assert -MOST_STANDING <= standing_of(record) <= MOST_STANDING


@given(record=records, name=st.sampled_from(RAISES))
def test_what_proved_true_never_lowers_it(record: Record, name: str) -> None:
    assert standing_of(replace(record, **{name: getattr(record, name) + 1})) >= standing_of(record)


@given(record=records, name=st.sampled_from(LOWERS))
def test_what_proved_false_never_raises_it(record: Record, name: str) -> None:
    assert standing_of(replace(record, **{name: getattr(record, name) + 1})) <= standing_of(record)


@given(record=records, severity=st.integers(1, 3))
def test_an_upheld_signal_never_raises_it(record: Record, severity: int) -> None:
    assert standing_of(replace(record, upheld=(*record.upheld, severity))) <= standing_of(record)


@pytest.mark.django_db
class TestCounted:
    def decided(self, *, true: bool, vouched: bool = False) -> tuple[Finding, Participant, Participant]:
        campaign = cast.live_campaign([(400_000, 5)])
        inviter, finder = cast.join_in_turn(campaign, "ivy", "finn")
        finding = cast.report(finder)
        if vouched:
            Vouch.objects.create(finding=finding, participant=inviter, at=MOMENT)
        if true:
            finding = cast.verify(finding)
        else:
            finding = reject_finding(
                finding=finding, reviewer=cast.organizer_of(campaign), at=MOMENT, reason="invalid_proof"
            )
        recompute_standing_around(finding_id=finding.pk, at=MOMENT)
        inviter.refresh_from_db()
        finder.refresh_from_db()
        return finding, inviter, finder

    def test_a_true_report_raises_the_finders(self) -> None:
        _, inviter, finder = self.decided(true=True)
        assert inviter.standing == 0
        assert finder.standing == pytest.approx(log(2), abs=1e-5)

    def test_a_vouched_truth_raises_both(self) -> None:
        _, inviter, finder = self.decided(true=True, vouched=True)
        assert inviter.standing == pytest.approx(log(2) / 2, abs=1e-5)
        assert finder.standing == pytest.approx(log(2.5), abs=1e-5)

    def test_a_vouched_falsehood_costs_both(self) -> None:
        _, inviter, finder = self.decided(true=False, vouched=True)
        assert inviter.standing == pytest.approx(-log(2) / 2, abs=1e-5)
        assert finder.standing == pytest.approx(-log(2.5), abs=1e-5)

    @pytest.mark.parametrize(("reason", "standing"), [("fraud", -log(4)), ("mistake", -log(1.25))])
    def test_fraud_found_later_costs_most_and_a_reviewers_mistake_little(self, reason: str, standing: float) -> None:
        finding, _, finder = self.decided(true=True)
        reverse_finding(
            finding=finding,
            reviewer=cast.organizer_of(finding.campaign),
            at=MOMENT,
            reason=reason,
            note="Looked again.",
        )
        recompute_standing_around(finding_id=finding.pk, at=MOMENT)
        assert Participant.objects.get(pk=finder.pk).standing == pytest.approx(standing, abs=1e-5)

    def test_only_suspects_of_upheld_signals_pay_for_them(self) -> None:
        campaign = cast.live_campaign()
        owner, thief = cast.join_in_turn(campaign, "ola", "theo")
        Signal.objects.create(
            campaign=campaign,
            kind="same_evidence",
            severity=3,
            key="file:1/3",
            facts={
                "numbers": {},
                "people": [str(thief.public_id), str(owner.public_id)],
                "suspects": [str(thief.public_id)],
            },
            noticed_at=MOMENT,
            state="upheld",
            decided_at=MOMENT,
            decided_by=cast.organizer_of(campaign),
        )
        found = read_records(campaign.pk, [owner.pk, thief.pk])
        assert (found[owner.pk].upheld, found[thief.pk].upheld) == ((), (3,))

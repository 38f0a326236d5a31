"""Assessing with the real database: what is kept of an opinion, and that the way there does not matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from campaigns.events.models import Event
from campaigns.findings import assessing
from campaigns.findings.corroborating import MOST_COUNTED
from campaigns.findings.models import Assessment, FactAnswer, Finding, SecretFact, Vouch
from campaigns.findings.operations import reject_finding, withdraw_finding
from campaigns.people.models import Trace, TraceKey
from campaigns.planning.models import Campaign, Objective
from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import set_standings
from campaigns.saying import spoken
from tests.cast import MOMENT, draft_campaign, join_in_turn, live_campaign, objective_of, organizer_of, verify
from tests.findings.scenes import SQUARE, add_photo, metres_north, minutes, report_at, strangers
from tests.laws.damage import lawless, run

pytestmark = pytest.mark.django_db


def assess(*findings: Finding) -> None:
    for finding in findings:
        assessing.assess_finding(finding_id=finding.pk, at=MOMENT)


def pieces(finding: Finding) -> dict[str, float]:
    return {piece["name"]: piece["value"] for piece in Assessment.objects.get(finding=finding).pieces}


def sentence(finding: Finding, name: str) -> str:
    (said,) = (p["sentence"] for p in Assessment.objects.get(finding=finding).pieces if p["name"] == name)
    return str(spoken(said))


def kept(objective: Objective) -> dict[int, tuple[Any, ...]]:
    rows = Assessment.objects.filter(finding__objective=objective)
    return {row.finding_id: (row.cluster_first_id, row.log_odds, row.priority, row.pieces) for row in rows}


@pytest.fixture
def campaign(db: None) -> Campaign:
    return live_campaign(prizes=[(400_000, 9), (100_000, 9)])


def test_a_lone_report(campaign: Campaign) -> None:
    (alice,) = strangers(campaign, "alice")
    finding = report_at(alice)
    assess(finding)
    assessment = Assessment.objects.get(finding=finding)
    assert assessment.cluster_first_id == finding.pk
    assert pieces(finding) == {"prior": -1.5, "no_evidence": -0.6, "new_place": -0.5}
    assert assessment.log_odds == pytest.approx(-2.6)
    assert assessment.priority == pytest.approx(400_000 / (1 + 2.718281828**2.6))


def test_a_second_report_changes_what_is_thought_of_the_first(campaign: Campaign) -> None:
    alice, bob = strangers(campaign, "alice", "bob")
    first = report_at(alice)
    assess(first)
    alone = Assessment.objects.get(finding=first).log_odds
    second = report_at(bob, metres_north(40), at=MOMENT + minutes(5))
    assess(second)
    assert Assessment.objects.get(finding=first).log_odds > alone
    assert "other_trees" in pieces(first)
    assert Assessment.objects.get(finding=second).cluster_first_id == first.pk
    assert sentence(second, "other_trees").startswith("People of 1 other tree report the same, within 1,852 m and 24 h")


def test_own_branch_same_tree_and_other_tree(campaign: Campaign) -> None:
    root, child, grandchild = join_in_turn(campaign, "root", "child", "grandchild")
    far = join_in_turn(campaign, "a", "b", "c", under=root)[-1]
    (stranger,) = strangers(campaign, "stranger")
    findings = [report_at(who, metres_north(n * 9)) for n, who in enumerate((grandchild, child, far, stranger))]
    assess(*findings)
    mine = pieces(findings[0])
    assert mine["own_branch"] < mine["same_tree"] < mine["other_trees"]
    assert set(pieces(findings[3])) >= {"other_trees"}
    assert "same_tree" not in pieces(findings[3])


def test_the_very_same_spot_speaks_against_all_on_it(campaign: Campaign) -> None:
    people = strangers(campaign, "a", "b", "c")
    findings = [report_at(who) for who in people]
    assess(*findings)
    assert all(pieces(finding)["identical_spot"] < -1 for finding in findings)
    assert all("other_trees" not in pieces(finding) for finding in findings)


def test_an_address_has_the_same_position_for_everybody(campaign: Campaign) -> None:
    findings = [report_at(who, source="address") for who in strangers(campaign, "a", "b", "c")]
    assess(*findings)
    assert all("identical_spot" not in pieces(finding) for finding in findings)
    assert all("natural_scatter" not in pieces(finding) for finding in findings)
    assert all("other_trees" in pieces(finding) for finding in findings)


def test_people_on_one_connection_are_as_of_one_branch(campaign: Campaign) -> None:
    people = strangers(campaign, "a", "b")
    findings = [report_at(who, metres_north(30 * n)) for n, who in enumerate(people)]
    key = TraceKey.objects.create(key=b"k" * 32, started_at=MOMENT)
    for who, finding in zip(people, findings, strict=True):
        Trace.objects.create(
            campaign=campaign, participant=who, finding=finding, kind="report", at=MOMENT, key=key,
            address_hash="same", network_hash="n", country="US", latitude=48.0, longitude=2.0,
        )  # fmt: skip
    assess(*findings)
    assert set(pieces(findings[0])) == {"prior", "own_branch", "no_evidence", "new_place", "connection_far"}
    assert "The connection, in US, is roughly 9,006 km from" in sentence(findings[0], "connection_far")


def test_photographs_against_the_claim(campaign: Campaign) -> None:
    good, bad, plain = (report_at(who, metres_north(5_000 * n)) for n, who in enumerate(strangers(campaign, *"abc")))
    add_photo(good, "1", looks=0x1234_5678_9ABC_DEF0, taken=metres_north(20), taken_at=MOMENT + minutes(4))
    add_photo(bad, "2", looks=0xFEDC_0000_FFFF_1248, taken=(0.0, 0.0), taken_at=MOMENT - minutes(60 * 80))
    add_photo(plain, "3", looks=0x0F0F_F0F0_3C3C_C3C3)
    assess(good, bad, plain)
    assert {"photo_at_place", "photo_in_time", "own_file"} <= set(pieces(good))
    assert {"photo_elsewhere", "photo_out_of_time"} <= set(pieces(bad))
    assert sentence(good, "photo_at_place") == "By its own position the photograph was taken 20 m from the place."
    assert set(pieces(plain)) == {"prior", "own_file", "new_place"}


def test_who_sends_a_file_again_has_copied_and_who_sent_it_first_has_not(campaign: Campaign) -> None:
    first, same, near, other = (
        report_at(who, metres_north(9_000 * n)) for n, who in enumerate(strangers(campaign, *"abcd"))
    )
    add_photo(first, "photo", at=MOMENT)
    add_photo(same, "photo", at=MOMENT + minutes(1))
    add_photo(near, "saved again", looks=0x0F0F_0F0F_F0F0_F0F0 ^ 0b10101, at=MOMENT + minutes(2))
    add_photo(other, "another", looks=0x1234_5678_9ABC_DEF0, at=MOMENT + minutes(3))
    assess(other, near, same, first)
    assert "own_file" in pieces(first)
    assert "copied_file" in pieces(same)
    assert "copied_image" in pieces(near)
    assert "own_file" in pieces(other)


def test_secret_facts_vouches_and_records(campaign: Campaign) -> None:
    inviter, knows = join_in_turn(campaign, "inviter", "knows")
    (guesses,) = strangers(campaign, "guesses")
    true, false = report_at(knows), report_at(guesses, metres_north(9_000))
    fact = SecretFact.objects.create(objective=objective_of(campaign), question="?", answer_hash="h", made_at=MOMENT)
    for attempt, finding, matched in ((1, true, False), (2, true, True), (1, false, False), (2, false, False)):
        FactAnswer.objects.create(
            fact=fact, participant=finding.participant, finding=finding, attempt=attempt, matched=matched, at=MOMENT
        )
    Vouch.objects.create(finding=true, participant=inviter, at=MOMENT)
    set_standings(campaign_id=campaign.pk, values={inviter.pk: 1.0, guesses.pk: -2.0}, at=MOMENT)
    assess(true, false)
    mine = pieces(true)
    assert mine["authenticator_matched"] == pytest.approx(3.5 * 0.75)
    assert "authenticator_wrong" not in mine
    assert mine["vouched"] == pytest.approx(0.5 * 1.0986, abs=0.001)
    assert mine["inviter_record"] == pytest.approx(0.4)
    assert pieces(false)["authenticator_wrong"] == -1.5
    assert pieces(false)["reporter_record"] == -2.0


def test_a_vouch_is_worth_what_its_voucher_has_become(campaign: Campaign) -> None:
    root, _, _, finder = join_in_turn(campaign, "root", "child", "grandchild", "finder")
    finding = report_at(finder)
    Vouch.objects.create(finding=finding, participant=root, at=MOMENT)
    assess(finding)
    before = pieces(finding)["vouched"]
    set_standings(campaign_id=campaign.pk, values={root.pk: -0.9}, at=MOMENT)
    assert assessing.assess_reports_of(participant_ids=[root.pk], with_recruits=True, at=MOMENT) == 1
    assert pieces(finding)["vouched"] < before / 5


def test_a_verdict_moves_the_first_and_speaks_for_the_others(campaign: Campaign) -> None:
    a, b, c = strangers(campaign, "a", "b", "c")
    first, second, third = (report_at(who, metres_north(25 * n)) for n, who in enumerate((a, b, c)))
    assess(first, second, third)
    reject_finding(
        finding=first, reviewer=organizer_of(campaign), at=MOMENT + minutes(9), reason="invalid_proof", note="Painted."
    )
    assess(first)
    assert Assessment.objects.get(finding=third).cluster_first_id == second.pk
    assert "near_rejected" in pieces(third)
    verify(second, at=MOMENT + minutes(10))
    assess(second)
    assert "near_verified" in pieces(third)
    withdrawn = report_at(a, metres_north(60), at=MOMENT + minutes(11))
    withdraw_finding(finding=withdrawn, reporter=a.user or organizer_of(campaign), at=MOMENT + minutes(12))
    assess(withdrawn)
    assert Assessment.objects.get(finding=third).cluster_first_id == second.pk


def test_a_cluster_that_goes_on_and_on_is_found_whole(campaign: Campaign) -> None:
    """Farther than what is looked at first; and across the antimeridian."""
    (walker,) = strangers(campaign, "walker")
    chain = [report_at(walker, (0.0, (179.9 + 0.015 * n + 180) % 360 - 180)) for n in range(20)]
    assert set(assessing.read_cluster(Finding.objects.get(pk=chain[0].pk))) == {each.pk for each in chain}
    assert set(assessing.read_cluster(Finding.objects.get(pk=chain[10].pk))) == {each.pk for each in chain}
    apart = report_at(walker, (0.0, 179.8))
    assert set(assessing.read_cluster(apart)) == {apart.pk}
    poles = [report_at(walker, (89.999, longitude)) for longitude in (-170.0, 0.0, 100.0)]
    assert set(assessing.read_cluster(poles[0])) == {each.pk for each in poles}


def crowd(campaign: Campaign, numbers: Iterable[int]) -> Iterator[Finding]:
    """Have many report who are nobody in particular, a third of them on one spot."""
    objective = objective_of(campaign)
    for n in numbers:
        who = Participant.objects.create(campaign=campaign, display_name=f"P{n}", joined_at=MOMENT)
        yield Finding.objects.create(
            campaign=campaign, objective=objective, participant=who, observed_at=MOMENT,
            received_at=MOMENT + minutes(n), latitude=SQUARE[0] + n * 1e-5 * (n % 3 != 0), longitude=SQUARE[1],
            location_source="device",
        )  # fmt: skip


def test_a_crowd_is_assessed_the_same_one_by_one_and_little_is_done_twice(campaign: Campaign) -> None:
    objective = objective_of(campaign)
    done = [
        assessing.assess_finding(finding_id=finding.pk, at=MOMENT)
        for finding in crowd(campaign, range(MOST_COUNTED + 25))
    ]
    one_by_one = kept(objective)
    assert max(done) > MOST_COUNTED
    assert max(done[-10:]) < 10
    assessing.assess_objective(objective_id=objective.pk, at=MOMENT)
    assert kept(objective) == one_by_one


def test_few_queries_whatever_the_number(campaign: Campaign) -> None:
    counted = []
    for numbers in (range(5), range(5, 65)):
        assert list(crowd(campaign, numbers))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assessing.assess_objective(objective_id=objective_of(campaign).pk, at=MOMENT)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 20


steps = st.lists(
    st.tuples(
        st.sampled_from(["report", "report", "report", "photo", "vouch", "verify", "reject", "withdraw", "standing"]),
        st.integers(0, 7),
        st.integers(0, 5),
    ),
    min_size=4,
    max_size=14,
)


@settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=steps)
def test_one_by_one_is_as_all_at_once(campaign: Campaign, steps: list[tuple[str, int, int]]) -> None:
    """Whatever happens, told of each event as it comes, the same is kept as by assessing everything at the end."""
    before = transaction.savepoint()
    _compare_the_ways(campaign, steps)
    transaction.savepoint_rollback(before)


def _compare_the_ways(campaign: Campaign, steps: list[tuple[str, int, int]]) -> None:
    root, child, grandchild = join_in_turn(campaign, "root", "child", "grandchild")
    people = [root, child, grandchild, *join_in_turn(campaign, "b", "c", under=root), *strangers(campaign, *"xyz")]
    objective = campaign.objectives.all()[1]
    reports: list[Finding] = []
    for number, (what, who, where) in enumerate(steps):
        at = MOMENT + minutes(number)
        if what == "report" or not reports:
            spot = metres_north((0, 0, 30, 1_500, 3_000, 90_000)[where])
            finding = report_at(people[who], spot, objective=objective, at=at)
            reports.append(finding)
        else:
            finding = Finding.objects.get(pk=reports[who % len(reports)].pk)
            if finding.state != "submitted" and what != "standing":
                continue
            if what == "photo":
                if finding.evidence.filter(sha256__isnull=False).exists():
                    continue
                add_photo(finding, f"photo {where}", at=at)
            elif what == "vouch":
                if finding.participant not in people[1:5]:
                    continue
                Vouch.objects.get_or_create(finding=finding, participant=root, defaults={"at": at})
            elif what == "verify":
                verify(finding, at=at)
            elif what == "reject":
                reject_finding(finding=finding, reviewer=organizer_of(campaign), at=at, reason="invalid_proof")
            elif what == "withdraw":
                withdraw_finding(finding=finding, reporter=organizer_of(campaign), at=at)
            else:
                set_standings(campaign_id=campaign.pk, values={people[who].pk: where / 2 - 1}, at=at)
                assessing.assess_reports_of(participant_ids=[people[who].pk], with_recruits=True, at=at)
                continue
        assessing.assess_finding(finding_id=finding.pk, at=at)
    undecided = set(Finding.objects.undecided().filter(objective=objective).values_list("pk", flat=True))
    one_by_one = {pk: row for pk, row in kept(objective).items() if pk in undecided}
    assert set(one_by_one) == undecided
    assessing.assess_objective(objective_id=objective.pk, at=MOMENT)
    assert {pk: row for pk, row in kept(objective).items() if pk in undecided} == one_by_one


def test_what_no_message_told_of_is_found(campaign: Campaign) -> None:
    alice, bob = strangers(campaign, "alice", "bob")
    # Tests that commit leave reports of their own behind.
    while assessing.assess_missed(at=MOMENT):
        pass
    first, second = report_at(alice), report_at(bob, metres_north(30))
    assert assessing.assess_missed(at=MOMENT) == 2
    assert assessing.assess_missed(at=MOMENT) == 0
    assert "other_trees" in pieces(second)
    assert Assessment.objects.get(finding=second).cluster_first_id == first.pk


def test_a_damaged_row_keeps_nobody_else_waiting(campaign: Campaign, caplog: pytest.LogCaptureFixture) -> None:
    while assessing.assess_missed(at=MOMENT):
        pass
    alice, bob = strangers(campaign, "alice", "bob")
    first, second = campaign.objectives.all()
    damaged, sound = report_at(alice, objective=first), report_at(bob, objective=second)
    # Damage: nobody of ours writes a hash that is none.
    add_photo(damaged, "x")
    with lawless():
        run("ALTER TABLE campaigns_evidence DISABLE TRIGGER USER")
        run("UPDATE campaigns_evidence SET perceptual_hash = 'not a hash' WHERE finding_id = %s", damaged.pk)
    assert assessing.assess_missed(at=MOMENT) == 1
    assert Assessment.objects.filter(finding=sound).exists()
    assert not Assessment.objects.filter(finding=damaged).exists()
    assert f"The reports of objective {first.pk} could not be assessed" in caplog.text


def test_a_draft_has_nothing_to_assess() -> None:
    objective = objective_of(draft_campaign())
    assert assessing.assess_objective(objective_id=objective.pk, at=MOMENT) == 0


def test_assessing_leaves_no_event(campaign: Campaign) -> None:
    finding = report_at(strangers(campaign, "alice")[0])
    before = Event.objects.count()
    assess(finding)
    assert Event.objects.count() == before

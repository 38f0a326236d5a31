"""Comparing rules on a real campaign: by the command and over the API, on what was found and who stands above."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.errors import DomainError
from campaigns.people.models import Role
from campaigns.planning.models import Campaign
from rewards.contracts.operations import set_contract
from rewards.contracts.splits import set_split
from rewards.mechanisms.chain import ChainMechanism
from rewards.mechanisms.registry import MECHANISMS, chain_mechanism
from rewards.settlement import comparing
from rewards.settlement.comparing import Compared, compare_mechanisms
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_due
from tests import cast
from tests.api.calling import Caller
from tests.cast import MOMENT

pytestmark = pytest.mark.django_db

CHAIN_NAMES = {name for name, kind in MECHANISMS.items() if issubclass(kind, ChainMechanism)}


@pytest.fixture
def campaign() -> Campaign:
    """The half rule on a chain of four, where Dave found two, and Erin, a root without recruits, one."""
    campaign = cast.live_campaign([(400_000, 3), (100_000, 1)], spare_minor=1_000_000)
    people = cast.full_cast(campaign)
    first, second = campaign.objectives.all()
    erin = cast.join(cast.make_user("erin"), cast.open_link(campaign))
    for finder, objective in ((people.dave, first), (erin, first), (people.dave, second)):
        cast.verify(cast.report(finder, objective))
    cast.report(people.bob, first)
    return campaign


def row_of(campaign: Campaign, name: str, asked: list[ChainMechanism] | None = None) -> Compared:
    rows = compare_mechanisms(campaign=campaign, asked=asked or []).rows
    return next(row for row in rows if row.rule.name == name)


def told(*args: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command("compare_mechanisms", *args, stdout=out, **options)
    return out.getvalue()


def test_its_own_rule_comes_to_what_is_paid(campaign: Campaign) -> None:
    settle_due(at=MOMENT)
    compared = compare_mechanisms(campaign=campaign)
    own = compared.rows[0]
    assert (own.rule, own.is_own) == (chain_mechanism("recursive", {"ratio": "1/2"}), True)
    paid: dict[int, int] = {}
    for settlement in Settlement.objects.filter(campaign=campaign):
        stored = settlement.explanation
        for member, share in zip(stored["chain"], stored["shares_minor"], strict=True):
            paid[member] = paid.get(member, 0) + share
    assert own.outcome.paid_minor == paid
    assert (compared.members, compared.verified, compared.findings, compared.prizes_minor) == (5, 3, 3, 900_000)
    assert own.outcome.remainder_minor == 900_000 - sum(paid.values())


def test_every_chain_mechanism_is_compared_once_and_those_asked_for(campaign: Campaign) -> None:
    asked = [chain_mechanism("recursive", {"ratio": "1/3"}), chain_mechanism("recursive", {"ratio": "1/2"})]
    rows = compare_mechanisms(campaign=campaign, asked=asked).rows
    assert {row.rule.name for row in rows} == CHAIN_NAMES
    assert len(rows) == len(CHAIN_NAMES) + 1
    assert rows[-1].rule == asked[0]
    assert [row.is_own for row in rows] == [True, *[False] * len(CHAIN_NAMES)]
    assert not any(row.outcome.refusal for row in rows)


def test_an_example_that_cannot_split_the_prizes_gives_way_to_one_that_can() -> None:
    campaign = cast.live_campaign([(40_000, 1)])
    (alice,) = cast.join_in_turn(campaign, "alice")
    cast.verify(cast.report(alice))
    assert row_of(campaign, "levels").rule == chain_mechanism("levels", {"levels": ["1/10", "1/50", "1/100"]})
    fixed = chain_mechanism("levels", {"levels": [50_000]})
    refused = next(row for row in compare_mechanisms(campaign=campaign, asked=[fixed]).rows if row.rule == fixed)
    assert "more than the prize" in refused.outcome.refusal
    assert "more than the prize" in told(campaign.slug, terms=['levels={"levels":[50000]}'])


def test_what_is_not_settled_yet_counts_by_the_promise_as_it_is_now(campaign: Campaign) -> None:
    before = compare_mechanisms(campaign=campaign).prizes_minor
    settle_due(at=MOMENT)
    set_contract(
        objective=cast.objective_of(campaign),
        actor=cast.organizer_of(campaign),
        at=MOMENT,
        mechanism="recursive",
        terms={"ratio": "1/2"},
        prize_minor=500_000,
    )
    assert compare_mechanisms(campaign=campaign).prizes_minor == before == 900_000
    cast.verify(cast.report(cast.join(cast.make_user("zoe"), cast.open_link(campaign))))
    assert compare_mechanisms(campaign=campaign).prizes_minor == 1_400_000


def test_the_greatest_paid_depth_and_chosen_splits_hold() -> None:
    campaign = cast.live_campaign([(400_000, 1)], "split_contract", {}, max_depth_paid=2)
    alice, bob = cast.join_in_turn(campaign, "alice", "bob")
    set_split(participant=bob, split="1/4", at=MOMENT)
    carol = cast.join(cast.make_user("carol"), cast.link_of(bob))
    cast.verify(cast.report(carol))
    row = row_of(campaign, "split_contract")
    assert row.outcome.paid_minor == {carol.pk: 300_000, bob.pk: 50_000}
    assert alice.pk not in row.outcome.paid_minor


@pytest.mark.parametrize(
    ("bound", "most", "compared"), [("MOST_FINDINGS", 2, 2), ("MOST_STEPS", 5, 2), ("MOST_STEPS", 1, 1)]
)
def test_of_a_larger_campaign_the_earliest_findings_are_compared(
    bound: str, most: int, compared: int, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, bound, most)
    read = compare_mechanisms(campaign=campaign)
    assert (read.findings, read.verified, read.is_partial) == (compared, 3, True)
    assert f"the first {compared} of 3 verified findings" in told(campaign.slug)


def test_where_splits_were_chosen_high_chains_count_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    campaign = cast.live_campaign([(400_000, 3)], "split_contract", {})
    alice, bob = cast.join_in_turn(campaign, "alice", "bob")
    for finder in (bob, alice):
        cast.verify(cast.report(finder))
    monkeypatch.setattr(comparing, "MOST_SQUARES", 4)
    assert compare_mechanisms(campaign=campaign).findings == 2
    set_split(participant=bob, split="1/4", at=MOMENT)
    cast.verify(cast.report(cast.join(cast.make_user("carol"), cast.link_of(bob))))
    assert compare_mechanisms(campaign=campaign).findings == 1


def test_nobody_but_those_above_a_finder_is_loaded(campaign: Campaign) -> None:
    with CaptureQueriesContext(connection) as few:
        compare_mechanisms(campaign=campaign)
    cast.join_in_turn(campaign, *["more"] * 5)
    with CaptureQueriesContext(connection) as more:
        compare_mechanisms(campaign=campaign)
    assert len(more) == len(few) <= 9


@pytest.mark.parametrize("reported", [False, True])
def test_a_campaign_where_nothing_is_paid_says_so(reported: bool) -> None:
    campaign = cast.live_campaign()
    if reported:
        cast.report(cast.join_in_turn(campaign, "alice")[0])
    with pytest.raises(DomainError, match="No finding of “Find the balloons” has been verified") as refusal:
        compare_mechanisms(campaign=campaign)
    assert refusal.value.code == "nothing_to_compare"
    with pytest.raises(CommandError, match="no rule would have paid"):
        told(campaign.slug)


def test_the_command_prints_a_table(campaign: Campaign) -> None:
    text = told(campaign.slug, terms=['recursive={"ratio":"1/3"}'])
    lines = text.splitlines()
    assert lines[0] == "Find the balloons: 5 people, 3 verified findings, 9,000.00 USD in prizes."
    own = next(line for line in lines if line.startswith("*"))
    assert own.split()[0] == "*recursive"
    assert "6,687.50" in own
    assert own.endswith("1,937.50  Dave")
    assert any('{"ratio": "1/3"' in line for line in lines)
    heads = next(line for line in lines if line.startswith("Mechanism"))
    assert own.index("6,687.50") + len("6,687.50") == heads.index("Paid") + len("Paid")
    best = next(line for line in lines if line.startswith("  recursive") and "Dave 2,500.00" in line)
    assert best.endswith("Dave 2,500.00, Erin 2,000.00, Carol 1,250.00")


def test_the_command_and_the_api_give_the_same_json(campaign: Campaign) -> None:
    by_command = json.loads(told(campaign.slug, json=True, best=10))
    answer = Caller(cast.organizer_of(campaign)).get(f"/campaigns/{campaign.slug}/mechanism-comparison/")
    assert by_command == answer
    assert (answer["members"], answer["verified"], answer["findings"]) == (5, 3, 3)
    own = answer["mechanisms"][0]
    assert (own["mechanism"], own["own"], own["refusal"]) == ("recursive", True, None)
    assert own["paid"]["amount_minor"] + own["remainder"]["amount_minor"] == answer["prizes"]["amount_minor"]
    assert own["people_paid"] == 5
    assert own["best_paid"][0]["display_name"] == "Dave"
    # 31,250, 62,500, 125,000, 200,000 and 250,000: (2·2,581,250 − 6·668,750) / (5·668,750)
    assert own["gini_of_paid"] == own["gini_of_members"] == "0.3439"
    exposed = own["most_exposed"]
    assert (exposed["display_name"], exposed["gain"]["amount_minor"]) == ("Dave", 193_750)
    assert exposed["chain_length"] == 4
    finder_only = next(row for row in answer["mechanisms"] if row["mechanism"] == "finder_only")
    assert finder_only["most_exposed"] is None


def test_the_api_takes_rules_and_refuses_bad_ones_by_name(campaign: Campaign) -> None:
    caller, path = Caller(cast.organizer_of(campaign)), f"/campaigns/{campaign.slug}/mechanism-comparison/"
    rows = caller.post(path, {"rules": [{"mechanism": "recursive", "terms": {"ratio": "1/3"}}]})["mechanisms"]
    assert rows[-1]["terms"] == chain_mechanism("recursive", {"ratio": "1/3"}).to_json()
    wrong = caller.call("POST", path, {"rules": [{"mechanism": "recursive", "terms": {"ratio": "3/2"}}]})
    assert wrong.status_code == 400
    assert "rules/0/terms/ratio" in wrong.content.decode()
    assert caller.refused("POST", path, {"rules": [{"mechanism": "tdrm"}]})[0] == 400
    assert caller.refused("POST", path, {"rules": [{"mechanism": "finder_only"}] * 6})[0] == 400
    assert caller.refused("POST", path, {})[0] == 400
    empty = cast.live_campaign(organizer=cast.organizer_of(campaign))
    assert caller.refused("GET", f"/campaigns/{empty.slug}/mechanism-comparison/") == (409, "nothing_to_compare")


def test_it_is_for_organizers(campaign: Campaign) -> None:
    reviewer = cast.make_user("rita")
    Role.objects.create(campaign=campaign, user=reviewer, kind="reviewer")
    assert Caller(reviewer).refused("GET", f"/campaigns/{campaign.slug}/mechanism-comparison/")[0] == 404


def test_the_command_refuses_what_it_cannot_read(campaign: Campaign) -> None:
    for slug, terms, said in (
        ("no-such-campaign", [], "No campaign has the address"),
        (campaign.slug, ["recursive={ratio}"], "are no JSON"),
        (campaign.slug, ["lottery={}"], "There is no mechanism 'lottery'"),
        (campaign.slug, ["tdrm={}"], "tdrm|is missing"),
    ):
        with pytest.raises(CommandError, match=said):
            told(slug, terms=terms)


def test_the_exposure_is_on_the_real_chain(campaign: Campaign) -> None:
    exposure = row_of(campaign, "recursive").outcome.exposure
    assert exposure is not None
    names = dict(campaign.participants.values_list("pk", "display_name"))
    assert [names[member] for member in exposure.chain] == ["Dave", "Carol", "Bob", "Alice"]

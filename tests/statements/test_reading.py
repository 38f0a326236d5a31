"""A person's statement: every reason has its line and its sentence, and what stands there is what the ledger says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from campaigns.recruiting.models import Participant
from rewards.ledger.models import Account, Transfer
from rewards.settlement.audit import find_differences
from rewards.statements import reading
from rewards.statements.statement import Balances, Line, Period, name_of
from rewards.statements.wording import WORDINGS
from tests import cast
from tests.api.calling import Caller
from tests.cast import MOMENT, ONE_DAY
from tests.statements.story import WHY_FAILED, Story, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    told = tell()
    assert find_differences(told.campaign.pk, at=MOMENT + 20 * ONE_DAY) == []
    return told


def ledger_of(place: Participant) -> Balances:
    """What the ledger's own totals say of a place."""
    kinds = {name_of(account.kind): account.balance_minor for account in Account.objects.filter(participant=place)}
    return Balances(**kinds)


def lines_of(place: Participant, period: Period = Period()) -> list[Line]:  # noqa: B008 - it is frozen
    assert place.user_id is not None
    places = reading.places_of(place.user_id)
    statement = reading.read_statement(user_id=place.user_id, places=places, period=period, at=MOMENT)
    return [line for section in statement.sections for line in section.lines()]


def test_the_story_has_every_reason_of_the_ledger(story: Story) -> None:
    told = set(Transfer.objects.filter(campaign=story.campaign).values_list("reason", flat=True))
    assert told == set(Transfer.Reason.values)
    assert set(WORDINGS) == set(Transfer.Reason.values), "a reason without words"


def test_the_lines_of_everybody_add_up_to_their_accounts(story: Story) -> None:
    for place in story.chain:
        standing = Balances()
        for line in lines_of(place):
            standing = standing.changed(line.account, line.amount_minor)
        assert standing == ledger_of(place)
        assert lines_of(place)[-1].after == standing


def test_nothing_that_concerns_a_person_is_left_out(story: Story) -> None:
    for place in story.chain:
        own = [account.pk for account in Account.objects.filter(participant=place)]
        moved = Transfer.objects.filter(debit__in=own) | Transfer.objects.filter(credit__in=own)
        assert {line.transfer_id for line in lines_of(place)} == set(moved.values_list("pk", flat=True))


def test_every_line_says_why_to_the_person(story: Story) -> None:
    found = "You invited Жанна, who invited Ελένη, who invited =1+1, who found Balloon 1: 1/16 of 4,000.00 USD."
    root = {(line.what, line.account): line.why for line in lines_of(story.root)}
    assert root["share", "held"] == found
    assert root["release", "payable"] == f"The hold is over: this can be paid out now. {found}"
    assert root["payout_started", "in_payout"] == "A payout to you by PayPal was approved. The money is on its way."
    assert root["payout_failed", "payable"] == (
        f"The payout by PayPal did not leave: {WHY_FAILED}. The money is payable again."
    )
    assert root["payout_paid", "paid"] == "The payout by PayPal arrived."
    assert root["debt", "owed_by"].endswith(f"repaid out of your next rewards. {found}")
    assert root["repayment", "payable"] == f"This repaid what you owed. {found}"
    assert root["debt_repaid", "owed_by"] == f"You owe less by what was repaid. {found}"
    pledged = {line.what: line.why for line in lines_of(story.chain[1])}["pledge"]
    assert pledged.startswith("You pledged this to the solidarity pool. You invited =1+1, who found Balloon 1: 1/4 of")
    finder = {(line.what, line.account): line for line in lines_of(story.chain[0])}
    assert finder["payout_returned", "payable"].why.startswith("The payout by PayPal came back: The bank said")
    assert finder["reversal", "payable"].why.startswith("The finding was found wrong after it had been verified")
    share = finder["share", "held"]
    assert (share.position, share.chain_length, share.mechanism, share.mechanism_version) == (0, 4, "recursive", 1)


def test_a_share_says_how_its_prize_was_split(story: Story) -> None:
    lines = lines_of(story.root)
    first = next(line.prize for line in lines if line.what == "share")
    assert first is not None
    told = [(one.above_finder, one.display_name, one.is_me) for one in first.people]
    assert told == [(0, "=1+1", False), (1, "Ελένη", False), (2, "Жанна", False), (3, "Alice", True)]
    assert sum(one.amount_minor for one in first.people) + first.remainder_minor == first.minor == 400_000
    assert all(line.prize is None for line in lines if line.what.startswith("payout"))
    page = Caller(story.root.user).get(f"/campaigns/{story.campaign.slug}/me/rewards/", limit=100)["results"]
    shown = next(line["prize"] for line in page if line["prize"] and line["prize"]["reversed_at"])
    assert shown["objective"] == "Balloon 1"
    assert shown["reversal_reason"] == "fraud"
    assert {
        line["prize"]["reversal_reason"] for line in page if line["prize"] and not line["prize"]["reversed_at"]
    } == {""}
    assert shown["people"][-1] == {"above_finder": 3, "display_name": "Alice", "me": True, "amount_minor": 25_000}


def test_a_debt_grows_by_what_is_owed(story: Story) -> None:
    lines = [
        (line.what, line.amount_minor, line.after.owed) for line in lines_of(story.root) if line.account == "owed_by"
    ]
    assert lines == [("debt", 25_000, 25_000), ("debt_repaid", -25_000, 0)]


def test_each_line_has_the_time_at_which_it_happened(story: Story) -> None:
    at = {(line.what, line.account): line.at for line in lines_of(story.root)}
    assert at["debt", "owed_by"] == MOMENT + 6 * ONE_DAY
    assert at["payout_paid", "paid"] == MOMENT + 4 * ONE_DAY + timedelta(hours=1)
    assert at["share", "held"] == MOMENT + 20 * ONE_DAY


def test_what_stood_there_is_the_same_on_pages_and_in_documents(story: Story) -> None:
    """Page by page from the newest on, and line by line from the oldest on."""
    for place in story.chain:
        caller, results, query = Caller(place.user), [], {"limit": 3}
        answer = caller.get("/me/statement/", **query)
        while True:
            results.extend(answer["results"])
            if answer["next"] is None:
                break
            answer = caller.client.get(answer["next"]).json()
        said = [shown(line) for line in results]
        kept = lines_of(place)
        told = [(line.transfer_id, comparable(line)) for line in kept]
        # Of one transfer both have the account that it leaves first.
        expected = [row for _, row in sorted(told, key=lambda pair: -pair[0])]
        assert said == expected
        assert {name: answer["balances"][0][name]["amount_minor"] for name in Balances._fields} == ledger_of(
            place
        )._asdict()


def comparable(line: Line) -> tuple[Any, ...]:
    return line.account, line.amount_minor, line.what, line.why, *line.after


def shown(line: dict[str, Any]) -> tuple[Any, ...]:
    after = (line["after"][name]["amount_minor"] for name in Balances._fields)
    return line["account"], line["amount"]["amount_minor"], line["what"], line["why"], *after


def test_a_period_has_the_days_of_the_campaigns_own_calendar(story: Story) -> None:
    """MOMENT is three in the afternoon in Greenwich and the next day in Tokyo."""
    place = story.root
    local = (MOMENT + 6 * ONE_DAY).astimezone(story.campaign.zone()).date()
    assert local == date(2009, 12, 12)
    day = Period(since=local, until=local + timedelta(days=1))
    assert [line.what for line in lines_of(place, day)] == ["debt"]
    assert lines_of(place, Period(since=local - timedelta(days=1), until=local)) == []
    before = [line for line in lines_of(place) if line.at < MOMENT + 6 * ONE_DAY]
    assert {line.what for line in before} >= {"share", "payout_paid"}
    assert lines_of(place, day)[0].after == before_and(before).changed("owed_by", 25_000)


def before_and(lines: list[Line]) -> Balances:
    standing = Balances()
    for line in lines:
        standing = standing.changed(line.account, line.amount_minor)
    return standing


def test_two_campaigns_are_two_sections(story: Story) -> None:
    user = story.root.user
    assert user is not None
    other = cast.live_campaign([(700, 1)], currency="JPY")
    place = cast.join(user, cast.open_link(other))
    cast.verify(cast.report(place))
    from rewards.settlement.operations import settle_due

    settle_due(at=MOMENT)
    statement = reading.read_statement(user_id=user.pk, places=reading.places_of(user.pk), period=Period(), at=MOMENT)
    assert [(section.currency, section.person) for section in statement.sections] == [
        ("USD", "Alice"),
        ("JPY", place.display_name),
    ]
    assert [line.after for line in statement.sections[1].lines()] == [Balances(payable=350)]

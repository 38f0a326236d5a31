"""The review pages: whom they let in, what they show, and that they do what they say."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone

from campaigns.findings.assessing import assess_finding
from campaigns.findings.facts import add_fact, answer_facts
from campaigns.findings.gold import claim_gold, make_gold
from campaigns.findings.models import Claim, Finding, GoldAnswer
from campaigns.findings.operations import reject_finding
from campaigns.findings.vouching import vouch_for_finding
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from frontend import review_reads
from frontend.templatetags.face import in_zone
from rewards.settlement.operations import settle_finding
from tests import cast
from tests.findings.scenes import metres_north, minutes, report_at, strangers
from tests.frontend.conftest import Browser
from tests.frontend.test_pages import signed_in, text

pytestmark = pytest.mark.django_db


def reviewer_of(campaign: Campaign, name: str = "rita") -> User:
    user = cast.make_user(name)
    Role.objects.create(campaign=campaign, user=user, kind=Role.Kind.REVIEWER)
    return user


def as_user(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def page_of(finding: Finding) -> str:
    return f"/c/{finding.campaign.slug}/review/{finding.public_id}/"


def take(browser: Browser, finding: Finding, step: str, **said: Any) -> str:
    return browser.post(f"{page_of(finding)}{step}/", said, follow=True).content.decode()


def test_only_reviewers_and_organizers_are_let_in() -> None:
    campaign = cast.live_campaign()
    alice, bob = cast.join_in_turn(campaign, "alice", "bob")
    finding = cast.report(bob)
    evidence = cast.photograph(finding)
    treasurer = cast.make_user("tess")
    Role.objects.create(campaign=campaign, user=treasurer, kind=Role.Kind.TREASURER)
    addresses = [f"/c/{campaign.slug}/review/", page_of(finding)]
    files = [f"{page_of(finding)}evidence/{evidence.public_id}/{what}/" for what in ("preview", "file")]
    for user in (alice.user, bob.user, treasurer, reviewer_of(cast.live_campaign())):
        assert user
        for address in (*addresses, *files, f"{page_of(finding)}reverse/"):
            assert as_user(user).get(address).status_code == 404
        for step in ("claim", "verify", "reject", "ask", "release"):
            assert as_user(user).post(f"{page_of(finding)}{step}/").status_code == 404
        assert as_user(user).post(f"/c/{campaign.slug}/review/next/").status_code == 404
    for user in (reviewer_of(campaign), cast.organizer_of(campaign)):
        for address in (*addresses, *files):
            assert as_user(user).get(address).status_code == 200
    assert Browser().get(addresses[0]).status_code == 302


def test_an_empty_queue_says_so_and_the_next_one_is_taken_up() -> None:
    campaign = cast.live_campaign()
    browser = as_user(reviewer_of(campaign))
    assert "Nothing waits for you." in text(browser, f"/c/{campaign.slug}/review/")
    finding = cast.report(cast.join_in_turn(campaign, "alice")[0])
    page = text(browser, f"/c/{campaign.slug}/review/")
    assert "1 report waits for you; received" in page
    assert "4,000.00" in page
    taken = browser.post(f"/c/{campaign.slug}/review/next/")
    assert taken.headers["Location"] == page_of(finding)
    assert Claim.objects.get(finding=finding)
    assert "With you until" in text(browser, page_of(finding))
    # Nobody else can do the same work meanwhile.
    other = as_user(reviewer_of(campaign, "ruth"))
    assert "Nothing waits for you." in text(other, f"/c/{campaign.slug}/review/")
    page = text(other, page_of(finding))
    assert "Another reviewer has taken it up" in page
    assert "Find it true" not in page
    assert "has taken this finding up" in take(other, finding, "verify")
    assert "You gave it back." in take(browser, finding, "release")


def test_a_finding_shows_everything_that_is_known_of_it() -> None:
    campaign = cast.live_campaign()
    people = cast.full_cast(campaign)
    objective = cast.objective_of(campaign)
    fact = add_fact(
        objective=objective, actor=cast.organizer_of(campaign), question="Which number?", answer="7", at=cast.MOMENT
    )
    finding = cast.report(people.dave)
    cast.photograph(finding)
    answer_facts(finding=finding, answers={fact.public_id: "7"}, at=cast.MOMENT)
    vouch_for_finding(finding=finding, participant=people.carol, at=cast.MOMENT, note="She rang me.")
    assess_finding(finding_id=finding.pk, at=cast.MOMENT)
    page = text(as_user(reviewer_of(campaign)), page_of(finding))
    for piece in finding.assessment.pieces:
        assert piece["sentence"].replace("'", "&#x27;") in page
    assert re.search(r"<h1>Balloon 1: \d+ % likely", page)
    assert "Which number? <strong>Right</strong>" in page
    assert "Carol: “She rang me.”" in page
    assert f"{page_of(finding)}evidence/" in page


def test_verdicts_are_given_and_told() -> None:
    campaign = cast.live_campaign(prizes=((1_000, 1),))
    people = cast.full_cast(campaign)
    browser = as_user(reviewer_of(campaign))
    first, second, third = (cast.report(each) for each in (people.bob, people.carol, people.dave))
    take(browser, third, "claim")
    assert "I need to know more" in text(browser, page_of(third))
    assert browser.post(f"{page_of(third)}ask/", {"note": ""}).status_code == 400
    assert "Your question is with the reporter." in take(browser, third, "ask", note="Which street?")
    take(browser, first, "claim")
    assert "It becomes number 1 of 1 paid" in text(browser, page_of(first))
    assert "Decided: Balloon 1 is verified." in take(browser, first, "verify")
    take(browser, second, "claim")
    missing = browser.post(f"{page_of(second)}reject/", {"reason": "other", "note": ""})
    assert missing.status_code == 400
    assert "Say in the note why" in missing.content.decode()
    assert "Bob, verified" in text(browser, page_of(second))
    take(browser, second, "reject", reason="duplicate", duplicate_of=str(first.public_id))
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.state, third.state) == ("duplicate", "needs_info")


def test_who_was_first_is_shown_with_the_rule_and_both_times() -> None:
    campaign = cast.live_campaign([(400_000, 9)])
    one, other = strangers(campaign, "anna", "ben")
    # Ben says that he saw it an hour before Anna did; that counts nothing.
    first = report_at(one, at=cast.MOMENT + minutes(1), seen_at=cast.MOMENT)
    second = report_at(other, metres_north(20), at=cast.MOMENT + minutes(2), seen_at=cast.MOMENT - minutes(60))
    for each in (first, second):
        assess_finding(finding_id=each.pk, at=cast.MOMENT)
    browser = as_user(reviewer_of(campaign))
    rule = "First is the report that our server received first, of those neither rejected, withdrawn, a duplicate nor"
    page = text(browser, page_of(second))
    assert "First received" in page
    assert rule in page
    for at in (first.received_at, first.observed_at):
        assert in_zone(at, campaign) in page.split("1 other report of what seems")[1]
    page = text(browser, page_of(first))
    assert rule in page
    assert "First received" not in page


def test_a_duplicate_is_named_as_one_of_the_first_however_many_came_in_between(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(review_reads, "MOST_EARLIER", 2)
    campaign = cast.live_campaign([(400_000, 9)])
    people = strangers(campaign, *"abcde")
    reports = [report_at(who, metres_north(20 * n), at=cast.MOMENT + minutes(n)) for n, who in enumerate(people)]
    for each in reports:
        assess_finding(finding_id=each.pk, at=cast.MOMENT)
    first, *_, last = reports
    browser = as_user(reviewer_of(campaign))
    page = take(browser, last, "claim")
    offered = re.findall(r'<option value="([0-9a-f-]{36})">([^<]*)', page)
    assert [name for name, _ in offered] == [str(each.public_id) for each in (first, reports[3], reports[2])]
    assert offered[0][1].startswith("The first of the same thing: A, submitted, received")
    take(browser, last, "reject", reason="duplicate", duplicate_of=str(first.public_id))
    last.refresh_from_db()
    assert (last.state, last.verdicts.get(kind="duplicate").duplicate_of) == ("duplicate", first)


def test_prizes_are_hidden_where_the_organizer_wishes() -> None:
    campaign = cast.live_campaign(hide_prizes_from_reviewers=True)
    finding = cast.report(cast.join_in_turn(campaign, "alice")[0])
    browser = as_user(reviewer_of(campaign))
    take(browser, finding, "claim")
    for address in (f"/c/{campaign.slug}/review/", page_of(finding)):
        assert "4,000.00" not in text(browser, address)
        assert "4,000.00" in text(as_user(cast.organizer_of(campaign)), page_of(finding))


def test_reversing_says_who_loses_what_and_asks_twice() -> None:
    campaign = cast.live_campaign()
    people = cast.full_cast(campaign)
    finding = cast.verify(cast.report(people.bob))
    settle_finding(finding_id=finding.pk, at=cast.MOMENT)
    browser = as_user(cast.organizer_of(campaign))
    address = f"{page_of(finding)}reverse/"
    assert address in text(browser, page_of(finding))
    page = text(browser, address)
    assert re.search(r"Bob</th><td class=\"num\">2,000.00", page)
    assert browser.post(address, {"reason": "fraud", "note": "Painted."}).status_code == 400
    finding.refresh_from_db()
    assert finding.state == "verified"
    browser.post(address, {"reason": "fraud", "note": "Painted.", "confirmed": "on"})
    finding.refresh_from_db()
    assert finding.state == "reversed"


def test_one_does_not_review_ones_own_chain() -> None:
    campaign = cast.live_campaign()
    alice, bob = cast.join_in_turn(campaign, "alice", "bob")
    assert alice.user
    Role.objects.create(campaign=campaign, user=alice.user, kind=Role.Kind.REVIEWER)
    finding = cast.report(bob)
    browser = signed_in(alice)
    assert "Nothing waits for you." in text(browser, f"/c/{campaign.slug}/review/")
    take(browser, finding, "verify")
    finding.refresh_from_db()
    assert finding.state == "submitted"


def test_gold_looks_like_any_other_finding_and_moves_nothing() -> None:
    campaign = cast.live_campaign()
    people = cast.full_cast(campaign)
    finding = cast.report(people.dave)
    evidence = cast.photograph(finding)
    olga = cast.organizer_of(campaign)
    reject_finding(finding=finding, reviewer=olga, at=cast.MOMENT, reason="invalid_proof")
    gold = make_gold(finding=finding, organizer=olga, at=cast.MOMENT)
    rita = reviewer_of(campaign)
    claim_gold(gold=gold, reviewer=rita, at=timezone.now())
    browser = as_user(rita)
    queue = text(browser, f"/c/{campaign.slug}/review/")
    address = f"/c/{campaign.slug}/review/{gold.public_id}/"
    page = text(browser, address)
    for shown in (queue, page):
        assert str(gold.public_id) in shown
        assert str(finding.public_id) not in shown
    assert "rejected" not in page
    assert browser.get(f"{address}evidence/{evidence.public_id}/preview/").status_code == 200
    assert f"{address}reverse/" not in page
    told = browser.post(f"{address}verify/", follow=True).content.decode()
    assert "Decided: Balloon 1 is verified." in told
    assert GoldAnswer.objects.get(gold=gold).said_true is True
    finding.refresh_from_db()
    assert finding.state == "rejected"

"""Worked chains and live numbers: what the reader chooses, what they are told, and that it adds up."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from frontend.worked import NAMES, Example, splits_of
from tests import cast
from tests.browser.stage import found
from tests.frontend.conftest import Browser
from tests.frontend.test_pages import numbers, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "example"),
    [
        ({}, Example(4, 0)),
        ({"people": "2", "you": "1"}, Example(2, 1)),
        ({"people": "6", "you": "6"}, Example(6, 6)),
        ({"people": "7"}, Example(4, 0)),
        ({"people": "0"}, Example(4, 0)),
        ({"people": "3", "you": "4"}, Example(3, 0)),
        ({"people": "²", "you": "-1"}, Example(4, 0)),
        ({"people": "9" * 5_000, "you": "x"}, Example(4, 0)),
    ],
)
def test_what_makes_no_sense_is_the_usual_example(query: dict[str, str], example: Example) -> None:
    assert Example.chosen(query) == example


def test_the_story_and_the_people_agree() -> None:
    assert Example(1).story == "Alice has no inviter, and finds it."
    assert Example(2).story == "Alice invites Bob, who finds it."
    assert Example(4).story == "Alice invites Bob, who invites Carol, who invites Dave, who finds it."
    with translation.override("es"):
        assert Example(3).story == "Alice invita a Bob, que invita a Carol, que lo encuentra."


@pytest.mark.parametrize("people", range(1, len(NAMES) + 1))
def test_shares_and_what_is_left_are_the_prize_whatever_the_length(people: int) -> None:
    campaign = cast.live_campaign()
    objectives = list(campaign.objectives.all())
    for you in range(people + 1):
        split = splits_of(campaign, objectives, Example(people, you))[0]
        assert sum(step.amount_minor for step in split.steps) == 400_000
        assert len(split.rows) == people
        assert [row.is_you for row in split.rows].count(True) == (1 if you else 0)
        assert sum("You" in row.said or "you" in row.said for row in split.rows) == (0 if not you else min(2, you))


def test_the_page_works_the_chosen_example_without_a_script(browser: Browser) -> None:
    campaign = cast.live_campaign()
    page = text(browser, f"/c/{campaign.slug}/?people=3&you=2")
    assert "You, who invited Carol" in page
    assert "Alice, who invited you" in page
    assert numbers(page)[2:6] == ["2,000.00", "1,000.00", "500.00", "500.00"]
    assert page.count('class="chain-you"') == 1
    plain = text(browser, "/?people=2")
    assert "Alice invites Bob, who finds it." in plain


def test_the_links_example_shows_the_way_that_was_chosen_and_is_no_visit(browser: Browser) -> None:
    bob = cast.join_in_turn(cast.live_campaign(), "alice", "bob")[1]
    link = cast.link_of(bob)
    page = browser.get(f"/r/{link.code}/?below=1").content.decode()
    chain = page.partition('class="chain chain-words"')[2].partition("</svg>")[0]
    assert re.findall(r'class="chain-name"[^>]*>([^<]*)<', chain) == ["Somebody", "You", "Bob"]
    assert re.findall(r'class="chain-amount"[^>]*>([^<]*)<', chain) == ["2,000.00", "1,000.00", "500.00"]
    assert not link.visits.exists()
    browser.follow_link(link.code)
    assert link.visits.count() == 1


def test_the_numbers_are_asked_for_again_and_sent_only_when_they_changed(browser: Browser) -> None:
    campaign = cast.live_campaign(prizes=((400_000, 1), (400_000, 3)))
    alice = cast.join_in_turn(campaign, "alice")[0]
    address = f"/c/{campaign.slug}/progress/"
    assert f'data-live="{address}"' in text(browser, f"/c/{campaign.slug}/")
    first = browser.get(address)
    assert "0 of 4" in first.content.decode()
    etag = first.headers["ETag"]
    assert browser.get(address, HTTP_IF_NONE_MATCH=etag).status_code == 304
    found(alice, (48.8, 2.3), cast.objective_of(campaign))
    fresh = browser.get(address, HTTP_IF_NONE_MATCH=etag)
    assert fresh.status_code == 200
    assert "1 of 4" in fresh.content.decode()
    assert "2,000.00 of 16,000.00" in fresh.content.decode()
    assert "csrf" not in fresh.content.decode()
    assert fresh.headers["X-Robots-Tag"] == "noindex"
    assert browser.get(f"/c/{cast.draft_campaign().slug}/progress/").status_code == 404

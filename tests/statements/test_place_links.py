"""One's own page leads to the statement, as PDF and as CSV."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests import cast
from tests.statements.story import tell

pytestmark = pytest.mark.django_db


def links_on(browser: Client, slug: str) -> list[str]:
    page = browser.get(f"/c/{slug}/me/").content.decode()
    return re.findall(r'href="(/api/[^"]*)" download', page)


def test_the_page_leads_to_the_statement() -> None:
    story = tell()
    browser = Client()
    assert story.root.user is not None
    browser.force_login(story.root.user)
    links = links_on(browser, story.campaign.slug)
    kinds = [browser.get(link).headers["Content-Type"] for link in links]
    assert kinds == ["application/pdf", "text/csv; charset=utf-8"]


def test_without_money_there_is_nothing_to_load() -> None:
    place = cast.join_in_turn(cast.live_campaign(), "alice")[0]
    browser = Client()
    assert place.user is not None
    browser.force_login(place.user)
    assert links_on(browser, place.campaign.slug) == []

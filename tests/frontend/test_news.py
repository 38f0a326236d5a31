"""News on the pages: the latest few with the campaign, all of them on a page of their own, and no word is markup."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from campaigns.notices.kinds import CAMPAIGN_NEWS
from campaigns.notices.models import NoticeItem
from campaigns.notices.wording import say
from campaigns.planning.models import Campaign, News
from campaigns.planning.news import correct_news, publish_news, take_back_news
from frontend.news import MOST_SHOWN
from tests import cast
from tests.cast import MOMENT
from tests.frontend.conftest import Browser
from tests.frontend.test_pages import NASTY, text

pytestmark = pytest.mark.django_db


def publish(campaign: Campaign, *titles: str, body: str = "Look.") -> list[News]:
    organizer = cast.organizer_of(campaign)
    return [
        publish_news(campaign=campaign, organizer=organizer, title=title, text=body, at=MOMENT + timedelta(hours=n))
        for n, title in enumerate(titles)
    ]


def titles(page: str) -> list[str]:
    return re.findall(r"<h[23] dir=\"auto\">(?:<a [^>]*>)?([^<]*)<", page)


def test_a_campaign_without_news_says_nothing_of_it(browser: Browser) -> None:
    campaign = cast.live_campaign()
    assert 'id="news"' not in text(browser, f"/c/{campaign.slug}/")
    (only,) = publish(campaign, "Mistaken")
    assert 'id="news"' in text(browser, f"/c/{campaign.slug}/")
    take_back_news(news=only, organizer=cast.organizer_of(campaign), at=MOMENT)
    assert 'id="news"' not in text(browser, f"/c/{campaign.slug}/")
    assert "There is no news." in text(browser, f"/c/{campaign.slug}/news/")
    assert text(browser, f"/c/{cast.draft_campaign().slug}/news/", status=404)


def test_the_campaigns_page_has_the_latest_few_on_its_own_clock(browser: Browser) -> None:
    campaign = cast.live_campaign(time_zone="America/New_York")
    _, two, _, four = publish(campaign, "One", "Two", "Three", "Four")
    page = text(browser, f"/c/{campaign.slug}/")
    assert titles(page) == ["Four", "Three", "Two"]
    # 18:00 by Greenwich.
    assert "5 Dec 2009, 13:00 EST (America/New_York)" in page
    assert "All news" in page
    take_back_news(news=four, organizer=cast.organizer_of(campaign), at=MOMENT)
    correct_news(news=two, organizer=cast.organizer_of(campaign), title="Two and a half", at=MOMENT)
    page = text(browser, f"/c/{campaign.slug}/")
    assert titles(page) == ["Three", "Two and a half", "One"]
    assert "All news" not in page
    whole = text(browser, f"/c/{campaign.slug}/news/")
    assert titles(whole) == ["Three", "Two and a half", "One"]
    assert f'<li id="{two.public_id}">' in whole
    assert whole.count("Corrected <time") == 1
    assert f"/c/{campaign.slug}/news/#{two.public_id}" in page


def test_letters_lead_to_what_they_tell_of(browser: Browser) -> None:
    campaign = cast.live_campaign()
    (one,) = publish(campaign, "Two are left")
    told = say(CAMPAIGN_NEWS, campaign, [NoticeItem(news=one)])
    assert told is not None
    path, _, anchor = told.path.partition("#")
    assert f'id="{anchor}"' in text(browser, path)


def test_words_of_organizers_are_never_markup(browser: Browser) -> None:
    campaign = cast.live_campaign()
    publish(campaign, NASTY, body=f"{NASTY}\n\n{NASTY * 20}")
    for address in (f"/c/{campaign.slug}/", f"/c/{campaign.slug}/news/"):
        page = text(browser, address)
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_all_news_is_there_page_by_page(browser: Browser) -> None:
    campaign = cast.live_campaign()
    made = publish(campaign, *(f"News {n}" for n in range(MOST_SHOWN + 3)))
    met, address = [], f"/c/{campaign.slug}/news/"
    while address:
        page = text(browser, address)
        met += titles(page)
        following = re.search(r'href="([^"]*\?before=[^"]*)"', page)
        address = following[1] if following else ""
    assert met == [f"News {n}" for n in reversed(range(MOST_SHOWN + 3))]
    take_back_news(news=made[3], organizer=cast.organizer_of(campaign), at=MOMENT)
    assert titles(text(browser, f"/c/{campaign.slug}/news/?before={made[3].public_id}")) == [
        "News 2",
        "News 1",
        "News 0",
    ]
    (foreign,) = publish(cast.live_campaign(), "Theirs")
    for wrong in ("x", str(foreign.public_id)):
        text(browser, f"/c/{campaign.slug}/news/?before={wrong}", status=404)


def test_the_page_of_news_speaks_spanish() -> None:
    campaign = cast.live_campaign(time_zone="Europe/Madrid")
    (one,) = publish(campaign, "Two")
    correct_news(news=one, organizer=cast.organizer_of(campaign), text="Look again.", at=MOMENT)
    page = Browser(HTTP_ACCEPT_LANGUAGE="es").get(f"/c/{campaign.slug}/news/")
    assert page.headers["Content-Language"] == "es"
    assert "<h1>Novedades</h1>" in page.text
    assert "Corregida: <time" in page.text

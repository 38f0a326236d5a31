"""Cards and posters: what they show, to whom, and that asking for them leaves no trace."""

from __future__ import annotations

import io
import math
import re
from datetime import timedelta

import pytest
import segno
from django.conf import settings
from django.utils import timezone, translation
from PIL import Image
from pypdf import PdfReader

from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant, ReferralLink, Visit
from frontend.cards import HEIGHT, WIDTH, Card, draw_card
from frontend.chain import Step
from frontend.posters import Poster, draw_poster
from frontend.social import card_of_link
from frontend.trail import COOKIE
from rewards.statements.fonts import font_set
from tests import cast
from tests.frontend.conftest import Browser
from tests.frontend.test_pages import signed_in

ACCENT = (200, 40, 60)
LONG = "Wo hängen die zehn roten Luftballons, und wer findet sie am schnellsten? " * 2
SCRIPTS = [
    "Red balloon hunt",
    LONG[:120],
    "البحث عن البالونات",
    "הבלונים האדומים",
    "Куда улетели шары",
    "W" * 120,
    "気球を探せ",
]


@pytest.fixture
def alice() -> Participant:
    return cast.join_in_turn(cast.live_campaign(), "alice")[0]


def pixels(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    assert image.size == (WIDTH, HEIGHT)
    return image.convert("RGB")


def is_accent(pixel: tuple[int, ...] | float | None) -> bool:
    return isinstance(pixel, tuple) and sum(abs(a - b) for a, b in zip(pixel, ACCENT, strict=True)) < 12


@pytest.mark.parametrize("title", SCRIPTS)
def test_a_title_in_any_script_stays_inside_the_card(title: str) -> None:
    steps = (Step(4, name=LONG, written="1,000,000.00", is_you=True), Step(2, name=title, written="1"))
    image = pixels(draw_card(Card(LONG, title, LONG, steps, "a.example.org/r/" + "x" * 90), font_set()))
    paper = image.getpixel((2, 2))
    for margin in ((0, 0, 60, HEIGHT), (WIDTH - 60, 0, WIDTH, HEIGHT), (0, HEIGHT - 16, WIDTH, HEIGHT)):
        assert {colour for _, colour in image.crop(margin).getcolors() or []} == {paper}, margin


def test_the_areas_of_a_cards_circles_are_the_shares() -> None:
    steps = tuple(Step(amount, name="A", written="1") for amount in (8_000, 4_000, 2_000))
    image = pixels(draw_card(Card("", "", "", steps, ""), font_set()))
    finder = [x for x in range(WIDTH) if is_accent(image.getpixel((x, 464)))]
    radius = len(finder) / 2
    assert radius == pytest.approx(64, abs=1.5)
    middle = 72 + 260 * 1.5
    second = [x for x in range(round(middle), round(middle) + 80) if image.getpixel((x, 464)) != image.getpixel((2, 2))]
    # From the middle of the second circle outwards its ring is met first.
    assert second[0] - middle == pytest.approx(radius / math.sqrt(2), abs=5)


@pytest.mark.django_db
def test_a_campaigns_card_is_public_and_remembered_by_its_tag(browser: Browser) -> None:
    campaign = cast.live_campaign()
    address = f"/c/{campaign.slug}/card.png"
    answer = browser.get(address)
    pixels(answer.content)
    assert answer.headers["Content-Type"] == "image/png"
    assert "public" in answer.headers["Cache-Control"]
    assert "max-age=300" in answer.headers["Cache-Control"]
    etag = answer.headers["ETag"]
    again = browser.get(address, HTTP_IF_NONE_MATCH=etag)
    assert (again.status_code, again.content) == (304, b"")
    spanish = browser.get(f"{address}?lang=es")
    assert spanish.headers["ETag"] != etag
    assert browser.get(f"{address}?lang=xx").headers["ETag"] == etag
    Campaign.objects.filter(pk=campaign.pk).update(title="Another title")
    assert browser.get(address, HTTP_IF_NONE_MATCH=etag).status_code == 200


@pytest.mark.django_db
def test_there_is_no_card_of_what_the_public_may_not_see(browser: Browser) -> None:
    draft = cast.draft_campaign()
    browser.force_login(cast.organizer_of(draft))
    for address in (f"/c/{draft.slug}/card.png", "/r/nosuchcode/card.png", "/r/x/card.png", "/c/nothing/card.png"):
        assert browser.get(address).status_code == 404, address


@pytest.mark.django_db
@pytest.mark.parametrize("agent", ["WhatsApp/2.23.20.0 A", "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0"])
def test_asking_for_a_links_card_is_no_visit(agent: str, alice: Participant) -> None:
    link = cast.link_of(alice)
    answer = Browser(agent).get(f"/r/{link.code}/card.png")
    pixels(answer.content)
    assert COOKIE not in answer.cookies
    assert not Visit.objects.filter(link=link).exists()


@pytest.mark.django_db
def test_a_links_card_says_who_invites_and_what_both_get(alice: Participant) -> None:
    link = cast.link_of(alice)
    said = card_of_link(link, alice)
    assert said.kicker == "Alice invites you to"
    assert "you get 2,000.00\N{NO-BREAK SPACE}USD and Alice gets 1,000.00\N{NO-BREAK SPACE}USD" in said.told
    assert [(step.name, step.amount_minor) for step in said.steps] == [("You", 200_000), ("Alice", 100_000)]
    assert said.address.endswith(f"/r/{link.code}/")
    with translation.override("es"):
        assert card_of_link(link, alice).kicker == "Alice te invita a"


@pytest.mark.django_db
def test_of_a_link_that_leads_nowhere_any_more_nobody_is_named(browser: Browser, alice: Participant) -> None:
    link = cast.link_of(alice)
    of_campaign = browser.get(f"/c/{alice.campaign.slug}/card.png").headers["ETag"]
    assert browser.get(f"/r/{link.code}/card.png").headers["ETag"] != of_campaign
    ReferralLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    assert browser.get(f"/r/{link.code}/card.png").headers["ETag"] == of_campaign


@pytest.mark.django_db
@pytest.mark.parametrize(("size", "points"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_a_poster_is_one_page_with_the_link_as_squares_and_as_text(
    size: str, points: tuple[int, int], alice: Participant
) -> None:
    link = cast.link_of(alice)
    answer = signed_in(alice).get(f"/c/{alice.campaign.slug}/me/poster.pdf?size={size}")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    (page,) = PdfReader(io.BytesIO(answer.content)).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == points
    address = f"{settings.PUBLIC_ADDRESS}/r/{link.code}/"
    said = " ".join(page.extract_text().split())
    for words in ("Alice invites you to", alice.campaign.title, "Alice gets 1,000.00", address, f"Code: {link.code}"):
        assert words in said
    contents = page.get_contents()
    assert contents is not None
    squares = len(re.findall(rb"\sre\s", contents.get_data()))
    assert squares == sum(map(sum, segno.make(address, error="q", micro=False).matrix))


@pytest.mark.django_db
def test_a_poster_is_for_its_person_alone(alice: Participant) -> None:
    address = f"/c/{alice.campaign.slug}/me/poster.pdf"
    assert Browser().get(address).status_code == 302
    stranger = signed_in(cast.join_in_turn(cast.live_campaign(), "zoe")[0])
    assert stranger.get(address).status_code == 404
    assert signed_in(alice).get(f"{address}?size=a3").status_code == 404
    assert alice.user
    alice.user.language = "es"
    alice.user.save(update_fields=["language"])
    said = PdfReader(io.BytesIO(signed_in(alice).get(address).content)).pages[0].extract_text()
    assert "Alice te invita a" in said
    assert "Código: " in said


@pytest.mark.django_db
def test_a_campaign_is_shared_by_a_qr_code_and_a_poster(browser: Browser) -> None:
    campaign = cast.live_campaign()
    address = f"{settings.PUBLIC_ADDRESS}/c/{campaign.slug}/"
    svg, png = (browser.get(f"/c/{campaign.slug}/qr.{kind}") for kind in ("svg", "png"))
    assert (svg.headers["Content-Type"], png.headers["Content-Type"]) == ("image/svg+xml", "image/png")
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="png", scale=8, border=4)
    assert png.content == drawn.getvalue()
    assert browser.get(f"/c/{campaign.slug}/qr.pdf").status_code == 404
    said = said_on(browser.get(f"/c/{campaign.slug}/poster.pdf").content)
    for words in (campaign.title, "How a prize of 4,000.00", address):
        assert words in said
    assert "Code:" not in said
    assert browser.get(f"/c/{campaign.slug}/poster.pdf?size=a3").status_code == 404
    page = browser.get(f"/c/{campaign.slug}/").content.decode()
    for name in ("qr.svg", "qr.png", "poster.pdf"):
        assert f"/c/{campaign.slug}/{name}" in page
    draft = cast.draft_campaign()
    browser.force_login(cast.organizer_of(draft))
    for name in ("qr.svg", "poster.pdf"):
        assert browser.get(f"/c/{draft.slug}/{name}").status_code == 404


@pytest.mark.django_db
def test_a_campaigns_poster_is_drawn_once_and_remembered_by_its_tag(browser: Browser) -> None:
    campaign = cast.live_campaign()
    address = f"/c/{campaign.slug}/poster.pdf"
    before = draw_poster.cache_info().misses
    answer = browser.get(address)
    assert browser.get(address).content == answer.content
    assert draw_poster.cache_info().misses == before + 1
    etag = answer.headers["ETag"]
    had = browser.get(address, HTTP_IF_NONE_MATCH=etag)
    assert (had.status_code, had.content) == (304, b"")
    for other in (f"{address}?size=letter", address):
        assert browser.get(other, HTTP_IF_NONE_MATCH=etag, HTTP_ACCEPT_LANGUAGE="es").status_code == 200
    Campaign.objects.filter(pk=campaign.pk).update(title="Another title")
    assert browser.get(address, HTTP_IF_NONE_MATCH=etag).status_code == 200
    page = browser.get(f"/c/{campaign.slug}/").content.decode()
    for name in ("qr.svg", "qr.png", "poster.pdf"):
        assert f'href="/c/{campaign.slug}/{name}" rel="nofollow"' in page


@pytest.mark.django_db
def test_organizers_have_a_poster_of_each_of_the_campaigns_links(alice: Participant) -> None:
    campaign = alice.campaign
    link = cast.open_link(campaign)
    address = f"/c/{campaign.slug}/links/{link.public_id}/poster.pdf"
    organizer = Browser()
    organizer.force_login(cast.organizer_of(campaign))
    said = said_on(organizer.get(address).content)
    for words in (campaign.title, f"{settings.PUBLIC_ADDRESS}/r/{link.code}/", f"Code: {link.code}"):
        assert words in said
    # What a person shares is theirs.
    assert organizer.get(f"/c/{campaign.slug}/links/{cast.link_of(alice).public_id}/poster.pdf").status_code == 404
    assert signed_in(alice).get(address).status_code == 404
    assert Browser().get(address).status_code == 302


def said_on(poster: bytes) -> str:
    (page,) = PdfReader(io.BytesIO(poster)).pages
    return " ".join(page.extract_text().split())


@pytest.mark.parametrize("title", SCRIPTS)
def test_the_longest_words_stay_on_one_page(title: str) -> None:
    steps = (Step(2, name=title, written="1,000,000.00"), Step(1, name=LONG, written="2"))
    poster = Poster(
        LONG[:90], title, LONG, steps, LONG, LONG[:60], "https://a.example.org/r/Ab12Cd34/", "Code: x", "en"
    )
    (page,) = PdfReader(io.BytesIO(draw_poster(poster, size="letter", fonts=font_set()))).pages
    heights: list[float] = []
    page.extract_text(visitor_text=lambda text, cm, tm, *_: heights.append(tm[5]) if text.strip() else None)
    assert min(heights) > 20

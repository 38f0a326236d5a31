"""A Spanish reader meets no English: on every page that is open to strangers, and in what a report is answered."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.urls import URLPattern
from django.urls.converters import UUIDConverter
from django.utils import timezone

from campaigns.outreach.unsubscribing import unsubscribe_token
from campaigns.planning.models import Campaign
from campaigns.planning.news import publish_news
from campaigns.planning.operations import pause_campaign
from frontend import urls
from tests import cast
from tests.browser.stage import SPOTS, found
from tests.frontend.conftest import Browser
from tests.frontend.test_reporting import code_in, fake, filled, photo
from tests.outreach.stage import letter_to

pytestmark = pytest.mark.django_db
SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es-MX,es;q=0.9"}
# Words that Spanish does not have, and that hardly a sentence of English does without.
ENGLISH = re.compile(
    r"\b(?:the|and|of|is|are|you|your|was|were|with|it|this|that|to|not|at|for|by|sign|back|send|more|nobody|report(?:ed)?)\b",
    re.I,
)
# Addresses, and what a script fills in.
NO_WORDS = re.compile(r"https?://\S+|%\(\w+\)s")
# What nobody reads; anything else in a tag may be shown, read out, or said by a script.
UNREAD = {"accept", "action", "class", "d", "data-live", "data-owner", "for", "href", "id", "name", "src", "value"}


class Reader(HTMLParser):
    """Reads a page as people do, with what is read out to them and what its scripts have to say."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.language = ""
        self.read: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "html":
            self.language = said.get("lang") or ""
        self.read += [value for name, value in said.items() if value and name not in UNREAD]

    def handle_data(self, data: str) -> None:
        self.read.append(data)

    @property
    def english(self) -> list[str]:
        return [said for said in self.read if ENGLISH.search(NO_WORDS.sub("", said))]


def spoken(page: str) -> str:
    """Give a whole page back, once it is sure that it is in Spanish."""
    reader = Reader(page)
    assert reader.language == "es"
    assert reader.english == []
    return page


@pytest.fixture
def globos() -> Campaign:
    """Give a campaign that has something to show on every page, written by its organizer in Spanish."""
    campaign = cast.live_campaign(
        title="Globos rojos", description="Diez globos rojos.", prizes=((400_000, 1),) * 2, anonymous_reports=True
    )
    people = cast.full_cast(campaign)
    found(people.dave, SPOTS[0], cast.objective_of(campaign))
    olga = cast.organizer_of(campaign)
    publish_news(campaign=campaign, organizer=olga, title="Uno menos", text="Queda uno.", at=timezone.now())
    return campaign


def test_every_page_that_is_open_to_strangers(globos: Campaign) -> None:
    place = globos.participants.exclude(user=None).order_by("pk")[0]
    named = {
        "slug": globos.slug,
        "code": cast.link_of(place).code,
        "token": unsubscribe_token(letter_to(place)),
        "kind": "png",
        "path": "mine",
        "rest": "mine",
    }
    read = set()
    for page in urls.urlpatterns:
        assert isinstance(page, URLPattern)
        values = {
            name: uuid4() if isinstance(kind, UUIDConverter) else named.get(name) or kind.regex.split("|")[0]
            for name, kind in page.pattern.converters.items()
        }
        address = str(page.pattern)
        for name, value in values.items():
            address = re.sub(rf"<\w+:{name}>", str(value), address)
        answer = Browser(**SPANISH).get(f"/{address}")
        if answer.status_code in (302, 405) or "html" not in answer.headers["Content-Type"]:
            continue
        reader = Reader(answer.content.decode())
        assert reader.language == ("" if page.name == "progress" else "es"), page.name
        assert reader.english == [], page.name
        if answer.status_code == 200:
            read.add(page.name)
    for nothing in ("/r/nosuchcode/", "/letters/stop/nonsense/", f"/c/{globos.slug}/nothing/"):
        spoken(Browser(**SPANISH).get(nothing).content.decode())
    assert read == {"home", "campaign", "progress", "news", "join", "report", "referral", "unsubscribe"}


def test_a_report_and_all_that_is_answered_to_it(globos: Campaign) -> None:
    address = f"/c/{globos.slug}/report/"
    browser = Browser(**SPANISH)
    said = filled(browser, globos)
    wrong = spoken(browser.post(address, {**said, "note": "", "latitude": "40"}).content.decode())
    assert "Describe lo que viste, para que quien revisa pueda comprobarlo." in wrong
    assert "Indica la latitud y la longitud, o ninguna de las dos." in wrong
    future = browser.post(address, {**said, "seen_at": "2999-01-01T00:00"}, HTTP_ACCEPT="application/json").json()
    assert future["errors"]["seen_at"] == ["El momento de la observación está en el futuro. Comprueba el reloj."]
    page = spoken(browser.post(address, {**said, "photos": [photo(), fake()], "links": "globo"}).content.decode())
    assert "Tu informe de Balloon 1 ha llegado." in page
    assert "<strong>notes.jpg</strong> no se ha guardado. No es una foto ni un vídeo de los que se admiten." in page
    assert "<strong>globo</strong> no se ha guardado. Eso no es un enlace a una página." in page
    assert "Se guarda con él 1 prueba." in page
    assert code_in(page)
    pause_campaign(campaign=globos, actor=cast.organizer_of(globos), at=timezone.now())
    assert "La campaña está en pausa." in spoken(browser.get(address).content.decode())

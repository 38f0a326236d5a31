"""Languages: chosen here or asked for by the browser, kept, and spoken on every page that a stranger meets."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client

from campaigns.people.models import User
from frontend.refusals import _IN_OTHER_LANGUAGES, _TITLES
from tests import cast
from tests.browser.stage import hunt
from tests.frontend.conftest import Browser
from tests.frontend.test_pages import signed_in

pytestmark = pytest.mark.django_db
SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es-MX,es;q=0.9"}


def test_every_page_on_the_way_to_a_place_speaks_spanish(browser: Browser) -> None:
    campaign, people = hunt()
    erin = Browser(**SPANISH)
    user = cast.make_user("erin")
    type(user).objects.filter(pk=user.pk).update(language="es")
    erin.force_login(user)
    said = {
        "/": "Ahora hay una campaña abierta.",
        f"/c/{campaign.slug}/": "Qué hay que encontrar",
        f"/c/{campaign.slug}/join/": "Entrarías sin que nadie te haya invitado.",
        f"/c/{campaign.slug}/news/": "Novedades",
        f"/r/{cast.link_of(people[0]).code}/": "Dave te invita a Red balloon hunt.",
        "/r/nosuchcode/": "Ningún enlace tiene este código.",
        "/no/such/page/": "Aquí no hay nada.",
        "/accounts/login/": "¿Sin contraseña, o la olvidaste?",
        "/accounts/login/code/": "Envíame un código",
        "/accounts/signup/": "Crear una cuenta",
    }
    for address, words in said.items():
        page = Browser(**SPANISH).get(address).content.decode()
        assert '<html lang="es">' in page, address
        assert words in page, address
    for address, words in {
        f"/c/{campaign.slug}/join/": "Al confirmar dices: «",
        f"/c/{campaign.slug}/claim/": "Reclamar el lugar de un informe",
    }.items():
        page = erin.get(address).content.decode()
        assert '<html lang="es">' in page, address
        assert words in page, address


def test_money_and_days_are_written_as_the_language_does(browser: Browser) -> None:
    campaign, _ = hunt()
    page = Browser(**SPANISH).get(f"/c/{campaign.slug}/").content.decode()
    assert re.search(r"15[.\xa0]000,00 de 40[.\xa0]000,00", page)
    assert re.search(r"\d+ (?:Nov|nov)[a-z.]* 20\d\d", page)
    assert "de depósito a participante" in page


def test_a_language_is_chosen_and_kept(browser: Browser) -> None:
    page = browser.get("/").content.decode()
    assert '<button class="link" name="language" value="es" lang="es">Español</button>' in page
    answer = browser.post("/language/", {"language": "es", "next": "/?people=2"})
    assert answer.headers["Location"] == "/?people=2"
    page = browser.get("/").content.decode()
    assert '<html lang="es">' in page
    assert 'value="en" lang="en">English</button>' in page


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_choosing_leads_nowhere_else(back: str, browser: Browser) -> None:
    answer = browser.post("/language/", {"language": "es", "next": back})
    assert answer.headers["Location"] == "/"


def test_an_unknown_language_changes_nothing(browser: Browser) -> None:
    answer = browser.post("/language/", {"language": "xx", "next": "/"})
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies
    assert browser.get("/language/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/language/", {"language": "es"}).status_code == 403


def test_whoever_is_signed_in_is_spoken_to_so_everywhere() -> None:
    place = cast.join_in_turn(cast.live_campaign(), "alice")[0]
    assert place.user
    browser = signed_in(place)
    browser.post("/language/", {"language": "es", "next": "/"})
    place.user.refresh_from_db()
    assert place.user.language == "es"
    assert '<html lang="es">' in browser.get("/").content.decode()


def test_whoever_joins_in_spanish_is_written_to_in_spanish() -> None:
    campaign = cast.live_campaign()
    browser = Browser(**SPANISH)
    browser.ask_to_join(campaign.slug, email=f"{campaign.slug}@example.org")
    assert "Escribe el código que te enviamos" in browser.get("/accounts/login/code/confirm/").content.decode()
    assert User.objects.get(email=f"{campaign.slug}@example.org").language == "es"


def test_refusals_with_a_title_have_words_in_other_languages() -> None:
    said_by_the_page = {"campaign_not_started", "unknown_invitation", "invitation_ended", "invitation_used"}
    assert set(_TITLES) - set(_IN_OTHER_LANGUAGES) == {*said_by_the_page, "outside_the_window"}

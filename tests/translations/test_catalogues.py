"""Everything that can be translated is, with the same placeholders, and the compiled catalogues say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from campaigns.notices.kinds import KINDS
from tests import cast
from tests.notices.stage import campaign_of_notices, happen, inbox, tell, user_of
from tests.translations.catalogue import CHECKOUT, LANGUAGES, compiled, in_python, in_template, messages, path_of, read

# %(name)s with how it is written, and what %% stands for itself.
_PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?([#0\- +]*\d*(?:\.\d+)?[a-zA-Z%])")


def placeholders(words: str) -> list[str]:
    return sorted(f"{name}:{how}" for name, how in _PLACEHOLDER.findall(words))


def forms(words: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [words] if isinstance(words, str) else list(words or ())


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_language_but_the_codes_own_has_a_catalogue() -> None:
    assert {name for name, _ in settings.LANGUAGES} == {settings.LANGUAGE_CODE, *LANGUAGES}


def test_every_message_is_translated_and_nothing_else(language: str) -> None:
    wanted = {message if isinstance(message, str) else message[0] for message, _ in messages()}
    there = {forms(message.id)[0] for message in read(language) if message.id}
    assert wanted - there == set(), "run python -m tests.translations.catalogue, then translate"
    assert there - wanted == set()
    untranslated = [message.id for message in read(language) if message.id and not all(forms(message.string))]
    assert untranslated == []


def test_nothing_is_a_guess(language: str) -> None:
    assert [message.id for message in read(language) if message.id and message.fuzzy] == []


def test_placeholders_are_the_same(language: str) -> None:
    """A form that says one may leave the number out, as a word does in English."""
    wrong = []
    for message in read(language):
        if not message.id:
            continue
        known = [placeholders(form) for form in forms(message.id)]
        for place, form in enumerate(forms(message.string)):
            if placeholders(form) != known[min(place, len(known) - 1)]:
                wrong.append((message.id, form))
    assert wrong == []


def test_lines_begin_and_end_alike(language: str) -> None:
    for message in read(language):
        for known, form in zip(forms(message.id), forms(message.string), strict=False):
            if known:
                assert (form.startswith("\n"), form.endswith("\n")) == (known.startswith("\n"), known.endswith("\n"))


def test_what_is_compiled_is_what_is_written(language: str) -> None:
    assert path_of(language, "mo").read_bytes() == compiled(read(language)), "python -m tests.translations.catalogue"


def test_nothing_is_overlooked() -> None:
    code = b"x = _('a' 'b'); y = ngettext('one', 'many', n); z = other('no'); w = _lazy(\"c\")"
    assert list(in_python(code)) == ["ab", ("one", "many"), "c"]
    page = """{% load i18n %}<p title="{% translate "It's a (word)" %}">{% blocktranslate with a=b %}Say {{ a }}
now{% endblocktranslate %}
{% blocktranslate count n=m %}{{ n }} thing{% plural %}{{ n }} things{% endblocktranslate %}"""
    assert list(in_template(page)) == ["It's a (word)", "Say %(a)s\nnow", ("%(n)s thing", "%(n)s things")]


def templates() -> Iterator[Path]:
    for app in ("campaigns", "frontend"):
        yield from (CHECKOUT / app / "templates").rglob("*.*")


def test_a_page_that_speaks_has_no_words_of_its_own() -> None:
    """Between the tags of a page that is translated stands nothing that is not in the catalogue."""
    speaking = [path for path in templates() if "{% load" in path.read_text() and "i18n" in path.read_text()]
    assert len(speaking) >= 10
    for path in speaking:
        source = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", path.read_text(), flags=re.DOTALL)
        source = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", " ", source, flags=re.DOTALL)
        # What scripts are told is nothing that is read.
        source = re.sub(r"<script.*?</script>", " ", source, flags=re.DOTALL)
        words = re.findall(r"[A-Za-z]{3,}", re.sub(r"<[^>]*>", " ", source))
        assert set(words) <= {"Mobilize", "UTC", "PNG", "SVG"}, path


@pytest.mark.django_db
def test_a_person_is_spoken_to_in_their_language() -> None:
    alice, bob = cast.join_in_turn(campaign_of_notices(), "alice", "bob")
    tell(happen("participant.joined", bob))
    user = user_of(alice)
    with translation.override("es"):
        assert inbox(user) == ["Bob se unió a «Find the balloons» con tu enlace."]
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    client.patch("/api/v1/me/", {"language": "es"}, "application/json")
    page = client.get("/app/inbox")
    assert '<html lang="es">' in page.text
    assert page.headers["Content-Language"] == "es"
    assert "Accept-Language" in page.headers["Vary"]
    assert str(KINDS["recruit_joined"].label) == "Somebody joined by your link"
    assert client.get("/api/v1/me/inbox/").json()["results"][0]["sentence"].startswith("Bob se unió")
    assert client.get("/api/v1/me/notices/").json()["kinds"][0]["title"] == "Alguien se unió con tu enlace"


@pytest.mark.django_db
def test_the_first_page_speaks_spanish() -> None:
    cast.live_campaign(title="Globos rojos", ends_at=datetime(2031, 8, 5, 12, tzinfo=UTC), time_zone="Europe/Madrid")
    page = Client(headers={"Accept-Language": "es"}).get("/").text
    assert "1 cosa por encontrar, 0 encontradas." in page
    assert "5 Ago 2031, 14:00 CEST" in page.replace("ago", "Ago")


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "said"), [("es-MX,es;q=0.9", "es"), ("de", "en"), ("", "en")])
def test_strangers_are_answered_as_their_browsers_ask(asked: str, said: str) -> None:
    page = Client(headers={"Accept-Language": asked}).get("/letters/confirm/nonsense/")
    assert (page.status_code, page.headers["Content-Language"]) == (404, said)


def test_what_is_nested_is_found_too() -> None:
    """A sentence stands within the parts of another one, or within what they are worked out by."""
    code = b"x = said('a %(b)s', b=said('c'), d=f(said_of(n, 'one', 'many'))); y = said(name); z = said('e', f=_('g'))"
    assert list(in_python(code)) == ["a %(b)s", "c", ("one", "many"), "e", "g"]

"""Composing: text and HTML from one source, nobody's words trusted, headers that mail programs know."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.utils import translation
from django.utils.translation import trans_real

from campaigns.outreach.composing import compose, message_id
from campaigns.outreach.models import Letter, NudgeMember
from campaigns.people.languages import language_of
from campaigns.people.models import User
from campaigns.plain import one_line
from campaigns.planning.models import Campaign
from tests.outreach.stage import NOON, letter_to, letters_campaign, member, nudge_row

pytestmark = pytest.mark.django_db

HOSTILE = "</p><script>alert(1)</script> {{ words.stop }} {% include 'x' %} <img src=x onerror=alert(1)> & “quotes”"


@pytest.fixture
def campaign() -> Campaign:
    return letters_campaign()


def letter_saying(
    campaign: Campaign, *, subject: str = "Come back", text: str = "We miss you.", **fields: Any
) -> Letter:
    place = member(campaign, **fields)
    row = nudge_row(campaign, subject=subject, text=text)
    NudgeMember.objects.create(nudge=row, campaign=campaign, participant=place, arm="treated")
    return Letter.objects.create(
        kind="nudge", key=str(row.public_id), user=place.user, campaign=campaign, participant=place, due_at=NOON,
        written_at=NOON,
    )  # fmt: skip


def received(letter: Letter) -> EmailMessage:
    """Read the letter as whoever receives it does, from its bytes."""
    parsed = message_from_bytes(compose(letter).message().as_bytes(), policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def bodies(letter: Letter) -> tuple[str, str]:
    message = received(letter)
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    return text.get_content(), html.get_content()


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def parsed(html: str) -> _Tags:
    tags = _Tags()
    tags.feed(html)
    return tags


def test_both_parts_say_the_same(campaign: Campaign) -> None:
    letter = letter_saying(campaign, text="Nobody has looked in Ohio.\nNobody.\n\nCan you?")
    text, html = bodies(letter)
    tags = parsed(html)
    said = re.sub(r"\s+", " ", " ".join(tags.words))
    for words in (
        "Hello Alice,",
        "Nobody has looked in Ohio. Nobody.",
        "Can you?",
        "agreed that its organizers may write",
    ):
        assert words in re.sub(r"\s+", " ", text)
        assert words in said
    links = re.findall(r"https?://\S+", text)
    assert links == tags.links
    assert links[0] == f"http://127.0.0.1:8000/app/c/{campaign.slug}/me"
    assert "/letters/stop/" in links[1]


def test_what_people_wrote_is_escaped_and_never_a_template(campaign: Campaign) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(title=f"A {HOSTILE}"[:120])
    letter = letter_saying(Campaign.objects.get(pk=campaign.pk), subject=HOSTILE, text=HOSTILE)
    assert letter.participant is not None
    letter.participant.display_name = "<b>Anna</b>"
    text, html = bodies(letter)
    tags = parsed(html)
    assert set(tags.tags) == {"html", "head", "meta", "title", "body", "div", "p", "a", "hr", "br"}
    assert HOSTILE in text
    assert "Hello <b>Anna</b>," in text
    assert "&lt;b&gt;Anna" in html
    assert "{{ words.stop }}" in html


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Come back", "Come back"),
        ("Come\r\nBcc: all@example.org", "Come Bcc: all@example.org"),
        ("Come\u2028back\x0bnow\x00", "Come back now"),
        ("  Komm\tzurück  ", "Komm zurück"),
        ("\u202eevil", "evil"),
        ("می\u200cخواهم 👩\u200d🚀", "می\u200cخواهم 👩\u200d🚀"),
    ],
)
def test_a_subject_is_one_line(written: str, read: str) -> None:
    assert one_line(written) == read


def test_a_subject_cannot_add_headers(campaign: Campaign) -> None:
    message = received(letter_saying(campaign, subject="Come\nBcc: all@example.org"))
    assert message["Subject"] == "Come Bcc: all@example.org"
    assert message["Bcc"] is None


def test_headers(campaign: Campaign) -> None:
    letter = letter_saying(campaign)
    assert letter.user is not None
    message = received(letter)
    assert message["To"] == letter.user.email
    assert message["From"] == "Mobilize <mobilize@localhost>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(
        r"<(http://127\.0\.0\.1:8000/letters/stop/[^/<>]+/)>", "".join(message["List-Unsubscribe"].split())
    )
    assert address
    assert message["Message-ID"] == message_id(letter)
    # Nothing in the address or the name tells who it is.
    for secret in (letter.user.email, letter.user.email.split("@")[0], str(letter.user.public_id), str(letter.user.pk)):
        assert secret not in address[1].partition("/stop/")[2].split(":")[0] or len(secret) < 4
        assert secret not in message["Message-ID"] or len(secret) < 4


def test_the_name_of_a_letter_is_made_of_what_never_changes(campaign: Campaign) -> None:
    letter = letter_saying(campaign)
    again = Letter(
        kind=letter.kind, key=letter.key, user=letter.user, campaign=campaign, participant=letter.participant
    )
    assert message_id(again) == message_id(letter)
    with override_settings(SECRET_KEY="another" * 10):
        assert message_id(letter) == compose(letter).extra_headers["Message-ID"]
    assert message_id(letter_saying(campaign)) != message_id(letter)
    with override_settings(DEFAULT_FROM_EMAIL="Us <us@mail.example.org>"):
        assert re.fullmatch(r"<nudge\.[0-9a-f]{32}@mail\.example\.org>", message_id(letter))


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("es", "es"),
        ("es-mx", "es"),
        ("de", "en"),
        ("tlh", "en"),
        ("", "en"),
        ("../../etc", "en"),
        ("x" * 16, "en"),
    ],
)
def test_whose_language(said: str, language: str) -> None:
    assert language_of(User(language=said)) == language


def _forget_catalogues() -> None:
    catalogues: Any = trans_real
    catalogues._translations.clear()


@pytest.fixture
def spanish(tmp_path: Path) -> Iterator[None]:
    """A catalogue with one sentence, as translators would bring it."""
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.mo").write_bytes(
        _catalogue({"": "Content-Type: text/plain; charset=UTF-8\n", "Hello %(name)s,": "Hola %(name)s:"})
    )
    _forget_catalogues()
    with override_settings(LOCALE_PATHS=[tmp_path]):
        yield
    _forget_catalogues()


def _catalogue(messages: dict[str, str]) -> bytes:
    """Write a GNU .mo file: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html"""
    pairs = sorted((key.encode(), value.encode()) for key, value in messages.items())
    start = 28 + 16 * len(pairs)
    tables: list[list[int]] = [[], []]
    content = b""
    for side in (0, 1):
        for pair in pairs:
            tables[side] += [len(pair[side]), start + len(content)]
            content += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + struct.pack(f"<{4 * len(pairs)}I", *tables[0], *tables[1]) + content


def test_a_letter_speaks_the_members_language(spanish: None, campaign: Campaign) -> None:
    letter = letter_saying(campaign, language="es")
    with translation.override("fr"):
        text, html = bodies(letter)
    assert text.startswith("Hola Alice:")
    assert "Hola Alice:" in html
    assert '<html lang="es">' in html
    assert translation.get_language() == "en"
    assert bodies(letter_saying(campaign))[0].startswith("Hello Alice,")


def test_long_lines_and_all_scripts_arrive(campaign: Campaign) -> None:
    words = "ありがとう " * 400 + "\n.\n..\nFrom me"
    text, _ = bodies(letter_saying(campaign, text=words))
    assert words.strip() in text


def test_what_is_gone_cannot_be_written(campaign: Campaign) -> None:
    letter = letter_to(member(campaign))
    letter.user = None
    with pytest.raises(LookupError):
        compose(letter)
    lost = letter_to(member(campaign))
    lost.key = "00000000-0000-4000-8000-000000000000"
    with pytest.raises(LookupError):
        compose(lost)

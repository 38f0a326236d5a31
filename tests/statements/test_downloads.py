"""A statement as CSV and PDF: the same lines, in any script, harmless to whoever opens them."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pymupdf_fonts import myfont
from pypdf import PdfReader

from campaigns.cells import original
from campaigns.planning.currency import EXPONENTS, format_minor
from rewards.payouts.providers.cells import plain_text
from rewards.statements import statement_pdf
from rewards.statements.amounts import exact
from rewards.statements.fonts import font_set
from rewards.statements.statement import Balances, Line, Period, Section, Statement, change_of
from rewards.statements.statement_csv import COLUMNS, write_statement
from rewards.statements.statement_pdf import draw_statement
from tests.api.calling import Caller
from tests.cast import MOMENT, make_user
from tests.statements.reading_back import minor_of, sums_of
from tests.statements.story import Story, tell

KINDS = ("held", "payable", "in_payout", "paid", "owed_by")
FORMULA_STARTS = "=+-@\t\r＝＋－＠"
texts = st.text(max_size=60) | st.sampled_from(
    ["=1+1", "+41", "-5", "@SUM(A1)", "; =2", "'=x", "\t=1", "a\nb", '"', "Жанна Ελένη", "山田 太郎", "أحمد", "👩‍👧"]
)


@st.composite
def sections(draw: st.DrawFn) -> Section:
    """A campaign's lines: transfers in and out of a person's accounts, some between two of them."""
    currency = draw(st.sampled_from(["USD", "JPY", "KWD", "CLF"]))
    slug, title = draw(st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True)), draw(texts)
    standing, lines = Balances(), []
    moves = st.tuples(st.none() | st.sampled_from(KINDS), st.none() | st.sampled_from(KINDS))
    for number, (debit, credit) in enumerate(draw(st.lists(moves, max_size=12))):
        minor = draw(st.integers(1, 10**15))
        sides = [(debit, False), (credit, True)] if debit != credit else []
        changes = [
            (kind, change_of(kind, is_credit=is_credit, amount_minor=minor)) for kind, is_credit in sides if kind
        ]
        for kind, change in changes:
            standing = standing.changed(kind, change)
        for kind, change in changes:
            lines.append(a_line(number, kind, change, standing, currency, slug, title, draw(texts)))
    return Section(slug, title, currency, UTC, draw(texts), Balances(), lambda: iter(lines))


def a_line(
    number: int, kind: str, change: int, after: Balances, currency: str, slug: str, title: str, why: str
) -> Line:
    at = MOMENT + timedelta(minutes=number)
    what = "payout_paid" if kind == "paid" else "share"
    return Line(
        number, at, at, slug, title, currency, kind, change, after, what, why,
        settlement_id=str(uuid4()), position=number % 3, chain_length=4, mechanism="recursive", mechanism_version=1,
    )  # fmt: skip


def read(pieces: Iterable[str]) -> list[dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO("".join(pieces), newline=""), strict=True))
    assert all(None not in row and None not in row.values() for row in rows), "a row of another width"
    return rows


def statement_of(*told: Section) -> Statement:
    return Statement(made_at=MOMENT, period=Period(), sections=told)


@given(sections(), sections())
def test_any_lines_parse_back_and_add_up(first: Section, second: Section) -> None:
    statement = statement_of(first, second)
    lines = [line for section in statement.sections for line in section.lines()]
    rows = read(write_statement(statement))
    assert len(rows) == len(lines)
    parsed: dict[tuple[str, str], Balances] = defaultdict(Balances)
    for row, line in zip(rows, lines, strict=True):
        key = row["campaign"], row["currency"]
        parsed[key] = parsed[key].changed(row["account"], minor_of(row["amount"], row["currency"]))
        assert datetime.fromisoformat(row["at"]) == line.at
        assert original(row["why"]) == plain_text(line.why, 4_000)
        assert [minor_of(row[name], row["currency"]) for name in Balances._fields] == list(line.after)
    assert parsed == sums_of(lines)


@given(sections())
@example(Section("a", "=1+1", "USD", UTC, "=x", Balances(), lambda: iter(())))
def test_no_cell_of_words_begins_a_formula(section: Section) -> None:
    for row in read(write_statement(statement_of(section))):
        for name in ("campaign_title", "what", "why", "mechanism"):
            assert not row[name].startswith(tuple(FORMULA_STARTS)), row[name]


@given(st.integers(-(10**18), 10**18), st.sampled_from(sorted(EXPONENTS)))
def test_amounts_have_the_decimals_of_their_currency(amount_minor: int, currency: str) -> None:
    written = exact(amount_minor, currency)
    assert len(written.partition(".")[2]) == EXPONENTS[currency]
    assert minor_of(written, currency) == amount_minor


@pytest.mark.parametrize(
    ("minor", "currency", "written"),
    [
        (500, "JPY", "500"),
        (1_500, "KWD", "1.500"),
        (-5, "USD", "-0.05"),
        (0, "KWD", "0.000"),
        (400_000, "USD", "4000.00"),
    ],
)
def test_amounts_as_they_are_written(minor: int, currency: str, written: str) -> None:
    assert exact(minor, currency) == written


def test_the_header_stands_where_there_is_no_line() -> None:
    assert "".join(write_statement(statement_of())).strip() == ",".join(COLUMNS)


def pages(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def words_of(text: str) -> list[str]:
    return text.split()


@pytest.mark.django_db
@pytest.mark.parametrize("currency", ["USD", "JPY", "KWD"])
def test_the_pdf_has_every_line(currency: str) -> None:
    story = tell(currency)
    answer = Caller(story.root.user).call("GET", f"/campaigns/{story.campaign.slug}/me/rewards/", {"format": "pdf"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="statement-{story.campaign.slug}.pdf"'
    text = " ".join(words_of(pages(answer.content)))
    told = Caller(story.root.user).get("/me/statement/", limit=100)["results"]
    assert len(told) > 12
    for line in told:
        # Breaks of lines fall between words.
        assert " ".join(words_of(line["why"])) in text
        assert format_minor(line["amount"]["amount_minor"], currency) in text
        assert datetime.fromisoformat(line["at"]).astimezone(story.campaign.zone()).strftime("%Y-%m-%d %H:%M") in text
    assert "3 above the finder" in text
    assert "recursive, version 1" in text
    assert "Taken back" not in text, "what was paid is owed and not taken back"


@pytest.mark.parametrize(
    "name",
    ["Zażółć Gęślą", "Жанна д'Арк", "Ελένη Παπαδοπούλου", "Nguyễn Thị Ánh", "მარიამ", "דוד", "ⱥɓ · “q” − …"],
)
def test_names_are_shown_in_their_own_script(name: str) -> None:
    assert set(words_of(name)) <= set(words_of(pages(draw(name))))


@pytest.mark.parametrize("name", ["أحمد", "मीरा", "สมชาย", "Zoe\u0301 Ç"])
def test_joined_scripts_are_drawn_and_nothing_is_replaced(name: str) -> None:
    """What a reader of the file makes of joined letters is the reader's affair; here they have shapes."""
    assert font_set().showable(name) == name
    assert "[" not in pages(draw(name))


@pytest.mark.parametrize(
    ("name", "written"),
    [("山田 太郎", "[Shan Tian] [Tai Lang]"), ("김", "[gim]"), ("Eve 👩🏽", "Eve [U+1F469 U+1F3FD]")],
)
def test_what_has_no_shape_is_written_in_latin_letters(name: str, written: str) -> None:
    assert font_set().showable(name) == written


def draw(name: str) -> bytes:
    line = a_line(1, "payable", 5, Balances(payable=5), "USD", "slug", "Title", f"You invited {name} .")
    section = Section("slug", "Title", "USD", UTC, name, Balances(), lambda: iter([line]))
    return draw_statement(statement_of(section), fonts=font_set())


@settings(max_examples=12)
@given(texts)
def test_any_text_can_be_drawn(text: str) -> None:
    line = a_line(1, "payable", 5, Balances(payable=5), "USD", "slug", text, text * 40)
    section = Section("slug", text, "USD", UTC, text, Balances(), lambda: iter([line]))
    assert draw_statement(statement_of(section), fonts=font_set()).startswith(b"%PDF-")


def test_a_long_statement_has_the_names_of_its_columns_on_every_page() -> None:
    lines = [
        a_line(k, "payable", 5, Balances(payable=5 * k), "USD", "s", "T", f"Reason {k} ends.") for k in range(1, 90)
    ]
    section = Section("s", "T", "USD", UTC, "Alice", Balances(), lambda: iter(lines))
    reader = PdfReader(io.BytesIO(draw_statement(statement_of(section), fonts=font_set())))
    assert len(reader.pages) > 2
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        assert "What and why" in text
        assert f"Page {number} of {len(reader.pages)}" in text
    whole = " ".join(words_of(pages(draw_statement(statement_of(section), fonts=font_set()))))
    assert all(f"Reason {k} ends." in whole for k in range(1, 90))


def test_a_long_amount_is_written_whole() -> None:
    line = a_line(1, "payable", 10**17, Balances(payable=10**17), "USD", "s", "T", "Because.")
    section = Section("s", "T", "USD", UTC, "Alice", Balances(), lambda: iter([line]))
    written = format_minor(10**17, "USD")
    text = pages(draw_statement(statement_of(section), fonts=font_set()))
    # The change, what stood there after it, and what stands there in the end.
    assert text.count(written) == 3


def test_a_reason_longer_than_a_page_goes_on_below() -> None:
    spoken = " ".join(f"word{k}" for k in range(500))
    line = a_line(1, "payable", 5, Balances(payable=5), "USD", "s", "T", spoken)
    section = Section("s", "T", "USD", UTC, "Alice", Balances(), lambda: iter([line]))
    read_back = words_of(pages(draw_statement(statement_of(section), fonts=font_set())))
    assert [word for word in read_back if re.fullmatch(r"word\d+", word)] == spoken.split()


@pytest.fixture
def story(db: None) -> Story:
    return tell()


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content).decode()


def csv_of(caller: Caller, path: str = "/me/statement/", **query: str) -> list[dict[str, str]]:
    return read([text_of(caller.call("GET", path, {"format": "csv", **query}))])


def rows_of(rows: Iterable[dict[str, str]], *names: str) -> Iterator[tuple[str, ...]]:
    return (tuple(row[name] for name in names) for row in rows)


def test_the_csv_says_what_the_pages_say(story: Story) -> None:
    for place in story.chain:
        caller = Caller(place.user)
        answer = caller.get("/me/statement/", limit=100)
        rows = csv_of(caller)
        assert [original(row["why"]) for row in rows if row["account"] == "payable"] == [
            line["why"] for line in reversed(answer["results"]) if line["account"] == "payable"
        ]
        last = {name: minor_of(rows[-1][name], "USD") for name in Balances._fields}
        assert last == {name: answer["balances"][0][name]["amount_minor"] for name in Balances._fields}
        assert csv_of(caller, f"/campaigns/{story.campaign.slug}/me/rewards/") == rows


def test_the_form_is_asked_for_by_address_or_by_header(story: Story) -> None:
    client = Caller(story.root.user).client
    path = "/api/v1/me/statement/"
    for accept, kind in (("text/csv", "text/csv; charset=utf-8"), ("application/pdf", "application/pdf")):
        assert client.get(path, HTTP_ACCEPT=accept).headers["Content-Type"] == kind
    assert client.get(path, HTTP_ACCEPT="text/html,*/*;q=0.8").headers["Content-Type"] == "application/json"
    assert "Accept" in client.get(path).headers["Vary"]
    caller = Caller(story.root.user)
    assert caller.refused("GET", "/me/statement/", {"format": "xlsx"}) == (400, "unknown_format")


def test_a_period_cuts_pages_and_documents_alike(story: Story) -> None:
    caller = Caller(story.root.user)
    days = {"from": "2009-12-12", "to": "2009-12-13"}
    assert list(rows_of(csv_of(caller, **days), "what", "amount", "owed")) == [("Debt", "250.00", "250.00")]
    assert [line["what"] for line in caller.get("/me/statement/", **days)["results"]] == ["debt"]
    text = pages(caller.call("GET", "/me/statement/", {"format": "pdf", **days}).content)
    assert "From 2009-12-12 until before 2009-12-13." in text
    assert "Before" in text
    for refused, code in (
        ({"from": "2009-12-12", "to": "2009-12-12"}, "period_is_empty"),
        ({"from": "12/12/2009"}, "malformed_day"),
        ({"to": "2009-02-30"}, "malformed_day"),
        ({"to": "0001-01-01"}, "malformed_day"),
    ):
        assert caller.refused("GET", "/me/statement/", refused) == (400, code)


def test_one_campaign_can_be_chosen(story: Story) -> None:
    caller = Caller(story.root.user)
    assert csv_of(caller, campaign=story.campaign.slug) == csv_of(caller)
    assert caller.refused("GET", "/me/statement/", {"campaign": "another"}) == (404, "no_place")


def test_nobody_reads_another_ones_statement(story: Story) -> None:
    stranger = Caller(make_user("sam"))
    assert csv_of(stranger) == []
    assert stranger.refused("GET", f"/campaigns/{story.campaign.slug}/me/rewards/", {"format": "csv"}) == (
        404,
        "no_place",
    )
    assert "There is nothing to state" in pages(stranger.call("GET", "/me/statement/", {"format": "pdf"}).content)


def test_a_pdf_of_too_many_lines_is_refused_with_what_to_do(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    from rewards.statements import api

    monkeypatch.setattr(api, "MOST_TRANSFERS", 3)
    caller = Caller(story.root.user)
    assert caller.refused("GET", "/me/statement/", {"format": "pdf"}) == (400, "statement_too_long")
    assert len(csv_of(caller)) > 3


def test_the_titles_of_the_columns_fill_the_page() -> None:
    assert sum(column.width for column in statement_pdf._COLUMNS) == pytest.approx(277)


def test_an_instance_can_add_fonts_of_its_own(tmp_path: Path) -> None:
    assert font_set().showable("𝄞") != "𝄞"
    own = tmp_path / "music.ttf"
    own.write_bytes(myfont("music"))
    fonts = font_set((str(own),))
    assert fonts.showable("𝄞") == "𝄞"
    line = a_line(1, "payable", 5, Balances(payable=5), "USD", "s", "T", "You invited 𝄞 .")
    section = Section("s", "T", "USD", UTC, "Alice", Balances(), lambda: iter([line]))
    assert "𝄞" in pages(draw_statement(statement_of(section), fonts=fonts))

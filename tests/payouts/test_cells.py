"""Cells: any text goes into a file as text, and comes back as it was."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given

from campaigns.cells import harmless, original
from rewards.payouts.providers.cells import csv_bytes, harmless_text, plain_text
from tests.payouts.orders import HARM, texts

FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")


def cells_seen(content: bytes, delimiter: str) -> list[str]:
    """Read a file as a spreadsheet with this delimiter does."""
    rows = csv.reader(io.StringIO(content.decode(), newline=""), delimiter=delimiter)
    return [cell for row in rows for cell in row]


@pytest.mark.parametrize("text", HARM)
@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("quote_all", [True, False])
def test_no_cell_is_a_formula_whatever_separates_cells(text: str, delimiter: str, quote_all: bool) -> None:
    content = csv_bytes([("a@example.org", harmless_text(text, 400))], quote_all=quote_all)
    assert not [cell for cell in cells_seen(content, delimiter) if FORMULA.match(cell.lstrip())]


@given(text=texts)
def test_what_is_made_harmless_can_be_read_back(text: str) -> None:
    plain = plain_text(text, 500)
    assert original(harmless(plain)) == plain


@given(text=texts)
def test_plain_text_is_one_line_that_can_be_written_and_stays_as_it_is(text: str) -> None:
    plain = plain_text(text, 100)
    assert plain.encode().decode() == plain
    assert len(plain) <= 100
    assert len(plain.splitlines()) <= 1
    assert plain_text(plain, 100) == plain


@given(text=texts)
def test_a_cell_keeps_within_its_limit(text: str) -> None:
    cell = harmless_text(text, 20)
    assert len(cell) <= 20
    assert plain_text(text, 500).startswith(original(cell))


def test_an_apostrophe_of_the_text_is_its_own() -> None:
    assert harmless("'Abd al-Rahman") == "'Abd al-Rahman"
    assert harmless("'=1") == "''=1"
    assert original("''=1") == "'=1"

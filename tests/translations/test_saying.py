"""Sentences are put into words where they are read: parts within parts, numbers by the language, kept in each."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.utils import translation

from campaigns.participation.wording import PEOPLE, percent, plain, ratio
from campaigns.saying import (
    LANGUAGES,
    MARKS,
    amount,
    capital,
    day,
    decimal,
    english,
    kept,
    money,
    said,
    said_of,
    signed,
    small,
    spoken,
)

LACKING = said(
    "Not enough data yet: it takes %(needed)s %(what)s, and there are %(n)s.", needed=12_000, what=PEOPLE.many, n=1
)


def in_spanish(sentence: object) -> str:
    with translation.override("es"):
        return str(sentence).replace("\N{NO-BREAK SPACE}", " ")


def test_a_sentence_and_its_parts_speak_one_language() -> None:
    assert LACKING == "Not enough data yet: it takes 12,000 people, and there are 1."
    assert in_spanish(LACKING) == "Todavía no hay datos suficientes: hacen falta 12.000 personas, y hay 1."
    with translation.override("es"):
        assert english(LACKING).startswith("Not enough data yet")


@pytest.mark.parametrize(
    ("sentence", "in_english", "spanish"),
    [
        (decimal(1234.56, 1), "1,234.6", "1234,6"),
        (signed(-0.25, 1), "-0.2", "-0,2"),
        (signed(-1_234), "-1,234", "-1234"),
        (decimal(1_234_567.5, 1), "1,234,567.5", "1.234.567,5"),
        (amount(400_000, "USD"), "4,000.00", "4000,00"),
        (money(150_000, "JPY"), "150,000 JPY", "150.000 JPY"),
        (day(datetime(2026, 11, 28, 23, 59, tzinfo=UTC)), "28 November 2026", "28 de noviembre de 2026"),
        (PEOPLE.counted(2.5), "2.5 people", "2,5 personas"),
        (PEOPLE.counted(1.04), "1 person", "1 persona"),
        (percent(0.377), "38 %", "38 %"),
        (ratio(0.7999, mark=0.8), "just under 0.8", "algo menos de 0,8"),
        (plain(12_345.6), "12,346", "12.346"),
        (capital(said("people")), "People", "Personas"),
        (small(said("Nobody has joined yet.")), "nobody has joined yet.", "nadie se ha unido todavía."),
    ],
)
def test_numbers_and_days_are_written_as_the_language_does(sentence: str, in_english: str, spanish: str) -> None:
    assert (sentence, in_spanish(sentence)) == (in_english, spanish)


def test_every_language_has_its_marks() -> None:
    assert set(LANGUAGES) <= set(MARKS)


@pytest.mark.parametrize(("number", "words"), [(1, "So far 1 person was."), (0, "So far 0 people were.")])
def test_one_and_many(number: int, words: str) -> None:
    assert said_of(number, "So far %(n)s person was.", "So far %(n)s people were.") == words


def test_what_is_kept_is_kept_in_every_language() -> None:
    stored = json.loads(json.dumps(kept({"why": [LACKING, "Dave"], "n": [1, 2], "none": None})))
    assert spoken(stored) == {"why": [LACKING, "Dave"], "n": [1, 2], "none": None}
    with translation.override("es"):
        assert spoken(stored)["why"] == [str(LACKING), "Dave"]
    # What a language has no words for is told in English; what was stored without languages as it stands.
    assert spoken({"en": "Yes."}) == "Yes."
    with translation.override("es"):
        assert spoken(["Yes.", {"en": "Yes."}]) == ["Yes.", "Yes."]


def test_a_sentence_is_never_stored_as_it_is() -> None:
    """It would be in the language of whoever happened to store it."""
    with pytest.raises(TypeError, match="not JSON serializable"):
        json.dumps({"why": LACKING})

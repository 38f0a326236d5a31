"""Answers that mean the same compare the same, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.findings.answers import normalize_answer


@given(st.text(max_size=60))
def test_doing_it_again_changes_nothing(answer: str) -> None:
    once = normalize_answer(answer)
    assert normalize_answer(once) == once


@given(st.text(st.characters(codec="ascii"), max_size=40))
def test_case_spaces_and_punctuation_do_not_matter(answer: str) -> None:
    assert normalize_answer(f"  “{answer.upper()}”\t!") == normalize_answer(answer)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Café Royal", "CAFE\u0301  ROYAL."),
        ("Straße 12", "STRASSE12"),
        ("Ｎｏ．７", "no 7"),
        ("ｶﾞﾗｽ", "ガラス"),
        ("٤٢", "42"),
        ("İzmir", "izmir"),
        ("ﬁsh-and-chips", "Fish and Chips"),
        ("Ærø № Ⅳ", "ærø no iv"),
        ("שָׁלוֹם", "שלום"),
        ("❤\ufe0f seven", "seven"),
    ],
)
def test_what_means_the_same_is_the_same(said: str, meant: str) -> None:
    assert normalize_answer(said) == normalize_answer(meant) != ""


@pytest.mark.parametrize(("said", "other"), [("7", "1"), ("か", "が"), ("की", "का"), ("12", "21"), ("ab", "ba")])
def test_what_means_something_else_stays_something_else(said: str, other: str) -> None:
    assert normalize_answer(said) != normalize_answer(other)


@pytest.mark.parametrize("empty", ["", " ", "?!", "❤️", "\u0301\u200d"])
def test_what_has_no_letter_is_nothing(empty: str) -> None:
    assert normalize_answer(empty) == ""

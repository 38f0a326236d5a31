"""Tokens of keys: drawn by chance, told apart, and refused for one changed character."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.people import tokens
from campaigns.people.tokens import PATTERN, ChecksumWrong, TokenMalformed, checksum, make_token, read_token

LETTERS = string.digits + string.ascii_letters
KINDS = ("secret", "publishable")
# Keys of any chance.
wholes = st.builds(
    lambda word, chance: word + chance + checksum(word + chance),
    st.sampled_from(["mk_", "mpk_"]),
    st.text(LETTERS, min_size=55, max_size=55),
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_made_is_read(kind: str) -> None:
    made = make_token(kind)
    assert read_token(made.text) == made
    assert made.kind == kind
    assert made.text.startswith(made.prefix)
    assert made.prefix.startswith({"secret": "mk_", "publishable": "mpk_"}[kind])
    assert made.is_hashed_to(made.digest)
    assert not made.is_hashed_to(make_token(kind).digest)


def test_a_known_key_for_whoever_checks_them_elsewhere() -> None:
    """docs/API_KEYS.md has the same example."""
    body = "mk_" + "0" * 12 + "A" * 43
    assert checksum(body) == "2vfR3p"
    assert read_token(body + "2vfR3p").prefix == "mk_000000000000"


def test_no_two_are_alike() -> None:
    made = [make_token("secret") for _ in range(1_000)]
    assert len({token.prefix for token in made}) == len({token.text for token in made}) == 1_000
    # All 62 are drawn: with 43,000 draws one that never comes would be a wonder.
    assert set("".join(token.text[3:-6] for token in made)) == set(LETTERS)


@given(st.data())
def test_one_changed_character_is_always_noticed(data: st.DataObject) -> None:
    whole = data.draw(wholes)
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.characters(exclude_characters=whole[place]) | st.sampled_from(LETTERS))
    changed = whole[:place] + other + whole[place + 1 :]
    if changed != whole:
        with pytest.raises((TokenMalformed, ChecksumWrong)):
            read_token(changed)


@given(st.data())
def test_two_exchanged_neighbours_are_noticed(data: st.DataObject) -> None:
    whole = data.draw(wholes)
    place = data.draw(st.integers(4, len(whole) - 2))
    exchanged = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
    if exchanged != whole:
        with pytest.raises(ChecksumWrong):
            read_token(exchanged)


@given(st.text())
def test_nothing_else_is_a_key(text: str) -> None:
    with pytest.raises((TokenMalformed, ChecksumWrong)):
        read_token(text)


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda text: text + "\n", lambda text: " " + text, "é".join])
def test_what_looks_like_one_is_none(change: object) -> None:
    with pytest.raises((TokenMalformed, ChecksumWrong)):
        read_token(change("mk_" + make_token("secret").text[3:]))  # type: ignore[operator]  # each takes a text


def test_scanners_find_them_in_any_text() -> None:
    made = [make_token(kind).text for kind in KINDS]
    assert re.findall(PATTERN, f'key = "{made[0]}"\nother: {made[1]};') == made


def test_what_is_printed_tells_no_secret() -> None:
    made = make_token("secret")
    assert repr(made) == str(made) == f"Token({made.prefix}…)"


def test_comparing_takes_the_time_safe_way(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[str, str]] = []

    def compare(one: str, other: str) -> bool:
        compared.append((one, other))
        return one == other

    monkeypatch.setattr(tokens, "compare_digest", compare)
    made = make_token("secret")
    assert made.is_hashed_to(made.digest)
    assert compared == [(made.digest, made.digest)]

"""JSON bodies: what cannot be kept is refused at the door, with the place named."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mobilize.http.bodies import MAX_BYTES, MAX_DEPTH, find_unkeepable

pytestmark = pytest.mark.django_db


def post(raw: bytes, content_type: str = "application/json") -> Any:
    return Client().generic("POST", "/api/v1/echo/", raw, content_type)


@pytest.mark.parametrize(
    ("raw", "pointer", "word"),
    [
        (b'{"a": {"b": ["x", "y\\u0000"]}}', "#/a/b/1", "NUL"),
        (b'{"a\\u0000": 1}', "#", "NUL"),
        (b'"\\ud800"', "#", "surrogate"),
        (b'{"n/m": 9223372036854775808}', "#/n~1m", "64 bits"),
        (b"[-9223372036854775809]", "#/0", "64 bits"),
        (b"[1e999]", "#/0", "finite"),
        (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), "#" + "/0" * MAX_DEPTH, "deep"),
    ],
)
def test_what_cannot_be_kept_is_named(raw: bytes, pointer: str, word: str) -> None:
    response = post(raw)
    assert response.status_code == 400, response.content
    errors = response.json()["errors"]
    assert [error["pointer"] for error in errors] == [pointer]
    assert word in errors[0]["detail"]


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"", "not JSON"),
        (b"{", "line 1, column 2"),
        (b"NaN", "NaN"),
        (b"[Infinity]", "Infinity"),
        (b'{"a": 1, "b": 2, "a": 3}', '"a" is given twice'),
        (b'"\xff"', "not UTF-8"),
        ("{}".encode("utf-16"), "not UTF-8"),
        (b"9" * 10_000, "64 bits"),
        (b"-" + b"9" * 30, "64 bits"),
        (b"[" * 200_000, "deep"),
        (b'{"a":' * 100_000, "deep"),
    ],
)
def test_what_cannot_be_read_is_explained(raw: bytes, word: str) -> None:
    # DRF reads an empty body as an empty object, so a blank stands for it.
    response = post(raw or b" ")
    assert response.status_code == 400, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    assert word in response.json()["detail"]


def test_a_body_of_a_mebibyte_is_read_and_one_byte_more_is_not() -> None:
    fits = b'"' + b"a" * (MAX_BYTES - 2) + b'"'
    assert post(fits).status_code == 200
    response = post(fits + b" ")
    assert response.status_code == 413
    assert response.headers["Content-Type"] == "application/problem+json"


def test_the_limit_of_bodies_is_not_that_of_the_server(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * MAX_BYTES
    response = post(b'"' + b"a" * MAX_BYTES + b'"')
    assert response.status_code == 413
    assert response.json()["type"] == "/problems/body-too-large/"


def test_the_greatest_values_pass() -> None:
    value = {
        "most": 2**63 - 1,
        "least": -(2**63),
        "smile": "\U0001f600",
        "empty": {},
        "list": [None, True, 0.5],
    }
    response = post(json.dumps(value).encode())
    assert response.status_code == 200
    assert response.json() == value
    nested = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH
    assert post(nested).status_code == 200


def test_a_byte_order_mark_and_a_charset_do_not_matter() -> None:
    assert post(b"\xef\xbb\xbf{}").status_code == 200
    assert post(b"{}", "application/json; charset=hex").status_code == 200
    assert post('{"a": "ä"}'.encode(), "application/json; charset=latin-1").json() == {"a": "ä"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec=None)), inner),
)


@given(JSON)
def test_what_passes_can_be_written_by_everybody(value: Any) -> None:
    """Whatever the walk lets through is finite, fits 64 bits and encodes as UTF-8 without NUL."""
    good = "\\u0000" not in json.dumps(value) and _encodes(value) and not _too_large(value)
    assert (find_unkeepable(value) == []) == good


def _encodes(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        return False
    return True


def _too_large(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_too_large(inner) for inner in value.values())
    if isinstance(value, list):
        return any(_too_large(inner) for inner in value)
    return isinstance(value, int) and not -(2**63) <= value < 2**63

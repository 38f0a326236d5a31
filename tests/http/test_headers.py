"""Headers that every answer has, and ETags with which nothing is sent twice."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

pytestmark = pytest.mark.django_db


def test_an_answer_that_is_known_is_not_sent_again(client: Client) -> None:
    first = client.get("/api/v1/echo/?say=a")
    tag = first.headers["ETag"]
    again = client.get("/api/v1/echo/?say=a", HTTP_IF_NONE_MATCH=tag)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    weak = client.get("/api/v1/echo/?say=a", HTTP_IF_NONE_MATCH=f'"x", W/{tag.removeprefix("W/")}')
    assert weak.status_code == 304
    other = client.get("/api/v1/echo/?say=b", HTTP_IF_NONE_MATCH=tag)
    assert other.status_code == 200
    assert other.headers["ETag"] != tag


def test_a_squeezed_answer_is_known_as_well(client: Client) -> None:
    address = f"/api/v1/echo/?say={'a' * 500}"
    first = client.get(address, HTTP_ACCEPT_ENCODING="gzip")
    assert first.headers["Content-Encoding"] == "gzip"
    again = client.get(address, HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert again.status_code == 304


def test_a_refusal_is_said_anew(client: Client) -> None:
    first = client.get("/api/v1/refuse/gone/")
    again = client.get("/api/v1/refuse/gone/", HTTP_IF_NONE_MATCH=first.headers.get("ETag", '"x"'))
    assert again.status_code == 410
    assert again.json()["detail"]


def test_shared_caches_keep_nothing_of_the_api(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user(email="alice@example.org", password="x"))
    response = client.get("/api/v1/private/")
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in response.headers["Vary"]


@pytest.mark.parametrize("path", ["/plain/", "/api/v1/echo/", "/api/v1/nothing/", "/nothing/", "/a%00b/"])
def test_every_answer_forbids_what_we_do_not_need(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=(self)" in headers["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in headers["Permissions-Policy"]

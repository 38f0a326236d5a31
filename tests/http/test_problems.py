"""Every refusal under /api/ is a problem that names what was wrong and tells nothing of the inside."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

pytestmark = pytest.mark.django_db


def problem(response: Any, status: int) -> dict[str, Any]:
    """Read a problem document, holding it to what every one of them has."""
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    document: dict[str, Any] = response.json()
    assert document["status"] == status
    assert document["type"].startswith("/problems/")
    assert document["type"].endswith("/")
    assert document["title"]
    assert document["detail"]
    assert document["instance"].isascii()
    assert unquote(document["instance"]) == response.wsgi_request.path
    return document


@pytest.mark.parametrize(
    ("kind", "status", "slug"),
    [
        ("invalid", 400, "code-malformed"),
        ("state", 409, "campaign-paused"),
        ("role", 403, "organizer-needed"),
        ("missing", 404, "no-such-campaign"),
        ("gone", 410, "link-expired"),
        ("http404", 404, "not-found"),
        ("forbidden", 403, "permission-denied"),
        ("suspicious", 400, "bad-request"),
        ("text", 400, "invalid-input"),
        ("overflow", 400, "value-out-of-range"),
        ("lookup", 400, "unreadable-body"),
        ("surrogate", 400, "unreadable-body"),
        ("sql:range", 400, "value-out-of-range"),
        ("sql:check", 409, "only-decided-responses-are-stored"),
        ("sql:law", 409, "escrow-never-goes-below-zero"),
        ("sql:unique", 409, "conflict"),
        ("sql:deadlock", 503, "busy"),
    ],
)
def test_each_kind_of_refusal_has_its_status_and_type(client: Client, kind: str, status: int, slug: str) -> None:
    document = problem(client.get(f"/api/v1/refuse/{kind}/"), status)
    assert document["type"] == f"/problems/{slug}/"


def test_a_refusal_brings_its_message_and_its_data(client: Client) -> None:
    document = problem(client.get("/api/v1/refuse/state/"), 409)
    assert document["detail"] == "The campaign is paused; resume it first."
    assert document["title"] == "Campaign paused"
    assert (document["short_by"], document["ratio"]) == (3, "1/2")


def test_data_of_a_refusal_cannot_hide_a_member(client: Client) -> None:
    # That refusal carries data named "status".
    assert problem(client.get("/api/v1/refuse/state/"), 409)["status"] == 409


def test_a_refused_field_is_named_by_an_escaped_pointer(client: Client) -> None:
    document = problem(client.post("/api/v1/refuse/invalid/"), 400)
    assert document["errors"] == [{"pointer": "#/place/a~1b~0c", "detail": "No link has such a code."}]


def test_a_law_of_the_database_is_read_as_a_sentence(client: Client) -> None:
    document = problem(client.get("/api/v1/refuse/sql:law/"), 409)
    assert document["detail"].startswith("Escrow never goes below zero")
    assert document["constraint"] == "escrow_never_goes_below_zero"


def test_names_that_the_framework_made_up_are_not_shown(client: Client) -> None:
    document = problem(client.get("/api/v1/refuse/sql:unique/"), 409)
    assert "auth_group" not in str(document)


def test_a_missing_object_does_not_say_of_what_kind_it_was(client: Client) -> None:
    assert "User" not in str(problem(client.get("/api/v1/refuse/http404/"), 404))


def test_bad_fields_are_named_wherever_they_are(client: Client) -> None:
    sent = {
        "title": "too long",
        "place": {"latitude": 91},
        "counts": [1, "x"],
        "visits": [{"latitude": 1}, {}],
    }
    document = problem(client.post("/api/v1/form/", sent, "application/json"), 400)
    pointers = [error["pointer"] for error in document["errors"]]
    assert pointers == ["#/title", "#/place/latitude", "#/counts/1", "#/visits/1/latitude"]
    assert all(set(error) == {"pointer", "detail"} for error in document["errors"])
    assert "title: " in document["detail"]
    assert "And 1 more." in document["detail"]


def test_a_complaint_about_the_whole_points_at_the_whole(client: Client) -> None:
    sent = {"title": "none", "place": {"latitude": 1}, "counts": []}
    document = problem(client.post("/api/v1/form/", sent, "application/json"), 400)
    assert document["errors"] == [{"pointer": "#", "detail": "This makes no sense as a whole."}]
    document = problem(client.post("/api/v1/form/", [1], "application/json"), 400)
    assert [error["pointer"] for error in document["errors"]] == ["#"]


def test_a_model_complaint_is_a_bad_field_too(client: Client) -> None:
    document = problem(client.post("/api/v1/refuse/model/"), 400)
    assert {error["pointer"] for error in document["errors"]} == {"#/title", "#"}


def test_a_crash_tells_the_caller_nothing_and_the_log_everything(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(raise_request_exception=False)
    with caplog.at_level(logging.ERROR, "django.request"):
        response = client.get("/api/v1/refuse/crash/")
    document = problem(response, 500)
    assert "4711" not in str(document)
    assert [record.exc_info is not None for record in caplog.records] == [True]
    assert "4711" in caplog.text


def test_a_crash_fails_the_test_that_met_it(client: Client) -> None:
    with pytest.raises(RuntimeError, match="4711"):
        client.get("/api/v1/refuse/crash/")


def test_a_missing_value_is_our_defect() -> None:
    problem(Client(raise_request_exception=False).get("/api/v1/refuse/sql:not_null/"), 500)


def test_waiting_is_said_in_whole_seconds(client: Client) -> None:
    for path, seconds in (("/api/v1/throttled/", "8"), ("/api/v1/refuse/throttled/", "3")):
        response = client.get(path)
        document = problem(response, 429)
        assert response.headers["Retry-After"] == seconds
        assert f"{seconds} s" in document["detail"]
    assert client.get("/api/v1/refuse/sql:deadlock/").headers["Retry-After"] == "1"


def test_not_signed_in_is_not_the_same_as_not_allowed(client: Client) -> None:
    response = client.get("/api/v1/private/")
    assert problem(response, 401)["type"] == "/problems/not-authenticated/"
    assert response.headers["WWW-Authenticate"]


def test_a_session_needs_the_csrf_token() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(get_user_model().objects.create_user(email="alice@example.org", password="x"))
    document = problem(client.post("/api/v1/private/", {"name": "a"}, "application/json"), 403)
    assert document["type"] == "/problems/csrf-failed/"
    assert client.get("/api/v1/private/").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "extra", "status"),
    [
        ("GET", "/api/v1/nothing/", {}, 404),
        ("GET", "/api/nothing", {}, 404),
        ("DELETE", "/api/v1/echo/", {}, 405),
        ("DELETE", "/api/v1/plain/", {}, 405),
        ("GET", "/api/v1/echo/", {"HTTP_ACCEPT": "text/csv"}, 406),
        ("POST", "/api/v1/echo/", {"content_type": "text/csv"}, 415),
        ("GET", "/api/v1/echo/", {"HTTP_HOST": "evil.example"}, 400),
        ("GET", "/api/v1/echo/?say=a%00b", {}, 400),
        ("GET", "/api/v1/refuse/a%00b/", {}, 400),
        ("GET", "/api/v1/crash/", {}, 500),
    ],
)
@pytest.mark.parametrize("debug", [False, True])
def test_nothing_under_api_leaves_as_html(
    method: str, path: str, extra: dict[str, Any], status: int, debug: bool, settings: Any
) -> None:
    settings.DEBUG = debug
    client = Client(raise_request_exception=False)
    address, _, query = path.partition("?")
    sent = {"content_type": "application/json", "QUERY_STRING": query, **extra}
    response = client.generic(method, address, "{}", **sent)
    document = problem(response, status)
    assert "4711" not in str(document)


def test_the_allowed_methods_are_named(client: Client) -> None:
    assert "GET" in client.delete("/api/v1/echo/").headers["Allow"]
    assert client.delete("/api/v1/plain/").headers["Allow"] == "GET"


def test_csrf_failures_under_api_are_problems() -> None:
    problem(Client(enforce_csrf_checks=True).post("/api/v1/protected/"), 403)


def test_a_post_without_the_last_slash_is_told_so(client: Client, settings: Any) -> None:
    settings.DEBUG = True
    document = problem(client.post("/api/v1/echo", {}, "application/json"), 404)
    assert document["detail"].endswith("/api/v1/echo/")
    assert client.get("/api/v1/echo").status_code == 301


def test_a_cookie_with_nul_is_refused(client: Client) -> None:
    client.cookies["sessionid"] = "aaaaaaaaaa"
    client.cookies["sessionid"].set("sessionid", "x", '"aaaaaaaaaa\\000"')
    problem(client.get("/api/v1/private/"), 400)


@pytest.mark.parametrize(("path", "status"), [("/nothing/", 404), ("/a%00b/", 400), ("/crash/", 500)])
def test_pages_are_refused_with_pages(path: str, status: int) -> None:
    response = Client(raise_request_exception=False).get(path)
    assert response.status_code == status
    assert response.headers["Content-Type"].startswith("text/html")
    assert "<h1>" in response.content.decode()
    assert "4711" not in response.content.decode()


def test_a_page_of_the_face_that_cannot_be_drawn_is_replaced(
    client: Client, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "404.html").write_text("{% url 'an-address-that-is-not-there' %}")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    response = client.get("/nothing/")
    assert response.status_code == 404
    assert "<h1>Not found</h1>" in response.content.decode()
    assert "could not be drawn" in caplog.text
    (tmp_path / "404.html").write_text("<h1>the face</h1>{{ status }}")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [str(tmp_path)]}]
    assert client.get("/nothing/").content == b"<h1>the face</h1>404"


def test_a_form_from_elsewhere_is_refused_with_a_page() -> None:
    response = Client(enforce_csrf_checks=True).post("/protected/")
    assert response.status_code == 403
    assert response.headers["Content-Type"].startswith("text/html")
    assert "<h1>" in response.content.decode()


def test_the_type_of_a_problem_leads_to_a_page(client: Client) -> None:
    response = client.get(client.get("/api/v1/refuse/gone/").json()["type"])
    assert response.status_code == 200
    assert "<h1>Link expired</h1>" in response.content.decode()


def test_a_refusal_shows_even_where_the_view_speaks_another_format(client: Client) -> None:
    problem(client.get("/api/v1/refuse/gone/", HTTP_ACCEPT="application/json"), 410)
    problem(client.get("/api/v1/refuse/gone/", HTTP_ACCEPT="text/html"), 406)

"""Handing over by a provider's API, as it answers over real HTTP: taken, refused, not now, or unclear."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from anymail.exceptions import AnymailAPIError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import override_settings

from campaigns.outreach.handing_over import Answer, Outcome, close_connection, hand_over, open_connection, outcome_of
from campaigns.outreach.models import Letter
from campaigns.outreach.rules import RETRIES
from campaigns.outreach.sending import send_letter
from tests.outreach.stage import NOON, clock, letter_to, letters_campaign, member
from tests.processes import free_port

TAKEN = {"ErrorCode": 0, "Message": "OK", "MessageID": "m", "SubmittedAt": "x", "To": "anna@example.org"}

INACTIVE = {
    "ErrorCode": 406,
    "Message": "You tried to send to a recipient that has been marked as inactive.\nFound inactive addresses: "
    "anna@example.org.\nInactive recipients are ones that have generated a hard bounce or a spam complaint.",
}


class _Api(ThreadingHTTPServer):
    """Speaks as Postmark does: answers with what it is told to say, or hangs up, and keeps what it was sent."""

    daemon_threads = True

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.body = status, body
        self.sent: list[Any] = []


class _Handler(BaseHTTPRequestHandler):
    server: _Api

    def do_POST(self) -> None:
        self.server.sent.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        if self.server.status == 0:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        content = json.dumps(self.server.body).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the library's own name
        """Say nothing."""


@contextmanager
def postmark(status: int, body: Any = None) -> Iterator[_Api]:
    with _Api(status, TAKEN if body is None else body) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            with by_postmark(server.server_address[1]):
                yield server
        finally:
            server.shutdown()


def by_postmark(port: int) -> Any:
    return override_settings(
        EMAIL_BACKEND="anymail.backends.postmark.EmailBackend",
        ANYMAIL={
            "POSTMARK_SERVER_TOKEN": "token",
            "POSTMARK_API_URL": f"http://127.0.0.1:{port}/",
            "REQUESTS_TIMEOUT": 2,
        },
    )


def offer() -> Outcome:
    message = EmailMultiAlternatives("Come back", "Please.", "us@example.org", ["anna@example.org"])
    out = get_connection()
    if closed := open_connection(out):
        return closed
    try:
        return hand_over(out, message)
    finally:
        close_connection(out)


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, None, Outcome(Answer.TAKEN)),
        (200, {**TAKEN, "Message": "Delivery may be delayed"}, Outcome(Answer.TAKEN)),
        (200, {**TAKEN, "To": "somebody.else@example.org"}, Outcome(Answer.UNCLEAR, "said unknown")),
        (422, INACTIVE, Outcome(Answer.REFUSED, "the provider refused the address", is_the_address=True)),
        (400, {"ErrorCode": 1, "Message": "no"}, Outcome(Answer.REFUSED, "HTTP 400")),
        (422, {"ErrorCode": 400, "Message": "no"}, Outcome(Answer.REFUSED, "HTTP 422")),
        (401, {"ErrorCode": 10, "Message": "bad token"}, Outcome(Answer.NOT_NOW, "HTTP 401")),
        (403, {}, Outcome(Answer.NOT_NOW, "HTTP 403")),
        (429, {}, Outcome(Answer.NOT_NOW, "HTTP 429")),
        (503, {}, Outcome(Answer.NOT_NOW, "HTTP 503")),
        (408, {}, Outcome(Answer.UNCLEAR, "HTTP 408")),
        (500, {}, Outcome(Answer.UNCLEAR, "HTTP 500")),
        (502, {}, Outcome(Answer.UNCLEAR, "HTTP 502")),
        (504, {}, Outcome(Answer.UNCLEAR, "HTTP 504")),
    ],
)  # fmt: skip
def test_what_the_provider_answers(status: int, body: Any, outcome: Outcome) -> None:
    with postmark(status, body) as server:
        found = offer()
    assert found == outcome
    assert len(server.sent) == 1
    assert "anna@" not in found.said


def test_no_answer_at_all_is_unclear() -> None:
    with postmark(0) as server:
        found = offer()
    assert len(server.sent) == 1
    assert found == Outcome(Answer.UNCLEAR, "ConnectionError")


def test_an_answer_that_does_not_come_in_time_is_unclear() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, by_postmark(silent.getsockname()[1]):
        assert offer() == Outcome(Answer.UNCLEAR, "ReadTimeout")


def test_nobody_listens_so_nothing_was_sent() -> None:
    with by_postmark(free_port()):
        assert offer() == Outcome(Answer.NOT_NOW, "ConnectionError")


def test_an_answer_that_cannot_be_read_is_unclear() -> None:
    with postmark(200, "not what it should be"):
        assert offer().answer == Answer.UNCLEAR


@pytest.mark.parametrize(("code", "answer"), [(429, Answer.NOT_NOW), (400, Answer.REFUSED), (500, Answer.UNCLEAR)])
def test_amazons_answers_have_their_number_elsewhere(code: int, answer: Answer) -> None:
    said = {"Error": {"Code": "x"}, "ResponseMetadata": {"HTTPStatusCode": code}}
    assert outcome_of(AnymailAPIError("no", response=said)) == Outcome(answer, f"HTTP {code}")


@pytest.mark.usefixtures("committed")
def test_a_letter_goes_through_the_provider_once() -> None:
    letter = letter_to(member(letters_campaign()))
    with postmark(429):
        assert send_letter(letter_id=letter.pk, clock=clock(NOON)) == "queued"
    with postmark(200, {**TAKEN, "To": letter.user and letter.user.email}) as server:
        for _ in range(2):
            assert send_letter(letter_id=letter.pk, clock=clock(NOON + RETRIES[0])) == "sent"
    assert len(server.sent) == 1
    headers = {header["Name"]: header["Value"] for header in server.sent[0]["Headers"]}
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<http")
    assert Letter.objects.get(pk=letter.pk).attempts == 2

"""A receiver of webhooks on this machine: hears what is posted, and answers as it is told to.

with receiver() as there:
    there.say(500, 302, slow(1))    the next answers, one each; 204 when nothing was said
    there.stop()                    nobody listens any more
    there.start()                   and again, at the same address
"""

from __future__ import annotations

import ssl
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

Answer = Callable[["Handler"], None]


@dataclass(frozen=True)
class Heard:
    """One message as it arrived."""

    path: str
    headers: dict[str, str]
    body: str

    @property
    def name(self) -> str:
        return self.headers["webhook-id"]


@dataclass
class Receiver:
    """Where it listens, what it heard in order, and what it says next."""

    port: int = 0
    tls: ssl.SSLContext | None = None
    heard: list[Heard] = field(default_factory=list)
    _answers: list[int | Answer] = field(default_factory=list)
    _usual: int | Answer = 204
    _lock: Lock = field(default_factory=Lock)
    _server: Any = None

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}/hook?of=mine"

    def say(self, *answers: int | Answer) -> None:
        with self._lock:
            self._answers.extend(answers)

    def say_always(self, answer: int | Answer) -> None:
        with self._lock:
            self._usual = answer

    def answer(self, message: Heard) -> int | Answer:
        with self._lock:
            self.heard.append(message)
            return self._answers.pop(0) if self._answers else self._usual

    def names(self, path: str | None = None) -> list[str]:
        with self._lock:
            return [message.name for message in self.heard if path is None or message.path == path]

    def start(self) -> None:
        self._server = _Server(("127.0.0.1", self.port), Handler)
        if self.tls:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self._server.receiver = self
        self.port = self._server.server_address[1]
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.receiver.answer(Heard(self.path, headers, body))  # type: ignore[attr-defined]  # put there above
        if isinstance(answer, int):
            self.reply(answer)
        else:
            with suppress(OSError):
                answer(self)

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Tests look at what was heard."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Senders are killed in the middle of a sentence here; that is no news, and all else is."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def slow(seconds: float, status: int = 204) -> Answer:
    """Think for so long before answering."""

    def answer(handler: Handler) -> None:
        time.sleep(seconds)
        handler.reply(status)

    return answer


def drip(seconds: float, pause: float = 0.1) -> Answer:
    """Say the beginning of an answer one letter at a time, so that no single read takes long."""

    def answer(handler: Handler) -> None:
        until = time.monotonic() + seconds
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while time.monotonic() < until:
            handler.wfile.write(b"a")
            handler.wfile.flush()
            time.sleep(pause)
        handler.wfile.write(b"\r\nContent-Length: 0\r\n\r\n")

    return answer


def endless(handler: Handler) -> None:
    """Say yes, and go on talking."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        handler.wfile.write(b"blah " * 1_000)


def redirect(to: str, status: int = 302) -> Answer:
    return lambda handler: handler.reply(status, Location=to)


def raw(said: bytes) -> Answer:
    def answer(handler: Handler) -> None:
        handler.wfile.write(said)
        handler.close_connection = True

    return answer


@contextmanager
def receiver(tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """Listen for as long as the block lasts."""
    there = Receiver(tls=tls)
    there.start()
    try:
        yield there
    finally:
        there.stop()

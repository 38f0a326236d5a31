"""A mail server that speaks SMTP to whoever connects, keeps what it takes, and fails where it is told to.

with fake_smtp() as server:
    server.say("RCPT", "450 Later")     the next answer to this command, once
    server.hang_up("DATA")              close the connection instead of answering it, once
    server.hang_up("BODY")              take the letter and close without a word, once
"""

from __future__ import annotations

import socketserver
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Lock, Thread
from typing import Any

from django.test import override_settings

_HANG_UP = ""


@dataclass
class FakeSmtp:
    """What the server took, in order, and what it says next."""

    host: str = "127.0.0.1"
    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    connections: int = 0
    _answers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _lock: Lock = field(default_factory=Lock)

    def say(self, command: str, answer: str, *, times: int = 1) -> None:
        with self._lock:
            self._answers[command].extend([answer] * times)

    def hang_up(self, command: str) -> None:
        self.say(command, _HANG_UP)

    def answer(self, command: str, usual: str) -> str:
        with self._lock:
            waiting = self._answers[command]
            return waiting.pop(0) if waiting else usual

    def take(self, raw: bytes) -> None:
        parsed = message_from_bytes(raw, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        with self._lock:
            self.taken.append(parsed)

    def times_taken(self, message_id: str) -> int:
        with self._lock:
            return sum(message["Message-ID"] == message_id for message in self.taken)


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server: FakeSmtp = self.server.fake  # type: ignore[attr-defined]  # put there below
        server.connections += 1
        if not self._reply(server.answer("CONNECT", "220 fake")):
            return
        while line := self.rfile.readline():
            command = line.split()[0].decode().upper() if line.split() else ""
            usual = {"DATA": "354 Go on", "QUIT": "221 Bye"}.get(command, "250 OK")
            said = server.answer(command, usual)
            if not self._reply(said) or command == "QUIT":
                return
            if command == "DATA" and said.startswith("354"):
                raw = self._body()
                said = server.answer("BODY", "250 Taken")
                if said.startswith("250") or said == _HANG_UP:
                    server.take(raw)
                if not self._reply(said):
                    return

    def _body(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _reply(self, said: str) -> bool:
        if said != _HANG_UP:
            self.wfile.write(said.encode() + b"\r\n")
        return said != _HANG_UP


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    fake: FakeSmtp

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients are killed in the middle of a sentence here; that is no news."""


@contextmanager
def fake_smtp() -> Iterator[FakeSmtp]:
    """Run the server for as long as the block lasts, and have Django send by it."""
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        server.fake = FakeSmtp(port=server.server_address[1])
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            with override_settings(**smtp_settings(server.fake)):
                yield server.fake
        finally:
            server.shutdown()
            thread.join()


def smtp_settings(server: FakeSmtp) -> dict[str, Any]:
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": server.host,
        "EMAIL_PORT": server.port,
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
        "EMAIL_USE_TLS": False,
        "EMAIL_TIMEOUT": 5,
    }

"""A Stripe for tests: a real HTTP server on loopback that speaks the few endpoints used, and misbehaves on demand.

It creates transfers once for each idempotency key, lists and retrieves them, reverses them, and signs webhooks,
which it repeats and shuffles. Faults are taken from a plan, one a request; a request that is `LATE` is carried out
only when the test says so, as one that lingered on its way.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import random
import threading
import time
import urllib.request
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

API_KEY = "sk_test_of_the_fake"
WEBHOOK_SECRET = "whsec_of_the_fake"


class Fault(Enum):
    """What goes wrong with one request."""

    NONE = auto()
    SLOW_BEFORE = auto()  # the client gives up, then it is carried out all the same
    SLOW_AFTER = auto()  # carried out, and the answer comes too late
    DROP_BEFORE = auto()  # the connection breaks, nothing is carried out
    DROP_AFTER = auto()  # carried out, and the connection breaks before the answer
    CUT_ANSWER = auto()  # carried out, and half of the answer comes
    LATE = auto()  # the connection breaks, and it is carried out when the test calls `arrive`
    TOO_MANY = auto()  # 429, nothing carried out
    ERROR_BEFORE = auto()  # 500, nothing carried out
    ERROR_AFTER = auto()  # 500, although it was carried out
    NONSENSE = auto()  # carried out, and the answer is no JSON
    REFUSED = auto()  # 400, nothing carried out
    KEY_IN_USE = auto()  # 409: another request with this key is under way
    BAD_KEY = auto()  # 401


ANSWERS: dict[Fault, tuple[int, str, str]] = {
    Fault.TOO_MANY: (429, "invalid_request_error", "rate_limit"),
    Fault.ERROR_BEFORE: (500, "api_error", ""),
    Fault.ERROR_AFTER: (500, "api_error", ""),
    Fault.REFUSED: (400, "invalid_request_error", "balance_insufficient"),
    Fault.KEY_IN_USE: (409, "idempotency_error", "idempotency_key_in_use"),
    Fault.BAD_KEY: (401, "invalid_request_error", "api_key_expired"),
}
CARRIED_OUT = frozenset({Fault.NONE, Fault.SLOW_AFTER, Fault.DROP_AFTER, Fault.CUT_ANSWER, Fault.NONSENSE})
BROKEN = frozenset({Fault.DROP_BEFORE, Fault.DROP_AFTER, Fault.LATE})


@dataclass
class FakeStripe:
    """The books of the fake; `transfers` are as Stripe's own objects, in the order in which they were made."""

    address: str = ""
    delay_seconds: float = 0.5
    transfers: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)
    plan: deque[Fault] = field(default_factory=deque)
    # What goes wrong with the first order of each payout, before the plan is asked.
    planned_of: dict[str, Fault] = field(default_factory=dict)
    forgetful: bool = False  # forgets every idempotency key at once, as Stripe does after a day
    underway: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    _keys: dict[str, tuple[dict[str, str], dict[str, Any]]] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _busy: threading.Condition = field(default_factory=threading.Condition)
    _connections: int = 0

    def next_fault(self) -> Fault:
        with self._lock:
            return self.plan.popleft() if self.plan else Fault.NONE

    def create(self, key: str, params: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Carry out an order once for its key; the same key with another order is refused."""
        with self._lock:
            if key in self._keys and not self.forgetful:
                before, made = self._keys[key]
                if before != params:
                    return 400, error("idempotency_error", "")
                return 200, made
            made = {
                "id": f"tr_{len(self.transfers) + 1:08d}",
                "object": "transfer",
                "amount": int(params["amount"]),
                "amount_reversed": 0,
                "reversed": False,
                "currency": params["currency"],
                "destination": params["destination"],
                "transfer_group": params["transfer_group"],
                "metadata": {"payout": params["metadata[payout]"]},
            }
            self.transfers.append(made)
            self._keys[key] = (params, made)
            self._note("transfer.created", made)
            return 200, dict(made)

    def reverse(self, transfer_id: str, amount: int | None = None) -> None:
        """Take a transfer back, in whole or in part."""
        with self._lock:
            made = self.retrieve(transfer_id)
            assert made is not None
            made["amount_reversed"] = made["amount"] if amount is None else amount
            made["reversed"] = made["amount_reversed"] == made["amount"]
            self._note("transfer.reversed", made)

    def arrive(self) -> None:
        """Let the requests that lingered on their way arrive now."""
        with self._lock:
            while self.underway:
                self.create(*self.underway.pop())

    def quiet(self) -> None:
        """Let everything that was ever sent to us arrive and be over."""
        # Connections are taken in the order in which they came: after this one, every earlier one is counted.
        with urllib.request.urlopen(self.address + "/quiet", timeout=10):  # noqa: S310 - the test's own server
            pass
        with self._busy:
            assert self._busy.wait_for(lambda: self._connections == 0, timeout=10)
        self.arrive()

    def count(self, step: int) -> None:
        with self._busy:
            self._connections += step
            self._busy.notify_all()

    def forget_keys(self) -> None:
        """Forget idempotency keys, as Stripe does after a day."""
        with self._lock:
            self._keys.clear()

    def retrieve(self, transfer_id: str) -> dict[str, Any] | None:
        return next((made for made in self.transfers if made["id"] == transfer_id), None)

    def of_group(self, group: str) -> list[dict[str, Any]]:
        with self._lock:
            return [dict(made) for made in reversed(self.transfers) if made["transfer_group"] == group]

    def messages(self, *, chance: random.Random, times: int = 2) -> list[tuple[bytes, dict[str, str]]]:
        """Give every event so far as a signed webhook, each several times, in an order of chance."""
        with self._lock:
            sent = [signed(event) for event in self.events for _ in range(times)]
        chance.shuffle(sent)
        return sent

    def deliver(self, url: str, *, chance: random.Random, times: int = 2) -> list[int]:
        """Post every event so far to a real address; gives the statuses."""
        statuses = []
        for payload, headers in self.messages(chance=chance, times=times):
            request = urllib.request.Request(url, data=payload, headers=headers, method="POST")  # noqa: S310 - the test's own server
            with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310 - the test's own server
                statuses.append(response.status)
        return statuses

    def _note(self, kind: str, made: dict[str, Any]) -> None:
        number = len(self.events) + 1
        copied = json.loads(json.dumps(made))
        self.events.append(
            {"id": f"evt_{number:08d}", "object": "event", "type": kind, "created": number, "data": {"object": copied}}
        )


def error(kind: str, code: str) -> dict[str, Any]:
    """Say no as Stripe does. The message repeats what was sent, as Stripe's own do."""
    return {"error": {"type": kind, "code": code or None, "message": "No such destination: 'acct_1Alice23456789'"}}


def signed(
    event: Mapping[str, Any], *, secret: str = WEBHOOK_SECRET, at: float | None = None
) -> tuple[bytes, dict[str, str]]:
    """Sign an event as of `at`; gives the body and the headers."""
    body = json.dumps(event).encode()
    stamp = int(time.time() if at is None else at)
    mark = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return body, {"Content-Type": "application/json", "Stripe-Signature": f"t={stamp},v1={mark}"}


class _Handler(BaseHTTPRequestHandler):
    # One request a connection, so that whatever is on its way can be counted.
    protocol_version = "HTTP/1.0"
    disable_nagle_algorithm = True

    @property
    def stripe(self) -> FakeStripe:
        return cast("_Server", self.server).stripe

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        params = {key: values[0] for key, values in parse_qs(body).items()}
        path = urlsplit(self.path).path
        self.stripe.requests.append(("POST", path))
        if path != "/v1/transfers" or not self._is_known():
            self._answer(404, error("invalid_request_error", "resource_missing"))
            return
        planned = self.stripe.planned_of.pop(params.get("metadata[payout]", ""), None)
        self._create(planned or self.stripe.next_fault(), self.headers["Idempotency-Key"], params)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/quiet":
            self._answer(200, {})
            return
        self.stripe.requests.append(("GET", parts.path))
        fault = self.stripe.next_fault()
        if fault in ANSWERS:
            self._say_no(fault)
        elif fault in BROKEN:
            self._hang_up()
        else:
            if fault in {Fault.SLOW_BEFORE, Fault.SLOW_AFTER}:
                time.sleep(self.stripe.delay_seconds)
            if parts.path == "/v1/transfers":
                found = self.stripe.of_group(parse_qs(parts.query)["transfer_group"][0])
                self._answer(200, {"object": "list", "url": "/v1/transfers", "has_more": False, "data": found})
            else:
                made = self.stripe.retrieve(parts.path.rsplit("/", 1)[-1])
                self._answer(200 if made else 404, made or error("invalid_request_error", "resource_missing"))

    def _create(self, fault: Fault, key: str, params: dict[str, str]) -> None:
        if fault == Fault.SLOW_BEFORE:
            time.sleep(self.stripe.delay_seconds)
        if fault == Fault.LATE:
            self.stripe.underway.append((key, params))
        status, said = 500, error("api_error", "")
        if fault in CARRIED_OUT | {Fault.SLOW_BEFORE, Fault.ERROR_AFTER}:
            status, said = self.stripe.create(key, params)
        if fault in ANSWERS:
            self._say_no(fault)
        elif fault in BROKEN:
            self._hang_up()
        elif fault == Fault.CUT_ANSWER:
            self._answer(status, said, cut=True)
        elif fault == Fault.NONSENSE:
            self._write(200, b"<html>a proxy in between</html>")
        else:
            if fault == Fault.SLOW_AFTER:
                time.sleep(self.stripe.delay_seconds)
            self._answer(status, said)

    def _is_known(self) -> bool:
        return self.headers["Authorization"] == f"Bearer {API_KEY}"

    def _say_no(self, fault: Fault) -> None:
        status, kind, code = ANSWERS[fault]
        self._answer(status, error(kind, code))

    def _answer(self, status: int, said: Mapping[str, Any], *, cut: bool = False) -> None:
        body = json.dumps(said).encode()
        self._write(status, body[: len(body) // 2] if cut else body, length=len(body))
        if cut:
            self._hang_up()

    def _write(self, status: int, body: bytes, length: int | None = None) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(length or len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            # The client gave up waiting, as it was meant to.
            self.close_connection = True

    def _hang_up(self) -> None:
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the base class
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    stripe: FakeStripe

    def process_request(self, request: Any, client_address: Any) -> None:
        self.stripe.count(1)
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.stripe.count(-1)


@contextmanager
def fake_stripe(*, delay_seconds: float = 0.5) -> Iterator[FakeStripe]:
    """Run a fake on a free port of loopback."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.stripe = FakeStripe(address=f"http://127.0.0.1:{server.server_port}", delay_seconds=delay_seconds)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.stripe
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

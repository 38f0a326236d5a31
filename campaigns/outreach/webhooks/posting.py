"""Posting: one message to one address, and what was answered.

Law: we connect to the very address that was judged, so that no name can come to mean another in between; the host of
the URL is still what TLS checks and what the receiver is told. No redirect is followed. All of it, from asking for the
name to the last byte that is read, takes 20 seconds at most, however slowly a receiver speaks: when they are over the
connection is cut from outside.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from queue import Empty, SimpleQueue
from threading import Event, Thread, Timer
from typing import Any

import certifi
from django.conf import settings

from campaigns.outreach.webhooks.addresses import Target, literal_of, may_reach

MOST_SECONDS = 20.0
# Of an answer only its first part is kept; one that does not come along with its status is not waited for.
MOST_BODY_BYTES = 4_096
MOST_BODY_SECONDS = 2.0
MOST_HEADER_CHARACTERS = 200
# What tells why something was refused. Cookies and the like are not ours to keep.
KEPT_HEADERS = ("content-type", "content-length", "date", "server", "location", "retry-after", "via")
_MOST_ADDRESSES = 3
_LATE = "No answer within 20 seconds."


@dataclass(frozen=True)
class Reply:
    """What came of posting: a status with its answer, or an error in words where there was none."""

    status: int | None = None
    error: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    milliseconds: int = 0


class _NotReached(Exception):
    """Nothing was answered; the message says why, without anything that tells of our own network."""


def post(target: Target, *, headers: Mapping[str, str], body: bytes, seconds: float = MOST_SECONDS) -> Reply:
    """Post once, and give what was answered; never raises for what a receiver or the network does."""
    began = time.monotonic()
    try:
        reply = _exchange(target, headers, body, began + seconds)
    except _NotReached as failed:
        reply = Reply(error=str(failed))
    took = round((time.monotonic() - began) * 1000)
    return Reply(reply.status, reply.error, reply.headers, reply.body, took)


def _exchange(target: Target, headers: Mapping[str, str], body: bytes, until: float) -> Reply:
    plain = _connect(target, until)
    with plain, _cut_at(plain, until) as is_cut:
        try:
            spoken = _secured(plain, target) if target.is_secure else plain
            with spoken:
                connection = _Connection(target, spoken)
                connection.request("POST", target.path, body, {**headers, "Connection": "close"})
                response = connection.getresponse()
                if is_cut.is_set():
                    # The library takes what was heard of the head until then for all of it.
                    raise _NotReached(_LATE)
                return Reply(response.status, "", _kept(response), _read(response, spoken, until))
        except ssl.SSLCertVerificationError as failed:
            raise _NotReached(f"The certificate is not good for this host: {failed.verify_message}.") from None
        except (OSError, http.client.HTTPException, ValueError) as failed:
            if is_cut.is_set() or isinstance(failed, TimeoutError):
                raise _NotReached(_LATE) from None
            raise _NotReached(f"The connection broke, or what was answered is no HTTP: {_name(failed)}.") from None


class _Connection(http.client.HTTPConnection):
    """Speaks HTTP over a connection that is there, and opens none."""

    auto_open = 0

    def __init__(self, target: Target, spoken: socket.socket) -> None:
        super().__init__(target.host, target.port)
        # What is left out of the Host header.
        self.default_port = 443 if target.is_secure else 80
        self.sock = spoken


def _connect(target: Target, until: float) -> socket.socket:
    """Connect to an address of the host's that we may reach, having looked at that very address."""
    found = _resolve(target, until)
    allowed = settings.WEBHOOK_PRIVATE_ADDRESSES
    open_to_us = [
        (family, place)
        for family, place in found
        if may_reach(ipaddress.ip_address(place[0].partition("%")[0]), scheme=target.scheme, allowed=allowed)
    ]
    if not open_to_us:
        raise _NotReached("The host leads to no address that we may connect to: none of them is public.")
    failed: OSError | None = None
    for family, place in open_to_us[:_MOST_ADDRESSES]:
        connecting = socket.socket(family, socket.SOCK_STREAM)
        try:
            connecting.settimeout(_left(until))
            connecting.connect(place)
        except OSError as refused:
            failed = refused
            connecting.close()
        else:
            connecting.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return connecting
    if isinstance(failed, TimeoutError):
        raise _NotReached(_LATE)
    raise _NotReached(f"No connection came about: {_name(failed)}.")


def _resolve(target: Target, until: float) -> list[tuple[int, Any]]:
    """Ask what the host's addresses are; not for longer than there is time, which the system's resolver would."""
    if (literal := literal_of(target.host)) is not None:
        family = socket.AF_INET if literal.version == 4 else socket.AF_INET6
        return [(family, (str(literal), target.port))]
    answers: SimpleQueue[Any] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as unknown:
            answers.put(unknown)

    # Ends by itself once the resolver gives up; whoever ends the process does not wait for it.
    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=_left(until))
    except Empty:
        raise _NotReached("Nobody said within 20 seconds where the host is.") from None
    if isinstance(answer, Exception):
        raise _NotReached("There is no such host.")
    return [(family, place) for family, _, _, _, place in answer]


@contextmanager
def _cut_at(connection: socket.socket, until: float) -> Iterator[Event]:
    """Cut the connection when the time is up, whoever waits on it; tells whether that has happened."""
    is_cut = Event()
    # Another handle of the same connection: the one that is spoken over belongs to whoever speaks.
    handle = connection.dup()

    def cut() -> None:
        is_cut.set()
        try:
            handle.shutdown(socket.SHUT_RDWR)
        except OSError:
            # The other side was faster.
            return

    timer = Timer(max(0.0, until - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield is_cut
    finally:
        timer.cancel()
        timer.join()
        handle.close()


def _secured(plain: socket.socket, target: Target) -> ssl.SSLSocket:
    return _tls().wrap_socket(plain, server_hostname=target.host)


@cache
def _tls() -> ssl.SSLContext:
    """Trust what the system trusts, and what certifi does."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _kept(response: http.client.HTTPResponse) -> dict[str, str]:
    said = {name: response.headers.get(name) for name in KEPT_HEADERS}
    return {name: _plain(value)[:MOST_HEADER_CHARACTERS] for name, value in said.items() if value is not None}


def _read(response: http.client.HTTPResponse, spoken: socket.socket, until: float) -> str:
    """Read the beginning of the body; what does not come soon is left out, since the status says all that counts."""
    until = min(until, time.monotonic() + MOST_BODY_SECONDS)
    read = b""
    try:
        while len(read) < MOST_BODY_BYTES and (left := until - time.monotonic()) > 0:
            spoken.settimeout(left)
            piece = response.read1(MOST_BODY_BYTES - len(read))
            if not piece:
                break
            read += piece
    except (OSError, http.client.HTTPException, ValueError):
        # The status was heard.
        pass
    return _plain(read.decode("utf-8", "replace"))


def _plain(text: str) -> str:
    """Leave out what PostgreSQL cannot keep."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise _NotReached(_LATE)
    return left


def _name(failed: BaseException | None) -> str:
    return type(failed).__name__

"""Posting to a real receiver: what it says, how long it takes, and to which address of which name."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from campaigns.outreach.webhooks.addresses import Target
from campaigns.outreach.webhooks.posting import MOST_BODY_BYTES, Reply, _tls, post
from tests.outreach.webhooks.receiver import Answer, Receiver, drip, endless, raw, receiver, redirect, slow
from tests.processes import free_port

HEADERS = {"Content-Type": "application/json", "webhook-id": "msg_1"}


def send(there: Receiver, *, host: str = "127.0.0.1", seconds: float = 5) -> Reply:
    target = Target("https" if there.tls else "http", host, there.port, "/hook?of=mine")
    return post(target, headers=HEADERS, body='{"ü":1}'.encode(), seconds=seconds)


def test_it_arrives_as_it_is(there: Receiver) -> None:
    reply = send(there)
    (heard,) = there.heard
    assert (reply.status, reply.error, reply.body) == (204, "", "")
    assert (heard.path, heard.body, heard.headers["host"]) == ("/hook?of=mine", '{"ü":1}', f"127.0.0.1:{there.port}")
    assert heard.headers.items() >= HEADERS.items() - {("Content-Type", "application/json")}


def test_what_is_answered_is_kept_as_far_as_it_tells_something(there: Receiver) -> None:
    said = b"No \0 \xff such place. " * 1_000
    headers = {"Content-Type": "text/plain", "Set-Cookie": "session=secret", "Via": "v" * 500}
    there.say(lambda handler: handler.reply(404, said, **headers))
    reply = send(there)
    assert reply.status == 404
    assert reply.body.startswith("No \ufffd \ufffd such place.")
    assert len(reply.body) <= MOST_BODY_BYTES
    assert "\0" not in reply.body
    assert reply.headers["content-type"] == "text/plain"
    assert len(reply.headers["via"]) == 200
    assert "secret" not in str(reply)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(there: Receiver, status: int) -> None:
    there.say(redirect(f"http://127.0.0.1:{there.port}/elsewhere", status))
    assert send(there).status == status
    assert [heard.path for heard in there.heard] == ["/hook?of=mine"]


@pytest.mark.parametrize(
    ("answer", "seconds"), [(slow(3), 0.4), (drip(3), 0.4), (raw(b""), 0.0)], ids=["silent", "dripping", "hung up"]
)
def test_it_takes_no_longer_than_it_may_however_it_is_said(there: Receiver, answer: Answer, seconds: float) -> None:
    there.say(answer)
    began = time.monotonic()
    reply = send(there, seconds=0.4)
    took = time.monotonic() - began
    assert reply.status is None
    assert reply.error == ("No answer within 20 seconds." if seconds else reply.error) != ""
    assert seconds <= took < 2.9
    assert seconds * 1000 <= reply.milliseconds < 2_900


def test_a_status_counts_though_the_body_never_ends(there: Receiver) -> None:
    there.say(endless)
    began = time.monotonic()
    reply = send(there)
    assert (reply.status, len(reply.body)) == (200, MOST_BODY_BYTES)
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "said", [b"Hello?\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200]
)
def test_what_is_no_http_is_an_error(there: Receiver, said: bytes) -> None:
    there.say(raw(said))
    reply = send(there)
    assert reply.status is None
    assert "no HTTP" in reply.error


def test_nobody_listens(here: None) -> None:
    reply = post(Target("http", "127.0.0.1", free_port(), "/"), headers=HEADERS, body=b"{}")
    assert (reply.status, reply.error) == (None, "No connection came about: ConnectionRefusedError.")


def test_no_such_host(here: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    reply = post(Target("https", "nowhere.invalid", 443, "/"), headers=HEADERS, body=b"{}", seconds=10)
    assert (reply.status, reply.error) == (None, "There is no such host.")


class TestNames:
    """Names of the network, as somebody who owns one can have them answered."""

    @pytest.fixture
    def named(self, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
        """Have the system's resolver answer with the next of these lists each time; gives what it was asked."""
        asked: list[str] = []

        def answer_with(*lists: list[str]) -> list[str]:
            left = list(lists)

            def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
                asked.append(host)
                addresses = left.pop(0) if len(left) > 1 else left[0]
                return [
                    (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
                    for one in addresses
                ]

            monkeypatch.setattr(socket, "getaddrinfo", resolve)
            return asked

        return answer_with

    @pytest.mark.parametrize(
        "address",
        ["127.0.0.2", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fe80::1%lo"],
    )
    def test_a_name_that_leads_inside_leads_nowhere(
        self, there: Receiver, named: Callable[..., list[str]], address: str
    ) -> None:
        named([address])
        reply = send(there, host="evil.example")
        assert reply.error == "The host leads to no address that we may connect to: none of them is public."
        assert address not in reply.error
        assert there.heard == []

    def test_a_name_is_asked_once_and_its_answer_is_what_is_connected_to(
        self, there: Receiver, named: Callable[..., list[str]]
    ) -> None:
        """Asked again it would lead where we may not go: whoever owns the name cannot get in between."""
        asked = named(["127.0.0.1"], ["127.0.0.2"])
        assert send(there, host="rebinding.example").status == 204
        assert asked == ["rebinding.example"]
        assert there.heard[0].headers["host"] == f"rebinding.example:{there.port}"

    def test_of_several_addresses_only_what_we_may_reach_is_connected_to(
        self, there: Receiver, named: Callable[..., list[str]]
    ) -> None:
        named(["169.254.169.254", "127.0.0.2", "127.0.0.1"])
        assert send(there, host="several.example").status == 204

    def test_without_tls_no_public_address_is_connected_to(
        self, there: Receiver, named: Callable[..., list[str]]
    ) -> None:
        named(["1.1.1.1"])
        assert "no address that we may connect to" in send(there, host="public.example").error

    def test_a_resolver_that_says_nothing_is_not_waited_for(
        self, there: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(10))
        began = time.monotonic()
        assert send(there, host="slow.example", seconds=0.3).error.startswith("Nobody said")
        assert time.monotonic() - began < 8


class TestTls:
    @pytest.fixture
    def trusted(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
        """Give what a server on this machine speaks by, with a certificate for localhost that we trust."""
        file = certificate(tmp_path, "localhost")
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        _tls.cache_clear()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def test_the_name_is_what_tls_is_asked_for_and_checks(self, here: None, trusted: ssl.SSLContext) -> None:
        names: list[str] = []
        trusted.sni_callback = lambda _, name, __: names.append(name)
        with receiver(trusted) as there:
            assert send(there, host="localhost").status == 204
            assert names == ["localhost"]
            assert there.heard[0].headers["host"] == f"localhost:{there.port}"
            # The same server under a name that its certificate does not have.
            reply = send(there, host="127.0.0.1")
        assert reply.error.startswith("The certificate is not good for this host:")
        assert len(there.heard) == 1

    def test_a_certificate_of_ones_own_making_is_refused(self, here: None, tmp_path: Path) -> None:
        _tls.cache_clear()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate(tmp_path, "localhost"))
        with receiver(context) as there:
            assert send(there, host="localhost").error.startswith("The certificate is not good")
        assert there.heard == []

    def test_a_slow_handshake_is_cut_too(self, here: None) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            target = Target("https", "127.0.0.1", silent.getsockname()[1], "/")
            began = time.monotonic()
            reply = post(target, headers=HEADERS, body=b"{}", seconds=0.4)
        assert reply.error == "No answer within 20 seconds."
        assert time.monotonic() - began < 10


def certificate(folder: Path, host: str) -> Path:
    """Make a certificate for a host, signed by itself; the file has its key too."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{host}.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file

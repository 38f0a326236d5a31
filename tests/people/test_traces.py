"""Traces: equal connections are known from others for a week, nobody reads them back, and they are forgotten."""

from __future__ import annotations

import ipaddress
import logging
import struct
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings as instance
from django.db import connection
from django.test import Client, RequestFactory

from campaigns.people.models import Trace, TraceKey
from campaigns.people.traces import KEY_LASTS, TRACE_LASTS, Connection, connection_of, forget_traces, record_trace
from tests import cast
from tests.api.calling import Caller

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


def traced(address: str, agent: str = FIREFOX, *, at: datetime = cast.MOMENT) -> Trace:
    """The trace of somebody new who joined from there."""
    campaign = cast.live_campaign()
    (place,) = cast.join_in_turn(campaign, "alice")
    trace = record_trace(
        campaign_id=campaign.pk,
        participant_id=place.pk,
        kind=Trace.Kind.JOIN,
        connection=Connection(address, agent),
        at=at,
    )
    assert trace is not None
    return trace


class TestHashes:
    def test_equal_connections_look_equal_and_others_do_not(self) -> None:
        one, same, neighbour, far = (traced(f"203.0.{last}") for last in ("113.7", "113.7", "113.8", "114.7"))
        assert one.address_hash == same.address_hash != neighbour.address_hash
        assert one.network_hash == neighbour.network_hash != far.network_hash
        assert one.agent_hash == far.agent_hash != traced("203.0.113.7", "curl/8").agent_hash
        assert traced("203.0.113.7", " ").agent_hash == ""
        assert len({one.address_hash, one.network_hash, one.agent_hash}) == 3
        assert all(len(hashed) == 32 for hashed in (one.address_hash, one.network_hash, one.agent_hash))

    def test_an_ipv6_subscriber_is_one_address_however_they_write_it(self) -> None:
        one, same, beside = (traced(f"2001:db8:1:{rest}") for rest in ("2::1", "2:aaaa:bbbb:cccc:dddd", "3::1"))
        assert one.address_hash == same.address_hash != beside.address_hash
        assert one.network_hash == beside.network_hash != traced("2001:db8:2::1").network_hash
        assert traced("::ffff:203.0.113.7").address_hash == traced("203.0.113.7").address_hash
        assert traced("fe80::1%eth0").address_hash == traced("fe80::1").address_hash

    @pytest.mark.parametrize("nothing", ["", "unix:", "testclient", "999.1.1.1", "\x00"])
    def test_what_is_no_address_leaves_nothing(self, nothing: str) -> None:
        campaign = cast.live_campaign()
        (place,) = cast.join_in_turn(campaign, "alice")
        left = record_trace(
            campaign_id=campaign.pk,
            participant_id=place.pk,
            kind="join",
            connection=Connection(nothing, FIREFOX),
            at=cast.MOMENT,
        )
        assert left is None
        assert not Trace.objects.filter(campaign=campaign).exists()


class TestKeys:
    def test_after_a_week_the_same_connection_looks_like_another(self) -> None:
        one = traced("203.0.113.7")
        week = traced("203.0.113.7", at=cast.MOMENT + KEY_LASTS - timedelta(seconds=1))
        later = traced("203.0.113.7", at=cast.MOMENT + KEY_LASTS)
        assert one.key == week.key != later.key
        assert one.address_hash == week.address_hash != later.address_hash
        assert len(bytes(one.key.key)) == 32

    def test_they_are_forgotten_with_their_key(self) -> None:
        first = traced("203.0.113.7")
        last = traced("203.0.113.7", at=cast.MOMENT + KEY_LASTS - timedelta(seconds=1))
        assert forget_traces(at=first.at + TRACE_LASTS - timedelta(seconds=1)) == 0
        assert forget_traces(at=first.at + TRACE_LASTS) == 1
        assert Trace.objects.filter(pk=last.pk).exists()
        assert forget_traces(at=last.at + TRACE_LASTS) == 1
        assert TraceKey.objects.filter(pk=first.key_id).exists()
        forget_traces(at=cast.MOMENT + TRACE_LASTS + KEY_LASTS)
        assert not TraceKey.objects.filter(pk=first.key_id).exists()

    def test_forgetting_is_scheduled(self) -> None:
        scheduled = [entry["task"] for entry in instance.CELERY_BEAT_SCHEDULE.values()]
        assert "campaigns.people.tasks.forget_traces" in scheduled


class TestConnections:
    def test_the_clients_own_word_on_its_address_counts_behind_our_proxy_alone(self, settings: Any) -> None:
        request = RequestFactory().get(
            "/", REMOTE_ADDR="198.51.100.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.7", HTTP_USER_AGENT=FIREFOX
        )
        settings.BEHIND_PROXY = False
        assert connection_of(request) == Connection("198.51.100.1", FIREFOX)
        settings.BEHIND_PROXY = True
        assert connection_of(request) == Connection("203.0.113.7", FIREFOX)
        del request.META["HTTP_X_FORWARDED_FOR"]
        assert connection_of(request) == Connection("198.51.100.1", FIREFOX)


def everything_stored() -> str:
    """All the rows of all the tables, as text."""
    written = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t')  # noqa: S608 - our own tables' names
                written += [row[0] for row in cursor.fetchall()]
    return "\n".join(written)


def test_joins_and_reports_leave_traces_and_nothing_in_clear(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    campaign = cast.live_campaign()
    bob = Caller(cast.make_user("bob"))
    bob.client.defaults |= {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": f"{FIREFOX} Peculiar/9"}
    path = f"/campaigns/{campaign.slug}/"
    for status in (201, 200):
        bob.post(f"{path}join/", {"display_name": "Bob", "consent": True}, status=status)
    said = {"objective": str(cast.objective_of(campaign).public_id), "client_id": "a"}
    for status in (201, 200):
        bob.post(f"{path}findings/", said, status=status)
    joined, reported = Trace.objects.filter(campaign=campaign).order_by("pk")
    assert (joined.kind, joined.finding) == ("join", None)
    assert (reported.kind, reported.finding) == ("report", campaign.findings.get())
    assert joined.address_hash == reported.address_hash
    assert joined.agent_hash == reported.agent_hash != ""
    for secret in ("203.0.113.77", "Peculiar"):
        assert secret not in everything_stored()
        assert secret not in caplog.text


def test_joining_and_reporting_on_the_pages_leave_traces_too() -> None:
    campaign = cast.live_campaign(anonymous_reports=True)
    client = Client(REMOTE_ADDR="203.0.113.78", HTTP_USER_AGENT=FIREFOX)
    client.force_login(cast.make_user("bob"))
    for _ in range(2):
        client.post(f"/c/{campaign.slug}/join/", {"display_name": "Bob", "consent": "on"})
    client.logout()
    written = {
        "objective": str(cast.objective_of(campaign).public_id),
        "note": "Red.",
        "client_id": str(uuid4()),
        "claim_secret": "s" * 32,
    }
    for _ in range(2):
        client.post(f"/c/{campaign.slug}/report/", written)
    traces = Trace.objects.filter(campaign=campaign).order_by("pk")
    assert [(trace.kind, trace.finding) for trace in traces] == [("join", None), ("report", campaign.findings.get())]


def test_a_geoip_file_tells_the_country_and_roughly_where(tmp_path: Path, settings: Any) -> None:
    file = tmp_path / "places.mmdb"
    file.write_bytes(written_file("203.0.113.0/24", {"country": {"iso_code": "IT"}, "location": MILAN}))
    settings.GEOIP_FILE = str(file)
    there, elsewhere = traced("203.0.113.7"), traced("203.0.114.7")
    assert (there.country, there.latitude, there.longitude) == ("IT", 45.5, 9.2)
    assert (elsewhere.country, elsewhere.latitude, elsewhere.longitude) == ("", None, None)
    assert traced("2001:db8::1").country == ""
    file.write_bytes(written_file("203.0.113.0/24", {"country": {"iso_code": "CH"}}))
    newer = traced("203.0.113.7")
    assert (newer.country, newer.latitude) == ("CH", None)


@pytest.mark.parametrize("content", [None, b"", b"not a database" * 100])
def test_a_geoip_file_that_is_of_no_use_stands_in_nobodys_way(
    content: bytes | None, tmp_path: Path, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "places.mmdb"
    if content is not None:
        file.write_bytes(content)
    settings.GEOIP_FILE = str(file)
    assert traced("203.0.113.7").country == ""
    assert "GeoIP" in caplog.text
    assert "203.0.113" not in caplog.text


MILAN = {"latitude": 45.4641943, "longitude": 9.1919265}


def written_file(network: str, data: dict[str, Any]) -> bytes:
    """Write a MaxMind DB of one IPv4 network: a tree of bits, the data it leads to, and what the file is."""
    block = ipaddress.ip_network(network)
    bits = f"{int(block.network_address):032b}"[: block.prefixlen]
    size, nothing = len(bits), len(bits)
    leaf = size + 16
    tree = b""
    for place, bit in enumerate(bits):
        onward = leaf if place == size - 1 else place + 1
        pair = (nothing, onward) if bit == "1" else (onward, nothing)
        tree += b"".join(record.to_bytes(3, "big") for record in pair)
    about = {
        "binary_format_major_version": 2,
        "binary_format_minor_version": 0,
        "build_epoch": 1,
        "database_type": "Test",
        "description": {"en": "One network"},
        "ip_version": 4,
        "languages": ["en"],
        "node_count": size,
        "record_size": 24,
    }
    return tree + bytes(16) + encoded(data) + b"\xab\xcd\xefMaxMind.com" + encoded(about)


def encoded(value: Any) -> bytes:
    """Write a value as the format does: its type and size in a byte, or two, and then itself."""
    if isinstance(value, dict):
        return bytes([7 << 5 | len(value)]) + b"".join(encoded(k) + encoded(v) for k, v in value.items())
    if isinstance(value, list):
        return bytes([len(value), 11 - 7]) + b"".join(map(encoded, value))
    if isinstance(value, str):
        return bytes([2 << 5 | len(value)]) + value.encode()
    if isinstance(value, float):
        return bytes([3 << 5 | 8]) + struct.pack(">d", value)
    return bytes([6 << 5 | 4]) + struct.pack(">I", value)

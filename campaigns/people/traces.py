"""Trace and TraceKey: from where somebody joined or reported, as keyed hashes that nobody can read back.

Addresses and browsers' names are hashed with a random key that is replaced every week, so that equal ones can be told
within that week and never beyond it; a trace is deleted after 30 days and its key a week after the last of them. In
clear neither is stored or logged, nor does a limit count an address otherwise than by a keyed hash. Of an IPv6 address
the 64 bits of the network are taken, since whoever has them chooses the rest as they like.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

import maxminddb
from django.conf import settings
from django.db import connection as database
from django.db import transaction
from django.http import HttpRequest

from campaigns.people.models import Trace, TraceKey

logger = logging.getLogger(__name__)

KEY_LASTS = timedelta(days=7)
TRACE_LASTS = timedelta(days=30)
# Browsers' names are a hundred or two hundred characters long; what is longer was made up.
MOST_AGENT = 1_000
_TRACE_KEY_LOCK = 3
# One decimal is eleven kilometres: enough to tell a country or a city, not a house.
_POSITION_DECIMALS = 1

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Connection:
    """What a request says of where it comes from, as far as the proxy in front vouches for it."""

    address: str
    agent: str


@dataclass(frozen=True)
class Whereabouts:
    """What the GeoIP file knows of an address."""

    country: str = ""
    latitude: float | None = None
    longitude: float | None = None


def connection_of(request: HttpRequest) -> Connection:
    """Read the address and the browser's name: behind our proxy the address that it added last, else the peer's."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    if settings.BEHIND_PROXY and forwarded:
        address = forwarded.rsplit(",", 1)[-1].strip()
    return Connection(address=address, agent=str(request.META.get("HTTP_USER_AGENT", "")))


def record_trace(
    *,
    campaign_id: int,
    participant_id: int,
    kind: str,
    connection: Connection,
    at: datetime,
    finding_id: int | None = None,
) -> Trace | None:
    """Keep from where this join or report came; nothing where the address is none, as on a local socket."""
    known, agent = _parsed(connection.address), connection.agent.strip()[:MOST_AGENT]
    if known is None:
        return None
    where = _whereabouts(known)
    with transaction.atomic():
        key = current_key(at=at)
        return Trace.objects.create(
            campaign_id=campaign_id,
            participant_id=participant_id,
            finding_id=finding_id,
            kind=kind,
            at=at,
            key=key,
            address_hash=_hashed(key, "address", str(_network(known, v4=32, v6=64))),
            network_hash=_hashed(key, "network", str(_network(known, v4=24, v6=48))),
            agent_hash=_hashed(key, "agent", agent) if agent else "",
            country=where.country,
            latitude=where.latitude,
            longitude=where.longitude,
        )


def hashed_address(address: str, *, at: datetime) -> str:
    """Give what sign-ins are counted by for this address: unlike a trace's hash, and another one in every week."""
    return _hashed(current_key(at=at), "limit", network_of(address))


def network_of(address: str) -> str:
    """Give what counts as one address; what is none, as on a local socket, stays as it is written."""
    known = _parsed(address)
    return address if known is None else str(_network(known, v4=32, v6=64))


def current_key(*, at: datetime) -> TraceKey:
    """Give this week's key, making it where there is none; two who find none agree on one."""
    key = _key_in_use(at)
    if key is not None:
        return key
    with transaction.atomic():
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [_TRACE_KEY_LOCK])
        return _key_in_use(at) or TraceKey.objects.create(key=secrets.token_bytes(32), started_at=at)


def forget_traces(*, at: datetime) -> int:
    """Delete the traces whose time is over, and the keys that no trace can need any more; returns how many traces."""
    forgotten = Trace.objects.filter(at__lte=at - TRACE_LASTS).delete()[0]
    TraceKey.objects.filter(started_at__lte=at - TRACE_LASTS - KEY_LASTS).delete()
    return forgotten


def _key_in_use(at: datetime) -> TraceKey | None:
    return TraceKey.objects.filter(started_at__gt=at - KEY_LASTS, started_at__lte=at).order_by("-started_at").first()


def _hashed(key: TraceKey, what: str, value: str) -> str:
    """128 bits of a keyed hash in hex; what it is of goes in, so that an address and a network never look alike."""
    return hmac.new(bytes(key.key), f"{what}\x00{value}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]


def _parsed(address: str) -> Address | None:
    try:
        known = ipaddress.ip_address(address.strip().partition("%")[0])
    except ValueError:
        return None
    # An IPv4 address that came in by an IPv6 socket is the same address.
    return getattr(known, "ipv4_mapped", None) or known


def _network(address: Address, *, v4: int, v6: int) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    return ipaddress.ip_network((address, v4 if address.version == 4 else v6), strict=False)


def _whereabouts(address: Address) -> Whereabouts:
    found = _looked_up(address)
    if not isinstance(found, dict):
        return Whereabouts()
    country, position = found.get("country"), found.get("location")
    code = country.get("iso_code") if isinstance(country, dict) else None
    place = position if isinstance(position, dict) else {}
    return Whereabouts(
        country=code if isinstance(code, str) and len(code) == 2 else "",
        latitude=_coarse(place.get("latitude")),
        longitude=_coarse(place.get("longitude")),
    )


def _looked_up(address: Address) -> object:
    """Ask the GeoIP file, where one is configured; without it, or where it cannot be read, everything else goes on."""
    path: str = getattr(settings, "GEOIP_FILE", "")
    if not path:
        return None
    try:
        reader = _opened(path, Path(path).stat().st_mtime_ns)
        # A file of IPv4 alone knows nothing of the others, and says so as an error.
        return reader.get(str(address)) if reader.metadata().ip_version >= address.version else None
    except (OSError, ValueError, maxminddb.InvalidDatabaseError) as unreadable:
        # Its message may hold the address.
        logger.warning("The GeoIP file was of no use: %s.", type(unreadable).__name__)
        return None


@lru_cache(maxsize=1)
def _opened(path: str, changed_at: int) -> maxminddb.Reader:
    """Open the file once; a newer file in its place is opened anew."""
    return maxminddb.open_database(path, maxminddb.MODE_MEMORY)


def _coarse(degrees: object) -> float | None:
    return round(float(degrees), _POSITION_DECIMALS) if isinstance(degrees, int | float) else None

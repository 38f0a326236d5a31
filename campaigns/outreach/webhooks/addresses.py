"""Addresses: where a webhook may lead, by its words and by the network address that they come to. PURE.

Law: we speak to public addresses, by https. What names our own machine, its network, or hides another address inside
(IPv4 in IPv6, NAT64, 6to4, Teredo) is refused, unless the instance's operator named its network. Names are no
protection, since whoever owns one decides what it leads to: so the address is judged that is connected to.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from campaigns.errors import InvalidInput

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

MOST_URL = 2_000
_DEFAULT_PORTS = {"https": 443, "http": 80}
# Letters, digits, and what stands between them; an IPv6 address has its brackets taken off.
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|[0-9A-Fa-f:.]+")

# The special-purpose registries of IANA. Python's own lists differ from one release to the next.
_NOT_PUBLIC_4 = [
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
]
# Only this part of IPv6 is given out at all; mapped, NAT64, local and link-local addresses lie outside of it.
_GIVEN_OUT_6 = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_6 = [
    ipaddress.IPv6Network(network)
    # Protocols' own with Teredo, documentation twice, 6to4.
    for network in ("2001::/23", "2001:db8::/32", "3fff::/20", "2002::/16")
]


@dataclass(frozen=True)
class Target:
    """Where to post: what the address says, read once and handed on in parts."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_secure(self) -> bool:
        return self.scheme == "https"


def is_public(address: IPAddress) -> bool:
    """Tell whether an address is one that anybody on the internet can reach."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    return address in _GIVEN_OUT_6 and not any(address in network for network in _NOT_PUBLIC_6)


def is_named(address: IPAddress, allowed: Sequence[Network]) -> bool:
    """Tell whether the operator named a network with this address in it."""
    return any(address.version == network.version and address in network for network in allowed)


def may_reach(address: IPAddress, *, scheme: str, allowed: Sequence[Network]) -> bool:
    """Tell whether we may connect to this address; without TLS only where the operator named it."""
    return is_named(address, allowed) or (scheme == "https" and is_public(address))


def read_target(url: str, *, allowed: Sequence[Network]) -> Target:
    """Read the address of a webhook, or refuse it with the reason. What its name leads to is not asked here."""
    if len(url) > MOST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise _refused(
            f"An address has at most {MOST_URL} characters, all of them plain ASCII and none of them a space."
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _refused("This is no address. Give one such as https://hooks.example.org/mobilize.") from None
    host = (parts.hostname or "").removesuffix(".")
    if parts.scheme not in _DEFAULT_PORTS or not _HOST.fullmatch(host) or port == 0:
        raise _refused("This is no address. Give one such as https://hooks.example.org/mobilize.")
    if parts.username is not None or parts.password is not None:
        raise _refused(
            "A name and a password in an address end up in logs. Every message is signed; check that instead."
        )
    if parts.fragment:
        raise _refused("What follows a # is never sent. Leave it out.")
    if parts.scheme == "http" and not allowed:
        raise _refused("Messages are sent by https alone.")
    literal = literal_of(host)
    if literal is not None and not may_reach(literal, scheme=parts.scheme, allowed=allowed):
        raise _refused("This address is not one that we may connect to: it is not public.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port or _DEFAULT_PORTS[parts.scheme], path)


def literal_of(host: str) -> IPAddress | None:
    """Read a host that is an address itself; None for a name, which has yet to be asked for."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _refused(message: str) -> InvalidInput:
    return InvalidInput("webhook_url_refused", message, field="url")

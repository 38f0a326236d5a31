"""Where a webhook may lead: to public addresses alone, however written; elsewhere by the operator's word."""

from __future__ import annotations

import ipaddress
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.errors import InvalidInput
from campaigns.outreach.webhooks.addresses import Network, Target, is_public, may_reach, read_target
from mobilize.environment import networks

# Of every range a program of ours must not be sent to, said here a second time.
LOCAL_4 = [
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
    "169.254.169.254/32",
    "100.100.100.200/32",
]
LOCAL_6 = [
    "::/128",
    "::1/128",
    "::/96",
    "::ffff:0:0/96",
    "64:ff9b::/96",
    "64:ff9b:1::/48",
    "100::/64",
    "2001::/32",
    "2001:db8::/32",
    "2002::/16",
    "3fff::/20",
    "5f00::/16",
    "fc00::/7",
    "fd00:ec2::254/128",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
]
PUBLIC = ("1.1.1.1", "8.8.8.8", "93.184.216.34", "172.15.255.255", "172.32.0.0", "2606:4700::1111", "2a00:1450::1")


def within(network: str) -> st.SearchStrategy[str]:
    read = ipaddress.ip_network(network)
    return st.integers(0, read.num_addresses - 1).map(lambda number: str(read[number]))


@given(st.one_of(*(within(network) for network in (*LOCAL_4, *LOCAL_6))))
def test_what_is_not_public_is_reached_by_nobody(address: str) -> None:
    read = ipaddress.ip_address(address)
    assert not is_public(read)
    assert not may_reach(read, scheme="https", allowed=())
    # Nor by an address that has it inside.
    if isinstance(read, IPv4Address):
        for outer in wrapped(read):
            assert not is_public(outer), outer


def wrapped(inner: IPv4Address) -> list[IPv6Address]:
    """Give the IPv6 addresses by which something on the way gets to this IPv4 address."""
    number = int(inner)
    return [
        IPv6Address((0xFFFF << 32) | number),
        IPv6Address(number),
        IPv6Address((0x64FF9B << 96) | number),
        IPv6Address((0x64FF9B0001 << 80) | number),
        IPv6Address((0x2002 << 112) | (number << 80) | 1),
        IPv6Address((0x20010000 << 96) | (number ^ 0xFFFFFFFF)),
    ]


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_is_reached_in_the_clothes_of_another_family(address: IPv4Address) -> None:
    assert not any(is_public(outer) for outer in wrapped(address))


@given(st.ip_addresses())
def test_what_we_call_public_python_does_not_call_private(address: IPv4Address | IPv6Address) -> None:
    if is_public(address):
        assert not (address.is_private)
        assert not (address.is_multicast)
        assert not (address.is_loopback)
        assert not (address.is_link_local)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_ones_are_reached_by_https_alone(address: str) -> None:
    read = ipaddress.ip_address(address)
    assert may_reach(read, scheme="https", allowed=())
    assert not may_reach(read, scheme="http", allowed=(IPv4Network("10.0.0.0/8"),))


def test_what_the_operator_named_is_reached_and_its_neighbour_is_not() -> None:
    allowed: tuple[Network, ...] = (IPv4Network("10.1.0.0/16"), IPv6Network("fd00:1::/32"))
    for scheme in ("http", "https"):
        for address, may in (("10.1.2.3", True), ("10.2.0.0", False), ("fd00:1::5", True), ("fd00:2::5", False)):
            assert may_reach(ipaddress.ip_address(address), scheme=scheme, allowed=allowed) is may
        # The same machine under an address that the operator did not name.
        assert not may_reach(ipaddress.ip_address("::ffff:10.1.2.3"), scheme=scheme, allowed=allowed)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://hooks.example.org", Target("https", "hooks.example.org", 443, "/")),
        ("https://Hooks.Example.ORG.:8443/a/b?c=d", Target("https", "hooks.example.org", 8443, "/a/b?c=d")),
        ("https://1.1.1.1/x", Target("https", "1.1.1.1", 443, "/x")),
        ("https://[2606:4700::1111]/x", Target("https", "2606:4700::1111", 443, "/x")),
        # Whatever these come to is judged when they are connected to.
        ("https://2130706433/", Target("https", "2130706433", 443, "/")),
        ("https://0x7f.1/", Target("https", "0x7f.1", 443, "/")),
        ("https://localhost/", Target("https", "localhost", 443, "/")),
    ],
)
def test_good_words_are_read(url: str, target: Target) -> None:
    assert read_target(url, allowed=()) == target


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hooks.example.org",
        "ftp://hooks.example.org/",
        "file:///etc/passwd",
        "gopher://hooks.example.org/",
        "https://",
        "https:///path",
        "https://user@hooks.example.org/",
        "https://user:password@hooks.example.org/",
        "https://hooks.example.org/#part",
        "https://hooks.example.org:0/",
        "https://hooks.example.org:99999/",
        "https://hooks.example.org:port/",
        "https://hooks.example.org\\@127.0.0.1/",
        "https://hooks example.org/",
        "https://hooks.example.org/a b",
        "https://hooks.example.org/\r\nX-Evil: yes",
        "https://hooks.example.org/\tx",
        "https://hööks.example.org/",
        "https://[fe80::1%25eth0]/",
        "https://127.0.0.1/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "http://hooks.example.org/",
        "http://127.0.0.1/",
        "https://hooks.example.org/" + "a" * 2_000,
    ],
)
def test_bad_words_are_refused_with_the_field(url: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_target(url, allowed=())
    assert (refused.value.code, refused.value.field) == ("webhook_url_refused", "url")


@settings(max_examples=50)
@given(st.text(max_size=20))
def test_nothing_but_a_refusal_comes_of_any_words(words: str) -> None:
    for url in (words, f"https://{words}", f"https://hooks.example.org{words}"):
        try:
            target = read_target(url, allowed=())
        except InvalidInput:
            continue
        assert target.scheme == "https"
        assert target.path.startswith("/")
        assert target.path.isprintable()


def test_without_tls_only_where_the_operator_named_something() -> None:
    allowed = (IPv4Network("127.0.0.1"),)
    assert read_target("http://127.0.0.1:8000/x", allowed=allowed) == Target("http", "127.0.0.1", 8000, "/x")
    with pytest.raises(InvalidInput):
        read_target("http://1.1.1.1/", allowed=allowed)


def test_the_operator_names_networks_and_nonsense_is_refused() -> None:
    assert networks(["10.1.0.0/16", "fd00:1::/32", "127.0.0.1"]) == (
        IPv4Network("10.1.0.0/16"), IPv6Network("fd00:1::/32"), IPv4Network("127.0.0.1/32")
    )  # fmt: skip
    for nonsense in ("on", "10.1.0.1/16", "10.1.0.0/33", "localhost"):
        with pytest.raises(ImproperlyConfigured, match="WEBHOOK_PRIVATE_ADDRESSES must be networks"):
            networks([nonsense])

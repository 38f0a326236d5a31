"""Destinations: one canonical form, refused without being repeated, shown only masked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.errors import InvalidInput
from rewards.payouts.destinations import Kind, read_destination
from rewards.payouts.providers.paypal_csv import PaypalCsv
from rewards.payouts.providers.provider import FileProvider
from rewards.payouts.providers.registry import PROVIDERS
from tests.payouts.orders import ACCOUNT, ALICE_IBAN, HARM, order

GOOD = [
    (Kind.IBAN, "DE89 3704 0044 0532 0130 00", ALICE_IBAN, "DE** **** 3000"),
    (Kind.IBAN, " de89370400440532013000 ", ALICE_IBAN, "DE** **** 3000"),
    (Kind.IBAN, "NO93 8601 1117 947", "NO9386011117947", "NO** **** 7947"),
    (Kind.PAYPAL, "Alice@Example.ORG", "alice@example.org", "a***@example.org"),
    (Kind.PAYPAL, "alice@möwe.example", "alice@xn--mwe-sna.example", "a***@xn--mwe-sna.example"),
    (Kind.STRIPE, f" {ACCOUNT}\n", ACCOUNT, "acct_****6789"),
]


@pytest.mark.parametrize(("kind", "typed", "canonical", "masked"), GOOD)
def test_what_is_typed_gets_one_form_and_a_mask(kind: Kind, typed: str, canonical: str, masked: str) -> None:
    read = read_destination(kind, typed)
    assert (read.kind, read.value.reveal(), read.masked) == (kind, canonical, masked)
    assert read == read_destination(kind, canonical)
    assert canonical not in f"{read} {read!r} {read.value}"


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.IBAN, ""),
        (Kind.IBAN, "DE89370400440532013001"),
        (Kind.IBAN, "DE8937040044053201300"),
        (Kind.IBAN, "ZZ89370400440532013000"),
        (Kind.IBAN, "DE٨٩370400440532013000"),
        (Kind.IBAN, "=DE89370400440532013000"),
        (Kind.PAYPAL, "alice"),
        (Kind.PAYPAL, "alice@localhost"),
        (Kind.PAYPAL, "alice@example.org\nbob@example.org"),
        (Kind.PAYPAL, "=alice@example.org"),
        (Kind.PAYPAL, '"a;=b"@example.org'),
        (Kind.PAYPAL, "a@" + "b" * 130 + ".org"),
        (Kind.PAYPAL, "a" * 120 + "@example.org"),
        (Kind.STRIPE, "acct_1Al"),
        (Kind.STRIPE, "ba_1Alice23456789"),
        (Kind.STRIPE, f"{ACCOUNT}/../x"),
        (Kind.STRIPE, f"{ACCOUNT}\n,"),
        ("cash", "anything"),
    ],
)
def test_what_is_no_destination_is_refused_without_repeating_it(kind: str, typed: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_destination(kind, typed)
    assert refusal.value.field in {"value", "kind"}
    assert not typed or typed not in refusal.value.message


@given(kind=st.sampled_from(Kind), typed=st.one_of(st.sampled_from(HARM), st.text(st.characters()), st.emails()))
def test_whatever_is_typed_is_read_or_refused(kind: Kind, typed: str) -> None:
    try:
        read = read_destination(kind, typed)
    except InvalidInput:
        return
    # What was read once is read again as itself, and can be paid.
    assert read_destination(kind, read.value.reveal()) == read
    if kind == Kind.PAYPAL:
        PaypalCsv().check(order(read.value.reveal()))


def test_every_provider_pays_to_a_kind_that_can_be_given() -> None:
    assert {kind.destination_kind for kind in PROVIDERS.values()} == set(Kind)
    assert isinstance(PaypalCsv(), FileProvider)

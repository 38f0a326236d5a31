"""PayPal's file: its layout, its limits, exact totals, and ids that lead back to the payouts."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from campaigns.cells import original
from campaigns.errors import InvalidInput
from campaigns.planning.currency import EXPONENTS
from rewards.payouts.providers.cells import plain_text
from rewards.payouts.providers.paypal_csv import WHOLE_ONLY, PaypalCsv
from rewards.payouts.providers.provider import PayoutFile, PayoutOrder, id_of_code
from tests.payouts.orders import order, orders_to

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
EMAILS = ("alice@example.org", "bob+team@example.org", "o'carol@example.org")


def rows_of(files: Sequence[PayoutFile]) -> list[list[str]]:
    return [row for file in files for row in csv.reader(io.StringIO(file.content.decode(), newline=""), strict=True)]


def minor(amount: str, currency: str) -> int:
    return int(Decimal(amount) * 10 ** EXPONENTS[currency])


@given(orders=orders_to(EMAILS, ("USD", "JPY", "KWD", "EUR")))
def test_every_batch_reads_back_as_the_same_rows_with_an_exact_total(orders: list[PayoutOrder]) -> None:
    rows = rows_of(PaypalCsv().files(orders, at=AT))
    assert [len(row) for row in rows] == [5] * len(orders)
    assert [row[0] for row in rows] == [one.destination.reveal() for one in orders]
    assert sum(minor(row[1], row[2]) for row in rows) == sum(one.amount_minor for one in orders)
    assert {row[2] for row in rows} == {orders[0].currency}
    assert [id_of_code(row[3]) for row in rows] == [one.id for one in orders]
    for row, one in zip(rows, orders, strict=True):
        assert plain_text(one.note, 500).startswith(original(row[4]))
        assert len(row[4]) <= 400


@given(payout_id=st.uuids(), other=st.uuids())
def test_the_code_has_at_most_thirty_characters_and_is_the_payouts_own(payout_id: uuid.UUID, other: uuid.UUID) -> None:
    code = order(EMAILS[0], payout_id=str(payout_id)).code
    assert len(code) <= 30
    assert code.isalnum()
    assert id_of_code(code) == str(payout_id)
    assume(payout_id != other)
    assert code != order(EMAILS[0], payout_id=str(other)).code


@pytest.mark.parametrize("code", ["", "P", "X" * 27, "P" + "1" * 26, "P" + "A" * 27, "Pé" + "A" * 25])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(InvalidInput):
        id_of_code(code)


@pytest.mark.parametrize(
    ("amount_minor", "currency", "written"),
    [
        (123_456, "USD", "1234.56"),
        (5, "USD", "0.05"),
        (500, "JPY", "500"),
        (1_500, "KWD", "1.500"),
        (1, "KWD", "0.001"),
        (123_400, "HUF", "1234"),
        (10**15, "USD", "10000000000000.00"),
    ],
)
def test_amounts_have_the_decimals_of_their_currency(amount_minor: int, currency: str, written: str) -> None:
    files = PaypalCsv().files([order(EMAILS[0], amount_minor=amount_minor, currency=currency)], at=AT)
    assert rows_of(files)[0][1] == written


def test_a_decimal_comma_is_quoted_and_stays_one_cell() -> None:
    files = PaypalCsv(decimal_mark=",").files([order(EMAILS[0], amount_minor=10_050)], at=AT)
    assert b',"100,50",EUR,' in files[0].content
    assert rows_of(files)[0][1] == "100,50"


@pytest.mark.parametrize("currency", sorted(WHOLE_ONLY - {"JPY"}))
def test_what_paypal_pays_in_whole_units_only_is_refused_with_cents(currency: str) -> None:
    with pytest.raises(InvalidInput, match="whole units"):
        PaypalCsv().check(order(EMAILS[0], amount_minor=123_401, currency=currency))


def test_there_is_no_header_and_no_byte_order_mark() -> None:
    paid = order("alice@example.org", amount_minor=100, currency="USD", note="Thank you")
    content = PaypalCsv().files([paid], at=AT)[0].content
    assert content == f"alice@example.org,1.00,USD,{paid.code},Thank you\r\n".encode()


@pytest.mark.parametrize(("count", "files"), [(5_000, 1), (5_001, 2), (10_001, 3)])
def test_more_than_five_thousand_go_into_several_files(count: int, files: int) -> None:
    orders = [order(EMAILS[0], amount_minor=1 + n) for n in range(count)]
    written = PaypalCsv().files(orders, at=AT)
    assert len(written) == files
    assert len({file.name for file in written}) == files
    assert all(len(rows_of([file])) <= 5_000 for file in written)
    assert [id_of_code(row[3]) for row in rows_of(written)] == [one.id for one in orders]


def test_two_currencies_a_payout_twice_or_none_make_no_file() -> None:
    euro, dollar = order(EMAILS[0]), order(EMAILS[0], currency="USD")
    for orders in ([euro, dollar], [euro, euro], []):
        with pytest.raises(InvalidInput):
            PaypalCsv().files(orders, at=AT)


@pytest.mark.parametrize("address", ["=alice@example.org", "+a@example.org", "-a@example.org"])
def test_an_address_that_is_a_formula_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        PaypalCsv().files([order(address)], at=AT)
    assert refusal.value.field == "destination"
    assert address not in refusal.value.message


def test_a_file_shows_nothing_of_itself() -> None:
    file = PaypalCsv().files([order("alice@example.org")], at=AT)[0]
    assert "alice" not in repr(file)

"""Wise's file: the header as it is, 1,000 payments a file, the exact amount for everyone."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given

from campaigns.cells import original
from campaigns.errors import InvalidInput
from campaigns.planning.currency import EXPONENTS
from rewards.payouts.providers.cells import plain_text
from rewards.payouts.providers.provider import PayoutFile, PayoutOrder
from rewards.payouts.providers.wise_csv import WiseCsv
from tests.payouts.orders import ALICE_IBAN, IBANS, order, orders_to

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
HEADER = (
    '"name","recipientEmail","paymentReference","referenceNumber","receiverType","amountCurrency","amount",'
    '"sourceCurrency","targetCurrency","IBAN"\r\n'
)


def rows_of(file: PayoutFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.content.decode(), newline=""), strict=True))


@given(orders=orders_to(IBANS, ("EUR", "JPY", "KWD")))
def test_every_batch_reads_back_as_the_same_rows_with_an_exact_total(orders: list[PayoutOrder]) -> None:
    orders = [one for one in orders if plain_text(one.recipient_name, 70)]
    if not orders:
        return
    (file,) = WiseCsv().files(orders, at=AT)
    assert file.content.startswith(HEADER.encode())
    rows = rows_of(file)
    assert [row["IBAN"] for row in rows] == [one.destination.reveal() for one in orders]
    scale = 10 ** EXPONENTS[orders[0].currency]
    assert sum(Decimal(row["amount"]) * scale for row in rows) == sum(one.amount_minor for one in orders)
    for row, one in zip(rows, orders, strict=True):
        assert row.keys() == {name.strip('"') for name in HEADER.strip().split(",")}
        assert plain_text(one.recipient_name, 500).startswith(original(row["name"]))
        code, _, note = original(row["paymentReference"]).partition(" ")
        assert one.code.startswith(code)
        assert plain_text(f"{code} {one.note}", 500).startswith(f"{code} {note}".strip())
        assert (row["receiverType"], row["amountCurrency"], row["recipientEmail"]) == ("PERSON", "target", "")
        assert (row["sourceCurrency"], row["targetCurrency"]) == (one.currency, one.currency)


def test_one_row_as_it_is_written() -> None:
    paid = order(ALICE_IBAN, amount_minor=123_456, note="For Möwe")
    content = WiseCsv(source_currency="USD").files([paid], at=AT)[0].content.decode()
    assert content.splitlines()[1] == (
        f'"Alice Müller","","{paid.code[:12]} For Möwe","","PERSON","target","1234.56","USD","EUR","{ALICE_IBAN}"'
    )


@pytest.mark.parametrize(("count", "files"), [(1_000, 1), (1_001, 2), (2_500, 3)])
def test_more_than_a_thousand_go_into_several_files(count: int, files: int) -> None:
    written = WiseCsv().files([order(ALICE_IBAN) for _ in range(count)], at=AT)
    assert [len(rows_of(file)) <= 1_000 for file in written] == [True] * files
    assert sum(len(rows_of(file)) for file in written) == count
    assert all(file.content.startswith(HEADER.encode()) for file in written)


@pytest.mark.parametrize("name", ["", "  ", "\u202e", "\n"])
def test_an_account_needs_its_holders_name(name: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        WiseCsv().files([order(ALICE_IBAN, name=name)], at=AT)
    assert refusal.value.field == "recipient_name"


def test_a_source_currency_is_one_of_iso_4217() -> None:
    with pytest.raises(InvalidInput):
        WiseCsv(source_currency="XYZ")

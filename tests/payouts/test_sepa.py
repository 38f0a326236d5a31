"""The SEPA file: valid against the schema that the library ships, sums and counts equal, euro only."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sepaxml
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.errors import InvalidInput
from rewards.payouts.providers.provider import PayoutOrder
from rewards.payouts.providers.sepa import NO_NAME, SCHEMAS, Sepa, sepa_text
from tests.payouts.orders import ALICE_IBAN, BOB_IBAN, IBANS, order, orders_to, texts

AT = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
XSD = {name: xmlschema.XMLSchema(Path(sepaxml.__file__).parent / "schemas" / f"{name}.xsd") for name in SCHEMAS}
TAKEN = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]*")


def payer(schema: str = SCHEMAS[0]) -> Sepa:
    return Sepa(debtor_name="Ballonverein Köln & Söhne", debtor_iban="DE89 3704 0044 0532 0130 00", schema=schema)


def read(content: bytes, schema: str = SCHEMAS[0]) -> dict[str, Any]:
    """Validate a file by the schema and read it back."""
    found: Any = XSD[schema].to_dict(content.decode())
    whole: dict[str, Any] = found["CstmrCdtTrfInitn"]
    return whole


@pytest.mark.parametrize("schema", SCHEMAS)
# The library reads its schema anew for every file.
@settings(max_examples=40)
@given(orders=orders_to(IBANS, ("EUR",)))
def test_every_batch_is_valid_and_reads_back_with_the_same_sums_and_counts(
    schema: str, orders: list[PayoutOrder]
) -> None:
    orders = [one for one in orders if one.recipient_name.strip()]
    if not orders:
        return
    (file,) = payer(schema).files(orders, at=AT)
    whole = read(file.content, schema)
    (block,) = whole["PmtInf"]
    rows = block["CdtTrfTxInf"]
    total = sum(one.amount_minor for one in orders)
    for part in (whole["GrpHdr"], block):
        assert int(part["NbOfTxs"]) == len(orders)
        assert Decimal(str(part["CtrlSum"])) * 100 == total
    assert sum(Decimal(str(row["Amt"]["InstdAmt"]["$"])) * 100 for row in rows) == total
    assert {row["Amt"]["InstdAmt"]["@Ccy"] for row in rows} == {"EUR"}
    assert [row["PmtId"]["EndToEndId"] for row in rows] == [uuid.UUID(one.id).hex for one in orders]
    assert [row["CdtrAcct"]["Id"]["IBAN"] for row in rows] == [one.destination.reveal() for one in orders]
    assert [row["Cdtr"]["Nm"] for row in rows] == [sepa_text(one.recipient_name, 70) or NO_NAME for one in orders]
    assert all(TAKEN.fullmatch(row["Cdtr"]["Nm"] + row["RmtInf"]["Ustrd"][0]) for row in rows)


@given(text=texts, most=st.integers(1, 140))
def test_a_text_has_only_letters_that_every_bank_takes(text: str, most: int) -> None:
    written = sepa_text(text, most)
    assert TAKEN.fullmatch(written)
    assert len(written) <= most
    assert "//" not in written
    assert written == written.strip(" /")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Łukasz Żółć", "Lukasz Zolc"),
        ("Müller & Söhne", "Muller + Sohne"),
        ("北京 王", "Bei Jing Wang"),
        ("Ольга", "Ol'ga"),
        ("alice@example.org", "alice(at)example.org"),
        ("/a//b/", "a/b"),
        ("=1+1", "1+1"),
        ("🎈", ""),
    ],
)
def test_names_are_written_as_one_would_spell_them(text: str, written: str) -> None:
    assert sepa_text(text, 70) == written


def test_the_header_names_the_payer_the_day_and_the_message() -> None:
    (file,) = payer().files([order(ALICE_IBAN, amount_minor=1), order(BOB_IBAN, amount_minor=100)], at=AT)
    whole = read(file.content)
    (block,) = whole["PmtInf"]
    assert whole["GrpHdr"]["CreDtTm"] == "2026-11-23T12:30:00"
    assert whole["GrpHdr"]["InitgPty"]["Nm"] == block["Dbtr"]["Nm"] == "Ballonverein Koln + Sohne"
    assert block["DbtrAcct"]["Id"]["IBAN"] == ALICE_IBAN
    assert block["DbtrAgt"]["FinInstnId"]["BICFI"] == "COBADEFFXXX"
    assert block["ReqdExctnDt"]["Dt"] == "2026-11-23"
    assert len(whole["GrpHdr"]["MsgId"]) <= 35


def test_the_same_batch_is_the_same_message_whoever_writes_it_again() -> None:
    orders = [order(ALICE_IBAN), order(BOB_IBAN)]
    assert payer().files(orders, at=AT) == payer().files(orders, at=AT)
    later = AT.replace(day=24)
    first, again, other = (
        read(payer().files(batch, at=day)[0].content)["GrpHdr"]["MsgId"]
        for batch, day in ((orders, AT), (orders[::-1], later), (orders[:1], AT))
    )
    assert first == again
    assert first != other


def test_only_euro_is_paid() -> None:
    with pytest.raises(InvalidInput) as refusal:
        payer().files([order(ALICE_IBAN, currency="USD")], at=AT)
    assert refusal.value.field == "currency"


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (order(ALICE_IBAN, amount_minor=10**11), "amount_minor"),
        (order(ALICE_IBAN, name="  "), "recipient_name"),
        (order("XK051212012345678906"), "destination"),
    ],
)
def test_what_a_sepa_transfer_cannot_do_is_refused(bad: PayoutOrder, field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        payer().check(bad)
    assert refusal.value.field == field
    assert bad.destination.reveal() not in refusal.value.message


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"debtor_iban": "DE89370400440532013001"}, "debtor_iban"),
        ({"debtor_iban": "XK051212012345678906"}, "debtor_iban"),
        ({"debtor_bic": "NOPE"}, "debtor_bic"),
        ({"debtor_name": "🎈"}, "debtor_name"),
        ({"schema": "pain.008.001.02"}, "schema"),
    ],
)
def test_a_payer_that_cannot_pay_is_refused(terms: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        Sepa(**({"debtor_name": "Balloons", "debtor_iban": ALICE_IBAN} | terms))
    assert refusal.value.field == field

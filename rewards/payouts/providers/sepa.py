"""`sepa`: a credit transfer file (ISO 20022 pain.001) for a bank in the single euro payments area. PURE.

Euro only. The end-to-end id is the payout's, so statements and returns name it. The message's id comes from the
payouts in it: the same batch uploaded twice is the same message, which banks refuse. Texts are brought to the
letters that every bank of the area takes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from xml.etree import ElementTree as ET

from schwifty import BIC, IBAN
from schwifty.exceptions import SchwiftyException
from sepaxml import SepaTransfer
from sepaxml.validation import try_valid_xml
from text_unidecode import unidecode

from rewards.payouts.providers.provider import PayoutFile, PayoutOrder, check_together, refused

SCHEMAS = ("pain.001.001.09", "pain.001.001.03")
MOST_NAME = 70
MOST_NOTE = 140
MOST_AMOUNT_MINOR = 999_999_999_99
# What stands where a name has no letter that can be written so.
NO_NAME = "NOTPROVIDED"

_NEAREST = str.maketrans({"&": "+", "_": "-", '"': "'", "`": "'", ";": ",", "[": "(", "]": ")", "{": "(", "}": ")"})
_NOT_TAKEN = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")


def sepa_text(text: str, most: int) -> str:
    """Write a text with the letters of SEPA: transliterated, no slash at either end and no two together."""
    latin = unidecode(text).translate(_NEAREST).replace("@", "(at)")
    spaced = re.sub(r" +", " ", _NOT_TAKEN.sub(" ", latin))
    return re.sub(r"/{2,}", "/", spaced)[:most].strip(" /")


@dataclass(frozen=True)
class Sepa:
    """Pays from the account `debtor_iban` of `debtor_name`."""

    debtor_name: str
    debtor_iban: str = field(repr=False)
    debtor_bic: str | None = None
    schema: str = SCHEMAS[0]

    name: ClassVar[str] = "sepa"
    title: ClassVar[str] = "SEPA credit transfer, by a file"
    destination_kind: ClassVar[str] = "iban"

    def __post_init__(self) -> None:
        if self.schema not in SCHEMAS:
            raise refused(f"The schema is one of {', '.join(SCHEMAS)}.", field="schema", allowed=list(SCHEMAS))
        if not sepa_text(self.debtor_name, MOST_NAME):
            raise refused("The payer's name has no letter that SEPA can write.", field="debtor_name")
        try:
            iban = IBAN(self.debtor_iban)
        except SchwiftyException:
            raise refused("The payer's IBAN is not one: check it digit by digit.", field="debtor_iban") from None
        if not iban.in_sepa_zone:
            raise refused("The payer's account is outside of the single euro payments area.", field="debtor_iban")
        try:
            bic = BIC(self.debtor_bic) if self.debtor_bic else iban.bic
        except SchwiftyException:
            raise refused("The BIC of the payer's bank is not one.", field="debtor_bic") from None
        if bic is None:
            raise refused("The BIC of the payer's bank does not follow from the IBAN: give it.", field="debtor_bic")
        object.__setattr__(self, "debtor_iban", str(iban))
        object.__setattr__(self, "debtor_bic", str(bic))

    def check(self, order: PayoutOrder) -> None:
        if order.currency != "EUR":
            raise refused(
                f"A SEPA transfer pays euro only, and this payout is in {order.currency}. Pay it another way.",
                field="currency",
                allowed=["EUR"],
            )
        if order.amount_minor > MOST_AMOUNT_MINOR:
            raise refused(
                "A SEPA transfer pays at most 999,999,999.99 euro.", field="amount_minor", most=MOST_AMOUNT_MINOR
            )
        if not order.recipient_name.strip():
            raise refused(
                "A bank transfer needs the name of the account's holder. The participant has to give it.",
                field="recipient_name",
            )
        if not IBAN(order.destination.reveal(), allow_invalid=True).in_sepa_zone:
            raise refused(
                "This account is outside of the single euro payments area. Pay it another way.", field="destination"
            )

    def files(self, orders: Sequence[PayoutOrder], *, at: datetime) -> list[PayoutFile]:
        """Write one file, to be executed on the day of `at` in the zone that it carries."""
        check_together(orders)
        for order in orders:
            self.check(order)
        mark = _fingerprint(orders)
        transfer = SepaTransfer(
            {
                "name": sepa_text(self.debtor_name, MOST_NAME),
                "IBAN": self.debtor_iban,
                "BIC": self.debtor_bic,
                "batch": True,
                "currency": "EUR",
            },
            schema=self.schema,
            clean=False,
        )
        for order in orders:
            transfer.add_payment(
                {
                    "name": sepa_text(order.recipient_name, MOST_NAME) or NO_NAME,
                    "IBAN": order.destination.reveal(),
                    "amount": order.amount_minor,
                    "execution_date": at.date(),
                    "description": sepa_text(order.note, MOST_NOTE) or order.code,
                    "endtoend_id": order.hex_id,
                }
            )
        content = self._named(transfer.export(validate=False), mark=mark, at=at)
        try_valid_xml(content, self.schema)
        return [PayoutFile(name=f"sepa-{at:%Y-%m-%d}-{mark}.xml", content_type="application/xml", content=content)]

    def _named(self, content: bytes, *, mark: str, at: datetime) -> bytes:
        """Put ids and times that follow from the batch in place of those that the library draws by chance."""
        tree = ET.fromstring(content)  # noqa: S314 - sepaxml has just written it
        space = f"{{urn:iso:std:iso:20022:tech:xsd:{self.schema}}}"
        named = {"MsgId": f"M{mark}", "PmtInfId": f"P{mark}", "CreDtTm": at.strftime("%Y-%m-%dT%H:%M:%S")}
        for tag, text in named.items():
            (found,) = tree.iter(space + tag)
            found.text = text
        ET.register_namespace("", space[1:-1])
        written: bytes = ET.tostring(tree, "utf-8", xml_declaration=True)
        return written


def _fingerprint(orders: Sequence[PayoutOrder]) -> str:
    """Name a set of payouts by 24 characters, the same for the same set."""
    ids = "".join(sorted(order.id for order in orders))
    return base64.b32encode(hashlib.sha256(ids.encode()).digest()[:15]).decode()

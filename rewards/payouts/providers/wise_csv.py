"""`wise_csv`: a file for Wise's batch payments, template "Send to bank accounts" with IBANs. PURE.

The header stands as Wise gives it, every cell is quoted as in Wise's own file, at most 1,000 payments a file.
Everyone gets the exact amount ("target"): fees are the payer's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from campaigns.planning.currency import EXPONENTS
from rewards.payouts.providers.cells import csv_bytes, harmless_text, plain_text
from rewards.payouts.providers.provider import PayoutFile, PayoutOrder, check_together, major_units, refused

# The columns of 2026; until 2024 the same without referenceNumber. A structured reference is not ours to give.
HEADER = (
    "name",
    "recipientEmail",
    "paymentReference",
    "referenceNumber",
    "receiverType",
    "amountCurrency",
    "amount",
    "sourceCurrency",
    "targetCurrency",
    "IBAN",
)
MOST_ROWS = 1_000
MOST_NAME = 70
# Routes differ in how much of a reference arrives; this much does wherever there are IBANs.
MOST_REFERENCE = 35
# As many characters of the payout's code as let a person find it again; the rest is for the note.
SHORT_CODE = 12


@dataclass(frozen=True)
class WiseCsv:
    """Pays from a balance in `source_currency`, or in the batch's own where none is named."""

    source_currency: str | None = None

    name: ClassVar[str] = "wise_csv"
    title: ClassVar[str] = "Wise, by a file"
    destination_kind: ClassVar[str] = "iban"

    def __post_init__(self) -> None:
        if self.source_currency is not None and self.source_currency not in EXPONENTS:
            raise refused("The currency to pay from is a code of ISO 4217.", field="source_currency")

    def check(self, order: PayoutOrder) -> None:
        if not plain_text(order.recipient_name, MOST_NAME):
            raise refused(
                "A bank transfer needs the name of the account's holder. The participant has to give it.",
                field="recipient_name",
            )

    def files(self, orders: Sequence[PayoutOrder], *, at: datetime) -> list[PayoutFile]:
        check_together(orders)
        for order in orders:
            self.check(order)
        parts = [orders[start : start + MOST_ROWS] for start in range(0, len(orders), MOST_ROWS)]
        return [
            PayoutFile(
                name=f"wise-{at:%Y-%m-%d}-{number}-of-{len(parts)}.csv",
                content_type="text/csv; charset=utf-8",
                content=csv_bytes([HEADER, *(self._row(order) for order in part)], quote_all=True),
            )
            for number, part in enumerate(parts, start=1)
        ]

    def _row(self, order: PayoutOrder) -> tuple[str, ...]:
        return (
            harmless_text(order.recipient_name, MOST_NAME),
            # Whoever has an address here gets mail from Wise; we write to our participants ourselves.
            "",
            harmless_text(f"{order.code[:SHORT_CODE]} {order.note}", MOST_REFERENCE),
            "",
            "PERSON",
            "target",
            major_units(order.amount_minor, order.currency),
            self.source_currency or order.currency,
            order.currency,
            order.destination.reveal(),
        )

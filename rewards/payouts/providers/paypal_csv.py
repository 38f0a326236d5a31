"""`paypal_csv`: a file for PayPal's Payouts page. PURE.

No header; recipient, amount, currency, id, note in each row; one currency and at most 5,000 rows a file. The id is
the payout's code, and PayPal's report repeats it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from campaigns.cells import begins_formula
from campaigns.planning.currency import EXPONENTS
from rewards.payouts.providers.cells import csv_bytes, harmless_text
from rewards.payouts.providers.provider import PayoutFile, PayoutOrder, check_together, major_units, refused

MOST_ROWS = 5_000
MOST_NOTE = 400
# PayPal takes these without decimals, whatever ISO 4217 says.
WHOLE_ONLY = frozenset({"HUF", "JPY", "TWD"})


@dataclass(frozen=True)
class PaypalCsv:
    """PayPal reads amounts as the country of the paying account writes them: with a point or with a comma."""

    decimal_mark: Literal[".", ","] = "."

    name: ClassVar[str] = "paypal_csv"
    title: ClassVar[str] = "PayPal, by a file"
    destination_kind: ClassVar[str] = "paypal"

    def __post_init__(self) -> None:
        if self.decimal_mark not in {".", ","}:
            raise refused("PayPal writes decimals with a point or a comma.", field="decimal_mark", allowed=[".", ","])

    def check(self, order: PayoutOrder) -> None:
        step = 10 ** EXPONENTS[order.currency]
        if order.currency in WHOLE_ONLY and order.amount_minor % step:
            raise refused(
                f"PayPal pays {order.currency} in whole units only; this payout is"
                f" {major_units(order.amount_minor, order.currency)}. Pay it another way, or when it has grown.",
                field="amount_minor",
                step_minor=step,
            )
        if begins_formula(order.destination.reveal()):
            raise refused(
                "This e-mail address begins as a formula does, and a spreadsheet that opens the file would run it."
                " The participant has to give another address or another way.",
                field="destination",
            )

    def files(self, orders: Sequence[PayoutOrder], *, at: datetime) -> list[PayoutFile]:
        check_together(orders)
        for order in orders:
            self.check(order)
        parts = [orders[start : start + MOST_ROWS] for start in range(0, len(orders), MOST_ROWS)]
        return [
            PayoutFile(
                name=f"paypal-{at:%Y-%m-%d}-{number}-of-{len(parts)}.csv",
                content_type="text/csv; charset=utf-8",
                content=csv_bytes(self._row(order) for order in part),
            )
            for number, part in enumerate(parts, start=1)
        ]

    def _row(self, order: PayoutOrder) -> list[str]:
        amount = major_units(order.amount_minor, order.currency)
        if order.currency in WHOLE_ONLY:
            amount = amount.partition(".")[0]
        return [
            order.destination.reveal(),
            amount.replace(".", self.decimal_mark),
            order.currency,
            order.code,
            harmless_text(order.note, MOST_NOTE),
        ]

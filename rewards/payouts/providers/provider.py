"""PayoutOrder, the answers, and the two kinds of providers. PURE.

An order is one payment to one person, made of facts that never change; its id is the payout's own, so whatever a
provider is told twice it can recognise. A file provider writes orders down for a person to upload. An API provider
sends one order at a time and says what became of it.

The law of sending: only an answer that proves it says that money did not leave. Silence, a time-out, a broken
answer are `Unknown`, and what is unknown is asked about and never sent again.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, NamedTuple, Protocol, runtime_checkable

from campaigns.errors import InvalidInput
from campaigns.planning.currency import EXPONENTS, format_minor
from campaigns.secret import Secret


@dataclass(frozen=True)
class PayoutOrder:
    """One payment to one person. `id` is the payout's public uuid; `recipient_name` and `note` are in any script."""

    id: str
    amount_minor: int
    currency: str
    destination: Secret
    recipient_name: str = field(repr=False)
    note: str = ""

    def __post_init__(self) -> None:
        if str(uuid.UUID(self.id)) != self.id:
            raise ValueError("A payout's id is a uuid in its usual form.")
        if self.amount_minor <= 0 or self.currency not in EXPONENTS:
            raise ValueError("An order pays a positive amount of a currency of ISO 4217.")

    @property
    def hex_id(self) -> str:
        """The id in 32 characters, for providers that take at most 35."""
        return uuid.UUID(self.id).hex

    @property
    def code(self) -> str:
        """The id in 27 characters without spaces, for providers that take at most 30; `id_of_code` reads it back."""
        return "P" + base64.b32encode(uuid.UUID(self.id).bytes).decode().rstrip("=")


def id_of_code(code: str) -> str:
    """Give the payout's id back from an order's `code`, as a provider's report repeats it."""
    try:
        if len(code) != 27 or code[0] != "P":
            raise ValueError(code)
        found = uuid.UUID(bytes=base64.b32decode(code[1:] + "======"))
    except ValueError:
        raise InvalidInput(
            "unknown_payout_code",
            "This is not the code of a payout: it has 27 letters and digits and begins with P.",
        ) from None
    return str(found)


@dataclass(frozen=True)
class Sent:
    """The provider took the order; `reference` is its own name for the payment."""

    reference: str


@dataclass(frozen=True)
class Settled:
    """The provider confirms that the money arrived."""

    reference: str = ""


@dataclass(frozen=True)
class Failed:
    """The money did not leave and will not: the payout is over and the money goes back to payable."""

    reason: str


@dataclass(frozen=True)
class Returned:
    """The money left and came back."""

    reason: str


@dataclass(frozen=True)
class Unknown:
    """Nobody can say whether the money left. To be asked about, never to be sent again.

    `needs_person` is set where asking again will say no more: what was found is not what was ordered.
    """

    reason: str
    needs_person: bool = False


@dataclass(frozen=True)
class Postponed:
    """The provider read nothing of the order (too many requests, a key that it does not accept): it stays queued."""

    reason: str


Result = Sent | Settled | Failed | Returned | Unknown | Postponed


class Report(NamedTuple):
    """What a provider says by itself about one payout."""

    payout_id: str
    result: Result


@dataclass(frozen=True)
class PayoutFile:
    """A file to be uploaded to the provider. It is the one place where destinations are written out."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


class Provider(Protocol):
    """What both kinds have: a name, the kind of destination, and the word on whether they can pay an order."""

    name: ClassVar[str]
    title: ClassVar[str]
    destination_kind: ClassVar[str]

    def check(self, order: PayoutOrder) -> None:
        """Refuse an order that this provider cannot pay, by InvalidInput; asked when a batch is drafted."""


@runtime_checkable
class FileProvider(Provider, Protocol):
    """Writes orders down; a person uploads the files and says later what became of them."""

    def files(self, orders: Sequence[PayoutOrder], *, at: datetime) -> list[PayoutFile]:
        """Write the orders in as few files as the provider's limits allow; the same orders give the same files."""


@runtime_checkable
class ApiProvider(Provider, Protocol):
    """Sends orders by itself and can be asked about them."""

    def send(self, order: PayoutOrder) -> Result:
        """Send an order that was never sent before."""

    def ask(self, order: PayoutOrder, *, sent_at: datetime, at: datetime) -> Result:
        """Ask what became of an order whose sending began at `sent_at`."""

    def read_webhook(self, payload: bytes, headers: Mapping[str, str]) -> Report | None:
        """Read a message from the provider: None where it is about something else, NotAllowed where it is forged."""


def refused(message: str, *, field: str, **data: object) -> InvalidInput:
    """Make the refusal of one order, to be raised."""
    return InvalidInput("payout_not_possible", message, field=field, **data)


def major_units(amount_minor: int, currency: str) -> str:
    """Write an amount as providers read it: 123456 USD is "1234.56", 500 JPY is "500", 1500 KWD is "1.500"."""
    return format_minor(amount_minor, currency).replace(",", "")


def check_together(orders: Sequence[PayoutOrder]) -> None:
    """Refuse orders that cannot stand in one file: none at all, one twice, or several currencies."""
    if not orders:
        raise refused("There is nothing to pay in this batch, so there is no file.", field="orders")
    if len({order.id for order in orders}) < len(orders):
        raise refused("A payout stands twice in this batch; each is paid once.", field="orders")
    currencies = sorted({order.currency for order in orders})
    if len(currencies) > 1:
        raise refused(
            f"A file pays one currency; this batch has {', '.join(currencies)}. Make a batch for each.",
            field="orders",
            currencies=currencies,
        )

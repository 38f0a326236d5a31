"""`stripe_connect`: transfers to people's Stripe accounts. PURE, but for the requests that it makes.

Stripe carries out an order once for each idempotency key, and the key is the payout's id. It forgets keys after a
day, so even then nothing is sent twice: what is unknown is looked for among the transfers of the payout's own group.
What is not found there has failed only when so much time has passed that no request can still be on its way.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import ClassVar

import stripe

from campaigns.errors import InvalidInput, NotAllowed
from campaigns.planning.currency import EXPONENTS
from campaigns.secret import Secret
from rewards.payouts.providers.provider import (
    Failed,
    PayoutOrder,
    Postponed,
    Report,
    Result,
    Returned,
    Sent,
    Settled,
    Unknown,
    major_units,
    refused,
)

# No request of ours is under way as long as this after it was begun.
STILL_ON_ITS_WAY = timedelta(hours=1)
# Where Stripe's units are not those of ISO 4217.
STRIPE_EXPONENTS = {"ISK": 2, "UGX": 2, "MGA": 0}
# Currencies of three decimals are paid in steps of ten, their last digit being nought.
STEPS = {3: 10}
TRIES = 3
LONGEST_PAUSE_SECONDS = 5.0
EVENTS = frozenset({"transfer.created", "transfer.updated", "transfer.reversed"})


def stripe_units(amount_minor: int, currency: str) -> int:
    """Give the amount in Stripe's units, or refuse what can't be said in them to the last unit."""
    ours = EXPONENTS[currency]
    theirs = STRIPE_EXPONENTS.get(currency, ours)
    more, fewer = 10 ** max(theirs - ours, 0), 10 ** max(ours - theirs, 0)
    smallest = max(STEPS.get(ours, 1), fewer)
    if amount_minor % smallest:
        raise refused(
            f"Stripe pays {currency} in steps of {major_units(smallest, currency)}; this payout is"
            f" {major_units(amount_minor, currency)}. Pay it another way, or when it has grown.",
            field="amount_minor",
            step_minor=smallest,
        )
    return int(amount_minor * more // fewer)


@dataclass(frozen=True)
class StripeConnect:
    """Sends from the platform's balance; `webhook_secret` proves who writes to us."""

    api_key: Secret
    webhook_secret: Secret
    api_base: str = "https://api.stripe.com"
    timeout_seconds: float = 20.0
    pause: Callable[[float], None] = field(default=time.sleep, repr=False, compare=False)

    name: ClassVar[str] = "stripe_connect"
    title: ClassVar[str] = "Stripe"
    destination_kind: ClassVar[str] = "stripe"

    @cached_property
    def _client(self) -> stripe.StripeClient:
        return stripe.StripeClient(
            self.api_key.reveal(),
            base_addresses={"api": self.api_base},
            # The library would send again by itself after a time-out.
            max_network_retries=0,
            http_client=stripe.RequestsClient(timeout=self.timeout_seconds),
        )

    def check(self, order: PayoutOrder) -> None:
        stripe_units(order.amount_minor, order.currency)

    def send(self, order: PayoutOrder) -> Result:
        try:
            units = stripe_units(order.amount_minor, order.currency)
        except InvalidInput as refusal:
            return Failed(refusal.message)
        for attempt in range(TRIES):
            try:
                made = self._client.v1.transfers.create(
                    {
                        "amount": units,
                        "currency": order.currency.lower(),
                        "destination": order.destination.reveal(),
                        "transfer_group": _group(order),
                        "metadata": {"payout": order.id},
                    },
                    {"idempotency_key": f"payout-{order.id}"},
                )
            except stripe.RateLimitError as error:
                # Stripe turned it away unread, so the same may be said again.
                if attempt + 1 < TRIES:
                    self.pause(_pause_asked_for(error, attempt))
            except stripe.StripeError as error:
                return _result_of_error(error)
            else:
                return Sent(made.id)
        return Postponed("Stripe has too many requests of ours at the moment; nothing was sent.")

    def ask(self, order: PayoutOrder, *, sent_at: datetime, at: datetime) -> Result:
        try:
            listed = self._client.v1.transfers.list({"transfer_group": _group(order), "limit": 100})
        except stripe.StripeError as error:
            return Unknown(f"Stripe could not be asked: {_named(error)}.")
        found = [transfer for transfer in listed.data if _payout_id(transfer) == order.id]
        if len(found) > 1:
            return Unknown(f"Stripe has {len(found)} transfers for this payout.", needs_person=True)
        if found:
            return _result_of_order(found[0], order)
        if at - sent_at < STILL_ON_ITS_WAY:
            return Unknown("Stripe has no such transfer yet; the request may still be on its way.")
        return Failed("Stripe has no such transfer: the request never arrived.")

    def read_webhook(self, payload: bytes, headers: Mapping[str, str]) -> Report | None:
        signature = next((value for key, value in headers.items() if key.lower() == "stripe-signature"), None)
        try:
            event = stripe.Webhook.construct_event(payload, signature, self.webhook_secret.reveal())
        except (ValueError, stripe.SignatureVerificationError):
            raise NotAllowed(
                "bad_signature",
                "This message is not signed with the secret of the webhook, or is too old. Check the secret.",
            ) from None
        # Events of connected accounts are about their money, not about ours.
        if event.type not in EVENTS or getattr(event, "account", None):
            return None
        transfer = stripe.Transfer.construct_from(event.data.object.to_dict(), None)
        payout_id = _payout_id(transfer)
        return Report(payout_id, _result_of_transfer(transfer)) if payout_id else None


def _group(order: PayoutOrder) -> str:
    return f"payout-{order.id}"


def _payout_id(transfer: stripe.Transfer) -> str | None:
    """Give the payout whose transfer this is, or None for one that is not ours."""
    metadata = transfer.metadata
    written = metadata["payout"] if metadata and "payout" in metadata else None
    try:
        return written if written and str(uuid.UUID(written)) == written else None
    except ValueError:
        return None


def _result_of_transfer(transfer: stripe.Transfer) -> Result:
    if transfer.amount_reversed == 0:
        return Settled(transfer.id)
    if transfer.amount_reversed == transfer.amount:
        return Returned("The transfer was reversed at Stripe.")
    return Unknown("A part of the transfer was reversed at Stripe.", needs_person=True)


def _result_of_order(transfer: stripe.Transfer, order: PayoutOrder) -> Result:
    """Read the transfer of an order, and trust it only where it is the one that we asked for."""
    destination = transfer.destination if isinstance(transfer.destination, str) else None
    same = (
        transfer.amount == stripe_units(order.amount_minor, order.currency)
        and transfer.currency.upper() == order.currency
        and destination == order.destination.reveal()
    )
    if not same:
        return Unknown("Stripe's transfer for this payout has another amount or goes elsewhere.", needs_person=True)
    return _result_of_transfer(transfer)


def _result_of_error(error: stripe.StripeError) -> Result:
    status = error.http_status
    if status == 401:
        # It says nothing of the payout: every other would be answered the same.
        return Postponed("Stripe does not accept our key; nothing was sent.")
    # A key in use, or used for another order, means that something was sent with it.
    refusal = status is not None and 400 <= status < 500 and status not in {408, 409}
    if refusal and not isinstance(error, stripe.IdempotencyError):
        return Failed(f"Stripe refused it: {_named(error)}.")
    return Unknown(f"Stripe did not say what became of it: {_named(error)}.")


def _named(error: stripe.StripeError) -> str:
    """Name an error by its code alone: messages repeat what was sent, destinations included."""
    return error.code or (f"status {error.http_status}" if error.http_status else "no answer")


def _pause_asked_for(error: stripe.StripeError, attempt: int) -> float:
    asked = str((error.headers or {}).get("Retry-After", ""))
    seconds = float(asked) if asked.isascii() and asked.isdigit() else 0.5 * 2**attempt
    return min(seconds, LONGEST_PAUSE_SECONDS)

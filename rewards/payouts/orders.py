"""From rows to orders and providers: the only place where a stored destination is opened to be paid."""

from __future__ import annotations

import logging
from uuid import UUID

from django.conf import settings

from campaigns.errors import NotPossibleNow
from campaigns.sealing import SealBroken
from rewards.payouts import destinations
from rewards.payouts.models import Destination, Payout
from rewards.payouts.providers.provider import ApiProvider, FileProvider, PayoutOrder
from rewards.payouts.providers.registry import PROVIDERS, provider
from rewards.payouts.sealing import unseal

logger = logging.getLogger(__name__)

API_PROVIDERS = tuple(name for name, kind in PROVIDERS.items() if hasattr(kind, "send"))


def provider_named(name: str) -> FileProvider | ApiProvider:
    """Make a provider as this instance is set up for it, or refuse."""
    return provider(name, configured=settings.PAYOUT_PROVIDERS)


def open_destination(destination: Destination) -> destinations.Destination:
    """Open a stored destination, or refuse: one that cannot be read keeps nobody else from being paid."""
    if not destination.sealed:
        raise NotPossibleNow("destination_gone", "This person was erased, and where their money went with them.")
    try:
        return unseal(destination.sealed, owner=destination.owner)
    except SealBroken:
        logger.exception("The seal of destination %s does not open.", destination.public_id)
        raise NotPossibleNow(
            "destination_unreadable",
            "No key of this instance opens this destination. Its operator finds the reason in the log.",
        ) from None


def order_to(
    destination: Destination, *, payout_id: UUID, amount_minor: int, currency: str, name: str, note: str
) -> PayoutOrder:
    """Open a destination for one payout; the holder's name is the account's, or else the participant's."""
    return PayoutOrder(
        id=str(payout_id),
        amount_minor=amount_minor,
        currency=currency,
        destination=open_destination(destination).value,
        recipient_name=destination.holder_name or name,
        note=note,
    )


def order_of(payout: Payout) -> PayoutOrder:
    """Make the order of a payout; the same row makes the same order for ever."""
    return order_to(
        payout.destination,
        payout_id=payout.public_id,
        amount_minor=payout.amount_minor,
        currency=payout.batch.currency,
        name=payout.participant.display_name,
        note=payout.batch.note,
    )

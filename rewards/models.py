"""The gathered models of the money. Only Django imports this; the rooms import each other's nouns."""

from rewards.contracts.models import Contract
from rewards.ledger.models import Account, Funding, Pledge, Refund, Transfer
from rewards.payouts.models import Batch, Destination, Payout, PayoutHold, PayoutRules
from rewards.settlement.models import DueFinding, Settlement

__all__ = [
    "Account",
    "Batch",
    "Contract",
    "Destination",
    "DueFinding",
    "Funding",
    "Payout",
    "PayoutHold",
    "PayoutRules",
    "Pledge",
    "Refund",
    "Settlement",
    "Transfer",
]

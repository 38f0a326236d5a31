"""The gathered models of the money. Only Django imports this; the rooms import each other's nouns."""

from rewards.contracts.models import Contract
from rewards.ledger.models import Account, Funding, Pledge, Refund, Transfer
from rewards.payouts.models import Batch, Destination, Payout, PayoutHold, PayoutObjection, PayoutRules
from rewards.settlement.models import DueFinding, Settlement
from rewards.simulation.models import Forecast

__all__ = [
    "Account",
    "Batch",
    "Contract",
    "Destination",
    "DueFinding",
    "Forecast",
    "Funding",
    "Payout",
    "PayoutHold",
    "PayoutObjection",
    "PayoutRules",
    "Pledge",
    "Refund",
    "Settlement",
    "Transfer",
]

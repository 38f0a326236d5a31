"""The gathered models of the money. Only Django imports this; the rooms import each other's nouns."""

from rewards.contracts.models import Contract
from rewards.ledger.models import Account, Funding, Refund, Transfer
from rewards.settlement.models import Settlement

__all__ = ["Account", "Contract", "Funding", "Refund", "Settlement", "Transfer"]

"""Routes: between which kinds of accounts a transfer moves money, by its reason. PURE.

The trigger that keeps the totals holds every transfer to its route; the audit asks again, and the books explain it.
"""

from __future__ import annotations

# reason: (what it may take from, what it may give to)
ROUTES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "funding": (("world",), ("escrow",)),
    "refund": (("escrow",), ("world",)),
    "share": (("escrow",), ("held", "payable")),
    "remainder": (("escrow",), ("charity", "solidarity")),
    "release": (("held",), ("payable",)),
    "forfeit": (("held",), ("charity", "solidarity", "escrow")),
    "pledge": (("payable",), ("charity", "solidarity")),
    "reversal": (("held", "payable", "charity", "solidarity"), ("escrow",)),
    "debt": (("owed_by",), ("owed_back",)),
    "repayment": (("payable",), ("escrow",)),
    "debt_repaid": (("owed_back",), ("owed_by",)),
    "payout_started": (("payable",), ("in_payout",)),
    "payout_paid": (("in_payout",), ("paid",)),
    "payout_failed": (("in_payout",), ("payable",)),
    "payout_returned": (("in_payout", "paid"), ("payable",)),
}


def say_route(reason: str) -> str:
    """Put a route in words: what it takes from and gives to."""
    takes, gives = ROUTES[reason]
    return f"{' or '.join(takes)} to {' or '.join(gives)}"

"""Amounts as a language writes them: 4,000.00 USD in English is 4.000,00 USD in Spanish."""

from __future__ import annotations

from campaigns.planning.currency import format_minor
from campaigns.saying import in_marks


def write_amount(amount_minor: int, currency: str) -> str:
    """Write an amount without its currency, in the language that is active."""
    return in_marks(format_minor(amount_minor, currency))


def write_money(amount_minor: int, currency: str) -> str:
    """Write an amount with its currency, not broken across lines, in the language that is active."""
    return f"{write_amount(amount_minor, currency)}\N{NO-BREAK SPACE}{currency}"

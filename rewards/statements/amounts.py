"""Amounts as other programs read them: 400000 USD is 4000.00, 500 JPY is 500, 1500 KWD is 1.500. PURE."""

from __future__ import annotations

from campaigns.planning.currency import EXPONENTS


def exact(amount_minor: int, currency: str) -> str:
    """Write an amount with all decimals of its currency, without marks between thousands, with a plain minus."""
    exponent = EXPONENTS[currency]
    sign = "-" if amount_minor < 0 else ""
    major, minor = divmod(abs(amount_minor), 10**exponent)
    return f"{sign}{major}" + (f".{minor:0{exponent}d}" if exponent else "")

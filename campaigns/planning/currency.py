"""Currencies of ISO 4217 and how an amount in minor units is written. PURE."""

from __future__ import annotations

from iso4217 import Currency

# Metals, funds and test codes have no minor unit: nobody is paid in them.
EXPONENTS: dict[str, int] = {c.code: c.exponent for c in Currency if c.exponent is not None}


def format_minor(amount_minor: int, currency: str) -> str:
    """Write 400000 USD as "4,000.00", 500 JPY as "500", 1500 KWD as "1.500"; the currency's name is not included."""
    exponent = EXPONENTS[currency]
    sign = "−" if amount_minor < 0 else ""
    major, minor = divmod(abs(amount_minor), 10**exponent)
    return f"{sign}{major:,}" + (f".{minor:0{exponent}d}" if exponent else "")

"""Amounts as a language writes them: 4,000.00 USD in English is 4.000,00 USD in Spanish."""

from __future__ import annotations

from django.utils import translation
from django.utils.formats import get_format

from campaigns.planning.currency import format_minor


def write_money(amount_minor: int, currency: str) -> str:
    """Write an amount with its currency, not broken across lines, in the language that is active."""
    language = translation.get_language()
    marks = {
        ",": get_format("THOUSAND_SEPARATOR", language, use_l10n=True),
        ".": get_format("DECIMAL_SEPARATOR", language, use_l10n=True),
    }
    written = "".join(marks.get(sign, sign) for sign in format_minor(amount_minor, currency))
    return f"{written}\N{NO-BREAK SPACE}{currency}"

"""Reading back: what the documents say, as numbers again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from campaigns.planning.currency import EXPONENTS
from rewards.statements.amounts import exact
from rewards.statements.statement import Balances, Line


def minor_of(written: str, currency: str) -> int:
    """Read back what `exact` wrote; raises ValueError for anything else."""
    minor = Decimal(written).scaleb(EXPONENTS[currency])
    if minor != int(minor) or exact(int(minor), currency) != written:
        raise ValueError(f"{written} is no amount in {currency}")
    return int(minor)


def sums_of(lines: Iterable[Line]) -> Mapping[tuple[str, str], Balances]:
    """Add lines up by campaign and currency."""
    sums: dict[tuple[str, str], Balances] = {}
    for line in lines:
        key = line.campaign_slug, line.currency
        sums[key] = sums.get(key, Balances()).changed(line.account, line.amount_minor)
    return sums

"""The audit: everything that the books say, worked out again from what it rests on.

Totals from the transfers, settlements from their stored explanations, escrow against the promises, ranks against
the quotas. The database's laws should leave nothing to find; the audit asks all the same, and trusts no trigger.
A Difference is one line: where, what, what was expected, what was found.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from campaigns.errors import DomainError
from rewards.contracts.budget import read_budget
from rewards.mechanisms.chain import ChainMechanism
from rewards.mechanisms.registry import MECHANISMS, chain_mechanism
from rewards.settlement import audit_fates as fates
from rewards.settlement import audit_queries as queries
from rewards.settlement.explanation import Explanation

# The sweep runs every half minute; what it has not settled by then is not waiting but forgotten.
DUE_WITHIN = timedelta(minutes=5)
_ROWS_AT_ONCE = 2_000
# The rules that pay by what people agreed to hand up.
_BY_SPLITS = [name for name, rule in MECHANISMS.items() if issubclass(rule, ChainMechanism) and rule.uses_edge_splits]


@dataclass(frozen=True)
class Audit:
    """What an audit looked at and found. `due` counts findings whose settlement is still to be expected."""

    differences: list[str]
    campaigns: int
    accounts: int
    transfers: int
    settlements: int
    due: int


def find_differences(campaign_id: int | None = None, *, at: datetime | None = None) -> list[str]:
    """List what is wrong with the books of one campaign or of all; `at` is now unless it is told."""
    return audit_ledger(campaign_id=campaign_id, at=at or timezone.now()).differences


def audit_ledger(*, campaign_id: int | None = None, at: datetime) -> Audit:
    """Look through the books of one campaign or of all, as they stood at one moment."""
    scope = {"campaign": campaign_id, "due_since": at - DUE_WITHIN, "by_splits": _BY_SPLITS}
    with _one_snapshot():
        counted = next(_rows(queries.COUNTS, scope))
        differences = [
            *_lines(queries.TOTALS, scope),
            *_lines(queries.FLOORS, scope),
            *_lines(queries.TRANSFERS, scope),
            *_lines(queries.SOURCES, scope),
            *_lines(fates.FATES, scope),
            *_lines(fates.FORFEITS, scope),
            *_lines(fates.REMOVED, scope),
            *_lines(queries.PAYOUTS, scope),
            *_lines(queries.PROMISES, scope),
            *_lines(queries.RANKS, scope),
            *_lines(queries.OVERDUE, scope),
            *_lines(queries.DUE, scope),
            *_lines(fates.HELD, scope),
            *_lines(queries.SETTLED_FINDINGS, scope),
            *_lines(queries.CHAINS, scope),
            *_lines(queries.SPLITS, scope),
            *_settlements(scope),
            *_budgets(scope),
        ]
    return Audit(differences, *counted)


def _one_snapshot() -> AbstractContextManager[None]:
    """Read everything as of one moment, so that money on its way is not taken for money lost."""
    # Somebody's transaction has its snapshots already; an audit inside it reads as that transaction does.
    return nullcontext() if connection.in_atomic_block else _repeatable_read()


@contextmanager
def _repeatable_read() -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _rows(query: str, scope: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, scope)
        while rows := cursor.fetchmany(_ROWS_AT_ONCE):
            yield from rows


def _lines(query: str, scope: dict[str, Any]) -> Iterator[str]:
    """Read the differences that one query found: campaign, what, expected, found."""
    for slug, what, expected, found in _rows(query, scope):
        yield _difference(slug, what, expected, found)


def _difference(slug: str | None, what: str, expected: Any, found: Any) -> str:
    return f"{slug or 'no campaign'}: {what}: expected {expected}, found {found}"


class _Splitter:
    """Computes explained splits again; those that differ only in who stands on the chain, once."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], tuple[tuple[int, ...], int]] = {}

    def __call__(self, explanation: Explanation) -> tuple[tuple[int, ...], int]:
        rule = (explanation.mechanism, explanation.version, json.dumps(explanation.terms, sort_keys=True))
        path = (len(explanation.chain), explanation.edge_splits, explanation.removed_distances())
        key = (*rule, explanation.prize_minor, explanation.max_depth_paid, *path)
        if key not in self._known:
            version = chain_mechanism(explanation.mechanism, explanation.terms).version
            if explanation.version != version:
                raise ValueError(f"version {explanation.version} of {explanation.mechanism}, known is {version}")
            self._known[key] = explanation.recompute()
        return self._known[key]


def _settlements(scope: dict[str, Any]) -> Iterator[str]:
    """Compute every settlement again from its explanation, and hold it against contract and transfers."""
    split = _Splitter()
    for slug, settlement_id, stored, columns, paid, remainders in _rows(queries.SETTLEMENTS, scope):
        what = f"settlement {settlement_id}"
        try:
            explanation = Explanation.from_json(json.loads(stored))
            computed = split(explanation)
        except (DomainError, ArithmeticError, LookupError, TypeError, ValueError) as refused:
            yield _difference(slug, what, "an explanation that can be computed again", refused)
            continue
        beside = (json.loads(columns), json.loads(paid), json.loads(remainders))
        for name, expected, found in _compare(explanation, computed, *beside):
            if expected != found:
                yield _difference(slug, f"{what}, {name}", expected, found)


def _compare(
    explanation: Explanation,
    computed: tuple[tuple[int, ...], int],
    columns: dict[str, Any],
    paid: dict[str, int],
    remainders: dict[str, int],
) -> Iterator[tuple[str, Any, Any]]:
    shares, remainder_minor = computed
    yield "shares by its explanation", shares, explanation.shares_minor
    yield "remainder by its explanation", remainder_minor, explanation.remainder_minor
    yield "prize and remainder", [explanation.prize_minor, remainder_minor], columns["amounts"]
    yield "finder", columns["finder"], explanation.chain[0]
    said = [explanation.mechanism, explanation.terms, explanation.prize_minor, explanation.remainder_to]
    yield "mechanism, terms, prize and remainder of its contract", columns["contract"], said
    yield "greatest paid depth", columns["max_depth_paid"], explanation.max_depth_paid
    owed = {str(who): minor for who, minor in zip(explanation.chain, shares, strict=True) if minor}
    yield "shares paid, by participant", owed, paid
    goes_out = remainder_minor > 0 and explanation.remainder_to != "budget"
    yield "remainder paid", {explanation.remainder_to: remainder_minor} if goes_out else {}, remainders


def _budgets(scope: dict[str, Any]) -> Iterator[str]:
    """Hold each campaign's budget, in the words of law 3, against the money that came and went."""
    for slug, campaign_id, received, owed_back in list(_rows(queries.CAMPAIGNS, scope)):
        budget = read_budget(campaign_id=campaign_id)
        stands = budget.promised + budget.free + budget.held + budget.payable + budget.in_payout + budget.paid
        stands += budget.charity + budget.solidarity + budget.refunded
        for what, expected, found in (
            ("received, by its fundings", received, budget.received),
            ("received, against where it stands", budget.received, stands),
            ("owed back, against what participants owe", budget.owed, owed_back),
        ):
            if expected != found:
                yield _difference(slug, what, expected, found)
        if budget.free < 0:
            yield _difference(slug, "escrow", f"at least the {budget.promised} promised", budget.escrow)

"""A campaign's books as Beancount text, which an accountant's program loads and checks by itself. PURE.

Every transfer is a transaction with two postings, the debit positive, as bookkeeping has it: what came in and what
was paid out are funds (the sum of `Assets:Funds` is what must be at hand), escrow is the campaign's own, and what
people earned is a liability. At the end every account is asserted to stand where the ledger's own totals have it, to
the last minor unit: without the tolerance of zero, Beancount would let a difference of one pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rewards.payouts.providers.cells import plain_text
from rewards.statements.amounts import exact
from rewards.statements.books import BookAccount, Books, Entry, narrate

ACCOUNTS: dict[str, str] = {
    "world": "Assets:Funds:Received",
    "paid": "Assets:Funds:PaidOut",
    "escrow": "Equity:Escrow",
    "charity": "Liabilities:Charity",
    "solidarity": "Liabilities:Solidarity",
    "held": "Liabilities:Held",
    "payable": "Liabilities:Payable",
    "in_payout": "Liabilities:InPayout",
    "owed_by": "Assets:OwedBy",
    "owed_back": "Equity:OwedBack",
}
_LONGEST = 500


def account_of(account: BookAccount) -> str:
    """Name an account as Beancount can read it; a kind that the ledger may get later goes by its own name."""
    camel = "".join(word.capitalize() for word in account.kind.split("_"))
    name = ACCOUNTS.get(account.kind, f"Equity:{camel}")
    return f"{name}:P-{account.pseudonym}" if account.pseudonym else name


def write_books(books: Books) -> Iterator[str]:
    """Write the books, piece by piece: accounts, transactions, and what every account must come to."""
    currency, opened = books.currency, books.opened_on.isoformat()
    yield (
        f'option "title" {_quoted(books.title)}\n'
        f'option "operating_currency" "{currency}"\n\n'
        f"{opened} commodity {currency}\n\n"
    )
    accounts = entries = 0
    for account, _, _ in books.standings():
        accounts += 1
        name = f"  name: {_quoted(account.person)}\n" if account.person else ""
        yield f"{opened} open {account_of(account)} {currency}\n{name}"
    yield "\n"
    last = books.opened_on
    for entry in books.entries():
        entries += 1
        day = books.day_of(entry)
        last = max(last, day)
        yield _transaction(entry, day, currency)
    # A balance is asserted of the morning of its day.
    after = (last + timedelta(days=1)).isoformat()
    for account, debits_minor, credits_minor in books.standings():
        amount = exact(debits_minor - credits_minor, currency)
        yield f"{after} balance {account_of(account)}  {amount} ~ 0 {currency}\n"
    yield f"\n; The end: {accounts} accounts, {entries} transactions. Without this line the file is not whole.\n"


def _transaction(entry: Entry, day: date, currency: str) -> str:
    payee = f"{_quoted(entry.person)} " if entry.person else ""
    amount = exact(entry.amount_minor, currency)
    return (
        f"{day.isoformat()} * {payee}{_quoted(narrate(entry))} #{entry.reason}{_links(entry)}\n"
        f"  {account_of(entry.debit)}  {amount} {currency}\n"
        f"  {account_of(entry.credit)}  -{amount} {currency}\n\n"
    )


def _links(entry: Entry) -> str:
    about = {
        "settlement": entry.share.settlement_id if entry.share else "",
        "funding": entry.funding_id,
        "refund": entry.refund_id,
        "payout": entry.payout_id,
    }
    return "".join(f" ^{what}-{public_id}" for what, public_id in about.items() if public_id)


def _quoted(text: str) -> str:
    plain = plain_text(text, _LONGEST).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'

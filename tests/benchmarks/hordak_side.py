"""django-hordak's side of posting, in a process of its own: one line of JSON in, one out.

Every posting is a Transaction with two Legs, by hordak's own models, with all of its triggers and checks: in a batch
by `bulk_create`, otherwise by `Account.transfer_to`. Seconds are taken here, so the talk with the other process is
not part of them. Amounts come and go in minor units.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, transaction

CENT = Decimal("0.01")
CURRENCY = "USD"
# What a filling writes in one transaction: the balance of each leg's transaction is checked at its end.
AT_ONCE = 20_000


class Books:
    """An account for escrow and one for each member, in the order in which the other side opens theirs."""

    def __init__(self, members: int) -> None:
        # Only here: there are no models before the settings.
        from hordak.models import Account  # type: ignore[import-untyped]  # hordak has no types

        call_command("migrate", interactive=False, verbosity=0)
        # Each a tree of its own. Saved one by one, every new root would move those behind it.
        opened = [
            Account(name=name, type="AS", currencies=[CURRENCY], tree_id=place, level=0, lft=1, rght=2)
            for place, name in enumerate(["world", "escrow", *(f"member {n}" for n in range(members))], start=1)
        ]
        self._world, self._escrow, *self._members = Account.objects.bulk_create(opened, batch_size=1_000)

    def fund(self, amount_minor: int) -> None:
        """Let money come into escrow."""
        self._world.transfer_to(self._escrow, _money(amount_minor))

    def fill(self, first: int, transfers: int, amount_minor: int) -> None:
        """Post transfers to one member after another; their rows by SQL, their laws as ever."""
        accounts = [account.pk for account in self._members]
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
            for start in range(first, first + transfers, AT_ONCE):
                scope = {
                    "first": start,
                    "last": min(start + AT_ONCE, first + transfers) - 1,
                    "escrow": self._escrow.pk,
                    "members": accounts,
                    "amount": amount_minor * CENT,
                }
                cursor.execute(_FILL, scope)
            cursor.execute("RESET synchronous_commit")
            cursor.execute("VACUUM (ANALYZE)")

    def post_one_by_one(self, members: Sequence[int], amount_minor: int) -> None:
        """Post a transfer to each of these members, every one in its own transaction."""
        for member in members:
            self._escrow.transfer_to(self._members[member], _money(amount_minor))

    def post_batch(self, members: Sequence[int], amount_minor: int) -> None:
        """Post a transfer to each of these members, all in one transaction."""
        from hordak.models import Leg, Transaction

        amount = _money(amount_minor)
        with transaction.atomic():
            made = Transaction.objects.bulk_create([Transaction() for _ in members])
            legs = []
            for posting, member in zip(made, members, strict=True):
                legs.append(Leg(transaction=posting, account=self._escrow, credit=amount))
                legs.append(Leg(transaction=posting, account=self._members[member], debit=amount))
            Leg.objects.bulk_create(legs)

    def read_balance(self, member: int | None) -> int:
        """Read what stands on a member's account, or on escrow; in minor units."""
        from hordak.models import Account

        wanted = self._escrow if member is None else self._members[member]
        balance = Account.objects.get(pk=wanted.pk).get_balance()
        return int(balance[CURRENCY].amount / CENT)


def _money(amount_minor: int) -> Any:
    from moneyed import Money

    return Money(amount_minor * CENT, CURRENCY)


# Ids are told by their sequence, so that legs find the transactions written in the same statement.
_FILL = """
WITH made AS (
    INSERT INTO hordak_transaction (uuid, timestamp, date, description)
    SELECT gen_random_uuid(), now(), current_date, '' FROM generate_series(%(first)s, %(last)s)
    RETURNING id
), numbered AS (
    SELECT id, (%(members)s::bigint[])[
               (%(first)s + row_number() OVER (ORDER BY id) - 1) %% cardinality(%(members)s::bigint[]) + 1] AS member
      FROM made
)
INSERT INTO hordak_leg (uuid, transaction_id, account_id, credit, debit, currency, description)
SELECT gen_random_uuid(), numbered.id, side.account_id, side.credit, side.debit, 'USD', ''
  FROM numbered CROSS JOIN LATERAL (
       VALUES (%(escrow)s, %(amount)s, NULL), (numbered.member, NULL, %(amount)s)) side(account_id, credit, debit)
 ORDER BY numbered.id
"""


def main(members: int) -> None:
    """Open the books for so many members, and answer commands until there are no more."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.hordak_settings"
    django.setup()
    books = Books(members)
    print(json.dumps([0, None]), flush=True)
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        work: Callable[..., object] = getattr(books, name)
        began = time.perf_counter()
        answer = work(*arguments)
        print(json.dumps([time.perf_counter() - began, answer]), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))

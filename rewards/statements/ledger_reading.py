"""Reading a campaign's books, however many they are: row by row, of one moment, and without a long transaction.

Transfers are written under the escrow's lock and never changed, so those up to the newest id are a moment's books for
ever. The totals of the accounts go on changing meanwhile; what was booked after that moment is taken off them, in the
same statement that reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Max

from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from rewards.ledger.models import Account, Transfer
from rewards.ledger.pseudonyms import pseudonym
from rewards.statements.books import BookAccount, Books, Entry, Share, Standing

AT_ONCE = 2_000


def read_books(*, campaign: Campaign, names_people: bool, at: datetime) -> Books:
    """Read a campaign's books as they stand now; participants go by their names as well where that is wanted."""
    moment = _Moment(
        campaign_id=campaign.pk,
        newest=Transfer.objects.filter(campaign=campaign).aggregate(newest=Max("id"))["newest"] or 0,
        # Read afterwards, so that every account of those transfers is among them.
        newest_account=Account.objects.filter(campaign=campaign).aggregate(newest=Max("id"))["newest"] or 0,
    )
    people = _People(names_people)
    first = Transfer.objects.filter(campaign=campaign).order_by("pk").values_list("created_at", flat=True).first()
    opened_at = min(campaign.created_at, first) if first else campaign.created_at
    return Books(
        slug=campaign.slug,
        title=campaign.title,
        currency=campaign.currency,
        zone=campaign.zone(),
        opened_on=opened_at.astimezone(campaign.zone()).date(),
        made_at=at,
        entries=lambda: _entries(moment, people),
        standings=lambda: _standings(moment, people),
    )


@dataclass(frozen=True)
class _Moment:
    campaign_id: int
    newest: int
    newest_account: int


class _People:
    """Pseudonyms, and names for whoever may know them."""

    def __init__(self, names: bool) -> None:
        self._names = names
        # The same people come again and again; what is forgotten is only computed again.
        self._pseudonym = lru_cache(maxsize=100_000)(lambda pk: pseudonym(participant_id=pk))

    def accounts_of(self, participant_ids: Iterable[int | None]) -> Callable[[str, int | None], BookAccount]:
        """Read these people's names at once; gives what names an account of one of them."""
        names: dict[int, str] = {}
        if self._names:
            wanted = {pk for pk in participant_ids if pk is not None}
            names = dict(Participant.objects.filter(pk__in=wanted).values_list("pk", "display_name"))

        def account(kind: str, participant_id: int | None) -> BookAccount:
            if participant_id is None:
                return BookAccount(kind)
            return BookAccount(kind, self._pseudonym(participant_id), names.get(participant_id, ""))

        return account


_READ = (
    "pk", "created_at", "reason", "amount_minor", "debit__kind", "debit__participant_id", "credit__kind",
    "credit__participant_id", "settlement_id", "funding__public_id", "refund__public_id", "payout__public_id",
    "funding__reference", "refund__reference", "payout__batch__provider",
)  # fmt: skip


def _entries(moment: _Moment, people: _People) -> Iterator[Entry]:
    transfers = Transfer.objects.filter(campaign_id=moment.campaign_id, pk__lte=moment.newest).order_by("pk")
    last = 0
    while rows := list(transfers.filter(pk__gt=last).values_list(*_READ)[:AT_ONCE]):
        last = rows[-1][0]
        account = people.accounts_of(pk for row in rows for pk in (row[5], row[7]))
        shares = _shares_of({row[8] for row in rows if row[8] is not None})
        for row in rows:
            _, booked_at, reason, minor, debit_kind, debit_owner, credit_kind, credit_owner, settlement = row[:9]
            funding, refund, payout, funded, refunded, provider = row[9:]
            yield Entry(
                booked_at=booked_at,
                reason=reason,
                debit=account(debit_kind, debit_owner),
                credit=account(credit_kind, credit_owner),
                amount_minor=minor,
                share=shares[settlement](credit_owner or debit_owner) if settlement is not None else None,
                funding_id=_written(funding),
                refund_id=_written(refund),
                payout_id=_written(payout),
                provider=provider or "",
                reference=funded or refunded or "",
            )


def _shares_of(settlement_ids: set[int]) -> dict[int, Callable[[int | None], Share]]:
    """Read settlements at once; gives what each was to one of the people on its chain."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTLEMENTS_SQL, [list(settlement_ids)])
        rows = cursor.fetchall()

    def share_of(row: tuple[Any, ...]) -> Callable[[int | None], Share]:
        _, public_id, finding, objective, mechanism, version, chain = row
        places = {member: distance for distance, member in enumerate(chain)}
        return lambda member: Share(
            settlement_id=public_id,
            finding_id=finding,
            objective=objective,
            mechanism=mechanism,
            mechanism_version=version,
            position=places.get(member),
            chain_length=len(chain),
        )

    return {row[0]: share_of(row) for row in rows}


# Taken apart by the database: of thousands at once it costs less than reading them as JSON and ids as UUIDs.
_SETTLEMENTS_SQL = """
SELECT settlement.id, settlement.public_id::text, finding.public_id::text, objective.title,
       settlement.explanation ->> 'mechanism', (settlement.explanation ->> 'version')::integer,
       ARRAY(SELECT jsonb_array_elements_text(settlement.explanation -> 'chain')::bigint)
  FROM rewards_settlement settlement
  JOIN campaigns_finding finding ON finding.id = settlement.finding_id
  JOIN campaigns_objective objective ON objective.id = finding.objective_id
 WHERE settlement.id = ANY(%s)
"""


def _standings(moment: _Moment, people: _People) -> Iterator[Standing]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                _STANDINGS_SQL,
                {
                    "campaign": moment.campaign_id,
                    "newest": moment.newest,
                    "last": last,
                    "end": moment.newest_account,
                    "limit": AT_ONCE,
                },
            )
            rows = cursor.fetchall()
        if not rows:
            return
        last = rows[-1][0]
        account = people.accounts_of(row[2] for row in rows)
        for _, kind, participant_id, debits, credited in rows:
            yield Standing(account(kind, participant_id), int(debits), int(credited))


_STANDINGS_SQL = """
WITH page AS MATERIALIZED (
    SELECT id, kind, participant_id, debits_minor, credits_minor
      FROM rewards_account
     WHERE campaign_id = %(campaign)s AND id > %(last)s AND id <= %(end)s
     ORDER BY id LIMIT %(limit)s
), later AS MATERIALIZED (
    SELECT debit_id, credit_id, amount_minor FROM rewards_transfer
     WHERE campaign_id = %(campaign)s AND id > %(newest)s
), taken AS (
    SELECT debit_id AS account_id, SUM(amount_minor) AS debits, 0 AS credits FROM later GROUP BY debit_id
     UNION ALL
    SELECT credit_id, 0, SUM(amount_minor) FROM later GROUP BY credit_id
), off AS (
    SELECT account_id, SUM(debits) AS debits, SUM(credits) AS credits FROM taken GROUP BY account_id
)
SELECT page.id, page.kind, page.participant_id,
       page.debits_minor - COALESCE(off.debits, 0), page.credits_minor - COALESCE(off.credits, 0)
  FROM page LEFT JOIN off ON off.account_id = page.id
 ORDER BY page.id
"""


def _written(public_id: object) -> str:
    return "" if public_id is None else str(public_id)

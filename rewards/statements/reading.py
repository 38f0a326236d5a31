"""Reading a person's statement: from transfers to lines, newest first for pages and oldest first for documents.

A campaign's transfers are written under its escrow's lock, so their ids are in the order of their booking: what stood
on the accounts after one of them is the sum of all up to it, and a document that begins with the newest id it knows
of ends there, however long its reading takes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Case, DateTimeField, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from campaigns.findings.models import Verdict
from campaigns.recruiting.models import Participant
from campaigns.saying import money
from rewards.ledger.models import Account, Transfer
from rewards.payouts.providers.registry import PROVIDERS
from rewards.settlement.explanation import Explanation, say_share
from rewards.statements.statement import (
    Balances,
    Line,
    OnChain,
    Period,
    Prize,
    Section,
    Statement,
    change_of,
    name_of,
)
from rewards.statements.wording import PayoutWords, beneficiary_of, say_why

# Money of a person that is theirs; what is owed is shown beside it.
KINDS = Account.OF_PARTICIPANT
AT_ONCE = 500
MOST_ON_CHAIN = 20
"""So many of a chain are told of beside a line, and everybody between the finder and oneself."""
Reason = Transfer.Reason
Narrow = Callable[[QuerySet[Transfer]], QuerySet[Transfer]]
"""Puts transfers in order, and keeps those behind the place where a page begins."""

# When it happened, where what the transfer is about says so; whatever else there is happened when it was booked.
_HAPPENED: dict[str, str] = {
    Reason.FUNDING: "funding__received_at",
    Reason.REFUND: "refund__at",
    Reason.SHARE: "settlement__settled_at",
    Reason.REMAINDER: "settlement__settled_at",
    Reason.REVERSAL: "settlement__reversed_at",
    Reason.DEBT: "settlement__reversed_at",
    Reason.PAYOUT_STARTED: "payout__batch__approved_at",
    Reason.PAYOUT_PAID: "payout__settled_at",
    Reason.PAYOUT_FAILED: "payout__ended_at",
    Reason.PAYOUT_RETURNED: "payout__ended_at",
}
HAPPENED_AT = Coalesce(
    Case(*(When(reason=reason, then=F(where)) for reason, where in _HAPPENED.items()), output_field=DateTimeField()),
    F("created_at"),
)


# Shares and remainders only ever leave escrow; saying so lets the small index answer.
_LEAVING = ~Q(reason__in=[Reason.SHARE, Reason.REMAINDER])


def balances(*, user_id: int, campaign_id: int | None = None) -> list[dict[str, object]]:
    """Sum up a person's accounts by campaign, in minor units: {campaign, currency, held, payable, …, owed}."""
    by_campaign: dict[int, dict[str, object]] = {}
    for account in _accounts_of(user_id, campaign_id).select_related("campaign").order_by("campaign_id", "id"):
        row = by_campaign.setdefault(
            account.campaign_id,
            {
                "campaign": account.campaign.slug,
                "currency": account.campaign.currency,
                **Balances()._asdict(),
            },
        )
        row[name_of(account.kind)] = account.balance_minor
    return list(by_campaign.values())


def transfers_of(*, user_id: int, campaign_id: int | None = None) -> QuerySet[Transfer]:
    """Select every transfer into or out of a person's accounts; each knows when it happened."""
    own = list(_accounts_of(user_id, campaign_id).values_list("pk", flat=True))
    return _with_what_they_are_about(Transfer.objects.filter(_touching(own)))


def first_of(
    narrow: Narrow,
    *,
    user_id: int,
    campaign_id: int | None = None,
    period: Period,
    places: Sequence[Participant],
    most: int,
) -> list[Transfer]:
    """Read the first `most` of a person's transfers in a period, in the order and from the place that `narrow` gives.

    The first of each account come from its own index. Asked for at once, all transfers of all accounts would be
    gathered and sorted however few are wanted.
    """
    plain = narrow(within(Transfer.objects.annotate(happened_at=HAPPENED_AT), period, places=places))
    into = plain.filter(credit=OuterRef("pk")).values("pk")[:most]
    out_of = plain.filter(_LEAVING, debit=OuterRef("pk")).values("pk")[:most]
    firsts = _accounts_of(user_id, campaign_id).annotate(into=ArraySubquery(into), out_of=ArraySubquery(out_of))
    found = {pk for sides in firsts.values_list("into", "out_of") for side in sides for pk in side}
    return list(narrow(_with_what_they_are_about(Transfer.objects.filter(pk__in=found)))[:most])


def within(transfers: QuerySet[Transfer], period: Period, *, places: Sequence[Participant]) -> QuerySet[Transfer]:
    """Keep what happened in a period, as each campaign's calendar has it."""
    if period.is_open:
        return transfers
    return transfers.filter(_any_of(_in_period(period, place) for place in places))


def places_of(user_id: int) -> list[Participant]:
    """Read a person's places in campaigns, the first joined first."""
    return list(Participant.objects.of(user_id).select_related("campaign").order_by("pk"))


def lines_of(transfers: Sequence[Transfer], *, user_id: int) -> list[Line]:
    """Put transfers of any order into lines of this person's statement, each with what stood there after it."""
    after = _standing_after(transfers, user_id=user_id)
    lines = _lines(transfers, user_id=user_id)
    return [replace(line, after=after[line.transfer_id]) for line in lines]


def read_statement(*, user_id: int, places: Sequence[Participant], period: Period, at: datetime) -> Statement:
    """Read a statement of these places for a document; its lines are read when they are asked for."""
    sections = [_section(place, user_id=user_id, period=period) for place in places]
    return Statement(made_at=at, period=period, sections=tuple(section for section in sections if section is not None))


def count_transfers(*, user_id: int, places: Sequence[Participant], period: Period) -> int:
    """Count what a document would tell."""
    chosen = _any_of(Q(campaign_id=place.campaign_id) for place in places)
    return within(transfers_of(user_id=user_id), period, places=places).filter(chosen).count()


def _section(place: Participant, *, user_id: int, period: Period) -> Section | None:
    transfers = transfers_of(user_id=user_id, campaign_id=place.campaign_id)
    newest = transfers.aggregate(newest=Max("id"))["newest"]
    if newest is None:
        return None
    transfers = transfers.filter(pk__lte=newest)
    begins = period.begins(place.campaign.zone())
    before = None if begins is None else transfers.filter(happened_at__lt=begins)  # type: ignore[misc]  # annotated
    opening = Balances() if before is None else _sum_of(before, place)
    told = within(transfers, period, places=[place])

    def lines() -> Iterator[Line]:
        standing, last = opening, 0
        while some := list(told.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
            last = some[-1].pk
            together: dict[int, list[Line]] = defaultdict(list)
            for line in _lines(some, user_id=user_id):
                together[line.transfer_id].append(line)
            for own in together.values():
                for line in own:
                    standing = standing.changed(line.account, line.amount_minor)
                yield from (replace(line, after=standing) for line in own)

    campaign = place.campaign
    return Section(
        campaign_slug=campaign.slug,
        campaign_title=campaign.title,
        currency=campaign.currency,
        zone=campaign.zone(),
        person=place.display_name,
        opening=opening,
        lines=lines,
    )


def _accounts_of(user_id: int, campaign_id: int | None) -> QuerySet[Account]:
    accounts = Account.objects.of_user(user_id)
    return accounts if campaign_id is None else accounts.filter(campaign_id=campaign_id)


def _touching(accounts: Sequence[int]) -> Q:
    return Q(credit_id__in=accounts) | Q(_LEAVING, debit_id__in=accounts)


# Why the finding was found wrong after all, in the word that the reviewer chose.
_REVERSAL_REASON = Subquery(
    Verdict.objects.filter(finding=OuterRef("settlement__finding"), kind=Verdict.Kind.REVERSED).values("reason")[:1]
)


def _with_what_they_are_about(transfers: QuerySet[Transfer]) -> QuerySet[Transfer]:
    return (
        transfers.annotate(happened_at=HAPPENED_AT, reversal_reason=_REVERSAL_REASON)
        .select_related("campaign", "settlement__finding__objective", "settlement__contract", "payout__batch")
        .prefetch_related(
            Prefetch("debit", Account.objects.select_related("participant")),
            Prefetch("credit", Account.objects.select_related("participant")),
        )
    )


def _in_period(period: Period, place: Participant) -> Q:
    zone = place.campaign.zone()
    begins, ends = period.begins(zone), period.ends(zone)
    chosen = Q(campaign_id=place.campaign_id)
    if begins is not None:
        chosen &= Q(happened_at__gte=begins)
    if ends is not None:
        chosen &= Q(happened_at__lt=ends)
    return chosen


def _any_of(choices: Iterable[Q]) -> Q:
    found = Q(pk__in=[])
    for choice in choices:
        found |= choice
    return found


def _sum_of(transfers: QuerySet[Transfer], place: Participant) -> Balances:
    """Add up what transfers changed on one place's accounts."""
    standing = Balances()
    # Without what was read along: only sums are wanted.
    plain = transfers.select_related(None).prefetch_related(None).order_by()
    for side, is_credit in (("credit", True), ("debit", False)):
        own = plain.filter(**{f"{side}__participant": place}).values_list(f"{side}__kind").annotate(Sum("amount_minor"))
        for kind, minor in own:
            change = change_of(kind, is_credit=is_credit, amount_minor=int(minor))
            standing = standing.changed(kind, change)
    return standing


def _standing_after(transfers: Sequence[Transfer], *, user_id: int) -> Mapping[int, Balances]:
    """Give what stood on the person's accounts in its campaign after each of these transfers."""
    if not transfers:
        return {}
    accounts = {account.pk: account for account in Account.objects.of_user(user_id)}
    first, last = min(transfer.pk for transfer in transfers), max(transfer.pk for transfer in transfers)
    standing: dict[int, Balances] = defaultdict(Balances)
    after: dict[int, Balances] = {}
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES_SQL, {"own": list(accounts), "first": first, "last": last})
        for transfer_id, account_id, credited in cursor.fetchall():
            account = accounts[account_id]
            change = change_of(account.kind, is_credit=True, amount_minor=int(credited))
            campaign_id = account.campaign_id
            standing[campaign_id] = standing[campaign_id].changed(account.kind, change)
            if transfer_id is not None:
                after[transfer_id] = standing[campaign_id]
    return after


# What stood on a person's accounts before the transfers of a page, and what each of them changed. Reckoned back from
# the totals of the same moment, so that the newest page, which nearly everybody reads, asks for nothing older.
_CHANGES_SQL = """
WITH side AS (
    SELECT id, credit_id AS account_id, amount_minor AS minor
      FROM rewards_transfer WHERE credit_id = ANY(%(own)s) AND id >= %(first)s
     UNION ALL
    SELECT id, debit_id, -amount_minor
      FROM rewards_transfer
     WHERE debit_id = ANY(%(own)s) AND id >= %(first)s AND NOT (reason IN ('share', 'remainder'))
)
SELECT NULL AS transfer_id, account.id AS account_id,
       account.credits_minor - account.debits_minor
           - COALESCE((SELECT SUM(side.minor) FROM side WHERE side.account_id = account.id), 0)
  FROM rewards_account account WHERE account.id = ANY(%(own)s)
 UNION ALL
SELECT side.id, side.account_id, SUM(side.minor) FROM side WHERE side.id <= %(last)s GROUP BY side.id, side.account_id
 ORDER BY transfer_id NULLS FIRST
"""


def _lines(transfers: Sequence[Transfer], *, user_id: int) -> list[Line]:
    """Put transfers into lines, without what stood there after them."""
    explained = {t.pk: Explanation.from_json(t.settlement.explanation) for t in transfers if t.settlement is not None}
    names = _names(member for explanation in explained.values() for member in explanation.chain)
    lines = []
    for transfer in transfers:
        explanation = explained.get(transfer.pk)
        for account, is_credit in ((transfer.debit, False), (transfer.credit, True)):
            place = account.participant
            if place is None or place.user_id != user_id:
                continue
            position = explanation.chain.index(place.pk) if explanation and place.pk in explanation.chain else None
            lines.append(
                Line(
                    transfer_id=transfer.pk,
                    at=transfer.happened_at,  # type: ignore[attr-defined]  # annotated by transfers_of
                    booked_at=transfer.created_at,
                    campaign_slug=transfer.campaign.slug,
                    campaign_title=transfer.campaign.title,
                    currency=transfer.campaign.currency,
                    account=account.kind,
                    amount_minor=change_of(account.kind, is_credit=is_credit, amount_minor=transfer.amount_minor),
                    after=Balances(),
                    what=transfer.reason,
                    why=_why(transfer, explanation, position, names),
                    settlement_id=str(transfer.settlement.public_id) if transfer.settlement else None,
                    payout_id=str(transfer.payout.public_id) if transfer.payout else None,
                    position=position,
                    chain_length=len(explanation.chain) if explanation else None,
                    mechanism=explanation.mechanism if explanation else "",
                    mechanism_version=explanation.version if explanation else None,
                    prize=_prize(transfer, explanation, position, names),
                )
            )
    return lines


def _why(transfer: Transfer, explanation: Explanation | None, position: int | None, names: dict[int, str]) -> str:
    return say_why(
        transfer.reason,
        share=_say_share(transfer, explanation, position, names),
        beneficiary=beneficiary_of(transfer.credit.kind, transfer.campaign.charity_name),
        payout=_say_payout(transfer),
    )


def _say_share(transfer: Transfer, explanation: Explanation | None, position: int | None, names: dict[int, str]) -> str:
    if explanation is None or position is None or transfer.settlement is None:
        return ""
    currency = transfer.campaign.currency
    return say_share(
        names=[names[member] for member in explanation.chain[: position + 1]],
        distance=position,
        objective=transfer.settlement.finding.objective.title,
        fraction=explanation.reason_of(position).fraction,
        prize=money(explanation.prize_minor, currency),
        rounded=explanation.was_rounded(position),
    )


def _prize(
    transfer: Transfer, explanation: Explanation | None, position: int | None, names: dict[int, str]
) -> Prize | None:
    settlement = transfer.settlement
    if explanation is None or position is None or settlement is None:
        return None
    people = (
        OnChain(above_finder=distance, display_name=names[member], is_me=distance == position, amount_minor=share)
        for distance, (member, share) in enumerate(zip(explanation.chain, explanation.shares_minor, strict=True))
        if share or distance <= position
    )
    return Prize(
        objective=settlement.finding.objective.title,
        minor=explanation.prize_minor,
        remainder_minor=explanation.remainder_minor,
        people=tuple(islice(people, max(MOST_ON_CHAIN, position + 1))),
        releases_at=settlement.releases_at,
        reversed_at=settlement.reversed_at,
        reversal_reason=transfer.reversal_reason or "",  # type: ignore[attr-defined]  # annotated with what it is about
    )


def _say_payout(transfer: Transfer) -> PayoutWords | None:
    payout = transfer.payout
    if payout is None:
        return None
    provider = payout.batch.provider
    title = PROVIDERS[provider].title.partition(",")[0] if provider in PROVIDERS else provider
    came_back = transfer.reason in (Reason.PAYOUT_FAILED, Reason.PAYOUT_RETURNED)
    return PayoutWords(title, payout.reason if came_back else "")


def _names(participant_ids: Iterable[int]) -> dict[int, str]:
    return dict(Participant.objects.filter(pk__in=set(participant_ids)).values_list("pk", "display_name"))

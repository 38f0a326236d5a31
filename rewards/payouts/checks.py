"""Checks: everything that the second person is shown before money leaves, worked out anew each time.

A check blocks (the batch cannot be approved), warns (the approver accepts it by its code, some payout by payout), or
is in order. All of them are always listed, so that nobody takes silence for an answer.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.db.models import Sum

from campaigns.errors import DomainError
from campaigns.saying import all_of, amount, money, said, said_of
from rewards.ledger.models import Account
from rewards.payouts.caps import held_people, paid_today, rules_of
from rewards.payouts.models import Batch, Destination, Payout
from rewards.payouts.orders import open_destination, order_of, provider_named
from rewards.payouts.sealing import fingerprints
from rewards.payouts.states import PayoutState

RECENTLY = timedelta(hours=72)
UNUSUAL = 3


@dataclass(frozen=True)
class Check:
    """One check: what was looked at, how it stands, and which payouts it is about (their public ids)."""

    code: str
    level: str
    message: str
    payouts: tuple[str, ...] = ()
    one_by_one: bool = False
    figures: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "level": self.level,
            "message": self.message,
            "payouts": list(self.payouts),
            "one_by_one": self.one_by_one,
            "figures": self.figures,
        }


@dataclass
class _Looked:
    """A batch with everything that several checks read."""

    batch: Batch
    at: datetime
    payouts: list[Payout]
    payable: dict[int, int]

    @property
    def people(self) -> set[int]:
        return {payout.participant_id for payout in self.payouts}

    @property
    def users(self) -> set[int]:
        return {payout.participant.user_id for payout in self.payouts if payout.participant.user_id is not None}


def checks_of(batch: Batch, *, at: datetime) -> list[Check]:
    """Look through a batch as it stands at this moment."""
    payouts = list(batch.payouts.select_related("participant", "destination", "batch").order_by("pk"))
    payable = Account.objects.filter(
        participant__in=[payout.participant_id for payout in payouts], kind=Account.Kind.PAYABLE
    )
    looked = _Looked(batch, at, payouts, {account.participant_id or 0: account.balance_minor for account in payable})
    return [check(looked) for check in CHECKS]


def _check(code: str, level: str, wrong: Iterable[Payout], says: Callable[[int], str], fine: str, **more: Any) -> Check:
    """Make a check that is of its level when it found payouts, and in order when it found none."""
    found = tuple(str(payout.public_id) for payout in wrong)
    return Check(code, level if found else "ok", says(len(found)) if found else fine, found, **more)


def _total(looked: _Looked) -> Check:
    """Hold the total against what is payable, and what is on its way against the payouts on their way."""
    batch = looked.batch
    total = sum(payout.amount_minor for payout in looked.payouts)
    kinds = (Account.Kind.PAYABLE, Account.Kind.IN_PAYOUT, Account.Kind.ESCROW)
    stands = dict.fromkeys(kinds, 0)
    for account in Account.objects.filter(campaign=batch.campaign, kind__in=kinds, credits_minor__gt=0):
        stands[Account.Kind(account.kind)] += account.balance_minor
    on_its_way = Payout.objects.on_its_way().filter(campaign=batch.campaign).aggregate(all=Sum("amount_minor"))["all"]
    agree = stands[Account.Kind.IN_PAYOUT] == (on_its_way or 0)
    covered = total <= stands[Account.Kind.PAYABLE]
    says = [
        said_of(
            len(looked.payouts),
            "%(total)s to %(n)s person, of %(payable)s payable.",
            "%(total)s to %(n)s people, of %(payable)s payable.",
            total=money(total, batch.currency),
            payable=amount(stands[Account.Kind.PAYABLE], batch.currency),
        )
    ]
    if not covered:
        says.append(said("More than is payable: cancel this draft and make another."))
    if not agree:
        says.append(
            said(
                "What is on its way does not agree with the ledger: nothing may be sent before the operator knows why."
            )
        )
    return Check(
        "total",
        "ok" if covered and agree else "block",
        all_of(says),
        figures={
            "total_minor": total,
            "payable_minor": stands[Account.Kind.PAYABLE],
            "in_payout_minor": stands[Account.Kind.IN_PAYOUT],
            "in_payout_by_payouts_minor": on_its_way or 0,
            "escrow_minor": stands[Account.Kind.ESCROW],
        },
    )


def _payable_covers(looked: _Looked) -> Check:
    short = [p for p in looked.payouts if looked.payable.get(p.participant_id, 0) < p.amount_minor]
    return _check(
        "payable_covers",
        "block",
        short,
        lambda n: said_of(
            n,
            "%(n)s person has less payable than was drafted: cancel this draft and make another.",
            "%(n)s people have less payable than was drafted: cancel this draft and make another.",
        ),
        said("Everybody has payable what they are paid."),
    )


def _person_can_be_paid(looked: _Looked) -> Check:
    held = held_people(looked.people, at=looked.at)
    wrong = [p for p in looked.payouts if p.participant_id in held or p.participant.user_id is None]
    return _check(
        "person_can_be_paid",
        "block",
        wrong,
        lambda n: said_of(
            n,
            "%(n)s person is on hold, in quarantine or removed, or nobody claims their place any more.",
            "%(n)s people are on hold, in quarantine or removed, or nobody claims their place any more.",
        ),
        said("Nobody in it is on hold, in quarantine or removed."),
    )


def _destination_in_use(looked: _Looked) -> Check:
    wrong = [p for p in looked.payouts if p.destination.retired_at is not None]
    return _check(
        "destination_in_use",
        "block",
        wrong,
        lambda n: said_of(
            n,
            "%(n)s person has changed since where their money goes.",
            "%(n)s people have changed since where their money goes.",
        ),
        said("Everybody still uses the destination that was drafted."),
    )


def _provider_accepts(looked: _Looked) -> Check:
    code, fine = "provider_accepts", said("The provider can pay all of them.")
    try:
        provider = provider_named(looked.batch.provider)
    except DomainError as refused:
        return Check(code, "block", refused.message, tuple(str(p.public_id) for p in looked.payouts))
    wrong = []
    for payout in looked.payouts:
        try:
            provider.check(order_of(payout))
        except DomainError:
            wrong.append(payout)
    return _check(
        code, "block", wrong, lambda n: said("The provider cannot pay %(n)s of them as they are now.", n=n), fine
    )


def _within_caps(looked: _Looked) -> Check:
    rules = rules_of(looked.batch.campaign_id)
    today = paid_today(looked.batch.campaign, at=looked.at, apart_from=looked.batch.pk)
    cap, day = rules.most_per_person_minor, rules.most_per_day_minor
    wrong = [p for p in looked.payouts if cap is not None and today.get(p.participant_id, 0) + p.amount_minor > cap]
    total = sum(payout.amount_minor for payout in looked.payouts) + sum(today.values())
    if day is not None and total > day:
        wrong = looked.payouts
    return _check(
        "within_caps",
        "block",
        wrong,
        lambda n: said_of(
            n,
            "With what was approved today, %(n)s payout is above the campaign's caps for a person or a day.",
            "With what was approved today, %(n)s payouts are above the campaign's caps for a person or a day.",
        ),
        said("Within the campaign's caps for today."),
    )


def _shared_destination(looked: _Looked) -> Check:
    """Find other people with the same destination, of this campaign or any other, in use or retired."""
    by_print: dict[str, list[Payout]] = defaultdict(list)
    for payout in looked.payouts:
        try:
            marks = fingerprints(open_destination(payout.destination))
        except DomainError:
            # Blocked by the check of the provider.
            continue
        for mark in marks:
            by_print[mark].append(payout)
    known = Destination.objects.filter(fingerprint__in=by_print, user__isnull=False)
    wrong: dict[int, Payout] = {}
    for mark, user_id in known.values_list("fingerprint", "user_id"):
        wrong.update({p.pk: p for p in by_print[mark] if p.participant.user_id != user_id})
    return _check(
        "shared_destination",
        "warn",
        wrong.values(),
        lambda n: said_of(
            n,
            "%(n)s payout goes where another person's money goes as well.",
            "%(n)s payouts go where another person's money goes as well.",
        ),
        said("Nobody shares a destination with anybody."),
    )


def _first_payout(looked: _Looked) -> Check:
    paid = Payout.objects.filter(participant__user__in=looked.users, state=PayoutState.SETTLED)
    known = set(paid.values_list("participant__user_id", flat=True))
    wrong = [p for p in looked.payouts if p.participant.user_id not in known]
    return _check(
        "first_payout",
        "warn",
        wrong,
        lambda n: said_of(n, "%(n)s person is paid for the first time.", "%(n)s people are paid for the first time."),
        said("Everybody has been paid before."),
    )


def _unusually_large(looked: _Looked) -> Check:
    """Compare with the middle one of what the same person was paid before in this currency."""
    paid: dict[int | None, list[int]] = defaultdict(list)
    before = Payout.objects.filter(
        participant__user__in=looked.users, state=PayoutState.SETTLED, batch__currency=looked.batch.currency
    )
    for user_id, amount_minor in before.values_list("participant__user_id", "amount_minor"):
        paid[user_id].append(amount_minor)
    wrong = [
        p
        for p in looked.payouts
        if (amounts := paid.get(p.participant.user_id))
        and p.amount_minor > UNUSUAL * statistics.median(map(Fraction, amounts))
    ]
    return _check(
        "unusually_large",
        "warn",
        wrong,
        lambda n: said_of(
            n,
            "%(n)s payout is more than %(times)s times what the person usually gets.",
            "%(n)s payouts are more than %(times)s times what the person usually gets.",
            times=UNUSUAL,
        ),
        said("Nobody gets much more than usual."),
    )


def _manual_amount(looked: _Looked) -> Check:
    above = rules_of(looked.batch.campaign_id).manual_above_minor
    written = money(above, looked.batch.currency)
    return _check(
        "manual_amount",
        "warn",
        [p for p in looked.payouts if p.amount_minor > above],
        lambda n: said_of(
            n,
            "%(n)s payout is above %(amount)s: accept it by itself.",
            "%(n)s payouts are above %(amount)s: accept each by itself.",
            amount=written,
        ),
        said("None is above %(amount)s.", amount=written),
        one_by_one=True,
        figures={"manual_above_minor": above},
    )


def _destination_changed(looked: _Looked) -> Check:
    return _check(
        "destination_changed",
        "warn",
        [p for p in looked.payouts if p.destination.created_at > looked.at - RECENTLY],
        lambda n: said_of(
            n,
            "%(n)s person set where their money goes in the last 72 hours.",
            "%(n)s people set where their money goes in the last 72 hours.",
        ),
        said("Nobody changed in the last 72 hours where their money goes."),
    )


def _to_a_treasurer(looked: _Looked) -> Check:
    deciding = {looked.batch.drafted_by_id, looked.batch.approved_by_id}
    deciding |= set(
        looked.batch.campaign.roles.filter(kind="treasurer").values_list("user_id", flat=True)  # who may approve it
    )
    return _check(
        "to_a_treasurer",
        "warn",
        [p for p in looked.payouts if p.participant.user_id in deciding],
        lambda n: said_of(
            n,
            "%(n)s payout goes to one of the campaign's treasurers.",
            "%(n)s payouts go to the campaign's treasurers themselves.",
        ),
        said("No treasurer is paid by it."),
    )


def _tax_threshold(looked: _Looked) -> Check:
    """Sum up what each person gets in the calendar year, from all campaigns, with what is on its way and this."""
    year = looked.at.astimezone(looked.batch.campaign.zone()).year
    thresholds = _thresholds(looked.batch.currency)
    countries = {p.participant.user_id: p.destination.country for p in looked.payouts}
    listed = {user for user, country in countries.items() if country in thresholds and user is not None}
    sums: dict[int | None, int] = defaultdict(int)
    others = Payout.objects.counting().filter(
        participant__user__in=listed, batch__currency=looked.batch.currency, batch__approved_at__isnull=False
    )
    zone = looked.batch.campaign.zone()
    for user_id, amount_minor, settled_at in others.exclude(batch=looked.batch).values_list(
        "participant__user_id", "amount_minor", "settled_at"
    ):
        # What has not arrived yet will do so now.
        if settled_at is None or settled_at.astimezone(zone).year == year:
            sums[user_id] += amount_minor
    for payout in looked.payouts:
        sums[payout.participant.user_id] += payout.amount_minor
    wrong = [
        p
        for p in looked.payouts
        if p.participant.user_id in listed
        and sums[p.participant.user_id] >= thresholds[countries[p.participant.user_id]]
    ]
    return _check(
        "tax_threshold",
        "warn",
        wrong,
        lambda n: said_of(
            n,
            "%(n)s person reaches what must be reported in their country in %(year)s: have their papers first.",
            "%(n)s people reach what must be reported in their country in %(year)s: have their papers first.",
            year=str(year),
        ),
        said("Nobody reaches a threshold of their country."),
    )


def _tax_country(looked: _Looked) -> Check:
    """Name those whose sum cannot be held against any threshold."""
    comparable = _thresholds(looked.batch.currency)
    wrong = [
        p
        for p in looked.payouts
        if settings.TAX_THRESHOLDS
        and (
            not p.destination.country
            or (p.destination.country in settings.TAX_THRESHOLDS and p.destination.country not in comparable)
        )
    ]
    return _check(
        "tax_country",
        "warn",
        wrong,
        lambda n: said_of(
            n,
            "Of %(n)s person it is not known whether they reach a threshold: they have not said their country, or it"
            " counts in another currency.",
            "Of %(n)s people it is not known whether they reach a threshold: they have not said their country, or it"
            " counts in another currency.",
        ),
        said("Everybody's country is known."),
    )


def _thresholds(currency: str) -> dict[str, int]:
    """Give the thresholds of the countries that count in this currency."""
    known: dict[str, tuple[int, str]] = settings.TAX_THRESHOLDS
    return {country: amount for country, (amount, counted_in) in known.items() if counted_in == currency}


CHECKS: tuple[Callable[[_Looked], Check], ...] = (
    _total,
    _payable_covers,
    _person_can_be_paid,
    _destination_in_use,
    _provider_accepts,
    _within_caps,
    _shared_destination,
    _first_payout,
    _unusually_large,
    _manual_amount,
    _destination_changed,
    _to_a_treasurer,
    _tax_threshold,
    _tax_country,
)

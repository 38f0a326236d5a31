"""Erasing: taking a person out of everything, all at once, and leaving the tree, the reviews and the ledger true.

Law: in one transaction the account goes, and with it whatever identifies its person in any room that declared it; where
a row has to be somebody's, an account stands in that is nobody's and another one in every campaign. Nothing that is
left in one campaign tells which rows of another were the same person's: not a number, nor a time, nor a name.

Before that the person's open matters are wound up, campaign by campaign; files are removed after it. A worker that dies
in between leaves the row, from which the next one goes on.
"""

from __future__ import annotations

import logging
import secrets
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.files.storage import storages
from django.db import connection, models, transaction

from campaigns.errors import InvalidInput, NotAllowed, NotPossibleNow
from campaigns.events.models import Event
from campaigns.events.operations import record_event
from campaigns.people import personal
from campaigns.people.models import User
from campaigns.people.personal import DELETED, ERASED_NAME, STAND_IN, Erasing, Holding, Money, Obstacle, person_of
from campaigns.planning.models import Campaign
from campaigns.privacy.models import Erasure
from campaigns.recruiting.models import Participant
from campaigns.saying import english

logger = logging.getLogger(__name__)

# Whoever asks has signed in lately: an open browser in a library is not enough.
SIGNED_IN_WITHIN = timedelta(minutes=30)

Rows = dict[int | None, list[Any]]


def obstacles_of(user: User) -> list[Obstacle]:
    """Tell everything that stands against erasing this person now."""
    return [obstacle for blocker in personal.BLOCKERS for obstacle in blocker(user.pk)]


def money_of(user: User) -> list[Money]:
    """Tell what is still theirs, campaign by campaign."""
    return [money for ask in personal.MONEY for money in ask(user.pk)]


def ask_erasure(*, user: User, typed_address: str, money_to: str, at: datetime) -> Erasure:
    """Take somebody at their word that they want to be erased; from then on they cannot sign in.

    Asked again it is the same. Raises InvalidInput where the typed address is another, NotAllowed where they signed in
    too long ago, and NotPossibleNow where something stands against it or they did not say where their money goes.
    """
    if typed_address.strip().lower() != user.email:
        raise InvalidInput(
            "not_your_address", "Type the address of this account, so that we know you mean it.", field="email"
        )
    if user.last_login is None or user.last_login < at - SIGNED_IN_WITHIN:
        raise NotAllowed(
            "sign_in_again", "Sign out and in again, and then erase: it takes a sign-in of the last 30 minutes."
        )
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        if stands := obstacles_of(user):
            raise NotPossibleNow(
                stands[0].code,
                " ".join(english(obstacle.message) for obstacle in stands),
                obstacles=[obstacle.code for obstacle in stands],
            )
        if not money_to and (left := money_of(user)):
            raise NotPossibleNow(
                "money_left",
                "There is money of yours. Have it paid out first, or say in money_to where it goes: charity or "
                "solidarity. What is held is forfeited.",
                field="money_to",
                campaigns=[money.campaign for money in left],
            )
        User.objects.filter(pk=user.pk).update(is_active=False)
        erasure, _ = Erasure.objects.get_or_create(user=user, defaults={"money_to": money_to, "asked_at": at})
    return erasure


def carry_out(*, erasure_id: int, at: datetime) -> Erasure:
    """Go on with an erasure from where it stands, to its end if nothing holds it up; twice is as good as once."""
    erasure = Erasure.objects.get(pk=erasure_id)
    if erasure.state == Erasure.State.ASKED and erasure.user_id is not None:
        for _, winder in personal.WINDERS:
            winder(erasure.user_id, erasure.money_to, partial(_moment, at))
        _erase(erasure_id, at=at)
        erasure.refresh_from_db()
    if erasure.state == Erasure.State.ERASED:
        _remove_files(erasure, at=at)
    return erasure


def _moment(at: datetime) -> datetime:
    """Give a moment of the last minute, drawn by chance."""
    return at - timedelta(microseconds=secrets.randbelow(60_000_000))


def carry_out_unfinished(*, at: datetime) -> int:
    """Go on with every erasure that is not done; returns how many are now."""
    done = 0
    for pk in list(Erasure.objects.unfinished().values_list("pk", flat=True)):
        try:
            done += carry_out(erasure_id=pk, at=at).state == Erasure.State.DONE
        except NotPossibleNow as waits:
            logger.info("Erasure %s waits: %s", pk, waits.code)
        except Exception:
            logger.exception("Erasure %s could not be carried out; the next sweep tries again", pk)
    return done


def _erase(erasure_id: int, *, at: datetime) -> None:
    with transaction.atomic():
        erasure = Erasure.objects.select_for_update().get(pk=erasure_id)
        if erasure.user_id is None:
            return
        user = User.objects.select_for_update().get(pk=erasure.user_id)
        if stands := obstacles_of(user):
            raise NotPossibleNow(stands[0].code, stands[0].message)
        with connection.cursor() as cursor:
            cursor.execute(_OPEN, [erasure_id])
        erasing = _about(user, at)
        for eraser in personal.ERASERS:
            eraser(erasing)
        # What goes goes first: some laws ask whose it was.
        holdings = sorted(personal.HOLDINGS, key=lambda holding: holding.on_erasure is not DELETED)
        parts = [(holding, _rows_by_campaign(holding, erasing)) for holding in holdings]
        erasing.files += _files_of(parts)
        for campaign_id in _shuffled({campaign for _, rows in parts for campaign in rows if campaign is not None}):
            # A number of its own in the transaction for the rows of each campaign.
            with transaction.atomic():
                _write(parts, campaign_id, stand_in=partial(_stand_in, campaign_id))
        _write(parts, None, stand_in=lambda: None)
        Erasure.objects.filter(pk=erasure_id).update(
            user=None, state=Erasure.State.ERASED, txid=None, files=erasing.files
        )
        # Whatever still points to the account refuses this, and with it the whole erasure.
        User.objects.get(pk=user.pk).delete()
        record_event(kind="person.erased", at=at)


_OPEN = "UPDATE campaigns_erasure SET txid = pg_current_xact_id()::text::bigint WHERE id = %s"


def _about(user: User, at: datetime) -> Erasing:
    places = list(Participant.objects.of(user.pk).order_by("pk"))
    renamed = Event.objects.filter(kind="participant.renamed", participant__in=[place.pk for place in places])
    former = renamed.values_list("data__was", flat=True)
    return Erasing(
        person=person_of(user.pk),
        public_id=str(user.public_id),
        names=frozenset(
            name for name in (user.display_name, *(place.display_name for place in places), *former) if name
        ),
        places={place.campaign_id: (place.pk, str(place.public_id)) for place in places},
        at=at,
    )


def _rows_by_campaign(holding: Holding, erasing: Erasing) -> Rows:
    """Find the rows of a holding before anything is written: their lookups lead over what is written first."""
    rows: Rows = defaultdict(list)
    found = holding.rows_of(erasing.person).order_by()
    if holding.campaign:
        for pk, campaign_id in found.values_list("pk", holding.campaign):
            rows[campaign_id].append(pk)
    else:
        rows[None] = list(found.values_list("pk", flat=True))
    return rows


def _files_of(parts: list[tuple[Holding, Rows]]) -> list[str]:
    """Name the files of rows that are deleted."""
    names: list[str] = []
    for holding, rows in parts:
        columns = [column.name for column in holding.kind._meta.local_fields if isinstance(column, models.FileField)]
        if holding.on_erasure is DELETED and columns:
            pks = [pk for of_campaign in rows.values() for pk in of_campaign]
            for said in holding.kind._base_manager.filter(pk__in=pks).values_list(*columns):
                names += [f"evidence:{name}" for name in said if name]
    return names


def _write(parts: list[tuple[Holding, Rows]], campaign_id: int | None, *, stand_in: Any) -> None:
    """Write what an erasure makes of the rows of one campaign, or of those of none."""
    nobody: User | None = None
    for holding, rows in parts:
        pks = rows.get(campaign_id)
        if not pks or holding.kind is User:
            continue
        found = holding.kind._base_manager.filter(pk__in=pks)
        if not isinstance(holding.on_erasure, dict):
            found.delete()
            continue
        values = dict(holding.on_erasure)
        if STAND_IN in values.values():
            nobody = nobody or stand_in()
            values = {name: nobody if value is STAND_IN else value for name, value in values.items()}
        if values:
            found.update(**values)


def _stand_in(campaign_id: int) -> User:
    """Make the account that stands in for one person in one campaign; no number or time of it is like another's."""
    campaign = Campaign.objects.only("created_at").get(pk=campaign_id)
    return User.objects.create(
        pk=-secrets.randbelow(2**62) - 1,
        email=f"nobody-{secrets.token_hex(16)}@erased.invalid",
        password=make_password(None),
        display_name=ERASED_NAME,
        is_active=False,
        date_joined=campaign.created_at,
        stands_in_for=campaign,
    )


def _shuffled(campaign_ids: set[int]) -> Iterator[int]:
    yield from sorted(campaign_ids, key=lambda _: secrets.randbits(64))


def _remove_files(erasure: Erasure, *, at: datetime) -> None:
    """Remove the files of what is gone; one that is gone already is no matter."""
    for kept in erasure.files:
        storage, _, name = kept.partition(":")
        storages[storage].delete(name)
    Erasure.objects.filter(pk=erasure.pk, state=Erasure.State.ERASED).update(
        state=Erasure.State.DONE, files=[], ended_at=at
    )
    erasure.refresh_from_db()

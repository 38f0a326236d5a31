"""Erasure: nothing of the person is found, the tree and the books stay true, and what is left joins nothing."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from campaigns.errors import InvalidInput, NotAllowed, NotPossibleNow
from campaigns.events.models import Event
from campaigns.people import personal
from campaigns.people.models import User
from campaigns.people.personal import HOLDINGS, person_of
from campaigns.privacy import erasing
from campaigns.privacy.erasing import ask_erasure, carry_out, carry_out_unfinished
from campaigns.privacy.exporting import ask_export, make_export
from campaigns.privacy.models import Erasure
from campaigns.recruiting.models import Participant
from rewards.ledger.models import Account, Transfer
from rewards.payouts.models import Batch, Destination, Payout
from rewards.settlement.audit import find_differences
from rewards.settlement.forfeiting import forfeit_due
from rewards.settlement.operations import settle_finding
from tests import cast
from tests.cast import ONE_DAY
from tests.privacy.rich_life import RichLife, found_in_files, found_in_redis, found_in_tables, live_richly

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(settings: Any, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return tmp_path


def erase(life: RichLife, *, money_to: str = "charity") -> Erasure:
    now = timezone.now()
    User.objects.filter(pk=life.user.pk).update(last_login=now)
    life.user.refresh_from_db()
    erasure = ask_erasure(user=life.user, typed_address=life.user.email, money_to=money_to, at=now)
    return carry_out(erasure_id=erasure.pk, at=now)


def test_nothing_of_the_person_is_left_anywhere(mail: Path) -> None:
    life = live_richly(mail=mail)
    now = timezone.now()
    export, _ = ask_export(user=life.user, at=now)
    assert make_export(export_id=export.pk, at=now)
    export.refresh_from_db()
    media = Path(settings.MEDIA_ROOT)
    # Whatever is looked for is there to be found.
    assert life.words == {line.partition(" in ")[0] for line in found_in_tables(life.words)}
    life.words.add(life.secret)
    assert all(storages["evidence"].exists(name) for name in (*life.files, str(export.file)))
    assert found_in_files(life.words, mail)
    assert found_in_files({life.user.display_name}, media)

    erasure = erase(life)

    assert (erasure.state, erasure.user, erasure.files, erasure.txid) == ("done", None, [], None)
    assert found_in_tables(life.words) == []
    assert found_in_files(life.words, media, mail) == []
    assert found_in_redis(life.words) == []
    assert not any(storages["evidence"].exists(name) for name in (*life.files, str(export.file)))
    assert not User.objects.filter(pk=life.user.pk).exists()
    assert Event.objects.filter(kind="person.erased", actor=None, campaign=None).count() == 1


def test_the_tree_and_the_books_stay_true() -> None:
    life = live_richly()
    tree = list(Participant.objects.order_by("pk").values_list("pk", "invited_by", "depth", "campaign"))
    erase(life)
    forfeit_due(at=timezone.now())
    assert list(Participant.objects.order_by("pk").values_list("pk", "invited_by", "depth", "campaign")) == tree
    # As of the day of the story: what others have on hold is released a month later.
    assert [line for one in life.campaigns for line in find_differences(one.pk, at=cast.MOMENT + ONE_DAY)] == []
    for place in life.places:
        accounts = {account.kind: account.balance_minor for account in place.accounts.all()}
        assert accounts.get("held", 0) == accounts.get("payable", 0) == accounts.get("in_payout", 0) == 0
    here = life.places[0]
    assert here.accounts.get(kind="paid").balance_minor == 30_000
    assert {place.display_name for place in Participant.objects.filter(pk__in=[p.pk for p in life.places])} == {
        "Erased person"
    }
    assert {finding.state for finding in here.findings.all()} == {"verified", "withdrawn"}


def test_what_is_left_in_two_campaigns_shares_nothing_that_others_have_not() -> None:
    # Somebody else who did all the same, and was erased too: what both have in common joins nothing.
    erase(live_richly())
    life = live_richly()
    own = rows_of_the_person(life)
    erase(life)
    forfeit_due(at=timezone.now())
    # What was made for the person belongs to them as well.
    for nobody in User.objects.filter(stands_in_for__in=[*life.campaigns, life.closed]):
        own["campaigns_user", str(nobody.pk)] = nobody.stands_in_for_id or 0
    for empty in Destination.objects.filter(user=None, payouts__participant__in=life.places):
        own["rewards_destination", str(empty.pk)] = empty.payouts.all()[0].campaign_id
    theirs: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    of_others: set[str] = set()
    for table, pk, row in every_row():
        campaign = own.get((table, pk))
        for value in telling(row):
            if campaign is None:
                of_others.add(value)
            else:
                theirs[campaign][value].add(table)
    assert len(theirs) == 5
    assert {"campaigns_verdict", "campaigns_finding", "campaigns_user"} <= {table for table, _ in own}
    for one, other in combinations(sorted(theirs), 2):
        shared = {
            value: theirs[one][value] | theirs[other][value] for value in theirs[one].keys() & theirs[other].keys()
        }
        assert {value: tables for value, tables in shared.items() if value not in of_others} == {}


def rows_of_the_person(life: RichLife) -> dict[tuple[str, str], int]:
    """Name the rows of a person in each campaign, by table and key: what is declared, and their money."""
    person = person_of(life.user.pk)
    own = {}
    for holding in HOLDINGS:
        if holding.campaign:
            for pk, campaign in holding.rows_of(person).values_list("pk", holding.campaign):
                own[holding.kind._meta.db_table, str(pk)] = campaign
    for account in Account.objects.filter(participant__in=life.places):
        own["rewards_account", str(account.pk)] = account.campaign_id
    moved = Q(debit__participant__in=life.places) | Q(credit__participant__in=life.places)
    for transfer in Transfer.objects.filter(moved):
        own["rewards_transfer", str(transfer.pk)] = transfer.campaign_id
    return own


def every_row() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for model in apps.get_models(include_auto_created=True):
        table, key = model._meta.db_table, model._meta.pk
        column = getattr(key, "column", None)
        if column is None:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT "{column}"::text, to_jsonb(t)::text FROM "{table}" t')  # noqa: S608
            for pk, row in cursor.fetchall():
                yield table, pk, json.loads(row)


def telling(said: Any) -> Iterator[str]:
    """Give the values of a row that could tell it from others: words, times, names, and numbers that are no counts."""
    if isinstance(said, dict):
        for each in said.values():
            yield from telling(each)
    elif isinstance(said, list):
        for each in said:
            yield from telling(each)
    elif isinstance(said, str) or (isinstance(said, int | float) and not isinstance(said, bool) and abs(said) > 99_999):
        yield str(said)


def test_killed_between_its_steps_it_is_all_or_nothing_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever dies before the commit has erased nothing; whoever dies after it leaves only files."""
    life = live_richly()
    words = {life.user.email, str(life.user.public_id)}
    monkeypatch.setattr(personal, "ERASERS", [*personal.ERASERS, _die])
    with pytest.raises(_Dead):
        erase(life)
    assert found_in_tables(words)
    assert Erasure.objects.get(user=life.user).state == "asked"
    assert all(storages["evidence"].exists(name) for name in life.files)
    monkeypatch.undo()
    monkeypatch.setattr(erasing, "_remove_files", _die)
    with pytest.raises(_Dead):
        carry_out(erasure_id=Erasure.objects.get(user=life.user).pk, at=timezone.now())
    assert found_in_tables(life.words) == []
    assert all(storages["evidence"].exists(name) for name in life.files)
    monkeypatch.undo()
    assert carry_out_unfinished(at=timezone.now()) == 1
    assert not any(storages["evidence"].exists(name) for name in life.files)
    assert carry_out_unfinished(at=timezone.now()) == 0


class _Dead(BaseException):
    """A worker that was killed; not even a handler of exceptions sees it."""


def _die(*_: Any, **__: Any) -> None:
    raise _Dead


class TestAsking:
    def test_it_takes_the_address_and_a_recent_sign_in(self) -> None:
        user, now = cast.make_user(), timezone.now()
        with pytest.raises(InvalidInput, match="address of this account"):
            ask_erasure(user=user, typed_address="somebody@example.org", money_to="", at=now)
        with pytest.raises(NotAllowed, match="30 minutes"):
            ask_erasure(user=user, typed_address=user.email, money_to="", at=now)
        user.last_login = now - timedelta(minutes=31)
        with pytest.raises(NotAllowed, match="30 minutes"):
            ask_erasure(user=user, typed_address=user.email, money_to="", at=now)
        user.last_login = now - timedelta(minutes=29)
        erasure = ask_erasure(user=user, typed_address=f" {user.email.upper()}", money_to="", at=now)
        assert not User.objects.get(pk=user.pk).is_active
        assert carry_out(erasure_id=erasure.pk, at=now).state == "done"
        assert not User.objects.filter(pk=user.pk).exists()

    def test_the_only_organizer_of_what_goes_on_stays(self) -> None:
        campaign = cast.live_campaign()
        with pytest.raises(NotPossibleNow, match="only organizer") as refused:
            ask(cast.organizer_of(campaign))
        assert refused.value.code == "last_organizer"

    def test_money_on_its_way_stands_against_it(self) -> None:
        campaign = cast.live_campaign()
        (place,) = cast.join_in_turn(campaign, "alice")
        finding = cast.verify(cast.report(place))
        settle_finding(finding_id=finding.pk, at=cast.MOMENT)
        user = place.user
        assert user is not None
        with pytest.raises(NotPossibleNow, match="There is money of yours") as left:
            ask(user)
        assert left.value.code == "money_left"
        draft_of(place, 1_000)
        with pytest.raises(NotPossibleNow, match="under way") as moving:
            ask(user, money_to="charity")
        assert moving.value.code == "payout_under_way"
        assert User.objects.get(pk=user.pk).is_active

    def test_a_payout_that_was_drafted_meanwhile_makes_it_wait(self) -> None:
        campaign = cast.live_campaign()
        (place,) = cast.join_in_turn(campaign, "alice")
        settle_finding(finding_id=cast.verify(cast.report(place)).pk, at=cast.MOMENT)
        assert place.user is not None
        erasure = ask(place.user, money_to="charity")
        draft_of(place, 1_000)
        assert carry_out_unfinished(at=timezone.now()) == 0
        assert Erasure.objects.get(pk=erasure.pk).state == "asked"
        assert User.objects.filter(pk=place.user.pk).exists()


def ask(user: User, *, money_to: str = "") -> Erasure:
    user.last_login = timezone.now()
    return ask_erasure(user=user, typed_address=user.email, money_to=money_to, at=timezone.now())


def draft_of(place: Participant, amount_minor: int) -> Payout:
    """Draft a payout of somebody, as rows."""
    batch = Batch.objects.create(
        campaign=place.campaign,
        provider="sepa",
        currency=place.campaign.currency,
        drafted_by=cast.make_user("tess"),
        drafted_at=cast.MOMENT,
    )
    destination = Destination.objects.create(
        user=place.user, kind="iban", sealed="sealed", fingerprint="f", masked="DE** 1234", created_at=cast.MOMENT
    )
    return Payout.objects.create(
        campaign=place.campaign, batch=batch, participant=place, destination=destination, amount_minor=amount_minor
    )

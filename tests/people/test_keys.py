"""Keys as they are made, found, used and revoked, apart from HTTP."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from campaigns.errors import DomainError, InvalidInput, NotFound, NotPossibleNow
from campaigns.events.models import Event
from campaigns.people import keys
from campaigns.people.keys import KeyRefused, find_key, make_key, note_use, revoke_key
from campaigns.people.models import ApiKey, Role, User
from campaigns.people.tokens import checksum, make_token
from tests import cast
from tests.cast import MOMENT

SECOND = timedelta(seconds=1)


def made(owner: User | None = None, **more: Any) -> tuple[ApiKey, str]:
    more = {"name": "Field", "kind": "secret", "at": MOMENT, **more}
    if more["kind"] == "secret":
        more.setdefault("scopes", ["findings:write"])
    key, token = make_key(owner=owner or cast.make_user("olga"), **more)
    return key, token.text


def refusal(text: str, *, at: Any = MOMENT) -> str:
    with pytest.raises(KeyRefused) as refused:
        find_key(text, at=at)
    assert str(refused.value).endswith(".")
    return refused.value.code


@pytest.mark.django_db
class TestMaking:
    def test_only_a_hash_is_kept(self) -> None:
        key, text = made()
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_jsonb(k)::text FROM campaigns_apikey k WHERE id = %s", [key.pk])
            kept = cursor.fetchone()[0]
        assert text not in kept
        assert text[len(key.prefix) :] not in kept
        assert text.startswith(key.prefix)

    def test_scopes_are_kept_once_and_in_order(self) -> None:
        key, _ = made(scopes=["payouts:write", "campaigns:read", "payouts:write"])
        assert key.scopes == ["campaigns:read", "payouts:write"]

    def test_a_campaigns_key_is_made_by_its_organizers_alone(self) -> None:
        campaign = cast.draft_campaign()
        olga = cast.organizer_of(campaign)
        key, _ = made(olga, campaign_slug=campaign.slug)
        assert key.campaign == campaign
        tess = cast.make_user("tess")
        Role.objects.create(campaign=campaign, user=tess, kind="treasurer")
        for owner, slug in ((tess, campaign.slug), (cast.make_user("sam"), campaign.slug), (olga, "elsewhere")):
            with pytest.raises(NotFound) as refused:
                made(owner, campaign_slug=slug)
            assert refused.value.field == "campaign"

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"kind": "publishable"}, "publishable_key_of_no_campaign"),
            ({"scopes": []}, "key_without_scopes"),
            ({"expires_at": MOMENT}, "key_expired_already"),
        ],
    )
    def test_what_no_key_can_be(self, more: dict[str, Any], code: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            made(**more)
        assert refused.value.code == code
        assert not ApiKey.objects.filter(created_at=MOMENT).exists()

    def test_a_publishable_key_reports_and_nothing_else(self) -> None:
        campaign = cast.draft_campaign()
        olga = cast.organizer_of(campaign)
        key, _ = made(olga, kind="publishable", campaign_slug=campaign.slug)
        assert key.scopes == ["findings:write"]
        with pytest.raises(InvalidInput, match="nothing else"):
            made(olga, kind="publishable", campaign_slug=campaign.slug, scopes=["findings:read"])

    def test_nobody_has_more_than_they_can_know(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(keys, "MOST_KEYS", 2)
        olga = cast.make_user("olga")
        first, _ = made(olga)
        made(olga)
        with pytest.raises(NotPossibleNow, match="Revoke some"):
            made(olga)
        revoke_key(key=first, actor=olga, at=MOMENT)
        made(olga)

    def test_making_and_revoking_leave_events_without_secrets(self) -> None:
        campaign = cast.draft_campaign()
        olga = cast.organizer_of(campaign)
        key, text = made(olga, campaign_slug=campaign.slug)
        for _ in range(2):
            revoke_key(key=key, actor=olga, at=MOMENT + SECOND)
        left = Event.objects.filter(kind__startswith="api_key.", actor_id=olga.pk).order_by("pk")
        assert [(event.kind, event.at, event.campaign_id) for event in left] == [
            ("api_key.made", MOMENT, campaign.pk),
            ("api_key.revoked", MOMENT + SECOND, campaign.pk),
        ]
        for event in left:
            assert event.data == {"key": str(key.public_id), "kind": "secret", "scopes": ["findings:write"]}
            assert text not in str(event.data)


@pytest.mark.django_db
class TestFinding:
    def test_a_good_one_is_found_with_one_query(self) -> None:
        key, text = made()
        with CaptureQueriesContext(connection) as asked:
            found = find_key(text, at=MOMENT)
            assert found.owner.is_active
        assert found == key
        assert len(asked) == 1

    @pytest.mark.parametrize("place", [0, 3, 14, 15, 40, 57, 58, 63])
    def test_one_changed_character_is_refused_without_a_query(self, place: int) -> None:
        _, text = made()
        changed = text[:place] + ("b" if text[place] == "a" else "a") + text[place + 1 :]
        with CaptureQueriesContext(connection) as asked:
            assert refusal(changed) == ("key_malformed" if place == 0 else "key_checksum_wrong")
        assert len(asked) == 0

    def test_the_right_name_with_another_secret_is_unknown(self) -> None:
        """Whoever knows only what is shown of a key is not told whether it is in force."""
        key, _ = made()
        other = make_token("secret")
        body = key.prefix + other.text[len(other.prefix) : -6]
        forged = body + checksum(body)
        assert refusal(forged) == refusal(other.text) == "key_unknown"
        ApiKey.objects.filter(pk=key.pk).update(revoked_at=MOMENT)
        assert refusal(forged) == "key_unknown"

    def test_one_that_was_revoked_opens_nothing_from_then_on(self) -> None:
        key, text = made()
        find_key(text, at=MOMENT)
        revoke_key(key=key, actor=key.owner, at=MOMENT)
        assert refusal(text) == "key_revoked"

    def test_it_runs_out_at_the_very_moment(self) -> None:
        ends = MOMENT + timedelta(days=1)
        _, text = made(expires_at=ends)
        assert find_key(text, at=ends - timedelta(microseconds=1))
        assert refusal(text, at=ends) == "key_expired"
        assert refusal(text, at=ends + SECOND) == "key_expired"

    def test_it_ends_with_its_owners_account(self) -> None:
        key, text = made()
        User.objects.filter(pk=key.owner_id).update(is_active=False)
        assert refusal(text) == "key_owner_left"


@pytest.mark.django_db
class TestRevoking:
    def test_by_its_owner_and_by_the_campaigns_organizers(self) -> None:
        campaign = cast.draft_campaign()
        olga, otto = cast.organizer_of(campaign), cast.make_user("otto")
        Role.objects.create(campaign=campaign, user=otto, kind="organizer")
        for actor in (olga, otto):
            key, _ = made(olga, campaign_slug=campaign.slug)
            assert revoke_key(key=key, actor=actor, at=MOMENT).revoked_at == MOMENT
            # The first time stays.
            assert revoke_key(key=key, actor=actor, at=MOMENT + SECOND).revoked_at == MOMENT

    def test_by_nobody_else(self) -> None:
        campaign = cast.draft_campaign()
        olga, rita = cast.organizer_of(campaign), cast.make_user("rita")
        Role.objects.create(campaign=campaign, user=rita, kind="reviewer")
        otto = cast.make_user("otto")
        Role.objects.create(campaign=campaign, user=otto, kind="organizer")
        bound, _ = made(olga, campaign_slug=campaign.slug)
        own, _ = made(olga)
        for key, actor in ((bound, rita), (bound, cast.make_user("sam")), (own, otto)):
            with pytest.raises(DomainError):
                revoke_key(key=key, actor=actor, at=MOMENT)
        assert not ApiKey.objects.filter(revoked_at__isnull=False, owner=olga).exists()


@pytest.mark.django_db
class TestLastUse:
    def test_it_is_written_down_once_a_minute(self) -> None:
        key, _ = made()

        def used(seconds: int) -> bool:
            return note_use(key=ApiKey.objects.get(pk=key.pk), at=MOMENT + seconds * SECOND)

        assert [used(seconds) for seconds in (0, 1, 59, 60, 61, 119, 200)] == [
            True, False, False, True, False, False, True,
        ]  # fmt: skip
        assert ApiKey.objects.get(pk=key.pk).last_used_at == MOMENT + 200 * SECOND

    def test_whoever_read_an_old_time_writes_no_second_one(self) -> None:
        key, _ = made()
        read = [ApiKey.objects.get(pk=key.pk) for _ in range(3)]
        assert [note_use(key=one, at=MOMENT) for one in read] == [True, False, False]

    def test_it_costs_no_query_within_the_minute(self) -> None:
        key, _ = made()
        note_use(key=key, at=MOMENT)
        key.refresh_from_db()
        with CaptureQueriesContext(connection) as asked:
            note_use(key=key, at=MOMENT + SECOND)
        assert len(asked) == 0


@pytest.fixture
def lasting(django_db_setup: None, django_db_blocker: Any) -> Any:
    with django_db_blocker.unblock():
        key, _ = made()
        yield key
        ApiKey.objects.filter(pk=key.pk).delete()
        connection.close()


def test_of_many_at_once_one_writes_and_nobody_waits(lasting: ApiKey) -> None:
    def use() -> bool:
        try:
            return note_use(key=ApiKey.objects.get(pk=lasting.pk), at=MOMENT)
        finally:
            connections.close_all()

    with transaction.atomic():
        # Somebody revokes the key in a transaction that takes long.
        ApiKey.objects.select_for_update(no_key=True).get(pk=lasting.pk)
        with ThreadPoolExecutor(4) as pool:
            assert [future.result(20) for future in [pool.submit(use) for _ in range(4)]] == [False] * 4
    with ThreadPoolExecutor(8) as pool:
        assert sum(future.result(20) for future in [pool.submit(use) for _ in range(8)]) == 1
    assert ApiKey.objects.get(pk=lasting.pk).last_used_at == MOMENT

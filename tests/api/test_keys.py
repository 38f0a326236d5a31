"""API keys over HTTP: made and revoked in a session, and what a program is answered that shows one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from campaigns.people.keys import make_key
from campaigns.people.models import ApiKey, Role, User
from campaigns.people.tokens import make_token
from campaigns.planning.models import Campaign
from mobilize.http.models import StoredResponse
from tests import cast
from tests.api.calling import Caller

pytestmark = pytest.mark.django_db

ME = "/api/v1/me/"


@pytest.fixture
def campaign() -> Campaign:
    return cast.live_campaign()


@pytest.fixture
def olga(campaign: Campaign) -> User:
    return cast.organizer_of(campaign)


def make(owner: User, **said: Any) -> dict[str, Any]:
    body = {"name": "Field reports", "scopes": ["campaigns:read"], **said}
    return dict(Caller(owner).post("/keys/", body, status=201))


def show(key: str, path: str = ME, **headers: str) -> Any:
    return Client().get(path, headers={"Authorization": f"Bearer {key}", **headers})


class TestMakingAndRevoking:
    def test_the_whole_key_is_told_once(self, olga: User, campaign: Campaign) -> None:
        client = APIClient()
        client.force_login(olga)
        made = client.post(
            "/api/v1/keys/",
            {"name": "Field", "scopes": ["findings:write", "campaigns:read"], "campaign": campaign.slug},
            headers={"Idempotency-Key": "once"},
        )
        assert made.status_code == 201
        assert made.headers["Cache-Control"] == "no-store"
        key = made.json()
        assert key["scopes"] == ["campaigns:read", "findings:write"]
        assert (key["kind"], key["campaign"], key["owner"]["display_name"]) == ("secret", campaign.slug, "Olga")
        assert key["key"].startswith(key["prefix"])
        assert key["prefix"].startswith("mk_")
        # Neither the store of answers nor any later answer has it.
        assert not StoredResponse.objects.filter(body__contains=key["key"].encode()).exists()
        seen = Caller(olga)
        again = [*seen.get("/keys/")["results"], seen.get(f"/keys/{key['id']}/")]
        assert again[0] == again[-1] == {name: value for name, value in key.items() if name != "key"}

    def test_revoking_is_immediate_and_for_good(self, olga: User) -> None:
        key = make(olga)
        assert show(key["key"]).status_code == 200
        revoked = Caller(olga).post(f"/keys/{key['id']}/revoke/")
        assert show(key["key"]).status_code == 401
        assert Caller(olga).post(f"/keys/{key['id']}/revoke/")["revoked_at"] == revoked["revoked_at"]

    def test_who_sees_which(self, olga: User, campaign: Campaign) -> None:
        otto, rita = cast.make_user("otto"), cast.make_user("rita")
        Role.objects.create(campaign=campaign, user=otto, kind="organizer")
        Role.objects.create(campaign=campaign, user=rita, kind="reviewer")
        own, bound = make(olga, name="own"), make(olga, name="bound", campaign=campaign.slug)
        assert [key["name"] for key in Caller(olga).get("/keys/")["results"]] == ["bound", "own"]
        assert [key["name"] for key in Caller(otto).get("/keys/")["results"]] == ["bound"]
        assert [key["name"] for key in Caller(olga).get("/keys/", campaign=campaign.slug)["results"]] == ["bound"]
        assert Caller(rita).get("/keys/")["results"] == []
        for somebody, key in ((otto, own), (rita, bound), (cast.make_user("sam"), own)):
            assert Caller(somebody).refused("GET", f"/keys/{key['id']}/") == (404, "unknown_key")
            assert Caller(somebody).refused("POST", f"/keys/{key['id']}/revoke/") == (404, "unknown_key")
        Caller(otto).post(f"/keys/{bound['id']}/revoke/")
        assert show(bound["key"], f"/api/v1/campaigns/{campaign.slug}/").status_code == 401

    @pytest.mark.parametrize(
        ("said", "status", "kind"),
        [
            ({"scopes": ["everything"]}, 400, "validation_failed"),
            ({"scopes": []}, 400, "key_without_scopes"),
            ({"name": ""}, 400, "validation_failed"),
            ({"kind": "master"}, 400, "validation_failed"),
            ({"kind": "publishable"}, 400, "publishable_key_of_no_campaign"),
            ({"campaign": "no-such"}, 404, "unknown_campaign"),
            ({"expires_at": "2020-01-01T00:00:00Z"}, 400, "key_expired_already"),
        ],
    )
    def test_what_is_refused(self, olga: User, said: dict[str, Any], status: int, kind: str) -> None:
        body = {"name": "Field", "scopes": ["campaigns:read"], **said}
        told = Caller(olga).refused("POST", "/keys/", body)
        assert told[0] == status
        if kind != "validation_failed":
            assert told[1] == kind
        assert not ApiKey.objects.filter(owner=olga).exists()


class TestShowingOne:
    def test_it_acts_as_its_owner_whatever_cookies_come_along(self, olga: User) -> None:
        key = make(olga)["key"]
        client = Client()
        client.force_login(cast.make_user("sam"))
        assert client.get(ME, headers={"Authorization": f"bearer  {key} "}).json()["email"] == olga.email

    def test_no_csrf_token_is_asked_for(self, olga: User) -> None:
        key = make(olga, scopes=["campaigns:write"])["key"]
        client = Client(enforce_csrf_checks=True)
        body, said = {"title": "Another", "currency": "USD"}, {"Authorization": f"Bearer {key}"}
        assert client.post("/api/v1/campaigns/", body, "application/json", headers=said).status_code == 201
        client.force_login(olga)
        assert client.post("/api/v1/campaigns/", body, "application/json").status_code == 403
        assert client.post("/api/v1/campaigns/", body, "application/json", headers=said).status_code == 201

    def test_every_bad_key_is_refused_with_a_sentence(self, olga: User) -> None:
        good = make(olga)["key"]
        lasting = make(olga, expires_at=(timezone.now() + timedelta(days=1)).isoformat())["key"]
        _, expired = make_key(
            owner=olga,
            name="Old",
            kind="secret",
            scopes=["campaigns:read"],
            at=cast.MOMENT,
            expires_at=cast.MOMENT + timedelta(days=1),
        )
        gone = make(olga)
        Caller(olga).post(f"/keys/{gone['id']}/revoke/")
        changed = good[:-1] + ("a" if good[-1] != "a" else "b")
        bad = {
            "": "key_malformed",
            "nonsense": "key_malformed",
            f"{good} {good}": "key_malformed",
            good.upper(): "key_malformed",
            "mk_\u00e9" + good[4:]: "key_malformed",
            changed: "key_checksum_wrong",
            make_token("secret").text: "key_unknown",
            gone["key"]: "key_revoked",
            expired.text: "key_expired",
        }
        for key, kind in bad.items():
            # Also where anybody may read: a wrong key is a mistake that its program should hear of.
            for path in (ME, "/api/v1/campaigns/"):
                answer = show(key, path)
                assert answer.status_code == 401, (key, answer.content)
                assert answer.headers["Content-Type"] == "application/problem+json"
                assert answer.headers["WWW-Authenticate"] == 'Bearer realm="mobilize", error="invalid_token"'
                problem = answer.json()
                assert problem["type"] == f"/problems/{kind.replace('_', '-')}/"
                assert problem["detail"].endswith(".")
                assert good not in answer.content.decode()
        assert show(lasting).status_code == 200

    def test_who_shows_nothing_is_told_both_ways_in(self) -> None:
        answer = Client().get(ME)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="mobilize", Session realm="mobilize"'

    def test_other_schemes_are_passed_over(self, olga: User) -> None:
        client = Client()
        client.force_login(olga)
        assert client.get(ME, headers={"Authorization": "Basic b2xnYTpvbGdh"}).status_code == 200
        assert Client().get(ME, headers={"Authorization": "Basic b2xnYTpvbGdh"}).status_code == 401

    def test_one_character_changed_costs_no_query(self, olga: User) -> None:
        key = make(olga)["key"]
        with CaptureQueriesContext(connection) as asked:
            assert show(key[:20] + ("a" if key[20] != "a" else "b") + key[21:]).status_code == 401
        assert len(asked) == 0

    def test_it_is_looked_up_once_a_request_and_its_use_is_written_down(self, olga: User) -> None:
        key = make(olga, scopes=["campaigns:write"])
        headers = {"Authorization": f"Bearer {key['key']}", "Idempotency-Key": "k"}
        with CaptureQueriesContext(connection) as asked:
            Client().post("/api/v1/campaigns/", {"title": "T", "currency": "USD"}, "application/json", headers=headers)
        looked_up = [query for query in asked.captured_queries if 'WHERE "campaigns_apikey"."prefix"' in query["sql"]]
        assert len(looked_up) == 1
        used = Caller(olga).get(f"/keys/{key['id']}/")["last_used_at"]
        assert used is not None

    def test_a_role_that_is_lost_is_lost_to_the_key(self, olga: User, campaign: Campaign) -> None:
        tess = cast.make_user("tess")
        role = Role.objects.create(campaign=campaign, user=tess, kind="treasurer")
        key = make(tess, scopes=["rewards:read"])["key"]
        budget = f"/api/v1/campaigns/{campaign.slug}/budget/"
        assert show(key, budget).status_code == 200
        role.delete()
        assert show(key, budget).status_code == 404

    def test_a_closed_account_takes_its_keys_along(self, olga: User) -> None:
        key = make(olga)["key"]
        User.objects.filter(pk=olga.pk).update(is_active=False)
        assert show(key).json()["type"] == "/problems/key-owner-left/"


class TestIdempotency:
    def fund(self, campaign: Campaign, key: str, **headers: str) -> Any:
        return Client().post(
            f"/api/v1/campaigns/{campaign.slug}/fundings/",
            {"amount_minor": 700},
            "application/json",
            headers={"Authorization": f"Bearer {key}", **headers},
        )

    @pytest.mark.parametrize("path", ["fundings", "findings", "activities", "payout-batches"])
    def test_it_is_required_where_a_repetition_would_count(self, olga: User, campaign: Campaign, path: str) -> None:
        key = make(olga, scopes=list(ApiKey.Scope.values))["key"]
        headers = {"Authorization": f"Bearer {key}"}
        answer = Client().post(f"/api/v1/campaigns/{campaign.slug}/{path}/", {}, "application/json", headers=headers)
        assert answer.status_code == 400
        assert answer.json()["type"] == "/problems/idempotency-key-required/"
        session = APIClient()
        session.force_login(olga)
        person = session.post(f"/api/v1/campaigns/{campaign.slug}/{path}/", {})
        assert person.json()["type"] != "/problems/idempotency-key-required/"

    def test_answers_are_kept_for_the_key_and_named_by_its_owner(self, olga: User, campaign: Campaign) -> None:
        one, two = (make(olga, scopes=["rewards:write"]) for _ in range(2))
        first, again = (self.fund(campaign, one["key"], **{"Idempotency-Key": "k"}) for _ in range(2))
        assert (first.status_code, again.status_code) == (201, 201)
        assert again.headers["Idempotency-Replayed"] == "true"
        assert again.json() == first.json()
        other = self.fund(campaign, two["key"], **{"Idempotency-Key": "k"})
        assert other.json()["id"] != first.json()["id"]
        pks = [ApiKey.objects.get(public_id=key["id"]).pk for key in (one, two)]
        kept = StoredResponse.objects.filter(principal__startswith=f"user:{olga.pk} key:")
        assert {stored.principal for stored in kept} == {f"user:{olga.pk} key:{pk}" for pk in pks}

    def test_a_revoked_key_gets_no_stored_answer(self, olga: User, campaign: Campaign) -> None:
        key = make(olga, scopes=["rewards:write"])
        assert self.fund(campaign, key["key"], **{"Idempotency-Key": "k"}).status_code == 201
        Caller(olga).post(f"/keys/{key['id']}/revoke/")
        assert self.fund(campaign, key["key"], **{"Idempotency-Key": "k"}).status_code == 401

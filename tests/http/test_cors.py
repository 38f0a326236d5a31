"""CORS: other sites' pages report with a publishable key, and nothing else answers them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from campaigns.people.keys import make_key
from campaigns.people.models import ApiKey
from campaigns.people.tokens import make_token
from campaigns.recruiting.participant_tokens import token_of
from tests import cast
from tests.cast import MOMENT

ORIGIN = {"Origin": "https://page.example.org"}
OPEN = ("findings", "activities")


@pytest.fixture(autouse=True)
def _real_addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = "mobilize.urls"


def ask(path: str, method: str = "POST", **headers: str) -> Any:
    asked = {**ORIGIN, "Access-Control-Request-Method": method, **headers}
    return Client().options(path, headers=asked)


def opened(answer: Any) -> bool:
    assert "Access-Control-Allow-Credentials" not in answer.headers
    said = answer.headers.get("Access-Control-Allow-Origin")
    assert said in {None, "*"}
    return said is not None


@pytest.mark.parametrize("noun", OPEN)
def test_a_browser_that_asks_first_is_told_what_it_may_send(noun: str) -> None:
    """Nobody is asked who they are, and nothing is looked up: browsers send no key with this question."""
    answer = ask(f"/api/v1/campaigns/any/{noun}/", **{"Access-Control-Request-Headers": "authorization,content-type"})
    assert answer.status_code == 204
    assert opened(answer)
    assert answer.headers["Access-Control-Allow-Methods"] == "POST"
    allowed = {name.strip().lower() for name in answer.headers["Access-Control-Allow-Headers"].split(",")}
    assert allowed == {"authorization", "content-type", "idempotency-key"}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "post", ""])
def test_for_another_method_it_is_told_nothing(method: str, db: None) -> None:
    assert not opened(ask("/api/v1/campaigns/any/findings/", method))


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/me/",
        "/api/v1/keys/",
        "/api/v1/campaigns/",
        "/api/v1/campaigns/any/",
        "/api/v1/campaigns/any/fundings/",
        "/api/v1/campaigns/any/findings",
        "/api/v1/campaigns/any/findings/map/",
        "/api/v1/findings/0b6a3e0e-4f0a-4c3c-9a43-3f2a1b6c7d8e/evidence/",
        "/api/v1/nowhere/",
        "/api/v1/mechanisms/recursive/preview/",
        "/accounts/login/",
    ],
)
def test_nothing_else_is_open(path: str, db: None) -> None:
    assert not opened(ask(path))
    publishable = make_token("publishable").text
    headers = {**ORIGIN, "Authorization": f"Bearer {publishable}"}
    assert not opened(Client().post(path, {}, "application/json", headers=headers))


@pytest.mark.django_db
class TestReporting:
    def post(self, key: str, body: Any = None, **more: str) -> Any:
        headers = {**ORIGIN, "Idempotency-Key": uuid4().hex, **({"Authorization": f"Bearer {key}"} if key else {})}
        path = f"/api/v1/campaigns/{self.campaign.slug}/findings/"
        return Client().post(path, body or {}, "application/json", headers={**headers, **more})

    @pytest.fixture(autouse=True)
    def stage(self) -> None:
        self.campaign = cast.live_campaign()
        (self.bob,) = cast.join_in_turn(self.campaign, "bob")

    def key(self, kind: str) -> str:
        olga, slug = cast.organizer_of(self.campaign), self.campaign.slug
        scopes = ["findings:write"]
        return make_key(owner=olga, name="T", kind=kind, scopes=scopes, campaign_slug=slug, at=MOMENT)[1].text

    def test_a_page_reads_what_came_of_its_report(self) -> None:
        objective = str(cast.objective_of(self.campaign).public_id)
        said = {"objective": objective, "participant_token": token_of(self.bob)}
        answer = self.post(self.key("publishable"), said)
        assert answer.status_code == 201
        assert opened(answer)
        assert "Idempotency-Replayed" in answer.headers["Access-Control-Expose-Headers"]

    def test_and_why_it_was_refused(self) -> None:
        key = self.key("publishable")
        refused = [self.post(key), self.post(make_token("publishable").text), self.post(key[:-1] + "!")]
        assert [answer.status_code for answer in refused] == [400, 401, 401]
        assert all(opened(answer) for answer in refused)
        ApiKey.objects.update(revoked_at=MOMENT)
        assert opened(self.post(key))

    def test_a_secret_key_or_a_cookie_is_answered_as_ever_and_read_by_no_page(self) -> None:
        assert not opened(self.post(self.key("secret")))
        assert not opened(self.post(""))
        assert not opened(self.post("", Authorization="Basic mpk_"))

    def test_reading_is_not_open_even_with_a_publishable_key(self) -> None:
        headers = {**ORIGIN, "Authorization": f"Bearer {self.key('publishable')}"}
        answer = Client().get(f"/api/v1/campaigns/{self.campaign.slug}/findings/", headers=headers)
        assert answer.status_code == 403
        assert not opened(answer)

    def test_who_comes_from_no_other_origin_is_told_nothing_of_it(self) -> None:
        key = self.key("publishable")
        path = f"/api/v1/campaigns/{self.campaign.slug}/findings/"
        answer = Client().post(path, {}, "application/json", headers={"Authorization": f"Bearer {key}"})
        assert not opened(answer)

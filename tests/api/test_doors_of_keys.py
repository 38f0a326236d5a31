"""Every endpoint × every kind of key: a key opens what its owner may, within its scopes and its campaign."""

from __future__ import annotations

from typing import Any

import pytest

from campaigns.people.models import ApiKey, Role
from tests import cast
from tests.api.scene import ROLES, Scene, endpoints
from tests.api.scopes import ASKS_NOBODY, BEYOND_A_CAMPAIGN, CLOSED, OPENED_BY, SCOPE, Endpoint

PUBLISHABLE = {("POST", "campaigns/{slug}/findings/"), ("POST", "campaigns/{slug}/activities/")}
WITH_SCOPE = sorted(SCOPE)
# Reports by a secret key are for a named participant; a session's are for oneself.
REPORT = ("POST", "campaigns/{slug}/findings/")
# Opened as by nobody who is signed in: who may, in these, is asked of the report itself.
PEOPLE = [role for role in ROLES if role != "nobody"]


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


def kind_of(answer: Any) -> str:
    assert answer.headers["Content-Type"] == "application/problem+json"
    return str(answer.json()["type"].removeprefix("/problems/").strip("/").replace("-", "_"))


def test_every_endpoint_is_in_the_table_once() -> None:
    assert sorted(endpoints()) == sorted([*SCOPE, *CLOSED, *ASKS_NOBODY])
    assert set(OPENED_BY) | {"webhooks:write"} == set(ApiKey.Scope.values)


@pytest.mark.parametrize(("method", "path"), WITH_SCOPE, ids=str)
def test_a_key_with_the_scope_does_what_its_owner_does(scene: Scene, method: str, path: str) -> None:
    scope = SCOPE[method, path]
    for role in PEOPLE:
        told = scene.call_with(scene.key_of(role, scope), method, path).status_code
        expected = scene.call(role, method, path)
        if (method, path) == REPORT:
            # Both are refused for what the empty body lacks.
            assert (told, expected) == (400, 400)
        assert told == expected, role


@pytest.mark.parametrize(("method", "path"), WITH_SCOPE, ids=str)
def test_a_key_without_the_scope_is_told_which_it_lacks(scene: Scene, method: str, path: str) -> None:
    scope = SCOPE[method, path]
    others = [other for other in ApiKey.Scope.values if other != scope]
    answer = scene.call_with(scene.key_of("organizer", *others), method, path)
    assert (answer.status_code, kind_of(answer)) == (403, "scope_missing")
    assert answer.json()["scope"] == scope
    assert scope in answer.json()["detail"]


@pytest.mark.parametrize(("method", "path"), CLOSED, ids=str)
def test_what_states_no_scope_is_closed_to_keys(scene: Scene, method: str, path: str) -> None:
    for role in ("organizer", "finder", "operator"):
        answer = scene.call_with(scene.key_of(role), method, path)
        assert (answer.status_code, kind_of(answer)) == (403, "key_not_taken"), role


@pytest.mark.parametrize(("method", "path"), sorted([*SCOPE, *CLOSED]), ids=str)
def test_a_publishable_key_reports_and_nothing_else(scene: Scene, method: str, path: str) -> None:
    key = scene.key_of("organizer", "findings:write", kind="publishable", campaign_slug=scene.campaign.slug)
    answer = scene.call_with(key, method, path)
    if (method, path) in PUBLISHABLE:
        assert answer.status_code == 400
    else:
        assert answer.status_code == 403
        assert kind_of(answer) == ("key_not_taken" if (method, path) in CLOSED else "key_is_publishable")


@pytest.mark.parametrize(("method", "path"), WITH_SCOPE, ids=str)
def test_a_campaigns_key_works_there_and_nowhere_else(scene: Scene, method: str, path: str) -> None:
    """The organizer has another campaign, and the key of that one sees nothing of this."""
    organizer = scene.accounts["organizer"]
    other = cast.draft_campaign(organizer=organizer)
    here, elsewhere = (scene.key_of("organizer", campaign_slug=slug) for slug in (scene.campaign.slug, other.slug))
    told = scene.call_with(here, method, path), scene.call_with(elsewhere, method, path)
    if (method, path) == ("GET", "campaigns/"):
        assert [answer.json()["results"][0]["slug"] for answer in told] == [scene.campaign.slug, other.slug]
        assert [len(answer.json()["results"]) for answer in told] == [1, 1]
    elif (method, path) in BEYOND_A_CAMPAIGN:
        assert {(answer.status_code, kind_of(answer)) for answer in told} == {(403, "key_of_one_campaign")}
    else:
        assert told[0].status_code == scene.call("organizer", method, path)
        assert told[1].status_code == 404


@pytest.mark.parametrize(("method", "path"), WITH_SCOPE, ids=str)
def test_a_campaigns_key_does_nothing_once_its_owner_is_no_organizer(scene: Scene, method: str, path: str) -> None:
    key = scene.key_of("organizer", campaign_slug=scene.campaign.slug)
    Role.objects.create(campaign=scene.campaign, user=cast.make_user("otto"), kind="organizer")
    Role.objects.filter(campaign=scene.campaign, user=scene.accounts["organizer"]).delete()
    # Whatever else they still are there.
    Role.objects.create(campaign=scene.campaign, user=scene.accounts["organizer"], kind="reviewer")
    answer = scene.call_with(key, method, path)
    if answer.status_code == 404:
        # What only organizers see, they do not see any more.
        assert scene.call("reviewer", method, path) == 404
    else:
        beyond = (method, path) in BEYOND_A_CAMPAIGN and path != "campaigns/"
        kind = "key_of_one_campaign" if beyond else "key_without_role"
        assert answer.status_code == 200 if path == "campaigns/" and method == "GET" else kind_of(answer) == kind


@pytest.mark.parametrize("endpoint", ASKS_NOBODY, ids=str)
def test_where_nobody_is_asked_a_key_neither_helps_nor_hinders(scene: Scene, endpoint: Endpoint) -> None:
    expected = scene.call("nobody", *endpoint)
    assert scene.call_with(scene.key_of("organizer", "webhooks:write"), *endpoint).status_code == expected
    assert scene.call_with("nonsense", *endpoint).status_code == expected


def test_a_new_endpoint_without_a_scope_is_closed(scene: Scene) -> None:
    from rest_framework.test import APIRequestFactory
    from rest_framework.views import APIView

    from campaigns.people.doors import ANYONE

    class Forgotten(APIView):
        who = {"GET": ANYONE}

        def get(self, request: Any) -> Any:
            raise AssertionError("no key should get here")

    request = APIRequestFactory().get("/", headers={"Authorization": f"Bearer {scene.key_of('organizer')}"})
    assert Forgotten.as_view()(request).status_code == 403

"""Every endpoint × every kind of key: a key opens what its owner may, within its scopes and its campaign."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from campaigns.people.models import ApiKey, Role
from tests import cast
from tests.api.scene import ROLES, Scene, endpoints
from tests.api.scopes import ASKS_NOBODY, BEYOND_A_CAMPAIGN, CLOSED, OPENED_BY, OPENED_BY_ONE_OF, SCOPE
from tests.events.writers import CHECKOUT

PUBLISHABLE = {("POST", "campaigns/{slug}/findings/"), ("POST", "campaigns/{slug}/activities/")}
WITH_SCOPE = sorted(SCOPE)


def kind_of(answer: Any) -> str:
    assert answer.headers["Content-Type"] == "application/problem+json"
    return str(answer.json()["type"].removeprefix("/problems/").strip("/").replace("-", "_"))


def test_every_endpoint_is_in_the_table_once() -> None:
    assert sorted(endpoints()) == sorted([*SCOPE, *OPENED_BY_ONE_OF, *CLOSED, *ASKS_NOBODY])
    assert set(OPENED_BY) == set(ApiKey.Scope.values)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "nobody"])
def test_a_key_with_the_scope_does_what_its_owner_does(scene: Scene, subtests: pytest.Subtests, role: str) -> None:
    keys = {scope: scene.key_of(role, scope) for scope in OPENED_BY}
    for method, path in WITH_SCOPE:
        with subtests.test(f"{method} {path}"):
            told = scene.call_with(keys[SCOPE[method, path]], method, path).status_code
            assert told == scene.call(role, method, path)


def test_a_key_without_the_scope_is_told_which_it_lacks(scene: Scene, subtests: pytest.Subtests) -> None:
    all_but = {scope: set(ApiKey.Scope.values) - {scope} for scope in OPENED_BY}
    keys = {scope: scene.key_of("organizer", *others) for scope, others in all_but.items()}
    for method, path in WITH_SCOPE:
        with subtests.test(f"{method} {path}"):
            scope = SCOPE[method, path]
            answer = scene.call_with(keys[scope], method, path)
            assert (answer.status_code, kind_of(answer)) == (403, "scope_missing")
            assert answer.json()["scope"] == scope
            assert scope in answer.json()["detail"]


def test_a_key_without_any_of_the_scopes_is_told_which_it_lacks(scene: Scene, subtests: pytest.Subtests) -> None:
    for (method, path), scopes in OPENED_BY_ONE_OF.items():
        with subtests.test(f"{method} {path}"):
            key = scene.key_of("organizer", *(set(ApiKey.Scope.values) - set(scopes)))
            answer = scene.call_with(key, method, path)
            assert (answer.status_code, kind_of(answer)) == (403, "scope_missing")
            assert answer.json()["scopes"] == list(scopes)


@pytest.mark.parametrize("role", ["organizer", "treasurer", "finder"])
def test_a_key_with_all_the_scopes_does_what_its_owner_does(scene: Scene, subtests: pytest.Subtests, role: str) -> None:
    for (method, path), scopes in OPENED_BY_ONE_OF.items():
        with subtests.test(f"{method} {path}"):
            told = scene.call_with(scene.key_of(role, *scopes), method, path).status_code
            assert told == scene.call(role, method, path)


@pytest.mark.parametrize("role", ["organizer", "finder", "operator"])
def test_what_states_no_scope_is_closed_to_keys(scene: Scene, subtests: pytest.Subtests, role: str) -> None:
    key = scene.key_of(role)
    for method, path in CLOSED:
        with subtests.test(f"{method} {path}"):
            answer = scene.call_with(key, method, path)
            assert (answer.status_code, kind_of(answer)) == (403, "key_not_taken")


def test_a_publishable_key_reports_and_nothing_else(scene: Scene, subtests: pytest.Subtests) -> None:
    key = scene.key_of("organizer", "findings:write", kind="publishable", campaign_slug=scene.campaign.slug)
    for method, path in [*SCOPE, *OPENED_BY_ONE_OF, *CLOSED]:
        with subtests.test(f"{method} {path}"):
            answer = scene.call_with(key, method, path)
            if (method, path) in PUBLISHABLE:
                # The body is empty.
                assert answer.status_code == 400
            else:
                kind = "key_not_taken" if (method, path) in CLOSED else "key_is_publishable"
                assert (answer.status_code, kind_of(answer)) == (403, kind)


def test_a_campaigns_key_works_there_and_nowhere_else(scene: Scene, subtests: pytest.Subtests) -> None:
    """The organizer has another campaign, and the key of that one sees nothing of this."""
    other = cast.draft_campaign(organizer=scene.accounts["organizer"])
    here, elsewhere = (scene.key_of("organizer", campaign_slug=slug) for slug in (scene.campaign.slug, other.slug))
    for method, path in WITH_SCOPE:
        with subtests.test(f"{method} {path}"):
            told = scene.call_with(here, method, path), scene.call_with(elsewhere, method, path)
            if (method, path) == ("GET", "campaigns/"):
                seen = [[campaign["slug"] for campaign in answer.json()["results"]] for answer in told]
                assert seen == [[scene.campaign.slug], [other.slug]]
            elif (method, path) == ("GET", "webhooks/"):
                seen = [[webhook["campaign"] for webhook in answer.json()["results"]] for answer in told]
                assert seen == [[scene.campaign.slug], []]
            elif (method, path) == ("POST", "webhooks/"):
                # The body names the campaign, and is empty.
                assert [answer.status_code for answer in told] == [400, 400]
            elif (method, path) in BEYOND_A_CAMPAIGN:
                assert {(answer.status_code, kind_of(answer)) for answer in told} == {(403, "key_of_one_campaign")}
            else:
                assert told[0].status_code == scene.call("organizer", method, path)
                assert told[1].status_code == 404


def test_a_campaigns_key_opens_nothing_once_its_maker_is_no_organizer(scene: Scene, subtests: pytest.Subtests) -> None:
    key = scene.key_of("organizer", campaign_slug=scene.campaign.slug)
    organizer = Role.objects.filter(campaign=scene.campaign, user=scene.accounts["organizer"])
    Role.objects.create(campaign=scene.campaign, user=cast.make_user("otto"), kind="organizer")
    # Whatever else they still are there.
    organizer.update(kind="reviewer")
    for method, path in WITH_SCOPE:
        with subtests.test(f"{method} {path}"):
            answer = scene.call_with(key, method, path)
            if path == "signals/{signal_id}/decide/":
                # Whoever is no organizer is told that there is none, before any key is looked at.
                assert answer.status_code == 404
            else:
                assert (answer.status_code, kind_of(answer)) == (403, "key_without_role")


def test_where_nobody_is_asked_a_key_neither_helps_nor_hinders(scene: Scene, subtests: pytest.Subtests) -> None:
    key = scene.key_of("organizer", "webhooks:write")
    for method, path in ASKS_NOBODY:
        with subtests.test(f"{method} {path}"):
            expected = scene.call("nobody", method, path)
            assert [scene.call_with(shown, method, path).status_code for shown in (key, "nonsense")] == [expected] * 2


def test_the_schema_says_what_opens_what() -> None:
    paths = yaml.load((CHECKOUT / "docs" / "openapi.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)["paths"]
    said = {
        (method.upper(), path.removeprefix("/api/v1/")): [
            way["apiKey"] for way in operation.get("security", ()) if "apiKey" in way
        ]
        for path, operations in paths.items()
        for method, operation in operations.items()
    }
    assert {endpoint: ways for endpoint, ways in said.items() if ways} == {
        **{endpoint: [[scope]] for endpoint, scope in SCOPE.items()},
        **{endpoint: [[scope] for scope in scopes] for endpoint, scopes in OPENED_BY_ONE_OF.items()},
    }


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

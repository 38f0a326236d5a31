"""If-Match and If-None-Match, at every address of the API that has them: nothing is sent or written over in vain."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import transaction
from rest_framework.test import APIClient

from tests import cast
from tests.api.scene import Scene, endpoints
from tests.api.test_doors import MAY
from tests.api.test_posts_once import client_of, written

pytestmark = pytest.mark.django_db

# Who changes what, and what they say.
CHANGES: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {
    ("PATCH", "me/"): ("finder", {"language": "es"}),
    ("PATCH", "me/inbox/{notice_id}/"): ("finder", {"read": True}),
    ("PATCH", "me/notices/"): ("finder", {"kinds": {"recruit_joined": {"mail": "never"}}}),
    ("PATCH", "campaigns/{slug}/updates/{update_id}/"): ("organizer", {"title": "Two are left"}),
    ("PATCH", "campaigns/{slug}/"): ("organizer", {"title": "Ten balloons"}),
    ("PATCH", "objectives/{objective_id}/"): ("organizer", {"title": "Balloon ten"}),
    ("PATCH", "campaigns/{slug}/participation/settings/"): ("organizer", {"minimum": 7}),
    ("PATCH", "campaigns/{slug}/payout-rules/"): ("organizer", {"manual_above_minor": 77}),
    ("PATCH", "payouts/{payout_id}/"): ("treasurer", {"needs_person": False}),
    ("PATCH", "mappings/{mapping_id}/"): ("organizer", {"name": "All members"}),
    ("PATCH", "campaigns/{slug}/me/"): ("finder", {"on_leaderboard": False}),
    ("PUT", "campaigns/{slug}/me/split/"): ("finder", {"split": "1/10"}),
    ("PATCH", "campaigns/{slug}/me/split/"): ("finder", {"split": "1/10"}),
    ("PUT", "campaigns/{slug}/me/letters/"): ("finder", {"letters": True}),
    ("PATCH", "webhooks/{webhook_id}/"): ("organizer", {"description": "CRM"}),
    # These come last: the scene has one of each.
    ("DELETE", "webhooks/{webhook_id}/"): ("organizer", {}),
    ("DELETE", "mappings/{mapping_id}/"): ("organizer", {}),
    ("DELETE", "campaigns/{slug}/updates/{update_id}/"): ("organizer", {}),
    ("DELETE", "objectives/{objective_id}/"): ("organizer", {}),
    ("DELETE", "campaigns/{slug}/"): ("organizer", {}),
}
# Their own bytes and headers: pictures, files, and texts of any length.
NO_JSON = {
    "campaigns/{slug}/me/qr.{kind}/",
    "campaigns/{slug}/links/{link_id}/qr.{kind}/",
    "campaigns/{slug}/books/",
    "findings/{finding_id}/evidence/{evidence_id}/file/",
    "findings/{finding_id}/evidence/{evidence_id}/preview/",
    "payout-batches/{batch_id}/file/",
    "exports/{export_id}/file/",
    "me/export/{copy_id}/file/",
    "imports/{import_id}/report/",
}


@pytest.fixture
def scene(db: None) -> Scene:
    scene = Scene()
    split = cast.live_campaign(mechanism="split_contract", terms={"default_split": "1/2"})
    cast.join(scene.accounts["finder"], cast.open_link(split))
    scene.names["split_slug"] = split.slug
    draft = cast.draft_campaign(organizer=scene.accounts["organizer"])
    scene.names["draft_slug"] = draft.slug
    scene.names["draft_objective_id"] = str(cast.objective_of(draft).public_id)
    return scene


def address_of(scene: Scene, path: str, method: str = "GET") -> str:
    # Splits are chosen in a campaign of their own, and what is removed is a draft.
    address = path.replace("{slug}/me/split", "{split_slug}/me/split")
    if method == "DELETE" and path in {"campaigns/{slug}/", "objectives/{objective_id}/"}:
        address = address.replace("{", "{draft_")
    return "/api/v1/" + address.format(**scene.names)


def test_every_change_is_in_the_table() -> None:
    known = set(endpoints())
    changing = {(method, path) for method, path in known if method in {"PATCH", "PUT", "DELETE"}}
    assert {(method, path) for method, path in changing if ("GET", path) in known} == set(CHANGES)


def test_only_what_was_read_is_changed(scene: Scene, subtests: pytest.Subtests) -> None:
    for (method, path), (role, body) in CHANGES.items():
        with subtests.test(f"{method} {path}"):
            client, address = client_of(scene, role), address_of(scene, path, method)

            def change(tag: str, client: Any = client, address: str = address, how: Any = (method, body)) -> Any:
                savepoint = transaction.savepoint()
                before = written()
                answer = getattr(client, how[0].lower())(address, how[1], headers={"If-Match": tag})
                if answer.status_code >= 400:
                    assert answer.headers["Content-Type"] == "application/problem+json"
                    assert written() == before or answer.status_code == 412
                transaction.savepoint_rollback(savepoint)
                return answer

            # What a header may look like is the same everywhere.
            few = None if path == "campaigns/{slug}/" else 1
            tag = client.get(address).headers["ETag"]
            for good in (tag, f"W/{tag}", f'"other", {tag}', f' W/"a,b" ,{tag} ', "*")[:few]:
                assert change(good).status_code in {200, 204}, good
            for stale in ('"other"', 'W/"other", ""', f'"{tag[1:-2]}"')[:few]:
                refused = change(stale)
                assert (refused.status_code, refused.json()["type"]) == (412, "/problems/changed-since-read/")
            malformed = ("", tag.strip('"'), f"{tag},", f"{tag} {tag}", '"a', "**", f"*, {tag}", "w/" + tag, "'a'")
            for unreadable in malformed[:few]:
                refused = change(unreadable)
                assert (refused.status_code, refused.json()["type"]) == (400, "/problems/if-match-unusable/")
            # Without it the change is made to whatever is there.
            assert getattr(client, method.lower())(address, body).status_code in {200, 204}


def test_a_refused_change_leaves_nothing(scene: Scene) -> None:
    client, address = client_of(scene, "organizer"), address_of(scene, "campaigns/{slug}/")
    tag = client.get(address).headers["ETag"]
    assert client.patch(address, {"title": "Mine"}, headers={"If-Match": tag}).status_code == 200
    assert client.patch(address, {"title": "Theirs"}, headers={"If-Match": tag}).status_code == 412
    read = client.get(address)
    assert read.json()["title"] == "Mine"
    assert client.patch(address, {"title": "Theirs"}, headers={"If-Match": read.headers["ETag"]}).status_code == 200


def test_who_may_not_change_it_is_told_so_first(scene: Scene) -> None:
    address = address_of(scene, "campaigns/{slug}/")
    for role, status in (("finder", 403), ("nobody", 401)):
        answer = client_of(scene, role).patch(address, {"title": "x"}, headers={"If-Match": '"stale"'})
        assert answer.status_code == status


def test_a_key_that_only_writes_has_read_nothing(scene: Scene) -> None:
    address = address_of(scene, "campaigns/{slug}/")
    tag = client_of(scene, "organizer").get(address).headers["ETag"]
    told = []
    for scopes in (["campaigns:write"], ["campaigns:read", "campaigns:write"]):
        client = APIClient(headers={"Authorization": f"Bearer {scene.key_of('organizer', *scopes)}"})
        told.append(client.patch(address, {"title": "x"}, headers={"If-Match": tag}).status_code)
    assert told == [412, 200]


def test_every_json_read_has_a_tag_and_is_not_sent_again(scene: Scene, subtests: pytest.Subtests) -> None:
    for method, path in endpoints():
        if method != "GET" or path in NO_JSON:
            continue
        with subtests.test(path):
            client, address = client_of(scene, reader_of(path)), address_of(scene, path)
            first = client.get(address)
            assert (first.status_code, first.headers["Content-Type"].split(";")[0]) in {
                (200, "application/json"),
                (200, "application/geo+json"),
            }
            again = client.get(address, headers={"If-None-Match": f'"x", {first.headers["ETag"]}'})
            assert (again.status_code, again.content) == (304, b""), "what it says is never the same twice"
            assert again.headers["ETag"] == first.headers["ETag"]
            assert client.get(address, headers={"If-None-Match": '"x"'}).content == first.content


def test_a_page_of_many_is_known_by_its_tag_too(scene: Scene) -> None:
    client, address = client_of(scene, "organizer"), address_of(scene, "campaigns/{slug}/ledger/") + "?limit=1"
    first = client.get(address)
    assert first.json()["next"]
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def reader_of(path: str) -> str:
    may = MAY["GET", path][0]
    return next(role for role in ("organizer", "treasurer", "finder", *sorted(may)) if role in may)


def test_the_tag_tells_forms_and_changes_apart(scene: Scene) -> None:
    client, address = client_of(scene, "organizer"), address_of(scene, "campaigns/{slug}/findings/")
    as_json, as_map = (client.get(address, headers={"Accept": form}) for form in ("*/*", "application/geo+json"))
    assert as_json.headers["ETag"] != as_map.headers["ETag"]
    assert all("Accept" in re.findall(r"[\w-]+", answer.headers["Vary"]) for answer in (as_json, as_map))
    other = client.get(address, headers={"Accept": "application/geo+json", "If-None-Match": as_json.headers["ETag"]})
    assert other.status_code == 200
    cast.report(scene.finding.participant)
    changed = client.get(address, headers={"If-None-Match": as_json.headers["ETag"]})
    assert changed.status_code == 200

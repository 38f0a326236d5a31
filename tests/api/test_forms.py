"""Lists in other forms: the same rows as a table or a map, no cell a formula, and a refusal is a problem as ever."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import Any

import pytest
from rest_framework.test import APIClient

from campaigns.cells import original
from campaigns.findings.reporting import report_finding
from tests import cast
from tests.api.scene import Scene
from tests.api.test_posts_once import client_of
from tests.cast import MOMENT

pytestmark = pytest.mark.django_db

TABLES = ("findings", "participants", "ledger", "settlements")


@pytest.fixture
def scene(db: None) -> Scene:
    scene = Scene()
    mallory = cast.join(cast.make_user("=1+1"), cast.open_link(scene.campaign))
    report_finding(
        objective=cast.objective_of(scene.campaign),
        participant=mallory,
        note='+HYPERLINK("x")\n@SUM(A1);-2, "quoted"',
        location={"latitude": -17.5, "longitude": 12, "accuracy_m": 5, "source": "map"},
        at=MOMENT,
    )
    return scene


def read(client: APIClient, address: str, accept: str, **more: str) -> Any:
    answer = client.get(address, headers={"Accept": accept, **more})
    assert "Accept" in re.findall(r"[\w-]+", answer.headers["Vary"])
    return answer


def address_of(scene: Scene, name: str) -> str:
    return f"/api/v1/campaigns/{scene.campaign.slug}/{name}/?limit=3"


def value_at(row: Any, column: str) -> str:
    for name in column.split("."):
        row = None if row is None else row[name]
    return "" if row is None else str(row).lower() if isinstance(row, bool) else str(row)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_what_the_list_has(scene: Scene, name: str) -> None:
    client, address = client_of(scene, "organizer"), address_of(scene, name)
    page, table = (read(client, address, accept) for accept in ("application/json", "text/csv"))
    assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert table.headers.get("Link") == page.headers.get("Link")
    lines = list(csv.reader(StringIO(table.content.decode(), newline=""), strict=True))
    header, rows = lines[0], lines[1:]
    expected = page.json()["results"]
    if name == "settlements":
        expected = [{**one, "chain": share} for one in expected for share in one["chain"]]
    assert rows
    assert [[original(cell) for cell in row] for row in rows] == [
        [value_at(one, column) for column in header] for one in expected
    ]
    numbers, formula = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?"), re.compile(r"(^|[;\t\r\n]) *[=+\-@＝＋－＠]")
    assert not [cell for row in rows for cell in row if formula.search(cell) and not numbers.fullmatch(cell)]
    # Each form is known by itself.
    assert page.headers["ETag"] != table.headers["ETag"]
    assert read(client, address, "text/csv", **{"If-None-Match": table.headers["ETag"]}).status_code == 304
    assert read(client, address, "text/csv", **{"If-None-Match": page.headers["ETag"]}).status_code == 200


def test_an_empty_table_still_names_its_columns(scene: Scene) -> None:
    client, address = client_of(scene, "organizer"), address_of(scene, "findings")
    empty = read(client, f"{address}&state=reversed", "text/csv").content.decode().splitlines()
    assert empty == [read(client, address, "text/csv").content.decode().splitlines()[0]]


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("*/*", "application/json"),
        ("text/csv;q=0.9, application/json", "application/json"),
        ("text/*", "text/csv; charset=utf-8"),
        ("application/geo+json", "application/geo+json"),
    ],
)
def test_the_form_is_the_best_that_is_taken(scene: Scene, accept: str, given: str) -> None:
    assert read(client_of(scene, "organizer"), address_of(scene, "findings"), accept).headers["Content-Type"] == given


def test_what_cannot_be_given_is_a_problem_that_says_what_can(scene: Scene) -> None:
    client, address = client_of(scene, "organizer"), address_of(scene, "findings")
    refused = client.get(address, headers={"Accept": "image/png"})
    assert (refused.status_code, refused.headers["Content-Type"]) == (406, "application/problem+json")
    assert "application/json, application/geo+json, text/csv" in refused.json()["detail"]
    wrong = client.get(f"{address}&colour=red", headers={"Accept": "text/csv"})
    assert (wrong.status_code, wrong.headers["Content-Type"]) == (400, "application/problem+json")
    posted = client_of(scene, "finder").post(address, {}, headers={"Accept": "text/csv"})
    assert (posted.status_code, posted.headers["Content-Type"]) == (406, "application/problem+json")

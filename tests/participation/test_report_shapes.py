"""Whatever the report says is in the API's document, nothing beside it and nothing missing; each part is a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client

from campaigns.exchange.tables import table_named
from campaigns.exchange.writing import write_table
from campaigns.participation.course import COHORTS_BY
from campaigns.participation.periods import PERIOD_KINDS
from campaigns.participation.report import SECTIONS, refresh_report
from campaigns.participation.retention import RETENTION_KINDS
from campaigns.participation.shapes import PARTS
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from tests import cast
from tests.cast import MOMENT, ONE_DAY
from tests.documented import document
from tests.participation.test_report_api import read, reader
from tests.participation.test_rollup import read_all, tell_a_story

pytestmark = pytest.mark.usefixtures("committed")

ADDRESS = "/api/v1/campaigns/{slug}/participation/"


def closed(schema: Any) -> Any:
    """Let objects have the members that are named, and no others."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: closed(each) for name, each in schema.items()}
    return made | {"additionalProperties": False} if isinstance(made.get("properties"), dict) else made


class Shapes:
    """The schemas of the report's answers, and which of their members were met."""

    def __init__(self) -> None:
        self.schemas = document()["components"]["schemas"]
        self.components = closed(deepcopy(self.schemas))
        self.validators: dict[str, Any] = {}
        self.met: set[tuple[str, str]] = set()

    def schema_of(self, part: str) -> dict[str, Any]:
        content = document()["paths"][ADDRESS + part]["get"]["responses"]["200"]["content"]
        schema: dict[str, Any] = content["application/json"]["schema"]
        return schema

    def check(self, part: str, told: Any) -> None:
        if part not in self.validators:
            whole = {**self.schema_of(part), "components": {"schemas": self.components}}
            self.validators[part] = jsonschema_rs.validator_for(whole, validate_formats=True)
        errors = self.validators[part].iter_errors(told)
        wrong = [f"{list(error.instance_path)}: {error.message}" for error in errors]
        assert not wrong, (part, wrong[:5])
        self._meet(self.schema_of(part), told)

    def _meet(self, schema: dict[str, Any], told: Any) -> None:
        if told is None:
            return
        for part in schema.get("allOf", []) + schema.get("oneOf", []) + schema.get("anyOf", []):
            self._meet(part, told)
        name = schema.get("$ref", "").rpartition("/")[2]
        inner = self.schemas[name] if name else schema
        for one in told if isinstance(told, list) else []:
            self._meet(inner.get("items", {}), one)
        for member, value in told.items() if isinstance(told, dict) else []:
            if member in inner.get("properties", {}):
                self.met.add((name, member))
                self._meet(inner["properties"][member], value)

    def members(self, schema: Any) -> Iterator[tuple[str, str]]:
        """Name every member that answers of this schema can have."""
        if isinstance(schema, list):
            for each in schema:
                yield from self.members(each)
        elif isinstance(schema, dict):
            name = schema.get("$ref", "").rpartition("/")[2]
            inner = self.schemas[name] if name else schema
            yield from ((name, member) for member in inner.get("properties", {}))
            for each in inner.values():
                yield from self.members(list(each.values()) if isinstance(each, dict) and not name else each)
            if name:
                yield from self.members(list(inner.get("properties", {}).values()))


def test_all_that_is_told_is_in_the_document_and_is_a_table() -> None:
    """A campaign of nobody, one of two, and one of reports, ties and a rush of joins; at many moments, in many ways."""
    story, two = tell_a_story(at_each_step=20_000), cast.live_campaign()
    Participant.objects.filter(campaign=story, invited_by=None).update(display_name="=1+1")
    cast.join_in_turn(two, "ann", "ben")
    read_all(20_000)
    late = MOMENT + 400 * ONE_DAY
    shapes = Shapes()
    assert tuple(PARTS) == SECTIONS
    for campaign, moments in (
        (cast.live_campaign(), [MOMENT]),
        (two, [MOMENT + timedelta(hours=5), late]),
        (story, [MOMENT + timedelta(hours=30), MOMENT + 40 * ONE_DAY, late]),
    ):
        client = reader(cast.organizer_of(campaign))
        for at in moments:
            refresh_report(campaign=campaign, at=at)
            whole = read(client, campaign)
            shapes.check("", whole)
        for part in SECTIONS:
            shapes.check(f"{part}/", whole[part])
            check_table(client, campaign, part, whole[part])
    for part in ("growth/", "lifecycle/", "retention/"):
        for period in PERIOD_KINDS:
            shapes.check(part, read(client, story, part, period=period))
    for kind in RETENTION_KINDS:
        shapes.check("retention/", read(client, story, "retention/", kind=kind, period="week"))
    for cohort_by in COHORTS_BY:
        shapes.check("retention/", read(client, story, "retention/", cohort_by=cohort_by, period="week"))
    # Nor does the document name anything that is never there.
    assert set(shapes.members(shapes.schema_of(""))) - shapes.met == set()
    check_other_tables(client, story)


def check_table(client: Client, campaign: Campaign, part: str, told: Any) -> None:
    """A part as a table is to the byte what an export of it is."""
    answer = table_of(client, campaign, part)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    table = table_named(f"report_{part}")
    pieces = write_table(table, table.rows(campaign), form="csv", zone=campaign.zone())
    assert answer.content.decode() == "".join(piece for piece, _ in pieces)
    rows = read_rows(answer)
    assert rows or not told.get("weeks", told.get("windows", told.get("spikes", told.get("periods"))))
    assert {datetime.fromisoformat(row["as_of"]) for row in rows} <= {datetime.fromisoformat(told["as_of"])}


def check_other_tables(client: Client, campaign: Campaign) -> None:
    """Asked for otherwise, a table is of what was asked for; names that people gave are no formulas in it."""
    days = read(client, campaign, "growth/", period="day")["joins"]
    assert [int(row["joins"]) for row in read_rows(table_of(client, campaign, "growth", period="day"))] == days
    (branch,) = read(client, campaign, "retention/", cohort_by="branch", period="week")["cohorts"]
    found = read_rows(table_of(client, campaign, "retention", cohort_by="branch", period="week"))
    assert {row["cohort"] for row in found} == {"'=1+1"}
    shares = zip(branch["counts"], branch["at_risk"], strict=True)
    assert [row["share"] for row in found] == [str(people / of) if of else "" for people, of in shares]
    assert branch["at_risk"][-1] < branch["size"]
    refused = client.get(f"{ADDRESS.format(slug=campaign.slug)}growth/", headers={"Accept": "image/png"})
    assert (refused.status_code, "application/json, text/csv" in refused.json()["detail"]) == (406, True)
    wrong = table_of(client, campaign, "ties", period="day")
    assert (wrong.status_code, wrong.headers["Content-Type"]) == (400, "application/problem+json")


def table_of(client: Client, campaign: Campaign, part: str, **asked: str) -> Any:
    path = f"{ADDRESS.format(slug=campaign.slug)}{part}/"
    return client.get(path, asked, headers={"Accept": "text/csv"})


def read_rows(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline=""), strict=True))

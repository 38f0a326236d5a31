"""What is held of people is declared: every field that could hold something of somebody, in every installed model."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import models

from campaigns.people import personal
from campaigns.people.personal import HOLDINGS, NOT_PERSONAL, Fate, Holding, can_be_personal, hold, undeclared
from campaigns.privacy.data_map import write_data_map, write_retention

DOCS = Path(__file__).resolve().parents[2] / "docs"

HOW = """
Declare it in the room's holdings.py, which its AppConfig.ready() calls (see campaigns/findings/holdings.py):

    hold(Holding("app.Model", of="lookup__to__user", campaign="lookup__to__campaign", says="what it is, to its person",
                 why="the purpose", retention="a name that retain() knows", fields={"field": "what it says"},
                 on_erasure={"field": "", "fk_to_user": STAND_IN},  # or DELETED
                 shown=("what", "an", "export", "tells")))
    not_personal("app.Model", field="the reason why it says nothing of anybody")

A table that forbids updates needs the columns in a migration too: see opened() in campaigns/migrations/0014_privacy.py.
Then write the map anew: manage.py data_map > docs/DATA_MAP.md
"""


def test_every_field_is_declared() -> None:
    wrong = undeclared()
    assert wrong == [], "\n".join([*wrong, HOW])


def test_an_undeclared_field_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(NOT_PERSONAL["campaigns.Campaign"], "slug")
    monkeypatch.setattr(personal, "HOLDINGS", [one for one in HOLDINGS if one.model != "campaigns.Vouch"])
    assert sorted(undeclared()) == ["campaigns.Campaign.slug is not declared", "campaigns.Vouch.note is not declared"]


def test_a_declaration_of_no_field_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NOT_PERSONAL["campaigns.Campaign"], "colour", "a word")
    monkeypatch.setitem(NOT_PERSONAL["campaigns.Campaign"], "created_by", "a word")
    assert sorted(undeclared()) == [
        "campaigns.Campaign.colour is declared and is no field",
        "campaigns.Campaign.created_by is declared both ways",
    ]


def test_words_bytes_files_and_people_can_be_personal() -> None:
    from campaigns.findings.models import Evidence, Finding
    from campaigns.people.models import ApiKey, User

    def can(model: type[models.Model], name: str) -> bool:
        return can_be_personal(next(column for column in model._meta.local_fields if column.name == name))

    assert all([can(Finding, "note"), can(Evidence, "file"), can(ApiKey, "scopes"), can(ApiKey, "owner")])
    assert not any([can(Finding, "state"), can(Finding, "public_id"), can(Finding, "campaign"), can(User, "is_staff")])


def test_a_holding_says_what_becomes_of_every_field() -> None:
    with pytest.raises(ValueError, match="what an erasure makes of note"):
        hold(
            Holding(
                "campaigns.Vouch",
                of="participant__user",
                says="",
                why="",
                retention="review",
                fields={"note": "words"},
                on_erasure={},
            )
        )


def test_the_map_in_the_docs_is_the_one_that_is_declared() -> None:
    written = (DOCS / "DATA_MAP.md").read_text(encoding="utf-8")
    assert written == write_data_map(), "manage.py data_map > docs/DATA_MAP.md writes it anew"


def test_the_times_in_the_docs_are_the_declared_ones() -> None:
    assert write_retention() in (DOCS / "PRIVACY.md").read_text(encoding="utf-8"), write_retention()


@pytest.mark.django_db
def test_the_lookups_of_every_holding_lead_somewhere() -> None:
    from tests import cast

    person = personal.person_of(cast.make_user().pk)
    for holding in HOLDINGS:
        rows = holding.rows_of(person)
        names = [*holding.exported(), *([holding.campaign] if holding.campaign else [])]
        assert list(rows.values_list(*names)[:1]) is not None
        if not isinstance(holding.on_erasure, Fate):
            assert set(holding.on_erasure) <= {column.name for column in holding.kind._meta.local_fields}

"""Pages: every row once, in one order, whatever arrives or leaves in between; cursors of ours alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.signing import Signer
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mobilize.http.models import StoredResponse
from mobilize.http.pagination import complete_ordering, refuse_nullable

NOON = datetime(2009, 12, 5, 12, tzinfo=UTC)


def add(scope: str, *, status: int = 201, created_at: datetime = NOON) -> StoredResponse:
    return StoredResponse.objects.create(
        scope=scope,
        principal="p",
        fingerprint="f",
        status=status,
        headers={},
        body=b"",
        created_at=created_at,
    )


def read(url: str) -> tuple[list[str], Any]:
    response = Client().get(url)
    assert response.status_code == 200, response.content
    page = response.json()
    assert set(page) == {"results", "next", "previous"}
    links = {
        part.split('; rel="')[1].rstrip('"'): part.split(">")[0].lstrip(" <")
        for part in response.headers.get("Link", "").split(",")
        if part
    }
    assert links == {key: page[name] for key, name in (("next", "next"), ("prev", "previous")) if page[name]}
    return [row["scope"] for row in page["results"]], page


def walk(url: str, *, way: str = "next") -> list[list[str]]:
    pages = []
    address: str | None = url
    while address:
        scopes, page = read(address)
        pages.append(scopes)
        address = page[way]
    return pages


@pytest.mark.usefixtures("empty_store")
class TestPages:
    def test_a_list_begins_with_the_newest_and_has_twenty_five(self) -> None:
        for number in range(30):
            add(f"{number:02}")
        scopes, page = read("/api/v1/stored/")
        assert scopes == [f"{number:02}" for number in range(29, 4, -1)]
        assert page["previous"] is None
        scopes, page = read(page["next"])
        assert scopes == ["04", "03", "02", "01", "00"]
        assert page["next"] is None
        assert read(page["previous"])[0][0] == "29"

    def test_an_empty_list_is_a_page(self) -> None:
        scopes, page = read("/api/v1/stored/")
        assert (scopes, page["next"], page["previous"]) == ([], None, None)

    def test_the_neighbours_keep_what_else_was_asked(self) -> None:
        for number in range(3):
            add(str(number))
        _, page = read("/api/v1/stored/?limit=1&colour=red%26blue")
        query = parse_qs(urlsplit(page["next"]).query)
        assert (query["limit"], query["colour"]) == (["1"], ["red&blue"])

    def test_rows_that_arrive_with_equal_values_are_met_once_or_not_at_all(self) -> None:
        for number in range(6):
            add(str(number))
        scopes, page = read("/api/v1/stored/by-time/?limit=2")
        assert scopes == ["5", "4"]
        # All have the same time. An offset would now repeat "4".
        add("new")
        scopes, page = read(page["next"])
        assert scopes == ["3", "2"]
        StoredResponse.objects.filter(scope="2").delete()
        assert walk(page["next"]) == [["1", "0"]]

    def test_going_back_meets_the_same_rows(self) -> None:
        for number in range(7):
            add(str(number), created_at=NOON + timedelta(microseconds=number // 3))
        forth = walk("/api/v1/stored/by-time/?limit=3")
        assert forth == [["6", "5", "4"], ["3", "2", "1"], ["0"]]
        address = "/api/v1/stored/by-time/?limit=3"
        while (following := read(address)[1]["next"]) is not None:
            address = following
        assert walk(address, way="previous") == forth[::-1]

    def test_going_back_to_what_is_gone_leads_to_the_beginning(self) -> None:
        for number in range(4):
            add(str(number))
        _, first = read("/api/v1/stored/?limit=2")
        _, second = read(first["next"])
        StoredResponse.objects.filter(scope__in=["2", "3"]).delete()
        scopes, page = read(second["previous"])
        assert (scopes, page["previous"]) == ([], None)
        assert read(page["next"])[0] == ["1", "0"]

    @pytest.mark.parametrize("limit", ["0", "101", "-1", "", "ten", "1.5", "1e1", "٣", "1" * 5000])
    def test_a_limit_that_breaks_the_rule_is_told_the_rule(self, limit: str) -> None:
        response = Client().get("/api/v1/stored/", {"limit": limit})
        assert response.status_code == 400
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.json()["errors"] == [
            {
                "pointer": "#/limit",
                "parameter": "limit",
                "detail": "This must be a whole number from 1 to 100.",
            }
        ]

    def test_the_limits_of_the_limit_are_allowed(self) -> None:
        for limit in ("1", "100"):
            assert Client().get("/api/v1/stored/", {"limit": limit}).status_code == 200

    def test_a_cursor_is_good_until_its_key_is_forgotten(self, settings: Any) -> None:
        for number in range(3):
            add(str(number))
        _, page = read("/api/v1/stored/?limit=1")
        assert page["next"] == read("/api/v1/stored/?limit=1")[1]["next"]
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 10, [settings.SECRET_KEY]
        assert read(page["next"])[0] == ["1"]
        settings.SECRET_KEY_FALLBACKS = []
        assert Client().get(page["next"]).status_code == 400

    def test_nothing_may_be_added_to_a_cursor(self) -> None:
        add("a")
        add("b")
        cursor = parse_qs(urlsplit(read("/api/v1/stored/?limit=1")[1]["next"]).query)["cursor"][0]
        for changed in (f"{cursor}!", f"{cursor}=", f" {cursor}", cursor.replace("=", ""), cursor[:-4]):
            if changed != cursor:
                assert Client().get("/api/v1/stored/", {"cursor": changed}).status_code == 400, changed

    @pytest.mark.parametrize("cursor", ["", "x", "a.b", "WzFd.AAAA", "." * 3000, "ä", "eyJ9"])
    def test_a_made_up_cursor_is_refused(self, cursor: str) -> None:
        response = Client().get("/api/v1/stored/", {"cursor": cursor})
        assert response.status_code == 400
        assert response.json()["errors"][0]["parameter"] == "cursor"

    def test_a_changed_cursor_is_refused(self) -> None:
        add("a")
        add("b")
        _, page = read("/api/v1/stored/?limit=1")
        cursor = parse_qs(urlsplit(page["next"]).query)["cursor"][0]
        changed = ("A" if cursor[5] != "A" else "B").join((cursor[:5], cursor[6:]))
        assert Client().get("/api/v1/stored/", {"cursor": cursor}).status_code == 200
        assert Client().get("/api/v1/stored/", {"cursor": changed}).status_code == 400
        forged = Signer(salt="another", sep=".").sign_object(["/api/v1/stored/", ["-id"], [5], False])
        assert Client().get("/api/v1/stored/", {"cursor": forged}).status_code == 400

    def test_a_cursor_of_another_list_is_refused(self) -> None:
        add("a")
        add("b")
        _, page = read("/api/v1/stored/?limit=1")
        cursor = parse_qs(urlsplit(page["next"]).query)["cursor"][0]
        response = Client().get("/api/v1/stored/by-time/", {"cursor": cursor})
        assert response.status_code == 400
        assert "another list" in response.json()["detail"]


class TestEveryRowOnce(TestCase):
    @settings(max_examples=30)
    @given(
        st.lists(st.integers(200, 204), max_size=25),
        st.integers(1, 9),
        # What happens between two pages: a row arrives, or one of those there (by its place) leaves.
        st.lists(st.integers(200, 204) | st.integers(0, 24), max_size=12),
        st.booleans(),
    )
    def test_every_row_that_stays_is_met_once_in_order_while_others_come_and_go(
        self, there: list[int], limit: int, happening: list[int], back: bool
    ) -> None:
        StoredResponse.objects.all().delete()
        for number, status in enumerate(there):
            add(f"{number:02}", status=status)
        address: str | None = f"/api/v1/stored/by-status/?limit={limit}"
        if back:
            # From behind the last row to the first; what arrives there meanwhile is none of those that stay.
            while address:
                _, page = read(address)
                last, address = address, page["next"]
            address = last
        met: list[str] = []
        arrived = 0
        while address:
            scopes, page = read(address)
            met = [*scopes, *met] if back else [*met, *scopes]
            address = page["previous" if back else "next"]
            if happening:
                what = happening.pop()
                if what >= 200:
                    arrived += 1
                    add(f"new{arrived}", status=what)
                else:
                    StoredResponse.objects.filter(scope=f"{what:02}").delete()
        stayed = list(
            StoredResponse.objects.exclude(scope__startswith="new")
            .order_by("status", "-scope")
            .values_list("scope", flat=True)
        )
        assert len(met) == len(set(met))
        assert [scope for scope in met if scope in set(stayed)] == stayed
        statuses = dict(StoredResponse.objects.values_list("scope", "status"))
        seen = [statuses[scope] for scope in met if scope in statuses]
        assert seen == sorted(seen)


def test_the_id_decides_among_equals() -> None:
    assert complete_ordering("-created_at") == ("-created_at", "-id")
    assert complete_ordering(("status", "name")) == ("status", "name", "id")
    assert complete_ordering(("status", "-id")) == ("status", "-id")
    assert complete_ordering("pk") == ("pk",)


@pytest.mark.django_db
def test_an_order_that_may_be_null_is_refused_while_developing() -> None:
    with pytest.raises(ImproperlyConfigured, match="last_login"):
        refuse_nullable(get_user_model().objects.all(), ("-last_login", "-id"))

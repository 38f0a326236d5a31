"""OpaqueCursorPagination: pages that stay right while rows are being added.

Law: a page begins right behind the last row of the one before, by the values of the ordering and the id of
that row, so rows that arrive or leave elsewhere neither repeat nor hide any other. DRF's own cursor compares
only the first ordering field and counts an offset among equal values, which rows arriving between two pages
make wrong, and it believes whatever position a forged cursor names; hence this one.

A list may be ordered by what its `orderings` name, and by nothing else: each has an index behind it.

A cursor is sealed and belongs to one list in one order: it holds sequence numbers, which never leave the house in
clear.
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db.models import Q, QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from campaigns.errors import InvalidInput

if TYPE_CHECKING:
    from rest_framework.views import APIView


LIMIT, CURSOR, ORDERING = "limit", "cursor", "ordering"
PAGE = (LIMIT, CURSOR)


@dataclass(frozen=True)
class Place:
    """Where a page begins: behind the row with these values, going forward or back."""

    values: tuple[Any, ...]
    backward: bool


class OpaqueCursorPagination(BasePagination):
    """Cuts a list into pages of `limit` rows (25, at most 100), ordered by the view's `ordering` (`-id`)."""

    default_limit = 25
    max_limit = 100
    default_ordering: tuple[str, ...] = ("-id",)

    next_url: str | None = None
    previous_url: str | None = None

    def paginate_queryset(
        self, queryset: QuerySet[Any] | Sequence[Any], request: Request, view: APIView | None = None
    ) -> list[Any]:
        if not isinstance(queryset, QuerySet):
            raise ImproperlyConfigured("Pages are cut from a queryset, which has an order to continue in.")
        ordering = complete_ordering(
            wanted_ordering(request, view) or getattr(view, "ordering", None) or self.default_ordering
        )
        refuse_nullable(queryset, ordering)
        limit = self.read_limit(request)
        place = read_cursor(request, ordering)
        backward = place is not None and place.backward
        wanted = _reverse(ordering) if backward else ordering
        behind = Q() if place is None else _behind(wanted, place.values)

        def narrow(rows: QuerySet[Any]) -> QuerySet[Any]:
            return rows.filter(behind).order_by(*wanted)

        # Where no single index has the rows in order, the view knows a shorter way to the first of them.
        cut = getattr(view, "cut_page", None)
        rows = list(narrow(queryset)[: limit + 1]) if cut is None else cut(narrow, limit + 1)
        more = len(rows) > limit
        rows = rows[:limit]
        if backward:
            rows.reverse()
        self.link_neighbours(request, rows, ordering=ordering, place=place, more=more)
        return rows

    def read_limit(self, request: Request) -> int:
        given = request.query_params.get("limit")
        if given is None:
            return self.default_limit
        if not (given.isascii() and given.isdigit() and len(given) <= 9 and 1 <= int(given) <= self.max_limit):
            raise ValidationError({"limit": [f"This must be a whole number from 1 to {self.max_limit}."]})
        return int(given)

    def link_neighbours(
        self,
        request: Request,
        rows: Sequence[Any],
        *,
        ordering: Sequence[str],
        place: Place | None,
        more: bool,
    ) -> None:
        """Set the addresses of the pages on either side, as far as they can have rows."""
        url = request.build_absolute_uri()
        came_from = place is not None
        backward = place is not None and place.backward
        if not rows:
            # All that was behind the cursor is gone. Going back, the list begins here anew.
            self.next_url = remove_query_param(url, "cursor") if backward else None
            self.previous_url = None
            return
        has_next, has_previous = (True, more) if backward else (more, came_from)
        if has_next:
            self.next_url = self._link(request, url, rows[-1], ordering, backward=False)
        if has_previous:
            self.previous_url = self._link(request, url, rows[0], ordering, backward=True)

    def _link(self, request: Request, url: str, row: Any, ordering: Sequence[str], *, backward: bool) -> str:
        cursor = write_cursor(request.path, ordering, row, backward=backward)
        return replace_query_param(url, "cursor", cursor)

    def get_paginated_response(self, data: Any) -> Response:
        response = Response({"results": data, "next": self.next_url, "previous": self.previous_url})
        neighbours = (("next", self.next_url), ("prev", self.previous_url))
        links = [f'<{url}>; rel="{relation}"' for relation, url in neighbours if url]
        if links:
            response.headers["Link"] = ", ".join(links)
        return response

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["results", "next", "previous"],
            "properties": {"results": schema, "next": link, "previous": dict(link)},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        names = orderings_of(view)
        wanted = {
            "name": ORDERING,
            "in": "query",
            "required": False,
            "allowEmptyValue": True,
            "description": "By what the list is ordered; with - in front from the last to the first.",
            "schema": {"type": "string", "enum": [*names, *(f"-{name}" for name in names)]},
        }
        return [
            *([wanted] if names else []),
            {
                "name": "limit",
                "in": "query",
                "required": False,
                "description": "How many results a page has.",
                "schema": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": self.max_limit,
                    "default": self.default_limit,
                },
            },
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "description": "Where the page begins: taken from next or previous, never made up.",
                "schema": {"type": "string", "pattern": "^[A-Za-z0-9_=-]+$"},
            },
        ]


def orderings_of(view: Any) -> dict[str, tuple[str, ...]]:
    """Read by what a list can be ordered: names for callers, and the fields that each stands for."""
    names: dict[str, tuple[str, ...]] = getattr(view, "orderings", {})
    return names


def wanted_ordering(request: Request, view: Any) -> tuple[str, ...] | None:
    """Read by what the caller wants the list ordered, where they say so."""
    given, names = request.query_params.get(ORDERING), orderings_of(view)
    if not given or not names:
        return None
    terms = names.get(given.removeprefix("-"))
    if terms is None:
        known = ", ".join(names)
        raise ValidationError({ORDERING: [f"This must be one of {known}, with - in front for the other way round."]})
    return _reverse(terms) if given.startswith("-") else terms


def complete_ordering(ordering: str | Sequence[str]) -> tuple[str, ...]:
    """Add the id, in the direction of the last term, so that no two rows are equal."""
    terms = (ordering,) if isinstance(ordering, str) else tuple(ordering)
    if not all(isinstance(term, str) for term in terms):
        raise ImproperlyConfigured("A view's ordering consists of names of fields, each with - in front or not.")
    if terms[-1].lstrip("-") in {"id", "pk"}:
        return terms
    return (*terms, "-id" if terms[-1].startswith("-") else "id")


def refuse_nullable(queryset: QuerySet[Any], ordering: Sequence[str]) -> None:
    """Say early that NULL compares with nothing, so that rows having it would be on no page."""
    for term in ordering:
        try:
            field = queryset.model._meta.get_field(term.lstrip("-"))
        except FieldDoesNotExist:
            continue
        if getattr(field, "null", False):
            raise ImproperlyConfigured(f"Pages cannot be ordered by {term}: it may be NULL.")


def read_cursor(request: Request, ordering: Sequence[str]) -> Place | None:
    given = request.query_params.get(CURSOR)
    if given is None:
        return None
    try:
        path, order, values, backward = json.loads(_unseal(given))
    except (InvalidTag, ValueError, TypeError) as error:
        raise InvalidInput(
            "cursor_unusable",
            "This is no cursor of ours. Take the address from next or previous, or leave cursor out.",
            field=CURSOR,
        ) from error
    if path != request.path or order != list(ordering):
        raise InvalidInput(
            "cursor_unusable", "This cursor belongs to another list. Leave cursor out to start anew.", field=CURSOR
        )
    return Place(values=tuple(values), backward=backward)


def write_cursor(path: str, ordering: Sequence[str], row: Any, *, backward: bool) -> str:
    values = [_plain(_value_of(row, term.lstrip("-"))) for term in ordering]
    said = json.dumps([path, list(ordering), values, backward]).encode()
    return urlsafe_b64encode(_seals()[0].encrypt(said, None)).decode()


def _unseal(cursor: str) -> bytes:
    """Open a cursor with the instance's key, or one that was just replaced; raises InvalidTag or ValueError."""
    sealed = urlsafe_b64decode(cursor)
    if urlsafe_b64encode(sealed).decode() != cursor:
        raise ValueError("letters that say nothing")
    for seal in _seals():
        try:
            return seal.decrypt(sealed, None)
        except InvalidTag:
            continue
    raise InvalidTag


def _seals() -> list[AESSIV]:
    """Make the seals from the instance's keys. The same place has the same cursor, so that a page keeps its ETag."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [AESSIV(hashlib.sha512(b"mobilize.http.pagination" + key.encode()).digest()) for key in keys]


def _behind(ordering: Sequence[str], values: Sequence[Any]) -> Q:
    """Say "after these values in this order" so that an index on the first term is used."""
    after = Q()
    for place, term in reversed(list(enumerate(ordering))):
        name, value = term.lstrip("-"), values[place]
        beyond = "lt" if term.startswith("-") else "gt"
        if place == len(ordering) - 1:
            after = Q(**{f"{name}__{beyond}": value})
        else:
            # (a, b) > (x, y)  =  a >= x and (a > x or b > y)
            after = Q(**{f"{name}__{beyond}e": value}) & (Q(**{f"{name}__{beyond}": value}) | after)
    return after


def _reverse(ordering: Sequence[str]) -> tuple[str, ...]:
    return tuple(term[1:] if term.startswith("-") else f"-{term}" for term in ordering)


def _value_of(row: Any, name: str) -> Any:
    if isinstance(row, Mapping):
        return row[name]
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def _plain(value: Any) -> Any:
    """Write a value so that the field reads back the very same."""
    if isinstance(value, date):  # datetimes too
        return value.isoformat()
    return value if isinstance(value, bool | int | float | str) else str(value)

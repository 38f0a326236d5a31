"""Documents over HTTP: which forms an answer can be had in, and the period that it is about.

A form is asked for by `Accept` or by `?format=`; without either it is the first that the view names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from campaigns.errors import InvalidInput
from rewards.statements.statement import Period

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
EARLIEST_YEAR = 1900


class _Document(BaseRenderer):
    """A form whose text the view writes itself; only what is no document comes by here."""

    ending = ""

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        return json.dumps(data, default=str).encode()


class CsvForm(_Document):
    media_type = "text/csv"
    format = "csv"
    ending = "csv"


class PdfForm(_Document):
    media_type = "application/pdf"
    format = "pdf"
    ending = "pdf"
    charset = None
    render_style = "binary"


class BeancountForm(_Document):
    media_type = "text/x-beancount"
    format = "beancount"
    ending = "beancount"


class Forms(DefaultContentNegotiation):
    """Refuses a form that there is not by saying which there are."""

    def filter_renderers(self, renderers: Iterable[BaseRenderer], format: str) -> list[BaseRenderer]:  # noqa: A002 - the framework's word
        there = list(renderers)
        found = [renderer for renderer in there if renderer.format == format]
        if not found:
            allowed = [renderer.format for renderer in there]
            raise InvalidInput(
                "unknown_format", f"format must be one of {', '.join(allowed)}.", field="format", allowed=allowed
            )
        return found


def form_of(request: Request) -> str:
    """Say in which form the answer is wanted."""
    return str(request.accepted_renderer.format)


def stream_text(pieces: Iterator[bytes], *, form: type[_Document], name: str) -> StreamingHttpResponse:
    """Send a text as a file while it is being written."""
    response = StreamingHttpResponse(pieces, content_type=f"{form.media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = _as_file(f"{name}.{form.ending}")
    return response


def send_whole(content: bytes, *, form: type[_Document], name: str) -> HttpResponse:
    """Send a file."""
    response = HttpResponse(content, content_type=form.media_type)
    response.headers["Content-Disposition"] = _as_file(f"{name}.{form.ending}")
    return response


def _as_file(name: str) -> str:
    return f'attachment; filename="{name}"'


def period_of(request: Request) -> Period:
    """Read the days from `from` until before `to`, as far as they are given."""
    since, until = (_read_day(request, name) for name in ("from", "to"))
    if since is not None and until is not None and since >= until:
        raise InvalidInput("period_is_empty", "to must be later than from; it is the first day left out.", field="to")
    return Period(since=since, until=until)


def _read_day(request: Request, name: str) -> date | None:
    given = request.query_params.get(name)
    if given is None:
        return None
    try:
        day = date.fromisoformat(given) if _DAY.fullmatch(given) else None
    except ValueError:
        day = None
    if day is None or day.year < EARLIEST_YEAR:
        raise InvalidInput(
            "malformed_day", f"{name} must be a day from {EARLIEST_YEAR} on, written 2026-11-23.", field=name
        )
    return day

"""Forms: a list as JSON, or as a table (CSV) where the caller's Accept header asks for one.

Law: a table has a page of the list, row by row, under columns that are always the same; the addresses of its neighbours
stand in the Link header. No cell of it is a formula. Refusals are problems whatever was asked for, and what is sent
besides GET is answered in JSON.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any, ClassVar

from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.views import APIView

from campaigns.cells import harmless

CSV = "text/csv"


class TableForm(BaseRenderer):
    """Writes what the view's `columns` name, each a path into a row: `participant.display_name`."""

    media_type = CSV
    format = "csv"
    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        view = (renderer_context or {})["view"]
        text = StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(view.columns)
        for row in _rows(data["results"], view.one_row_each):
            writer.writerow([_cell(row, column) for column in view.columns])
        return text.getvalue().encode()


class Tabular(APIView):
    """A list that is given as a table too."""

    columns: ClassVar[tuple[str, ...]] = ()
    # The member of a result that has a row for each of its own: of a settlement its shares.
    one_row_each: ClassVar[str] = ""
    renderer_classes: tuple[type[BaseRenderer], ...] = (JSONRenderer, TableForm)

    def get_renderers(self) -> list[BaseRenderer]:
        renderers: list[BaseRenderer] = super().get_renderers()
        return renderers if self.request.method in {"GET", "HEAD"} else [JSONRenderer()]


def _rows(results: list[dict[str, Any]], one_row_each: str) -> Iterator[dict[str, Any]]:
    for result in results:
        if not one_row_each:
            yield result
            continue
        for part in result[one_row_each] or [None]:
            yield {**result, one_row_each: part}


def _cell(row: Any, column: str) -> str:
    for name in column.split("."):
        if row is None:
            return ""
        row = row[name]
    if row is None:
        return ""
    if isinstance(row, bool):
        return "true" if row else "false"
    return str(row) if isinstance(row, int | float) else harmless(str(row))

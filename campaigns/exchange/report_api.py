"""The parts of the participation report as tables (CSV) too: the same columns and cells as the exports of them have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.renderers import BaseRenderer, JSONRenderer

from campaigns.exchange import tables
from campaigns.exchange.report_tables import rows_of_part
from campaigns.exchange.writing import write_table
from campaigns.forms import CSV
from campaigns.participation.api import SECTION_VIEWS, ReportSectionView
from campaigns.participation.shapes import PARTS


class PartTableForm(BaseRenderer):
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
        section = view.kwargs["section"]
        pieces = write_table(
            tables.table_named(f"report_{section}"),
            rows_of_part(section, data),
            form=tables.CSV,
            zone=view.campaign.zone(),
        )
        return "".join(piece for piece, _ in pieces).encode()


class PartView(ReportSectionView):
    """A part of the report in either form."""

    renderer_classes = (JSONRenderer, PartTableForm)


def _view_of(section: str) -> type[PartView]:
    said = extend_schema(responses={(200, "application/json"): PARTS[section], (200, CSV): OpenApiTypes.STR})
    view: type[PartView] = type("PartView", (PartView, SECTION_VIEWS[section]), {"__module__": __name__})
    return extend_schema_view(get=said)(view)


PART_VIEWS: dict[str, type[PartView]] = {section: _view_of(section) for section in PARTS}

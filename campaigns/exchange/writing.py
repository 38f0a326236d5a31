"""Writing rows as CSV or GeoJSON, piece by piece, however many they are.

Times stand in UTC and by the campaign's clocks with their offset, so that the hour which comes twice in autumn is told
apart, and the zone is named beside them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import StringIO
from itertools import islice, repeat
from typing import Any
from zoneinfo import ZoneInfo

from campaigns.cells import harmless
from campaigns.exchange.tables import GEOJSON, Holds, Table

# Rows of a piece.
AT_ONCE = 1_000
BOM = "\ufeff"
LOCAL = "_local"
ZONE = "time_zone"
MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "geojson": "application/geo+json"}
_PLACE = ("latitude", "longitude")

Pieces = Iterator[tuple[str, int]]
"""Pieces of a file, each with how many rows are written by then."""


def header_of(table: Table) -> list[str]:
    """Name the columns as a file has them."""
    names: list[str] = []
    for column in table.columns:
        names.append(column.name)
        if column.holds is Holds.MOMENT:
            names.append(column.name + LOCAL)
    return [*names, ZONE] if _has_moments(table) else names


def write_table(table: Table, rows: Iterable[Sequence[Any]], *, form: str, zone: ZoneInfo, bom: bool = False) -> Pieces:
    """Write the rows in this form; `bom` begins CSV with the mark by which old spreadsheets know UTF-8."""
    return _write_geojson(table, rows, zone) if form == GEOJSON else _write_csv(table, rows, zone, bom)


def _write_csv(table: Table, rows: Iterable[Sequence[Any]], zone: ZoneInfo, bom: bool) -> Pieces:
    file = StringIO(newline="")
    file.write(BOM if bom else "")
    writer = csv.writer(file)
    writer.writerow(header_of(table))
    yield _taken(file), 0
    left, written = iter(rows), 0
    while some := list(islice(left, AT_ONCE)):
        writer.writerows(zip(*_columns(table, some, zone), strict=True))
        written += len(some)
        yield _taken(file), written


def _taken(file: StringIO) -> str:
    piece = file.getvalue()
    file.seek(0)
    file.truncate()
    return piece


def _columns(table: Table, rows: Sequence[Sequence[Any]], zone: ZoneInfo) -> Iterator[Iterable[Any]]:
    """Give the cells of these rows, column by column: that takes half as long as row by row."""
    for column, values in zip(table.columns, zip(*rows, strict=True), strict=True):
        match column.holds:
            case Holds.MOMENT:
                yield [None if at is None else _in_utc(at) for at in values]
                yield [None if at is None else at.astimezone(zone).isoformat() for at in values]
            case Holds.TEXT:
                yield [None if text is None else harmless(text) for text in values]
            case Holds.FLAG:
                yield [None if flag is None else "true" if flag else "false" for flag in values]
            case _:
                yield values
    if _has_moments(table):
        yield repeat(zone.key, len(rows))


def _in_utc(at: datetime) -> str:
    return (at if at.tzinfo is UTC else at.astimezone(UTC)).isoformat()[:-6] + "Z"


def _write_geojson(table: Table, rows: Iterable[Sequence[Any]], zone: ZoneInfo) -> Pieces:
    yield f'{{"type":"FeatureCollection","time_zone":{json.dumps(zone.key)},"features":[', 0
    left, written = iter(rows), 0
    while some := list(islice(left, AT_ONCE)):
        lines = ",\n".join(json.dumps(_feature(table, row, zone), ensure_ascii=False) for row in some)
        yield (",\n" if written else "\n") + lines, written + len(some)
        written += len(some)
    yield "\n]}\n", written


def _feature(table: Table, row: Sequence[Any], zone: ZoneInfo) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for column, value in zip(table.columns, row, strict=True):
        if column.holds is Holds.MOMENT:
            told[column.name] = value and _in_utc(value)
            told[column.name + LOCAL] = value and value.astimezone(zone).isoformat()
        else:
            told[column.name] = value
    latitude, longitude = (told.pop(name) for name in _PLACE)
    geometry = None if latitude is None else {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "id": told.pop("id"), "geometry": geometry, "properties": told}


def _has_moments(table: Table) -> bool:
    return any(column.holds is Holds.MOMENT for column in table.columns)

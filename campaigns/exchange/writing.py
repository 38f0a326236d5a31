"""Writing rows as CSV or GeoJSON, piece by piece, however many they are.

Times stand in UTC and by the campaign's clocks with their offset, so that the hour which comes twice in autumn is told
apart, and the zone is named beside them.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from campaigns.cells import all_harmless
from campaigns.exchange.tables import GEOJSON, Holds, Table

if TYPE_CHECKING:
    from _csv import Writer

# Rows of a piece.
AT_ONCE = 1_000
BOM = "\ufeff"
LOCAL = "_local"
ZONE = "time_zone"
MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "geojson": "application/geo+json"}
_PLACE = ("latitude", "longitude")
_HOUR = timedelta(hours=1)
_MARKS = re.compile('["\\r]')

Moment = datetime | str | None

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
        # No call for each cell: they are millions.
        cells = [
            ["" if value is None else value if type(value) is str else str(value) for value in column]
            for column in _columns(table, some, zone)
        ]
        if len(cells) == 1:
            # An empty cell that is alone would be no row, unless it has quotation marks.
            writer.writerows(zip(*cells, strict=True))
        else:
            _write_rows(cells, file, writer)
        written += len(some)
        yield _taken(file), written


def _write_rows(cells: Sequence[Sequence[str]], file: StringIO, writer: Writer) -> None:
    """Write rows, and give only those to the writer of which a cell needs quotation marks.

    It looks at every letter of every cell, which takes three times as long as looking whether there is any such cell.
    """
    commas = len(cells) - 1
    lines = list(map(",".join, zip(*cells, strict=True)))
    together = "\n".join(lines)
    if together.count(",") == commas * len(lines) and together.count("\n") < len(lines) and not _MARKS.search(together):
        file.write("\r\n".join(lines) + "\r\n")
        return
    for line, row in zip(lines, zip(*cells, strict=True), strict=True):
        if line.count(",") == commas and "\n" not in line and not _MARKS.search(line):
            file.write(f"{line}\r\n")
        else:
            writer.writerow(row)


def _taken(file: StringIO) -> str:
    piece = file.getvalue()
    file.seek(0)
    file.truncate()
    return piece


def _columns(table: Table, rows: Sequence[Sequence[Any]], zone: ZoneInfo) -> Iterator[Sequence[Any]]:
    """Give the cells of these rows, column by column: that takes half as long as row by row."""
    for column, values in zip(table.columns, zip(*rows, strict=True), strict=True):
        match column.holds:
            case Holds.MOMENT:
                yield from both_times(values, zone)
            case Holds.TEXT:
                yield all_harmless(values)
            case Holds.FLAG:
                yield [None if flag is None else "true" if flag else "false" for flag in values]
            case _:
                yield values
    if _has_moments(table):
        yield [zone.key] * len(rows)


def both_times(values: Iterable[Moment], zone: ZoneInfo) -> tuple[list[str | None], list[str | None]]:
    """Write moments in UTC, and by the zone's clocks."""
    in_utc = [None if at is None else _in_utc(at) for at in values]
    return in_utc, [None if at is None else _local(at, zone) for at in in_utc]


def _in_utc(at: datetime | str) -> str:
    if isinstance(at, str):
        # As the database writes it, such as 2026-11-01 09:30:00.25+00.
        date, clock, fraction = at[:10], at[11:19], at[19:-3]
        return f"{date}T{clock}{fraction:0<7}Z" if fraction else f"{date}T{clock}Z"
    return (at if at.tzinfo is UTC else at.astimezone(UTC)).isoformat()[:-6] + "Z"


def _local(in_utc: str, zone: ZoneInfo) -> str:
    """Write a moment by the zone's clocks: the hour and the offset from UTC are the same for all of an hour."""
    hour = _hour_of(in_utc[:13], zone)
    if hour is None:
        return datetime.fromisoformat(in_utc).astimezone(zone).isoformat()
    return f"{hour[0]}{in_utc[13:-1]}{hour[1]}"


@lru_cache(maxsize=10_000)
def _hour_of(in_utc: str, zone: ZoneInfo) -> tuple[str, str] | None:
    """Give what stands before the minutes and after the seconds; None where clocks are changed or differ by minutes."""
    begins = datetime.fromisoformat(f"{in_utc}:00:00Z").astimezone(zone)
    ends = datetime.fromisoformat(f"{in_utc}:59:59.999999Z").astimezone(zone)
    offset = begins.utcoffset()
    if offset is None or offset != ends.utcoffset() or offset % _HOUR:
        return None
    written = begins.isoformat()
    return written[:13], written[19:]


def _write_geojson(table: Table, rows: Iterable[Sequence[Any]], zone: ZoneInfo) -> Pieces:
    yield f'{{"type":"FeatureCollection","time_zone":{json.dumps(zone.key)},"features":[', 0
    left, written = iter(rows), 0
    while some := list(islice(left, AT_ONCE)):
        lines = ",\n".join(map(_encode, _features(table, some, zone)))
        yield (",\n" if written else "\n") + lines, written + len(some)
        written += len(some)
    yield "\n]}\n", written


# Made once: json.dumps with options makes an encoder for every call.
_encode = json.JSONEncoder(ensure_ascii=False).encode


def _features(table: Table, rows: Sequence[Sequence[Any]], zone: ZoneInfo) -> Iterator[dict[str, Any]]:
    columns: dict[str, Iterable[Any]] = {}
    for column, values in zip(table.columns, zip(*rows, strict=True), strict=True):
        if column.holds is Holds.MOMENT:
            columns[column.name], columns[column.name + LOCAL] = both_times(values, zone)
        else:
            columns[column.name] = values
    ids, latitudes, longitudes = (columns.pop(name) for name in ("id", *_PLACE))
    names = tuple(columns)
    for own_id, latitude, longitude, *told in zip(ids, latitudes, longitudes, *columns.values(), strict=True):
        geometry = None if latitude is None else {"type": "Point", "coordinates": [longitude, latitude]}
        properties = dict(zip(names, told, strict=True))
        yield {"type": "Feature", "id": own_id, "geometry": geometry, "properties": properties}


def _has_moments(table: Table) -> bool:
    return any(column.holds is Holds.MOMENT for column in table.columns)

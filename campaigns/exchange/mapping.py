"""Column mappings: how files of other programs are read, kept per campaign by a name, and tried on a file's first rows.

Our own exports are read by the mapping `mobilize`, which every campaign has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction

from campaigns.errors import InvalidInput, NotFound, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.exchange.models import ColumnMapping, Job
from campaigns.findings import rows as finding_rows
from campaigns.layouts import NUMBERS, Layout, check_layout
from campaigns.participation import activity_rows
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.recruiting import rows as participant_rows
from campaigns.tables import Problem, open_table, read_rows
from campaigns.values import MISSING, CellRefused, read_number

OURS = "mobilize"
MOST_MAPPINGS = 100
PREVIEWED_ROWS = 20
# So much of a file is looked at for its first rows.
PREVIEWED_BYTES = 1 << 20


class Columns(NamedTuple):
    """The columns of a table that is imported; those in `times` hold a time."""

    required: Sequence[str]
    optional: Sequence[str] = ()
    times: Sequence[str] = ()


TABLES: Mapping[str, Columns] = {
    "participants": Columns(participant_rows.COLUMNS, participant_rows.OPTIONAL_COLUMNS, ("joined_at",)),
    "activities": Columns(activity_rows.COLUMNS, times=("at",)),
    "findings": Columns(finding_rows.COLUMNS, times=("observed_at",)),
}
_OURS = Layout(apostrophes=True)
# What has no decision yet is decided where it comes to; what was taken back counts as rejected there.
_OUR_STATES = {"under_review": "submitted", "needs_info": "submitted", "reversed": "rejected"}


class Wrong(NamedTuple):
    """What is wrong with a cell of a row."""

    field: str
    reason: str


@dataclass(frozen=True)
class PreviewedRow:
    """A row as it would be read, by our columns, and what is wrong with it by itself."""

    line: int
    cells: dict[str, str]
    problems: list[Wrong]


@dataclass(frozen=True)
class Preview:
    """The first rows of a file; `their_columns` are what its header names."""

    their_columns: list[str]
    rows: list[PreviewedRow]


def layout_named(*, campaign: Campaign, table: str, name: str) -> Layout:
    """Give the layout of the campaign's mapping of this id, or of our own files; raises NotFound."""
    if name == OURS:
        columns = TABLES[table]
        same = {column: column for column in (*columns.required, *columns.optional)}
        values = {"status": _OUR_STATES} if table == "findings" else {}
        return replace(_OURS, columns=same, values=values)
    mapping = ColumnMapping.objects.filter(campaign=campaign, table=table, public_id=name).first()
    if mapping is None:
        raise NotFound("unknown_mapping", f"The campaign has no such mapping of {table}.", field=f"{table}_mapping")
    return Layout.from_json(mapping.layout)


def checked(table: str, said: Mapping[str, Any]) -> Layout:
    """Read what somebody says of a table's layout; raises InvalidInput with what is wrong."""
    columns = TABLES[table]
    return check_layout(said, required=columns.required, optional=columns.optional)


def make_mapping(
    *, campaign: Campaign, table: str, name: str, layout: Mapping[str, Any], actor: User, at: datetime
) -> ColumnMapping:
    """Keep a mapping by a name of its own."""
    read = checked(table, layout)
    with transaction.atomic():
        if ColumnMapping.objects.filter(campaign=campaign).count() >= MOST_MAPPINGS:
            raise NotPossibleNow("too_many_mappings", f"A campaign keeps at most {MOST_MAPPINGS} mappings.")
        mapping = ColumnMapping(campaign=campaign, table=table, name=name, layout=read.to_json(), changed_at=at)
        _save(mapping)
        _record("mapping.made", mapping, actor, at)
    return mapping


def change_mapping(
    *, mapping: ColumnMapping, name: str | None, layout: Mapping[str, Any] | None, actor: User, at: datetime
) -> ColumnMapping:
    """Give a mapping another name or another layout; imports that were asked for are read as they were."""
    with transaction.atomic():
        mapping = lock_mapping(mapping)
        if name is not None:
            mapping.name = name
        if layout is not None:
            mapping.layout = checked(mapping.table, layout).to_json()
        mapping.changed_at = at
        _save(mapping)
        _record("mapping.changed", mapping, actor, at)
    return mapping


def lock_mapping(mapping: ColumnMapping) -> ColumnMapping:
    """Lock a mapping until the transaction ends; gives it as it is now. Raises NotFound where it was removed."""
    mappings = ColumnMapping.objects.select_for_update(of=("self",)).select_related("campaign")
    there = mappings.filter(pk=mapping.pk).first()
    if there is None:
        raise NotFound("unknown_mapping", "The mapping was removed a moment ago.")
    return there


def remove_mapping(*, mapping: ColumnMapping, actor: User, at: datetime) -> None:
    with transaction.atomic():
        mapping = lock_mapping(mapping)
        _record("mapping.removed", mapping, actor, at)
        mapping.delete()


def preview_file(*, table: str, layout: Layout, head: bytes, file: str, at: datetime) -> Preview:
    """Read the first rows of a file as an import would, each by itself; raises TableRefused."""
    columns = TABLES[table]
    if len(head) >= PREVIEWED_BYTES:
        head = _whole_lines(head, layout)
    theirs = next((cells for cells in open_table(head, file=file, layout=layout) if cells), [])
    problems: list[Problem] = []
    names = (*columns.required, *columns.optional)
    table_rows = read_rows(
        head, file=file, required=columns.required, optional=columns.optional, problems=problems, layout=layout
    )
    rows = [
        PreviewedRow(line, dict(zip(names, cells, strict=True)), [])
        for line, cells in islice(table_rows, PREVIEWED_ROWS)
    ]
    for row in rows:
        _check_row(row, columns, layout, at)
    broken = [PreviewedRow(problem.line, {}, [Wrong(problem.field, problem.reason)]) for problem in problems]
    told = sorted([*rows, *broken], key=lambda row: row.line)
    return Preview([cell.strip() for cell in theirs], told[:PREVIEWED_ROWS])


def _whole_lines(head: bytes, layout: Layout) -> bytes:
    """Leave out the last line, which may be cut off, and with it its last letter."""
    if layout.codec == "utf-16":
        return head.decode(layout.codec, "ignore").rpartition("\n")[0].encode(layout.codec)
    return head[: head.rfind(b"\n") + 1] or head


def _check_row(row: PreviewedRow, columns: Columns, layout: Layout, at: datetime) -> None:
    """Write down what is wrong with times, numbers and words; what other rows and files say is not looked at."""
    for name, cell in row.cells.items():
        try:
            if name in columns.times:
                row.cells[name] = layout.read_time(cell, latest=at).isoformat().replace("+00:00", "Z")
            elif name in NUMBERS and cell:
                read_number(cell, least=-180, most=180)
            elif name == "status" and cell not in finding_rows.STATUSES:
                raise CellRefused(finding_rows.no_status(cell))
            elif name in ("id", "kind", "participant", "objective") and not cell:
                raise CellRefused(MISSING)
        except CellRefused as wrong:
            row.problems.append(Wrong(name, wrong.reason))


def _save(mapping: ColumnMapping) -> None:
    if mapping.name == OURS:
        raise InvalidInput(
            "name_is_taken", f"{OURS} is the mapping of our own files; choose another name.", field="name"
        )
    try:
        with transaction.atomic():
            mapping.save()
    except IntegrityError as refused:
        if "mapping_has_its_own_name" not in str(refused):
            raise
        raise NotPossibleNow(
            "name_is_taken", f"A mapping of {mapping.table} has this name already.", field="name"
        ) from None


def _record(kind: str, mapping: ColumnMapping, actor: User, at: datetime) -> None:
    record_event(
        kind=kind,
        at=at,
        campaign_id=mapping.campaign_id,
        actor_id=actor.pk,
        data={"mapping": str(mapping.public_id), "table": mapping.table},
    )


def remove_planned_mappings(campaign: Campaign) -> None:
    """Let mappings go with a draft that is removed; one that has imports or exports stays."""
    if Job.objects.filter(campaign=campaign).exists():
        raise NotPossibleNow(
            "draft_has_jobs",
            "Files were imported into this campaign or exported from it. That stays on record, and so does the"
            " campaign.",
        )
    ColumnMapping.objects.filter(campaign=campaign).delete()

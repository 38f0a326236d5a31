from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.format_enum import FormatEnum, check_format_enum
from ..models.job_state import JobState, check_job_state
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.job_file import JobFile
    from ..models.job_problem import JobProblem


T = TypeVar("T", bound="Export")


@_attrs_define
class Export:
    """
    Attributes:
        id (UUID):
        campaign (str):
        stage (str): What is being done; empty while it waits.
        rows_done (int): At this stage.
        rows_total (int): Of so many; 0 where that is not known.
        asked_at (datetime.datetime):
        is_being_cancelled (bool):
        problem (JobProblem | None):
        format_ (FormatEnum): * `csv` - csv
            * `geojson` - geojson
        bom (bool): Whether CSV begins with a byte order mark.
        rows (int | None): In the file, once it is there.
        file (JobFile | None): What can be fetched, once it is there.
        state (JobState | Unset): * `queued` - waiting for a worker
            * `running` - being worked on
            * `done` - done
            * `failed` - ended without having done it
            * `cancelled` - cancelled
        asked_by (str | Unset):  Default: ''.
        ended_at (datetime.datetime | None | Unset):
        table (str | Unset): Of an export: which rows.
    """

    id: UUID
    campaign: str
    stage: str
    rows_done: int
    rows_total: int
    asked_at: datetime.datetime
    is_being_cancelled: bool
    problem: JobProblem | None
    format_: FormatEnum
    bom: bool
    rows: int | None
    file: JobFile | None
    state: JobState | Unset = UNSET
    asked_by: str | Unset = ""
    ended_at: datetime.datetime | None | Unset = UNSET
    table: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.job_file import JobFile  # noqa: PLC0415
        from ..models.job_problem import JobProblem  # noqa: PLC0415

        id = str(self.id)

        campaign = self.campaign

        stage = self.stage

        rows_done = self.rows_done

        rows_total = self.rows_total

        asked_at = self.asked_at.isoformat()

        is_being_cancelled = self.is_being_cancelled

        problem: dict[str, Any] | None
        if isinstance(self.problem, JobProblem):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        format_: str = self.format_

        bom = self.bom

        rows: int | None
        rows = self.rows

        file: dict[str, Any] | None
        if isinstance(self.file, JobFile):
            file = self.file.to_dict()
        else:
            file = self.file

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state

        asked_by = self.asked_by

        ended_at: None | str | Unset
        if isinstance(self.ended_at, Unset):
            ended_at = UNSET
        elif isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        table = self.table

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "campaign": campaign,
                "stage": stage,
                "rows_done": rows_done,
                "rows_total": rows_total,
                "asked_at": asked_at,
                "is_being_cancelled": is_being_cancelled,
                "problem": problem,
                "format": format_,
                "bom": bom,
                "rows": rows,
                "file": file,
            }
        )
        if state is not UNSET:
            field_dict["state"] = state
        if asked_by is not UNSET:
            field_dict["asked_by"] = asked_by
        if ended_at is not UNSET:
            field_dict["ended_at"] = ended_at
        if table is not UNSET:
            field_dict["table"] = table

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.job_file import JobFile  # noqa: PLC0415
        from ..models.job_problem import JobProblem  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        campaign = d.pop("campaign")

        stage = d.pop("stage")

        rows_done = d.pop("rows_done")

        rows_total = d.pop("rows_total")

        asked_at = datetime.datetime.fromisoformat(d.pop("asked_at"))

        is_being_cancelled = d.pop("is_being_cancelled")

        def _parse_problem(data: object) -> JobProblem | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_0 = JobProblem.from_dict(data)

                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(JobProblem | None, data)

        problem = _parse_problem(d.pop("problem"))

        format_ = check_format_enum(d.pop("format"))

        bom = d.pop("bom")

        def _parse_rows(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        rows = _parse_rows(d.pop("rows"))

        def _parse_file(data: object) -> JobFile | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                file_type_0 = JobFile.from_dict(data)

                return file_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(JobFile | None, data)

        file = _parse_file(d.pop("file"))

        _state = d.pop("state", UNSET)
        state: JobState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = check_job_state(_state)

        asked_by = d.pop("asked_by", UNSET)

        def _parse_ended_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)

                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        ended_at = _parse_ended_at(d.pop("ended_at", UNSET))

        table = d.pop("table", UNSET)

        export = cls(
            id=id,
            campaign=campaign,
            stage=stage,
            rows_done=rows_done,
            rows_total=rows_total,
            asked_at=asked_at,
            is_being_cancelled=is_being_cancelled,
            problem=problem,
            format_=format_,
            bom=bom,
            rows=rows,
            file=file,
            state=state,
            asked_by=asked_by,
            ended_at=ended_at,
            table=table,
        )

        export.additional_properties = d
        return export

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties

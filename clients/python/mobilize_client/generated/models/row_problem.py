from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.row_problem_kind_enum import (
    RowProblemKindEnum,
    check_row_problem_kind_enum,
)

T = TypeVar("T", bound="RowProblem")


@_attrs_define
class RowProblem:
    """
    Attributes:
        kind (RowProblemKindEnum): * `error` - error
            * `warning` - warning
        file (str):
        line (int):
        field (str):
        reason (str):
    """

    kind: RowProblemKindEnum
    file: str
    line: int
    field: str
    reason: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        file = self.file

        line = self.line

        field = self.field

        reason = self.reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "file": file,
                "line": line,
                "field": field,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_row_problem_kind_enum(d.pop("kind"))

        file = d.pop("file")

        line = d.pop("line")

        field = d.pop("field")

        reason = d.pop("reason")

        row_problem = cls(
            kind=kind,
            file=file,
            line=line,
            field=field,
            reason=reason,
        )

        row_problem.additional_properties = d
        return row_problem

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

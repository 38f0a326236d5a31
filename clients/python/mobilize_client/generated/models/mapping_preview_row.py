from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.mapping_preview_problem import MappingPreviewProblem
    from ..models.mapping_preview_row_cells import MappingPreviewRowCells


T = TypeVar("T", bound="MappingPreviewRow")


@_attrs_define
class MappingPreviewRow:
    """
    Attributes:
        line (int):
        cells (MappingPreviewRowCells): By our columns.
        problems (list[MappingPreviewProblem]):
    """

    line: int
    cells: MappingPreviewRowCells
    problems: list[MappingPreviewProblem]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        line = self.line

        cells = self.cells.to_dict()

        problems = []
        for problems_item_data in self.problems:
            problems_item = problems_item_data.to_dict()
            problems.append(problems_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "line": line,
                "cells": cells,
                "problems": problems,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.mapping_preview_problem import MappingPreviewProblem  # noqa: PLC0415
        from ..models.mapping_preview_row_cells import MappingPreviewRowCells  # noqa: PLC0415

        d = dict(src_dict)
        line = d.pop("line")

        cells = MappingPreviewRowCells.from_dict(d.pop("cells"))

        problems = []
        _problems = d.pop("problems")
        for problems_item_data in _problems:
            problems_item = MappingPreviewProblem.from_dict(problems_item_data)

            problems.append(problems_item)

        mapping_preview_row = cls(
            line=line,
            cells=cells,
            problems=problems,
        )

        mapping_preview_row.additional_properties = d
        return mapping_preview_row

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

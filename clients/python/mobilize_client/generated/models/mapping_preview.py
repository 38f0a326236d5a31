from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.mapping_preview_row import MappingPreviewRow


T = TypeVar("T", bound="MappingPreview")


@_attrs_define
class MappingPreview:
    """
    Attributes:
        their_columns (list[str]):
        rows (list[MappingPreviewRow]): The first 20.
    """

    their_columns: list[str]
    rows: list[MappingPreviewRow]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        their_columns = self.their_columns

        rows = []
        for rows_item_data in self.rows:
            rows_item = rows_item_data.to_dict()
            rows.append(rows_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "their_columns": their_columns,
                "rows": rows,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.mapping_preview_row import MappingPreviewRow  # noqa: PLC0415

        d = dict(src_dict)
        their_columns = cast(list[str], d.pop("their_columns"))

        rows = []
        _rows = d.pop("rows")
        for rows_item_data in _rows:
            rows_item = MappingPreviewRow.from_dict(rows_item_data)

            rows.append(rows_item)

        mapping_preview = cls(
            their_columns=their_columns,
            rows=rows,
        )

        mapping_preview.additional_properties = d
        return mapping_preview

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.table_enum import TableEnum, check_table_enum

if TYPE_CHECKING:
    from ..models.layout_request import LayoutRequest


T = TypeVar("T", bound="MappingDraftRequest")


@_attrs_define
class MappingDraftRequest:
    """
    Attributes:
        table (TableEnum): * `participants` - participants
            * `activities` - activities
            * `findings` - findings
        name (str):
        layout (LayoutRequest): How a file is read. Without columns and constants it has ours, under our names.
    """

    table: TableEnum
    name: str
    layout: LayoutRequest
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        table: str = self.table

        name = self.name

        layout = self.layout.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "table": table,
                "name": name,
                "layout": layout,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.layout_request import LayoutRequest  # noqa: PLC0415

        d = dict(src_dict)
        table = check_table_enum(d.pop("table"))

        name = d.pop("name")

        layout = LayoutRequest.from_dict(d.pop("layout"))

        mapping_draft_request = cls(
            table=table,
            name=name,
            layout=layout,
        )

        mapping_draft_request.additional_properties = d
        return mapping_draft_request

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

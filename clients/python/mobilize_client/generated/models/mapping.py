from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.table_enum import TableEnum, check_table_enum

if TYPE_CHECKING:
    from ..models.layout import Layout


T = TypeVar("T", bound="Mapping")


@_attrs_define
class Mapping:
    """
    Attributes:
        id (UUID):
        campaign (str):
        table (TableEnum): * `participants` - participants
            * `activities` - activities
            * `findings` - findings
        name (str):
        layout (Layout): How a file is read. Without columns and constants it has ours, under our names.
        changed_at (datetime.datetime):
    """

    id: UUID
    campaign: str
    table: TableEnum
    name: str
    layout: Layout
    changed_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        campaign = self.campaign

        table: str = self.table

        name = self.name

        layout = self.layout.to_dict()

        changed_at = self.changed_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "campaign": campaign,
                "table": table,
                "name": name,
                "layout": layout,
                "changed_at": changed_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.layout import Layout  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        campaign = d.pop("campaign")

        table = check_table_enum(d.pop("table"))

        name = d.pop("name")

        layout = Layout.from_dict(d.pop("layout"))

        changed_at = datetime.datetime.fromisoformat(d.pop("changed_at"))

        mapping = cls(
            id=id,
            campaign=campaign,
            table=table,
            name=name,
            layout=layout,
            changed_at=changed_at,
        )

        mapping.additional_properties = d
        return mapping

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

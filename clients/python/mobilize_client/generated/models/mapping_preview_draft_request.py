from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..models.table_enum import TableEnum, check_table_enum
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="MappingPreviewDraftRequest")


@_attrs_define
class MappingPreviewDraftRequest:
    """
    Attributes:
        table (TableEnum): * `participants` - participants
            * `activities` - activities
            * `findings` - findings
        file (File):
        mapping (str | Unset): The id of a mapping, or mobilize for our own files.
        layout (str | Unset): In place of a mapping, as JSON.
    """

    table: TableEnum
    file: File
    mapping: str | Unset = UNSET
    layout: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        table: str = self.table

        file = self.file.to_tuple()

        mapping = self.mapping

        layout = self.layout

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "table": table,
                "file": file,
            }
        )
        if mapping is not UNSET:
            field_dict["mapping"] = mapping
        if layout is not UNSET:
            field_dict["layout"] = layout

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("table", (None, str(self.table).encode(), "text/plain")))

        files.append(("file", self.file.to_tuple()))

        if not isinstance(self.mapping, Unset):
            files.append(("mapping", (None, str(self.mapping).encode(), "text/plain")))

        if not isinstance(self.layout, Unset):
            files.append(("layout", (None, str(self.layout).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        table = check_table_enum(d.pop("table"))

        file = File(payload=BytesIO(d.pop("file")))

        mapping = d.pop("mapping", UNSET)

        layout = d.pop("layout", UNSET)

        mapping_preview_draft_request = cls(
            table=table,
            file=file,
            mapping=mapping,
            layout=layout,
        )

        mapping_preview_draft_request.additional_properties = d
        return mapping_preview_draft_request

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

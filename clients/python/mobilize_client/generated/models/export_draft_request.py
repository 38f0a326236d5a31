from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.format_enum import FormatEnum, check_format_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="ExportDraftRequest")


@_attrs_define
class ExportDraftRequest:
    """
    Attributes:
        table (str): One of those that exports/tables/ names.
        format_ (FormatEnum | Unset): * `csv` - csv
            * `geojson` - geojson Default: 'csv'.
        bom (bool | Unset): Begin CSV with the byte order mark by which old spreadsheets know UTF-8. Default: False.
    """

    table: str
    format_: FormatEnum | Unset = "csv"
    bom: bool | Unset = False
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        table = self.table

        format_: str | Unset = UNSET
        if not isinstance(self.format_, Unset):
            format_ = self.format_

        bom = self.bom

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "table": table,
            }
        )
        if format_ is not UNSET:
            field_dict["format"] = format_
        if bom is not UNSET:
            field_dict["bom"] = bom

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        table = d.pop("table")

        _format_ = d.pop("format", UNSET)
        format_: FormatEnum | Unset
        if isinstance(_format_, Unset):
            format_ = UNSET
        else:
            format_ = check_format_enum(_format_)

        bom = d.pop("bom", UNSET)

        export_draft_request = cls(
            table=table,
            format_=format_,
            bom=bom,
        )

        export_draft_request.additional_properties = d
        return export_draft_request

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

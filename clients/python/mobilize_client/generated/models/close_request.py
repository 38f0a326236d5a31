from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CloseRequest")


@_attrs_define
class CloseRequest:
    """
    Attributes:
        decide_by (datetime.datetime | None | Unset): When findings are undecided: those still undecided then are
            rejected.
    """

    decide_by: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        decide_by: None | str | Unset
        if isinstance(self.decide_by, Unset):
            decide_by = UNSET
        elif isinstance(self.decide_by, datetime.datetime):
            decide_by = self.decide_by.isoformat()
        else:
            decide_by = self.decide_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if decide_by is not UNSET:
            field_dict["decide_by"] = decide_by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_decide_by(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decide_by_type_0 = datetime.datetime.fromisoformat(data)

                return decide_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        decide_by = _parse_decide_by(d.pop("decide_by", UNSET))

        close_request = cls(
            decide_by=decide_by,
        )

        close_request.additional_properties = d
        return close_request

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

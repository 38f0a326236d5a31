from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ObjectionDraftRequest")


@_attrs_define
class ObjectionDraftRequest:
    """
    Attributes:
        text (str): What is wrong about it.
        hold (None | Unset | UUID):
        quarantine (None | Unset | UUID):
    """

    text: str
    hold: None | Unset | UUID = UNSET
    quarantine: None | Unset | UUID = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        hold: None | str | Unset
        if isinstance(self.hold, Unset):
            hold = UNSET
        elif isinstance(self.hold, UUID):
            hold = str(self.hold)
        else:
            hold = self.hold

        quarantine: None | str | Unset
        if isinstance(self.quarantine, Unset):
            quarantine = UNSET
        elif isinstance(self.quarantine, UUID):
            quarantine = str(self.quarantine)
        else:
            quarantine = self.quarantine

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "text": text,
            }
        )
        if hold is not UNSET:
            field_dict["hold"] = hold
        if quarantine is not UNSET:
            field_dict["quarantine"] = quarantine

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text")

        def _parse_hold(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                hold_type_0 = UUID(data)

                return hold_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        hold = _parse_hold(d.pop("hold", UNSET))

        def _parse_quarantine(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                quarantine_type_0 = UUID(data)

                return quarantine_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        quarantine = _parse_quarantine(d.pop("quarantine", UNSET))

        objection_draft_request = cls(
            text=text,
            hold=hold,
            quarantine=quarantine,
        )

        objection_draft_request.additional_properties = d
        return objection_draft_request

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

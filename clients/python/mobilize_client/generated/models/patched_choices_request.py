from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.patched_choices_request_kinds import PatchedChoicesRequestKinds


T = TypeVar("T", bound="PatchedChoicesRequest")


@_attrs_define
class PatchedChoicesRequest:
    """
    Attributes:
        kinds (PatchedChoicesRequestKinds | Unset): By kind; those left out stay as they are.
    """

    kinds: PatchedChoicesRequestKinds | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kinds: dict[str, Any] | Unset = UNSET
        if not isinstance(self.kinds, Unset):
            kinds = self.kinds.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if kinds is not UNSET:
            field_dict["kinds"] = kinds

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.patched_choices_request_kinds import PatchedChoicesRequestKinds  # noqa: PLC0415

        d = dict(src_dict)
        _kinds = d.pop("kinds", UNSET)
        kinds: PatchedChoicesRequestKinds | Unset
        if isinstance(_kinds, Unset):
            kinds = UNSET
        else:
            kinds = PatchedChoicesRequestKinds.from_dict(_kinds)

        patched_choices_request = cls(
            kinds=kinds,
        )

        patched_choices_request.additional_properties = d
        return patched_choices_request

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="NextRequest")


@_attrs_define
class NextRequest:
    """
    Attributes:
        objective (None | Unset | UUID): Only findings of this objective.
        besides (list[UUID] | Unset): What you have taken up and do not want given again.
    """

    objective: None | Unset | UUID = UNSET
    besides: list[UUID] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        objective: None | str | Unset
        if isinstance(self.objective, Unset):
            objective = UNSET
        elif isinstance(self.objective, UUID):
            objective = str(self.objective)
        else:
            objective = self.objective

        besides: list[str] | Unset = UNSET
        if not isinstance(self.besides, Unset):
            besides = []
            for besides_item_data in self.besides:
                besides_item = str(besides_item_data)
                besides.append(besides_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if objective is not UNSET:
            field_dict["objective"] = objective
        if besides is not UNSET:
            field_dict["besides"] = besides

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_objective(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                objective_type_0 = UUID(data)

                return objective_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        objective = _parse_objective(d.pop("objective", UNSET))

        _besides = d.pop("besides", UNSET)
        besides: list[UUID] | Unset = UNSET
        if _besides is not UNSET:
            besides = []
            for besides_item_data in _besides:
                besides_item = UUID(besides_item_data)

                besides.append(besides_item)

        next_request = cls(
            objective=objective,
            besides=besides,
        )

        next_request.additional_properties = d
        return next_request

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

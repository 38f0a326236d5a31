from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Lack")


@_attrs_define
class Lack:
    """What keeps the campaign from being launched, as the launch would say it.

    Attributes:
        code (str): The kind of the refusal: its type without /problems/.
        detail (str):
        objective (None | Unset | UUID): Which objective lacks it.
        missing_minor (int | None | Unset): By how much escrow falls short.
    """

    code: str
    detail: str
    objective: None | Unset | UUID = UNSET
    missing_minor: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        detail = self.detail

        objective: None | str | Unset
        if isinstance(self.objective, Unset):
            objective = UNSET
        elif isinstance(self.objective, UUID):
            objective = str(self.objective)
        else:
            objective = self.objective

        missing_minor: int | None | Unset
        if isinstance(self.missing_minor, Unset):
            missing_minor = UNSET
        else:
            missing_minor = self.missing_minor

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "detail": detail,
            }
        )
        if objective is not UNSET:
            field_dict["objective"] = objective
        if missing_minor is not UNSET:
            field_dict["missing_minor"] = missing_minor

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        detail = d.pop("detail")

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

        def _parse_missing_minor(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        missing_minor = _parse_missing_minor(d.pop("missing_minor", UNSET))

        lack = cls(
            code=code,
            detail=detail,
            objective=objective,
            missing_minor=missing_minor,
        )

        lack.additional_properties = d
        return lack

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.status_enum import StatusEnum, check_status_enum

if TYPE_CHECKING:
    from ..models.bad_field import BadField


T = TypeVar("T", bound="ToldRow")


@_attrs_define
class ToldRow:
    """
    Attributes:
        row (int): Its place in what was sent, from 0.
        client_id (None | str):
        status (StatusEnum): * `accepted` - accepted
            * `known` - known
            * `refused` - refused
        activity (None | UUID): The id of the activity; null where refused.
        errors (list[BadField]):
    """

    row: int
    client_id: None | str
    status: StatusEnum
    activity: None | UUID
    errors: list[BadField]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        row = self.row

        client_id: None | str
        client_id = self.client_id

        status: str = self.status

        activity: None | str
        if isinstance(self.activity, UUID):
            activity = str(self.activity)
        else:
            activity = self.activity

        errors = []
        for errors_item_data in self.errors:
            errors_item = errors_item_data.to_dict()
            errors.append(errors_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "row": row,
                "client_id": client_id,
                "status": status,
                "activity": activity,
                "errors": errors,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bad_field import BadField  # noqa: PLC0415

        d = dict(src_dict)
        row = d.pop("row")

        def _parse_client_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        client_id = _parse_client_id(d.pop("client_id"))

        status = check_status_enum(d.pop("status"))

        def _parse_activity(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                activity_type_0 = UUID(data)

                return activity_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        activity = _parse_activity(d.pop("activity"))

        errors = []
        _errors = d.pop("errors")
        for errors_item_data in _errors:
            errors_item = BadField.from_dict(errors_item_data)

            errors.append(errors_item)

        told_row = cls(
            row=row,
            client_id=client_id,
            status=status,
            activity=activity,
            errors=errors,
        )

        told_row.additional_properties = d
        return told_row

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

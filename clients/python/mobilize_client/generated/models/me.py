from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.address_stopped import AddressStopped
    from ..models.role_held import RoleHeld


T = TypeVar("T", bound="Me")


@_attrs_define
class Me:
    """
    Attributes:
        id (UUID):
        email (str):
        is_operator (bool):
        roles (list[RoleHeld]):
        address_stopped (AddressStopped | None): Set where letters to my address are stopped, until I confirm it; null
            where they reach me.
        display_name (str | Unset):
        language (str | Unset):
        time_zone (str | Unset):
    """

    id: UUID
    email: str
    is_operator: bool
    roles: list[RoleHeld]
    address_stopped: AddressStopped | None
    display_name: str | Unset = UNSET
    language: str | Unset = UNSET
    time_zone: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.address_stopped import AddressStopped  # noqa: PLC0415

        id = str(self.id)

        email = self.email

        is_operator = self.is_operator

        roles = []
        for roles_item_data in self.roles:
            roles_item = roles_item_data.to_dict()
            roles.append(roles_item)

        address_stopped: dict[str, Any] | None
        if isinstance(self.address_stopped, AddressStopped):
            address_stopped = self.address_stopped.to_dict()
        else:
            address_stopped = self.address_stopped

        display_name = self.display_name

        language = self.language

        time_zone = self.time_zone

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "email": email,
                "is_operator": is_operator,
                "roles": roles,
                "address_stopped": address_stopped,
            }
        )
        if display_name is not UNSET:
            field_dict["display_name"] = display_name
        if language is not UNSET:
            field_dict["language"] = language
        if time_zone is not UNSET:
            field_dict["time_zone"] = time_zone

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.address_stopped import AddressStopped  # noqa: PLC0415
        from ..models.role_held import RoleHeld  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        email = d.pop("email")

        is_operator = d.pop("is_operator")

        roles = []
        _roles = d.pop("roles")
        for roles_item_data in _roles:
            roles_item = RoleHeld.from_dict(roles_item_data)

            roles.append(roles_item)

        def _parse_address_stopped(data: object) -> AddressStopped | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                address_stopped_type_0 = AddressStopped.from_dict(data)

                return address_stopped_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AddressStopped | None, data)

        address_stopped = _parse_address_stopped(d.pop("address_stopped"))

        display_name = d.pop("display_name", UNSET)

        language = d.pop("language", UNSET)

        time_zone = d.pop("time_zone", UNSET)

        me = cls(
            id=id,
            email=email,
            is_operator=is_operator,
            roles=roles,
            address_stopped=address_stopped,
            display_name=display_name,
            language=language,
            time_zone=time_zone,
        )

        me.additional_properties = d
        return me

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

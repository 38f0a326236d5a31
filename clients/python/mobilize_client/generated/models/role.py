from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.role_enum import RoleEnum, check_role_enum

if TYPE_CHECKING:
    from ..models.role_holder import RoleHolder


T = TypeVar("T", bound="Role")


@_attrs_define
class Role:
    """
    Attributes:
        id (UUID):
        role (RoleEnum): * `organizer` - organizer
            * `reviewer` - reviewer
            * `treasurer` - treasurer
        person (RoleHolder): Somebody with a role; the address is for organizers.
    """

    id: UUID
    role: RoleEnum
    person: RoleHolder
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        role: str = self.role

        person = self.person.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "role": role,
                "person": person,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.role_holder import RoleHolder  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        role = check_role_enum(d.pop("role"))

        person = RoleHolder.from_dict(d.pop("person"))

        role = cls(
            id=id,
            role=role,
            person=person,
        )

        role.additional_properties = d
        return role

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Branch")


@_attrs_define
class Branch:
    """A branch, or all those of one inviter together that are too narrow to be shown one by one.

    Attributes:
        id (None | UUID): Whoever stands at its head; null for others together.
        name (None | str):
        parent (None | UUID): Who brought them in; null at the top.
        generation (int): Steps below whoever came without an inviter.
        people (int): Everybody in it, at any depth.
        active (int): Those of them who are active now.
        direct (int): How many its head brought in. Where none of these follow, ask with its id as root.
        others (int): How many branches are told of together here; 0 for one by itself.
        people_by_step (list[int]): How many of its people stand at its head or heads, one step below, two steps, and so
            on, as deep as was asked for and anybody stands; all others of them are further down.
        active_by_step (list[int]): Those of each step who are active now; as long.
    """

    id: None | UUID
    name: None | str
    parent: None | UUID
    generation: int
    people: int
    active: int
    direct: int
    others: int
    people_by_step: list[int]
    active_by_step: list[int]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id: None | str
        if isinstance(self.id, UUID):
            id = str(self.id)
        else:
            id = self.id

        name: None | str
        name = self.name

        parent: None | str
        if isinstance(self.parent, UUID):
            parent = str(self.parent)
        else:
            parent = self.parent

        generation = self.generation

        people = self.people

        active = self.active

        direct = self.direct

        others = self.others

        people_by_step = self.people_by_step

        active_by_step = self.active_by_step

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "parent": parent,
                "generation": generation,
                "people": people,
                "active": active,
                "direct": direct,
                "others": others,
                "people_by_step": people_by_step,
                "active_by_step": active_by_step,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                id_type_0 = UUID(data)

                return id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        id = _parse_id(d.pop("id"))

        def _parse_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        name = _parse_name(d.pop("name"))

        def _parse_parent(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                parent_type_0 = UUID(data)

                return parent_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        parent = _parse_parent(d.pop("parent"))

        generation = d.pop("generation")

        people = d.pop("people")

        active = d.pop("active")

        direct = d.pop("direct")

        others = d.pop("others")

        people_by_step = cast(list[int], d.pop("people_by_step"))

        active_by_step = cast(list[int], d.pop("active_by_step"))

        branch = cls(
            id=id,
            name=name,
            parent=parent,
            generation=generation,
            people=people,
            active=active,
            direct=direct,
            others=others,
            people_by_step=people_by_step,
            active_by_step=active_by_step,
        )

        branch.additional_properties = d
        return branch

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

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.person import Person
    from ..models.vouchable_objective import VouchableObjective


T = TypeVar("T", bound="Vouchable")


@_attrs_define
class Vouchable:
    """What a report of one's branch is about and when it was, and nothing of where, of what was written or by whom.

    Attributes:
        finding (UUID):
        objective (VouchableObjective):
        observed_at (datetime.datetime):
        received_at (datetime.datetime):
        depth (int): Steps from me down to who found it.
        through (Person): A participant as others see them.
        vouched (bool): Whether I have vouched for it.
    """

    finding: UUID
    objective: VouchableObjective
    observed_at: datetime.datetime
    received_at: datetime.datetime
    depth: int
    through: Person
    vouched: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        finding = str(self.finding)

        objective = self.objective.to_dict()

        observed_at = self.observed_at.isoformat()

        received_at = self.received_at.isoformat()

        depth = self.depth

        through = self.through.to_dict()

        vouched = self.vouched

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "finding": finding,
                "objective": objective,
                "observed_at": observed_at,
                "received_at": received_at,
                "depth": depth,
                "through": through,
                "vouched": vouched,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.person import Person  # noqa: PLC0415
        from ..models.vouchable_objective import VouchableObjective  # noqa: PLC0415

        d = dict(src_dict)
        finding = UUID(d.pop("finding"))

        objective = VouchableObjective.from_dict(d.pop("objective"))

        observed_at = datetime.datetime.fromisoformat(d.pop("observed_at"))

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        depth = d.pop("depth")

        through = Person.from_dict(d.pop("through"))

        vouched = d.pop("vouched")

        vouchable = cls(
            finding=finding,
            objective=objective,
            observed_at=observed_at,
            received_at=received_at,
            depth=depth,
            through=through,
            vouched=vouched,
        )

        vouchable.additional_properties = d
        return vouchable

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

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.arm import Arm
    from ..models.difference import Difference


T = TypeVar("T", bound="Effect")


@_attrs_define
class Effect:
    """
    Attributes:
        days (int): After the day of the nudge, in the campaign's zone.
        ends_at (datetime.datetime):
        treated (Arm):
        held_out (Arm):
        difference (Difference): Share of the treated minus share of those held out, with its 95 % interval
            (Newcombe's).
        sentence (str):
    """

    days: int
    ends_at: datetime.datetime
    treated: Arm
    held_out: Arm
    difference: Difference
    sentence: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        days = self.days

        ends_at = self.ends_at.isoformat()

        treated = self.treated.to_dict()

        held_out = self.held_out.to_dict()

        difference = self.difference.to_dict()

        sentence = self.sentence

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "days": days,
                "ends_at": ends_at,
                "treated": treated,
                "held_out": held_out,
                "difference": difference,
                "sentence": sentence,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.arm import Arm  # noqa: PLC0415
        from ..models.difference import Difference  # noqa: PLC0415

        d = dict(src_dict)
        days = d.pop("days")

        ends_at = datetime.datetime.fromisoformat(d.pop("ends_at"))

        treated = Arm.from_dict(d.pop("treated"))

        held_out = Arm.from_dict(d.pop("held_out"))

        difference = Difference.from_dict(d.pop("difference"))

        sentence = d.pop("sentence")

        effect = cls(
            days=days,
            ends_at=ends_at,
            treated=treated,
            held_out=held_out,
            difference=difference,
            sentence=sentence,
        )

        effect.additional_properties = d
        return effect

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

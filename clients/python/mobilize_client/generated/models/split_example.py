from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.money import Money


T = TypeVar("T", bound="SplitExample")


@_attrs_define
class SplitExample:
    """What becomes of a prize that somebody finds who joins by my link now.

    Attributes:
        objectives (list[str]):
        default_split (str): Where nothing is chosen.
        max_split (str):
        handed_up (str): The fraction that is handed up to me.
        prize (Money): An amount in the currency's minor units.
        recruit_keeps (Money): An amount in the currency's minor units.
        i_keep (Money): An amount in the currency's minor units.
        goes_further (Money): An amount in the currency's minor units.
    """

    objectives: list[str]
    default_split: str
    max_split: str
    handed_up: str
    prize: Money
    recruit_keeps: Money
    i_keep: Money
    goes_further: Money
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        objectives = self.objectives

        default_split = self.default_split

        max_split = self.max_split

        handed_up = self.handed_up

        prize = self.prize.to_dict()

        recruit_keeps = self.recruit_keeps.to_dict()

        i_keep = self.i_keep.to_dict()

        goes_further = self.goes_further.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "objectives": objectives,
                "default_split": default_split,
                "max_split": max_split,
                "handed_up": handed_up,
                "prize": prize,
                "recruit_keeps": recruit_keeps,
                "i_keep": i_keep,
                "goes_further": goes_further,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money import Money  # noqa: PLC0415

        d = dict(src_dict)
        objectives = cast(list[str], d.pop("objectives"))

        default_split = d.pop("default_split")

        max_split = d.pop("max_split")

        handed_up = d.pop("handed_up")

        prize = Money.from_dict(d.pop("prize"))

        recruit_keeps = Money.from_dict(d.pop("recruit_keeps"))

        i_keep = Money.from_dict(d.pop("i_keep"))

        goes_further = Money.from_dict(d.pop("goes_further"))

        split_example = cls(
            objectives=objectives,
            default_split=default_split,
            max_split=max_split,
            handed_up=handed_up,
            prize=prize,
            recruit_keeps=recruit_keeps,
            i_keep=i_keep,
            goes_further=goes_further,
        )

        split_example.additional_properties = d
        return split_example

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

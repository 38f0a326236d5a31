from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.money import Money


T = TypeVar("T", bound="SettledShare")


@_attrs_define
class SettledShare:
    """
    Attributes:
        participant (UUID):
        display_name (str):
        distance (int): Steps above the finder.
        fraction (None | str): Of the prize, exact; none where the amount is fixed.
        rounded (bool): Whether the amount is the fraction's but for a part of the smallest unit, up or down.
        amount (Money): An amount in the currency's minor units.
    """

    participant: UUID
    display_name: str
    distance: int
    fraction: None | str
    rounded: bool
    amount: Money
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        participant = str(self.participant)

        display_name = self.display_name

        distance = self.distance

        fraction: None | str
        fraction = self.fraction

        rounded = self.rounded

        amount = self.amount.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "participant": participant,
                "display_name": display_name,
                "distance": distance,
                "fraction": fraction,
                "rounded": rounded,
                "amount": amount,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money import Money  # noqa: PLC0415

        d = dict(src_dict)
        participant = UUID(d.pop("participant"))

        display_name = d.pop("display_name")

        distance = d.pop("distance")

        def _parse_fraction(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        fraction = _parse_fraction(d.pop("fraction"))

        rounded = d.pop("rounded")

        amount = Money.from_dict(d.pop("amount"))

        settled_share = cls(
            participant=participant,
            display_name=display_name,
            distance=distance,
            fraction=fraction,
            rounded=rounded,
            amount=amount,
        )

        settled_share.additional_properties = d
        return settled_share

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.preview_rewards import PreviewRewards
    from ..models.preview_share import PreviewShare
    from ..models.property_card import PropertyCard


T = TypeVar("T", bound="Preview")


@_attrs_define
class Preview:
    """Who would get what. The shares and the remainder add up to the prize.

    Attributes:
        shares (list[PreviewShare]):
        remainder_minor (int):
        budget_bound_minor (int): The most that the shares of any input could add up to.
        card (PropertyCard): What may be said of a mechanism under every terms that it accepts.
        rewards (PreviewRewards | Unset): Trees and buddies: what everybody earns before it is turned into money, as an
            exact fraction, in units of contribution or gain (`pachira`: of the pool). Null where the fraction is longer
            than 400 characters or stands above a line too long to keep it whole; the amounts are exact all the same.
    """

    shares: list[PreviewShare]
    remainder_minor: int
    budget_bound_minor: int
    card: PropertyCard
    rewards: PreviewRewards | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        shares = []
        for shares_item_data in self.shares:
            shares_item = shares_item_data.to_dict()
            shares.append(shares_item)

        remainder_minor = self.remainder_minor

        budget_bound_minor = self.budget_bound_minor

        card = self.card.to_dict()

        rewards: dict[str, Any] | Unset = UNSET
        if not isinstance(self.rewards, Unset):
            rewards = self.rewards.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "shares": shares,
                "remainder_minor": remainder_minor,
                "budget_bound_minor": budget_bound_minor,
                "card": card,
            }
        )
        if rewards is not UNSET:
            field_dict["rewards"] = rewards

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.preview_rewards import PreviewRewards  # noqa: PLC0415
        from ..models.preview_share import PreviewShare  # noqa: PLC0415
        from ..models.property_card import PropertyCard  # noqa: PLC0415

        d = dict(src_dict)
        shares = []
        _shares = d.pop("shares")
        for shares_item_data in _shares:
            shares_item = PreviewShare.from_dict(shares_item_data)

            shares.append(shares_item)

        remainder_minor = d.pop("remainder_minor")

        budget_bound_minor = d.pop("budget_bound_minor")

        card = PropertyCard.from_dict(d.pop("card"))

        _rewards = d.pop("rewards", UNSET)
        rewards: PreviewRewards | Unset
        if isinstance(_rewards, Unset):
            rewards = UNSET
        else:
            rewards = PreviewRewards.from_dict(_rewards)

        preview = cls(
            shares=shares,
            remainder_minor=remainder_minor,
            budget_bound_minor=budget_bound_minor,
            card=card,
            rewards=rewards,
        )

        preview.additional_properties = d
        return preview

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

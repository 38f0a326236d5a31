from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sybil_proof_enum import SybilProofEnum, check_sybil_proof_enum

T = TypeVar("T", bound="PropertyCard")


@_attrs_define
class PropertyCard:
    """What may be said of a mechanism under every terms that it accepts.

    Attributes:
        bounded_by_prize (bool): The shares never add up to more than the prize.
        sybil_proof (SybilProofEnum): * `yes` - yes
            * `no` - no
            * `equal_contribution` - equal_contribution
            * `above_cap_price` - above_cap_price
            * `equilibrium` - equilibrium
        unbounded_reward (bool): One person's reward, before the prize caps it, can grow without a bound with what
            others do.
        rewards_recruiting (bool): Somebody can be paid more for what those do whom they invited.
        reference (str): Where the rule comes from.
    """

    bounded_by_prize: bool
    sybil_proof: SybilProofEnum
    unbounded_reward: bool
    rewards_recruiting: bool
    reference: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        bounded_by_prize = self.bounded_by_prize

        sybil_proof: str = self.sybil_proof

        unbounded_reward = self.unbounded_reward

        rewards_recruiting = self.rewards_recruiting

        reference = self.reference

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "bounded_by_prize": bounded_by_prize,
                "sybil_proof": sybil_proof,
                "unbounded_reward": unbounded_reward,
                "rewards_recruiting": rewards_recruiting,
                "reference": reference,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        bounded_by_prize = d.pop("bounded_by_prize")

        sybil_proof = check_sybil_proof_enum(d.pop("sybil_proof"))

        unbounded_reward = d.pop("unbounded_reward")

        rewards_recruiting = d.pop("rewards_recruiting")

        reference = d.pop("reference")

        property_card = cls(
            bounded_by_prize=bounded_by_prize,
            sybil_proof=sybil_proof,
            unbounded_reward=unbounded_reward,
            rewards_recruiting=rewards_recruiting,
            reference=reference,
        )

        property_card.additional_properties = d
        return property_card

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

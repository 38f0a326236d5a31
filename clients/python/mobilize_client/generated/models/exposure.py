from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.money import Money


T = TypeVar("T", bound="Exposure")


@_attrs_define
class Exposure:
    """The most that any one person could have gained by fake places on one finding, and how.

    Attributes:
        participant (UUID):
        display_name (str):
        prize (Money): An amount in the currency's minor units.
        chain_length (int):
        honest (Money): An amount in the currency's minor units.
        gain (Money): An amount in the currency's minor units.
        attack (str): What they would do, in a sentence.
    """

    participant: UUID
    display_name: str
    prize: Money
    chain_length: int
    honest: Money
    gain: Money
    attack: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        participant = str(self.participant)

        display_name = self.display_name

        prize = self.prize.to_dict()

        chain_length = self.chain_length

        honest = self.honest.to_dict()

        gain = self.gain.to_dict()

        attack = self.attack

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "participant": participant,
                "display_name": display_name,
                "prize": prize,
                "chain_length": chain_length,
                "honest": honest,
                "gain": gain,
                "attack": attack,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money import Money  # noqa: PLC0415

        d = dict(src_dict)
        participant = UUID(d.pop("participant"))

        display_name = d.pop("display_name")

        prize = Money.from_dict(d.pop("prize"))

        chain_length = d.pop("chain_length")

        honest = Money.from_dict(d.pop("honest"))

        gain = Money.from_dict(d.pop("gain"))

        attack = d.pop("attack")

        exposure = cls(
            participant=participant,
            display_name=display_name,
            prize=prize,
            chain_length=chain_length,
            honest=honest,
            gain=gain,
            attack=attack,
        )

        exposure.additional_properties = d
        return exposure

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FakePlaces")


@_attrs_define
class FakePlaces:
    """The most that so many further identities bring anybody on a path of up to five people.

    Attributes:
        further_identities (int):
        chain_length (int): How many people stand on the path without them.
        distance (int): Whose they are: 0 the finder's, 1 their inviter's, and so on up.
        honest_minor (int): What that person gets with one place.
        best_minor (int): What they get with these identities.
        gain_minor (int):
        attack (str): What they do, in a sentence.
    """

    further_identities: int
    chain_length: int
    distance: int
    honest_minor: int
    best_minor: int
    gain_minor: int
    attack: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        further_identities = self.further_identities

        chain_length = self.chain_length

        distance = self.distance

        honest_minor = self.honest_minor

        best_minor = self.best_minor

        gain_minor = self.gain_minor

        attack = self.attack

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "further_identities": further_identities,
                "chain_length": chain_length,
                "distance": distance,
                "honest_minor": honest_minor,
                "best_minor": best_minor,
                "gain_minor": gain_minor,
                "attack": attack,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        further_identities = d.pop("further_identities")

        chain_length = d.pop("chain_length")

        distance = d.pop("distance")

        honest_minor = d.pop("honest_minor")

        best_minor = d.pop("best_minor")

        gain_minor = d.pop("gain_minor")

        attack = d.pop("attack")

        fake_places = cls(
            further_identities=further_identities,
            chain_length=chain_length,
            distance=distance,
            honest_minor=honest_minor,
            best_minor=best_minor,
            gain_minor=gain_minor,
            attack=attack,
        )

        fake_places.additional_properties = d
        return fake_places

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

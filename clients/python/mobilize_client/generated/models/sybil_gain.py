from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.loss import Loss


T = TypeVar("T", bound="SybilGain")


@_attrs_define
class SybilGain:
    """The best attack found. Where none gains, the best is what they get honestly and nobody loses.

    Attributes:
        honest_minor (int): What they get with one place.
        best_minor (int): What all their identities get in the best attack.
        gain_minor (int):
        gain_bound_minor (int): No attack with as many identities gains more, rounding aside. Above the gain only for
            `capped_geometric` where there are too many ways to try each.
        attack (str): What they do, in a sentence.
        losers (list[Loss]): Who else gets less.
        remainder_loss_minor (int): How much less the remainder is.
    """

    honest_minor: int
    best_minor: int
    gain_minor: int
    gain_bound_minor: int
    attack: str
    losers: list[Loss]
    remainder_loss_minor: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        honest_minor = self.honest_minor

        best_minor = self.best_minor

        gain_minor = self.gain_minor

        gain_bound_minor = self.gain_bound_minor

        attack = self.attack

        losers = []
        for losers_item_data in self.losers:
            losers_item = losers_item_data.to_dict()
            losers.append(losers_item)

        remainder_loss_minor = self.remainder_loss_minor

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "honest_minor": honest_minor,
                "best_minor": best_minor,
                "gain_minor": gain_minor,
                "gain_bound_minor": gain_bound_minor,
                "attack": attack,
                "losers": losers,
                "remainder_loss_minor": remainder_loss_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.loss import Loss  # noqa: PLC0415

        d = dict(src_dict)
        honest_minor = d.pop("honest_minor")

        best_minor = d.pop("best_minor")

        gain_minor = d.pop("gain_minor")

        gain_bound_minor = d.pop("gain_bound_minor")

        attack = d.pop("attack")

        losers = []
        _losers = d.pop("losers")
        for losers_item_data in _losers:
            losers_item = Loss.from_dict(losers_item_data)

            losers.append(losers_item)

        remainder_loss_minor = d.pop("remainder_loss_minor")

        sybil_gain = cls(
            honest_minor=honest_minor,
            best_minor=best_minor,
            gain_minor=gain_minor,
            gain_bound_minor=gain_bound_minor,
            attack=attack,
            losers=losers,
            remainder_loss_minor=remainder_loss_minor,
        )

        sybil_gain.additional_properties = d
        return sybil_gain

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

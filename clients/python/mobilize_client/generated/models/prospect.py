from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.money import Money
    from ..models.possible_chain import PossibleChain


T = TypeVar("T", bound="Prospect")


@_attrs_define
class Prospect:
    """What one kind of prize would come to, whoever near me finds it.

    Attributes:
        objectives (list[str]): Those whose prize is split in this way.
        prize (Money): An amount in the currency's minor units.
        mechanism (str):
        chains (list[PossibleChain]):
    """

    objectives: list[str]
    prize: Money
    mechanism: str
    chains: list[PossibleChain]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        objectives = self.objectives

        prize = self.prize.to_dict()

        mechanism = self.mechanism

        chains = []
        for chains_item_data in self.chains:
            chains_item = chains_item_data.to_dict()
            chains.append(chains_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "objectives": objectives,
                "prize": prize,
                "mechanism": mechanism,
                "chains": chains,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money import Money  # noqa: PLC0415
        from ..models.possible_chain import PossibleChain  # noqa: PLC0415

        d = dict(src_dict)
        objectives = cast(list[str], d.pop("objectives"))

        prize = Money.from_dict(d.pop("prize"))

        mechanism = d.pop("mechanism")

        chains = []
        _chains = d.pop("chains")
        for chains_item_data in _chains:
            chains_item = PossibleChain.from_dict(chains_item_data)

            chains.append(chains_item)

        prospect = cls(
            objectives=objectives,
            prize=prize,
            mechanism=mechanism,
            chains=chains,
        )

        prospect.additional_properties = d
        return prospect

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.piece import Piece


T = TypeVar("T", bound="Credibility")


@_attrs_define
class Credibility:
    """
    Attributes:
        log_odds (float): Above zero it is rather true than false.
        probability (float): The same, from 0 to 1.
        pieces (list[Piece]): Every piece of it, each with its weight and as a sentence.
    """

    log_odds: float
    probability: float
    pieces: list[Piece]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        log_odds = self.log_odds

        probability = self.probability

        pieces = []
        for pieces_item_data in self.pieces:
            pieces_item = pieces_item_data.to_dict()
            pieces.append(pieces_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "log_odds": log_odds,
                "probability": probability,
                "pieces": pieces,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.piece import Piece  # noqa: PLC0415

        d = dict(src_dict)
        log_odds = d.pop("log_odds")

        probability = d.pop("probability")

        pieces = []
        _pieces = d.pop("pieces")
        for pieces_item_data in _pieces:
            pieces_item = Piece.from_dict(pieces_item_data)

            pieces.append(pieces_item)

        credibility = cls(
            log_odds=log_odds,
            probability=probability,
            pieces=pieces,
        )

        credibility.additional_properties = d
        return credibility

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

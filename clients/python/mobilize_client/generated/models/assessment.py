from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.piece import Piece


T = TypeVar("T", bound="Assessment")


@_attrs_define
class Assessment:
    """
    Attributes:
        log_odds (float):
        probability (float): That the report is true, as far as the pieces tell: 0 to 1.
        assessed_at (datetime.datetime):
        pieces (list[Piece]):
    """

    log_odds: float
    probability: float
    assessed_at: datetime.datetime
    pieces: list[Piece]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        log_odds = self.log_odds

        probability = self.probability

        assessed_at = self.assessed_at.isoformat()

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
                "assessed_at": assessed_at,
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

        assessed_at = datetime.datetime.fromisoformat(d.pop("assessed_at"))

        pieces = []
        _pieces = d.pop("pieces")
        for pieces_item_data in _pieces:
            pieces_item = Piece.from_dict(pieces_item_data)

            pieces.append(pieces_item)

        assessment = cls(
            log_odds=log_odds,
            probability=probability,
            assessed_at=assessed_at,
            pieces=pieces,
        )

        assessment.additional_properties = d
        return assessment

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.agreement import Agreement
    from ..models.reviewer_person import ReviewerPerson


T = TypeVar("T", bound="Record")


@_attrs_define
class Record:
    """
    Attributes:
        reviewer (ReviewerPerson):
        roles (list[str]): Those held now.
        decided (int): Verdicts that this person wrote.
        votes (int):
        minutes (float | None): Median from taking up to saying something.
        gold (Agreement):
        outcomes (Agreement):
    """

    reviewer: ReviewerPerson
    roles: list[str]
    decided: int
    votes: int
    minutes: float | None
    gold: Agreement
    outcomes: Agreement
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        reviewer = self.reviewer.to_dict()

        roles = self.roles

        decided = self.decided

        votes = self.votes

        minutes: float | None
        minutes = self.minutes

        gold = self.gold.to_dict()

        outcomes = self.outcomes.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "reviewer": reviewer,
                "roles": roles,
                "decided": decided,
                "votes": votes,
                "minutes": minutes,
                "gold": gold,
                "outcomes": outcomes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.agreement import Agreement  # noqa: PLC0415
        from ..models.reviewer_person import ReviewerPerson  # noqa: PLC0415

        d = dict(src_dict)
        reviewer = ReviewerPerson.from_dict(d.pop("reviewer"))

        roles = cast(list[str], d.pop("roles"))

        decided = d.pop("decided")

        votes = d.pop("votes")

        def _parse_minutes(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        minutes = _parse_minutes(d.pop("minutes"))

        gold = Agreement.from_dict(d.pop("gold"))

        outcomes = Agreement.from_dict(d.pop("outcomes"))

        record = cls(
            reviewer=reviewer,
            roles=roles,
            decided=decided,
            votes=votes,
            minutes=minutes,
            gold=gold,
            outcomes=outcomes,
        )

        record.additional_properties = d
        return record

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

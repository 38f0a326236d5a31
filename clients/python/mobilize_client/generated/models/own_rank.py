from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="OwnRank")


@_attrs_define
class OwnRank:
    """
    Attributes:
        rank (int | None): Null without a score, and for who is not ranked.
        score (int):
        active_recruits (int):
        verified (int):
        on_leaderboard (bool): Changed by PATCH of my place.
    """

    rank: int | None
    score: int
    active_recruits: int
    verified: int
    on_leaderboard: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rank: int | None
        rank = self.rank

        score = self.score

        active_recruits = self.active_recruits

        verified = self.verified

        on_leaderboard = self.on_leaderboard

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "rank": rank,
                "score": score,
                "active_recruits": active_recruits,
                "verified": verified,
                "on_leaderboard": on_leaderboard,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_rank(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        rank = _parse_rank(d.pop("rank"))

        score = d.pop("score")

        active_recruits = d.pop("active_recruits")

        verified = d.pop("verified")

        on_leaderboard = d.pop("on_leaderboard")

        own_rank = cls(
            rank=rank,
            score=score,
            active_recruits=active_recruits,
            verified=verified,
            on_leaderboard=on_leaderboard,
        )

        own_rank.additional_properties = d
        return own_rank

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="LogRank")


@_attrs_define
class LogRank:
    """A test whether these people stay as long as the others.

    Attributes:
        statistic (float | None):
        p (float | None):
        n (int):
        missing (str):
    """

    statistic: float | None
    p: float | None
    n: int
    missing: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        statistic: float | None
        statistic = self.statistic

        p: float | None
        p = self.p

        n = self.n

        missing = self.missing

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "statistic": statistic,
                "p": p,
                "n": n,
                "missing": missing,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_statistic(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        statistic = _parse_statistic(d.pop("statistic"))

        def _parse_p(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        p = _parse_p(d.pop("p"))

        n = d.pop("n")

        missing = d.pop("missing")

        log_rank = cls(
            statistic=statistic,
            p=p,
            n=n,
            missing=missing,
        )

        log_rank.additional_properties = d
        return log_rank

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

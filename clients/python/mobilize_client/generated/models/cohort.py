from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.figure import Figure


T = TypeVar("T", bound="Cohort")


@_attrs_define
class Cohort:
    """
    Attributes:
        label (str):
        start (datetime.datetime | None): Null where cohorts are not of periods.
        size (int):
        counts (list[int]): Who was active at +0, +1, … periods.
        complete_through (int): The last k whose period is over; -1 for none.
        at_risk (list[int] | Unset): Of groups: how many could have been, at +0, +1, …
        shares (list[Figure] | Unset): Of groups: the counts of those at risk.
    """

    label: str
    start: datetime.datetime | None
    size: int
    counts: list[int]
    complete_through: int
    at_risk: list[int] | Unset = UNSET
    shares: list[Figure] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        label = self.label

        start: None | str
        if isinstance(self.start, datetime.datetime):
            start = self.start.isoformat()
        else:
            start = self.start

        size = self.size

        counts = self.counts

        complete_through = self.complete_through

        at_risk: list[int] | Unset = UNSET
        if not isinstance(self.at_risk, Unset):
            at_risk = self.at_risk

        shares: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.shares, Unset):
            shares = []
            for shares_item_data in self.shares:
                shares_item = shares_item_data.to_dict()
                shares.append(shares_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "label": label,
                "start": start,
                "size": size,
                "counts": counts,
                "complete_through": complete_through,
            }
        )
        if at_risk is not UNSET:
            field_dict["at_risk"] = at_risk
        if shares is not UNSET:
            field_dict["shares"] = shares

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.figure import Figure  # noqa: PLC0415

        d = dict(src_dict)
        label = d.pop("label")

        def _parse_start(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                start_type_0 = datetime.datetime.fromisoformat(data)

                return start_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        start = _parse_start(d.pop("start"))

        size = d.pop("size")

        counts = cast(list[int], d.pop("counts"))

        complete_through = d.pop("complete_through")

        at_risk = cast(list[int], d.pop("at_risk", UNSET))

        _shares = d.pop("shares", UNSET)
        shares: list[Figure] | Unset = UNSET
        if _shares is not UNSET:
            shares = []
            for shares_item_data in _shares:
                shares_item = Figure.from_dict(shares_item_data)

                shares.append(shares_item)

        cohort = cls(
            label=label,
            start=start,
            size=size,
            counts=counts,
            complete_through=complete_through,
            at_risk=at_risk,
            shares=shares,
        )

        cohort.additional_properties = d
        return cohort

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

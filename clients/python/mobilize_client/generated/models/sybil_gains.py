from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.fake_places import FakePlaces


T = TypeVar("T", bound="SybilGains")


@_attrs_define
class SybilGains:
    """What somebody gains by taking several places, were it not noticed.

    The campaign's greatest paid depth is left out of account; it only makes a gain smaller.

        Attributes:
            summary (str): The worst of it in a sentence.
            cases (list[FakePlaces]): With one, two and three further identities.
    """

    summary: str
    cases: list[FakePlaces]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        summary = self.summary

        cases = []
        for cases_item_data in self.cases:
            cases_item = cases_item_data.to_dict()
            cases.append(cases_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "summary": summary,
                "cases": cases,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fake_places import FakePlaces  # noqa: PLC0415

        d = dict(src_dict)
        summary = d.pop("summary")

        cases = []
        _cases = d.pop("cases")
        for cases_item_data in _cases:
            cases_item = FakePlaces.from_dict(cases_item_data)

            cases.append(cases_item)

        sybil_gains = cls(
            summary=summary,
            cases=cases,
        )

        sybil_gains.additional_properties = d
        return sybil_gains

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

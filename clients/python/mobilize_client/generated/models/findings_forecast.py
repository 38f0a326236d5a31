from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.fan import Fan
    from ..models.probability import Probability


T = TypeVar("T", bound="FindingsForecast")


@_attrs_define
class FindingsForecast:
    """
    Attributes:
        all_found (Probability): A share of the simulated futures; where it cannot be told, `missing` says what is
            lacking.
        all_filled (Probability): A share of the simulated futures; where it cannot be told, `missing` says what is
            lacking.
        expected_found (float | None): Objectives found at least once, on average.
        places (Fan | None): Findings that are paid.
    """

    all_found: Probability
    all_filled: Probability
    expected_found: float | None
    places: Fan | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.fan import Fan  # noqa: PLC0415

        all_found = self.all_found.to_dict()

        all_filled = self.all_filled.to_dict()

        expected_found: float | None
        expected_found = self.expected_found

        places: dict[str, Any] | None
        if isinstance(self.places, Fan):
            places = self.places.to_dict()
        else:
            places = self.places

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "all_found": all_found,
                "all_filled": all_filled,
                "expected_found": expected_found,
                "places": places,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fan import Fan  # noqa: PLC0415
        from ..models.probability import Probability  # noqa: PLC0415

        d = dict(src_dict)
        all_found = Probability.from_dict(d.pop("all_found"))

        all_filled = Probability.from_dict(d.pop("all_filled"))

        def _parse_expected_found(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        expected_found = _parse_expected_found(d.pop("expected_found"))

        def _parse_places(data: object) -> Fan | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                places_type_0 = Fan.from_dict(data)

                return places_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Fan | None, data)

        places = _parse_places(d.pop("places"))

        findings_forecast = cls(
            all_found=all_found,
            all_filled=all_filled,
            expected_found=expected_found,
            places=places,
        )

        findings_forecast.additional_properties = d
        return findings_forecast

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.location_privacy_enum import (
    LocationPrivacyEnum,
    check_location_privacy_enum,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.objective_place_request import ObjectivePlaceRequest
    from ..models.window_request import WindowRequest


T = TypeVar("T", bound="PatchedObjectiveDraftRequest")


@_attrs_define
class PatchedObjectiveDraftRequest:
    """
    Attributes:
        title (str | Unset):
        description (str | Unset):
        area (str | Unset): Where to look, in words.
        place (None | ObjectivePlaceRequest | Unset): Where to look, on the map; null takes it off the map.
        quota (int | Unset):
        prize_minor (int | Unset):
        window (WindowRequest | Unset): When reports are taken: half-open, each end may be missing.
        location_privacy (LocationPrivacyEnum | Unset): * `exact` - where it is
            * `fuzzed` - roughly where it is
            * `hidden` - not at all
    """

    title: str | Unset = UNSET
    description: str | Unset = UNSET
    area: str | Unset = UNSET
    place: None | ObjectivePlaceRequest | Unset = UNSET
    quota: int | Unset = UNSET
    prize_minor: int | Unset = UNSET
    window: WindowRequest | Unset = UNSET
    location_privacy: LocationPrivacyEnum | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.objective_place_request import ObjectivePlaceRequest  # noqa: PLC0415

        title = self.title

        description = self.description

        area = self.area

        place: dict[str, Any] | None | Unset
        if isinstance(self.place, Unset):
            place = UNSET
        elif isinstance(self.place, ObjectivePlaceRequest):
            place = self.place.to_dict()
        else:
            place = self.place

        quota = self.quota

        prize_minor = self.prize_minor

        window: dict[str, Any] | Unset = UNSET
        if not isinstance(self.window, Unset):
            window = self.window.to_dict()

        location_privacy: str | Unset = UNSET
        if not isinstance(self.location_privacy, Unset):
            location_privacy = self.location_privacy

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if title is not UNSET:
            field_dict["title"] = title
        if description is not UNSET:
            field_dict["description"] = description
        if area is not UNSET:
            field_dict["area"] = area
        if place is not UNSET:
            field_dict["place"] = place
        if quota is not UNSET:
            field_dict["quota"] = quota
        if prize_minor is not UNSET:
            field_dict["prize_minor"] = prize_minor
        if window is not UNSET:
            field_dict["window"] = window
        if location_privacy is not UNSET:
            field_dict["location_privacy"] = location_privacy

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.objective_place_request import ObjectivePlaceRequest  # noqa: PLC0415
        from ..models.window_request import WindowRequest  # noqa: PLC0415

        d = dict(src_dict)
        title = d.pop("title", UNSET)

        description = d.pop("description", UNSET)

        area = d.pop("area", UNSET)

        def _parse_place(data: object) -> None | ObjectivePlaceRequest | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                place_type_0 = ObjectivePlaceRequest.from_dict(data)

                return place_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ObjectivePlaceRequest | Unset, data)

        place = _parse_place(d.pop("place", UNSET))

        quota = d.pop("quota", UNSET)

        prize_minor = d.pop("prize_minor", UNSET)

        _window = d.pop("window", UNSET)
        window: WindowRequest | Unset
        if isinstance(_window, Unset):
            window = UNSET
        else:
            window = WindowRequest.from_dict(_window)

        _location_privacy = d.pop("location_privacy", UNSET)
        location_privacy: LocationPrivacyEnum | Unset
        if isinstance(_location_privacy, Unset):
            location_privacy = UNSET
        else:
            location_privacy = check_location_privacy_enum(_location_privacy)

        patched_objective_draft_request = cls(
            title=title,
            description=description,
            area=area,
            place=place,
            quota=quota,
            prize_minor=prize_minor,
            window=window,
            location_privacy=location_privacy,
        )

        patched_objective_draft_request.additional_properties = d
        return patched_objective_draft_request

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

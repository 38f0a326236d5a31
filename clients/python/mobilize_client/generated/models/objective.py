from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.location_privacy_enum import (
    LocationPrivacyEnum,
    check_location_privacy_enum,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.money import Money
    from ..models.objective_place import ObjectivePlace
    from ..models.window import Window


T = TypeVar("T", bound="Objective")


@_attrs_define
class Objective:
    """
    Attributes:
        id (UUID):
        campaign (str):
        title (str):
        place (None | ObjectivePlace):
        found (int): How many of the quota are taken by findings that are paid or will be; a reversal gives none back.
            Once all are, a further finding pays nothing.
        prize_minor (int):
        prize (Money): An amount in the currency's minor units.
        window (Window): When reports are taken: half-open, each end may be missing.
        description (str | Unset):
        area (str | Unset): Where to look, in words.
        quota (int | Unset):
        location_privacy (LocationPrivacyEnum | Unset): * `exact` - where it is
            * `fuzzed` - roughly where it is
            * `hidden` - not at all
    """

    id: UUID
    campaign: str
    title: str
    place: None | ObjectivePlace
    found: int
    prize_minor: int
    prize: Money
    window: Window
    description: str | Unset = UNSET
    area: str | Unset = UNSET
    quota: int | Unset = UNSET
    location_privacy: LocationPrivacyEnum | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.objective_place import ObjectivePlace  # noqa: PLC0415

        id = str(self.id)

        campaign = self.campaign

        title = self.title

        place: dict[str, Any] | None
        if isinstance(self.place, ObjectivePlace):
            place = self.place.to_dict()
        else:
            place = self.place

        found = self.found

        prize_minor = self.prize_minor

        prize = self.prize.to_dict()

        window = self.window.to_dict()

        description = self.description

        area = self.area

        quota = self.quota

        location_privacy: str | Unset = UNSET
        if not isinstance(self.location_privacy, Unset):
            location_privacy = self.location_privacy

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "campaign": campaign,
                "title": title,
                "place": place,
                "found": found,
                "prize_minor": prize_minor,
                "prize": prize,
                "window": window,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if area is not UNSET:
            field_dict["area"] = area
        if quota is not UNSET:
            field_dict["quota"] = quota
        if location_privacy is not UNSET:
            field_dict["location_privacy"] = location_privacy

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money import Money  # noqa: PLC0415
        from ..models.objective_place import ObjectivePlace  # noqa: PLC0415
        from ..models.window import Window  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        campaign = d.pop("campaign")

        title = d.pop("title")

        def _parse_place(data: object) -> None | ObjectivePlace:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                place_type_0 = ObjectivePlace.from_dict(data)

                return place_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ObjectivePlace, data)

        place = _parse_place(d.pop("place"))

        found = d.pop("found")

        prize_minor = d.pop("prize_minor")

        prize = Money.from_dict(d.pop("prize"))

        window = Window.from_dict(d.pop("window"))

        description = d.pop("description", UNSET)

        area = d.pop("area", UNSET)

        quota = d.pop("quota", UNSET)

        _location_privacy = d.pop("location_privacy", UNSET)
        location_privacy: LocationPrivacyEnum | Unset
        if isinstance(_location_privacy, Unset):
            location_privacy = UNSET
        else:
            location_privacy = check_location_privacy_enum(_location_privacy)

        objective = cls(
            id=id,
            campaign=campaign,
            title=title,
            place=place,
            found=found,
            prize_minor=prize_minor,
            prize=prize,
            window=window,
            description=description,
            area=area,
            quota=quota,
            location_privacy=location_privacy,
        )

        objective.additional_properties = d
        return objective

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

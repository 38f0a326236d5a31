from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.to_enum import ToEnum, check_to_enum

T = TypeVar("T", bound="Giving")


@_attrs_define
class Giving:
    """What somebody gives of the rewards that they earn in one campaign, from the next one on.

    Attributes:
        campaign (str): The campaign's address.
        percent (int): Rounded down to the smallest unit; 0 gives nothing, and is where all begin.
        to (ToEnum): * `charity` - the campaign's charity
            * `solidarity` - the solidarity pool
        since (datetime.datetime | None):
    """

    campaign: str
    percent: int
    to: ToEnum
    since: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        campaign = self.campaign

        percent = self.percent

        to: str = self.to

        since: None | str
        if isinstance(self.since, datetime.datetime):
            since = self.since.isoformat()
        else:
            since = self.since

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "campaign": campaign,
                "percent": percent,
                "to": to,
                "since": since,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        campaign = d.pop("campaign")

        percent = d.pop("percent")

        to = check_to_enum(d.pop("to"))

        def _parse_since(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                since_type_0 = datetime.datetime.fromisoformat(data)

                return since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        since = _parse_since(d.pop("since"))

        giving = cls(
            campaign=campaign,
            percent=percent,
            to=to,
            since=since,
        )

        giving.additional_properties = d
        return giving

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

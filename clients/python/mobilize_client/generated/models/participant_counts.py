from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ParticipantCounts")


@_attrs_define
class ParticipantCounts:
    """
    Attributes:
        recruits (int): Whom they brought in themselves.
        downline (int): Everybody below them.
        reports (int):
        reports_verified (int): Those that were found true and still are.
        last_active_on (datetime.date | None): By the campaign's clocks.
    """

    recruits: int
    downline: int
    reports: int
    reports_verified: int
    last_active_on: datetime.date | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        recruits = self.recruits

        downline = self.downline

        reports = self.reports

        reports_verified = self.reports_verified

        last_active_on: None | str
        if isinstance(self.last_active_on, datetime.date):
            last_active_on = self.last_active_on.isoformat()
        else:
            last_active_on = self.last_active_on

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "recruits": recruits,
                "downline": downline,
                "reports": reports,
                "reports_verified": reports_verified,
                "last_active_on": last_active_on,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        recruits = d.pop("recruits")

        downline = d.pop("downline")

        reports = d.pop("reports")

        reports_verified = d.pop("reports_verified")

        def _parse_last_active_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_active_on_type_0 = datetime.date.fromisoformat(data)

                return last_active_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        last_active_on = _parse_last_active_on(d.pop("last_active_on"))

        participant_counts = cls(
            recruits=recruits,
            downline=downline,
            reports=reports,
            reports_verified=reports_verified,
            last_active_on=last_active_on,
        )

        participant_counts.additional_properties = d
        return participant_counts

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

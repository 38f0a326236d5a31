from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.figure import Figure


T = TypeVar("T", bound="PersonActivity")


@_attrs_define
class PersonActivity:
    """What one place adds up to, as far as it has been counted.

    Attributes:
        downline (int): Everybody below, at any depth.
        recruits (int):
        reports (int):
        reports_verified (int):
        active_days (int):
        last_active_on (datetime.date | None):
        trust (Figure): A number, the count that it rests on and its 95 % interval; where something is missing there is
            no number.
        ties (int): How many people there was an exchange with: one brought the other in, vouched for, or said the same.
        constraint (Figure): A number, the count that it rests on and its 95 % interval; where something is missing
            there is no number.
    """

    downline: int
    recruits: int
    reports: int
    reports_verified: int
    active_days: int
    last_active_on: datetime.date | None
    trust: Figure
    ties: int
    constraint: Figure
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        downline = self.downline

        recruits = self.recruits

        reports = self.reports

        reports_verified = self.reports_verified

        active_days = self.active_days

        last_active_on: None | str
        if isinstance(self.last_active_on, datetime.date):
            last_active_on = self.last_active_on.isoformat()
        else:
            last_active_on = self.last_active_on

        trust = self.trust.to_dict()

        ties = self.ties

        constraint = self.constraint.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "downline": downline,
                "recruits": recruits,
                "reports": reports,
                "reports_verified": reports_verified,
                "active_days": active_days,
                "last_active_on": last_active_on,
                "trust": trust,
                "ties": ties,
                "constraint": constraint,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.figure import Figure  # noqa: PLC0415

        d = dict(src_dict)
        downline = d.pop("downline")

        recruits = d.pop("recruits")

        reports = d.pop("reports")

        reports_verified = d.pop("reports_verified")

        active_days = d.pop("active_days")

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

        trust = Figure.from_dict(d.pop("trust"))

        ties = d.pop("ties")

        constraint = Figure.from_dict(d.pop("constraint"))

        person_activity = cls(
            downline=downline,
            recruits=recruits,
            reports=reports,
            reports_verified=reports_verified,
            active_days=active_days,
            last_active_on=last_active_on,
            trust=trust,
            ties=ties,
            constraint=constraint,
        )

        person_activity.additional_properties = d
        return person_activity

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

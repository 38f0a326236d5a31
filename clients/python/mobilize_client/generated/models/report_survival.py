from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.compared_curve import ComparedCurve
    from ..models.survival_by_recruiting import SurvivalByRecruiting
    from ..models.survival_curve import SurvivalCurve


T = TypeVar("T", bound="ReportSurvival")


@_attrs_define
class ReportSurvival:
    """
    Attributes:
        as_of (datetime.datetime):
        time_zone (str):
        gap_days (int):
        everybody (SurvivalCurve):
        by_cohort (list[ComparedCurve]):
        by_generation (list[ComparedCurve]):
        by_recruiting (SurvivalByRecruiting):
        by_arm (list[ComparedCurve]):
    """

    as_of: datetime.datetime
    time_zone: str
    gap_days: int
    everybody: SurvivalCurve
    by_cohort: list[ComparedCurve]
    by_generation: list[ComparedCurve]
    by_recruiting: SurvivalByRecruiting
    by_arm: list[ComparedCurve]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        time_zone = self.time_zone

        gap_days = self.gap_days

        everybody = self.everybody.to_dict()

        by_cohort = []
        for by_cohort_item_data in self.by_cohort:
            by_cohort_item = by_cohort_item_data.to_dict()
            by_cohort.append(by_cohort_item)

        by_generation = []
        for by_generation_item_data in self.by_generation:
            by_generation_item = by_generation_item_data.to_dict()
            by_generation.append(by_generation_item)

        by_recruiting = self.by_recruiting.to_dict()

        by_arm = []
        for by_arm_item_data in self.by_arm:
            by_arm_item = by_arm_item_data.to_dict()
            by_arm.append(by_arm_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "as_of": as_of,
                "time_zone": time_zone,
                "gap_days": gap_days,
                "everybody": everybody,
                "by_cohort": by_cohort,
                "by_generation": by_generation,
                "by_recruiting": by_recruiting,
                "by_arm": by_arm,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.compared_curve import ComparedCurve  # noqa: PLC0415
        from ..models.survival_by_recruiting import SurvivalByRecruiting  # noqa: PLC0415
        from ..models.survival_curve import SurvivalCurve  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.datetime.fromisoformat(d.pop("as_of"))

        time_zone = d.pop("time_zone")

        gap_days = d.pop("gap_days")

        everybody = SurvivalCurve.from_dict(d.pop("everybody"))

        by_cohort = []
        _by_cohort = d.pop("by_cohort")
        for by_cohort_item_data in _by_cohort:
            by_cohort_item = ComparedCurve.from_dict(by_cohort_item_data)

            by_cohort.append(by_cohort_item)

        by_generation = []
        _by_generation = d.pop("by_generation")
        for by_generation_item_data in _by_generation:
            by_generation_item = ComparedCurve.from_dict(by_generation_item_data)

            by_generation.append(by_generation_item)

        by_recruiting = SurvivalByRecruiting.from_dict(d.pop("by_recruiting"))

        by_arm = []
        _by_arm = d.pop("by_arm")
        for by_arm_item_data in _by_arm:
            by_arm_item = ComparedCurve.from_dict(by_arm_item_data)

            by_arm.append(by_arm_item)

        report_survival = cls(
            as_of=as_of,
            time_zone=time_zone,
            gap_days=gap_days,
            everybody=everybody,
            by_cohort=by_cohort,
            by_generation=by_generation,
            by_recruiting=by_recruiting,
            by_arm=by_arm,
        )

        report_survival.additional_properties = d
        return report_survival

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

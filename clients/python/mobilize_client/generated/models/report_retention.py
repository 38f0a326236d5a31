from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.cohort_by_enum import CohortByEnum, check_cohort_by_enum
from ..models.period_enum import PeriodEnum, check_period_enum
from ..models.report_retention_kind_enum import (
    ReportRetentionKindEnum,
    check_report_retention_kind_enum,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cohort import Cohort
    from ..models.figure import Figure


T = TypeVar("T", bound="ReportRetention")


@_attrs_define
class ReportRetention:
    """
    Attributes:
        as_of (datetime.datetime):
        time_zone (str):
        period (PeriodEnum): * `hour` - hour
            * `day` - day
            * `week` - week
            * `month` - month
        kind (ReportRetentionKindEnum): * `recurring` - recurring
            * `first_time` - first_time
            * `on_or_after` - on_or_after
            * `joined` - joined
        cohort_by (CohortByEnum): * `period` - period
            * `generation` - generation
            * `branch` - branch
            * `source` - source
            * `arm` - arm
        missing (str):
        cohorts (list[Cohort]):
        mean_simple (list[Figure]):
        mean_weighted (list[Figure]):
        cohorts_counted (list[int] | Unset): Of periods: how many cohorts are in each mean.
    """

    as_of: datetime.datetime
    time_zone: str
    period: PeriodEnum
    kind: ReportRetentionKindEnum
    cohort_by: CohortByEnum
    missing: str
    cohorts: list[Cohort]
    mean_simple: list[Figure]
    mean_weighted: list[Figure]
    cohorts_counted: list[int] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        time_zone = self.time_zone

        period: str = self.period

        kind: str = self.kind

        cohort_by: str = self.cohort_by

        missing = self.missing

        cohorts = []
        for cohorts_item_data in self.cohorts:
            cohorts_item = cohorts_item_data.to_dict()
            cohorts.append(cohorts_item)

        mean_simple = []
        for mean_simple_item_data in self.mean_simple:
            mean_simple_item = mean_simple_item_data.to_dict()
            mean_simple.append(mean_simple_item)

        mean_weighted = []
        for mean_weighted_item_data in self.mean_weighted:
            mean_weighted_item = mean_weighted_item_data.to_dict()
            mean_weighted.append(mean_weighted_item)

        cohorts_counted: list[int] | Unset = UNSET
        if not isinstance(self.cohorts_counted, Unset):
            cohorts_counted = self.cohorts_counted

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "as_of": as_of,
                "time_zone": time_zone,
                "period": period,
                "kind": kind,
                "cohort_by": cohort_by,
                "missing": missing,
                "cohorts": cohorts,
                "mean_simple": mean_simple,
                "mean_weighted": mean_weighted,
            }
        )
        if cohorts_counted is not UNSET:
            field_dict["cohorts_counted"] = cohorts_counted

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cohort import Cohort  # noqa: PLC0415
        from ..models.figure import Figure  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.datetime.fromisoformat(d.pop("as_of"))

        time_zone = d.pop("time_zone")

        period = check_period_enum(d.pop("period"))

        kind = check_report_retention_kind_enum(d.pop("kind"))

        cohort_by = check_cohort_by_enum(d.pop("cohort_by"))

        missing = d.pop("missing")

        cohorts = []
        _cohorts = d.pop("cohorts")
        for cohorts_item_data in _cohorts:
            cohorts_item = Cohort.from_dict(cohorts_item_data)

            cohorts.append(cohorts_item)

        mean_simple = []
        _mean_simple = d.pop("mean_simple")
        for mean_simple_item_data in _mean_simple:
            mean_simple_item = Figure.from_dict(mean_simple_item_data)

            mean_simple.append(mean_simple_item)

        mean_weighted = []
        _mean_weighted = d.pop("mean_weighted")
        for mean_weighted_item_data in _mean_weighted:
            mean_weighted_item = Figure.from_dict(mean_weighted_item_data)

            mean_weighted.append(mean_weighted_item)

        cohorts_counted = cast(list[int], d.pop("cohorts_counted", UNSET))

        report_retention = cls(
            as_of=as_of,
            time_zone=time_zone,
            period=period,
            kind=kind,
            cohort_by=cohort_by,
            missing=missing,
            cohorts=cohorts,
            mean_simple=mean_simple,
            mean_weighted=mean_weighted,
            cohorts_counted=cohorts_counted,
        )

        report_retention.additional_properties = d
        return report_retention

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

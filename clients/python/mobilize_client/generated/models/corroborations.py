from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.assessment import Assessment
    from ..models.corroboration import Corroboration


T = TypeVar("T", bound="Corroborations")


@_attrs_define
class Corroborations:
    """
    Attributes:
        count (int): Of other people's reports in the cluster that stand.
        is_first (bool | Unset): Whether this is the first valid report of all.
        first (None | Unset | UUID): The first valid report; none where no report is valid any more.
        reports (list[Corroboration] | Unset): In order of receipt, decided ones too; 100 at most.
        assessment (Assessment | None | Unset): What was thought of it before anybody decided.
    """

    count: int
    is_first: bool | Unset = UNSET
    first: None | Unset | UUID = UNSET
    reports: list[Corroboration] | Unset = UNSET
    assessment: Assessment | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.assessment import Assessment  # noqa: PLC0415

        count = self.count

        is_first = self.is_first

        first: None | str | Unset
        if isinstance(self.first, Unset):
            first = UNSET
        elif isinstance(self.first, UUID):
            first = str(self.first)
        else:
            first = self.first

        reports: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.reports, Unset):
            reports = []
            for reports_item_data in self.reports:
                reports_item = reports_item_data.to_dict()
                reports.append(reports_item)

        assessment: dict[str, Any] | None | Unset
        if isinstance(self.assessment, Unset):
            assessment = UNSET
        elif isinstance(self.assessment, Assessment):
            assessment = self.assessment.to_dict()
        else:
            assessment = self.assessment

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "count": count,
            }
        )
        if is_first is not UNSET:
            field_dict["is_first"] = is_first
        if first is not UNSET:
            field_dict["first"] = first
        if reports is not UNSET:
            field_dict["reports"] = reports
        if assessment is not UNSET:
            field_dict["assessment"] = assessment

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.assessment import Assessment  # noqa: PLC0415
        from ..models.corroboration import Corroboration  # noqa: PLC0415

        d = dict(src_dict)
        count = d.pop("count")

        is_first = d.pop("is_first", UNSET)

        def _parse_first(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                first_type_0 = UUID(data)

                return first_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        first = _parse_first(d.pop("first", UNSET))

        _reports = d.pop("reports", UNSET)
        reports: list[Corroboration] | Unset = UNSET
        if _reports is not UNSET:
            reports = []
            for reports_item_data in _reports:
                reports_item = Corroboration.from_dict(reports_item_data)

                reports.append(reports_item)

        def _parse_assessment(data: object) -> Assessment | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                assessment_type_0 = Assessment.from_dict(data)

                return assessment_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Assessment | None | Unset, data)

        assessment = _parse_assessment(d.pop("assessment", UNSET))

        corroborations = cls(
            count=count,
            is_first=is_first,
            first=first,
            reports=reports,
            assessment=assessment,
        )

        corroborations.additional_properties = d
        return corroborations

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

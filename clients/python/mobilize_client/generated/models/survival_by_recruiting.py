from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.log_rank import LogRank
    from ..models.survival_curve import SurvivalCurve


T = TypeVar("T", bound="SurvivalByRecruiting")


@_attrs_define
class SurvivalByRecruiting:
    """
    Attributes:
        brought_somebody (SurvivalCurve):
        brought_nobody (SurvivalCurve):
        log_rank (LogRank): A test whether these people stay as long as the others.
    """

    brought_somebody: SurvivalCurve
    brought_nobody: SurvivalCurve
    log_rank: LogRank
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        brought_somebody = self.brought_somebody.to_dict()

        brought_nobody = self.brought_nobody.to_dict()

        log_rank = self.log_rank.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "brought_somebody": brought_somebody,
                "brought_nobody": brought_nobody,
                "log_rank": log_rank,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.log_rank import LogRank  # noqa: PLC0415
        from ..models.survival_curve import SurvivalCurve  # noqa: PLC0415

        d = dict(src_dict)
        brought_somebody = SurvivalCurve.from_dict(d.pop("brought_somebody"))

        brought_nobody = SurvivalCurve.from_dict(d.pop("brought_nobody"))

        log_rank = LogRank.from_dict(d.pop("log_rank"))

        survival_by_recruiting = cls(
            brought_somebody=brought_somebody,
            brought_nobody=brought_nobody,
            log_rank=log_rank,
        )

        survival_by_recruiting.additional_properties = d
        return survival_by_recruiting

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

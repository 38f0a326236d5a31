from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.days_figure import DaysFigure
    from ..models.figure import Figure
    from ..models.survival_steps import SurvivalSteps


T = TypeVar("T", bound="SurvivalCurve")


@_attrs_define
class SurvivalCurve:
    """
    Attributes:
        n (int):
        lapsed (int):
        median_days (Figure): A number, the count that it rests on and its 95 % interval; where something is missing
            there is no number.
        after_days (list[DaysFigure]):
        steps (SurvivalSteps):
    """

    n: int
    lapsed: int
    median_days: Figure
    after_days: list[DaysFigure]
    steps: SurvivalSteps
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        n = self.n

        lapsed = self.lapsed

        median_days = self.median_days.to_dict()

        after_days = []
        for after_days_item_data in self.after_days:
            after_days_item = after_days_item_data.to_dict()
            after_days.append(after_days_item)

        steps = self.steps.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "n": n,
                "lapsed": lapsed,
                "median_days": median_days,
                "after_days": after_days,
                "steps": steps,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.days_figure import DaysFigure  # noqa: PLC0415
        from ..models.figure import Figure  # noqa: PLC0415
        from ..models.survival_steps import SurvivalSteps  # noqa: PLC0415

        d = dict(src_dict)
        n = d.pop("n")

        lapsed = d.pop("lapsed")

        median_days = Figure.from_dict(d.pop("median_days"))

        after_days = []
        _after_days = d.pop("after_days")
        for after_days_item_data in _after_days:
            after_days_item = DaysFigure.from_dict(after_days_item_data)

            after_days.append(after_days_item)

        steps = SurvivalSteps.from_dict(d.pop("steps"))

        survival_curve = cls(
            n=n,
            lapsed=lapsed,
            median_days=median_days,
            after_days=after_days,
            steps=steps,
        )

        survival_curve.additional_properties = d
        return survival_curve

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.figure import Figure
    from ..models.lorenz import Lorenz


T = TypeVar("T", bound="Spread")


@_attrs_define
class Spread:
    """
    Attributes:
        gini (Figure): A number, the count that it rests on and its 95 % interval; where something is missing there is
            no number.
        lorenz (Lorenz): Of so great a part of the people, who has least first, the part of all that they have; empty
            without a Gini.
        top_percent_share (Figure): A number, the count that it rests on and its 95 % interval; where something is
            missing there is no number.
        people (int):
        with_any (int):
    """

    gini: Figure
    lorenz: Lorenz
    top_percent_share: Figure
    people: int
    with_any: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        gini = self.gini.to_dict()

        lorenz = self.lorenz.to_dict()

        top_percent_share = self.top_percent_share.to_dict()

        people = self.people

        with_any = self.with_any

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "gini": gini,
                "lorenz": lorenz,
                "top_percent_share": top_percent_share,
                "people": people,
                "with_any": with_any,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.figure import Figure  # noqa: PLC0415
        from ..models.lorenz import Lorenz  # noqa: PLC0415

        d = dict(src_dict)
        gini = Figure.from_dict(d.pop("gini"))

        lorenz = Lorenz.from_dict(d.pop("lorenz"))

        top_percent_share = Figure.from_dict(d.pop("top_percent_share"))

        people = d.pop("people")

        with_any = d.pop("with_any")

        spread = cls(
            gini=gini,
            lorenz=lorenz,
            top_percent_share=top_percent_share,
            people=people,
            with_any=with_any,
        )

        spread.additional_properties = d
        return spread

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

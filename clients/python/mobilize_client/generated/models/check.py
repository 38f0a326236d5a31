from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.level_enum import LevelEnum, check_level_enum

if TYPE_CHECKING:
    from ..models.check_figures import CheckFigures
    from ..models.checked_person import CheckedPerson


T = TypeVar("T", bound="Check")


@_attrs_define
class Check:
    """One check: `ok`, `warn` (to be accepted by its code) or `block`.

    Attributes:
        code (str):
        level (LevelEnum): * `ok` - ok
            * `warn` - warn
            * `block` - block
        message (str):
        payouts (list[UUID]): The payouts that it is about.
        one_by_one (bool): Whether each of its payouts is accepted by itself.
        people (list[CheckedPerson]): While each payout of a draft waits to be accepted by itself: whom it pays, and how
            much.
        figures (CheckFigures): The numbers behind it, and whether it was accepted.
    """

    code: str
    level: LevelEnum
    message: str
    payouts: list[UUID]
    one_by_one: bool
    people: list[CheckedPerson]
    figures: CheckFigures
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        level: str = self.level

        message = self.message

        payouts = []
        for payouts_item_data in self.payouts:
            payouts_item = str(payouts_item_data)
            payouts.append(payouts_item)

        one_by_one = self.one_by_one

        people = []
        for people_item_data in self.people:
            people_item = people_item_data.to_dict()
            people.append(people_item)

        figures = self.figures.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "level": level,
                "message": message,
                "payouts": payouts,
                "one_by_one": one_by_one,
                "people": people,
                "figures": figures,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.check_figures import CheckFigures  # noqa: PLC0415
        from ..models.checked_person import CheckedPerson  # noqa: PLC0415

        d = dict(src_dict)
        code = d.pop("code")

        level = check_level_enum(d.pop("level"))

        message = d.pop("message")

        payouts = []
        _payouts = d.pop("payouts")
        for payouts_item_data in _payouts:
            payouts_item = UUID(payouts_item_data)

            payouts.append(payouts_item)

        one_by_one = d.pop("one_by_one")

        people = []
        _people = d.pop("people")
        for people_item_data in _people:
            people_item = CheckedPerson.from_dict(people_item_data)

            people.append(people_item)

        figures = CheckFigures.from_dict(d.pop("figures"))

        check = cls(
            code=code,
            level=level,
            message=message,
            payouts=payouts,
            one_by_one=one_by_one,
            people=people,
            figures=figures,
        )

        check.additional_properties = d
        return check

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

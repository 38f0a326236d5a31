from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.on_chain import OnChain


T = TypeVar("T", bound="PrizeSplit")


@_attrs_define
class PrizeSplit:
    """A prize along one's chain: the finder first, then everybody up to oneself, and who else got something of it.

    Attributes:
        objective (str): What was found or done.
        prize_minor (int):
        remainder_minor (int):
        people (list[OnChain]): At most 20 and those between the finder and me; in the line's currency.
        releases_at (datetime.datetime | None): When held shares of it are looked at.
        reversed_at (datetime.datetime | None): When it was taken back; null where it stands.
        reversal_reason (str): Why the finding was found wrong: fraud, mistake, duplicate or other; empty where the
            prize stands.
    """

    objective: str
    prize_minor: int
    remainder_minor: int
    people: list[OnChain]
    releases_at: datetime.datetime | None
    reversed_at: datetime.datetime | None
    reversal_reason: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        objective = self.objective

        prize_minor = self.prize_minor

        remainder_minor = self.remainder_minor

        people = []
        for people_item_data in self.people:
            people_item = people_item_data.to_dict()
            people.append(people_item)

        releases_at: None | str
        if isinstance(self.releases_at, datetime.datetime):
            releases_at = self.releases_at.isoformat()
        else:
            releases_at = self.releases_at

        reversed_at: None | str
        if isinstance(self.reversed_at, datetime.datetime):
            reversed_at = self.reversed_at.isoformat()
        else:
            reversed_at = self.reversed_at

        reversal_reason = self.reversal_reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "objective": objective,
                "prize_minor": prize_minor,
                "remainder_minor": remainder_minor,
                "people": people,
                "releases_at": releases_at,
                "reversed_at": reversed_at,
                "reversal_reason": reversal_reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.on_chain import OnChain  # noqa: PLC0415

        d = dict(src_dict)
        objective = d.pop("objective")

        prize_minor = d.pop("prize_minor")

        remainder_minor = d.pop("remainder_minor")

        people = []
        _people = d.pop("people")
        for people_item_data in _people:
            people_item = OnChain.from_dict(people_item_data)

            people.append(people_item)

        def _parse_releases_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                releases_at_type_0 = datetime.datetime.fromisoformat(data)

                return releases_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        releases_at = _parse_releases_at(d.pop("releases_at"))

        def _parse_reversed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                reversed_at_type_0 = datetime.datetime.fromisoformat(data)

                return reversed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        reversed_at = _parse_reversed_at(d.pop("reversed_at"))

        reversal_reason = d.pop("reversal_reason")

        prize_split = cls(
            objective=objective,
            prize_minor=prize_minor,
            remainder_minor=remainder_minor,
            people=people,
            releases_at=releases_at,
            reversed_at=reversed_at,
            reversal_reason=reversal_reason,
        )

        prize_split.additional_properties = d
        return prize_split

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.reason import Reason


T = TypeVar("T", bound="NudgePreview")


@_attrs_define
class NudgePreview:
    """Whom a nudge would go to if it were sent now.

    Attributes:
        people (int): In the audience.
        would_get_it (int):
        held_out (int): Drawn by chance and not written to, so that it shows what it did.
        unreachable (list[Reason]):
        subject (str):
        text (str):
    """

    people: int
    would_get_it: int
    held_out: int
    unreachable: list[Reason]
    subject: str
    text: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        people = self.people

        would_get_it = self.would_get_it

        held_out = self.held_out

        unreachable = []
        for unreachable_item_data in self.unreachable:
            unreachable_item = unreachable_item_data.to_dict()
            unreachable.append(unreachable_item)

        subject = self.subject

        text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "people": people,
                "would_get_it": would_get_it,
                "held_out": held_out,
                "unreachable": unreachable,
                "subject": subject,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.reason import Reason  # noqa: PLC0415

        d = dict(src_dict)
        people = d.pop("people")

        would_get_it = d.pop("would_get_it")

        held_out = d.pop("held_out")

        unreachable = []
        _unreachable = d.pop("unreachable")
        for unreachable_item_data in _unreachable:
            unreachable_item = Reason.from_dict(unreachable_item_data)

            unreachable.append(unreachable_item)

        subject = d.pop("subject")

        text = d.pop("text")

        nudge_preview = cls(
            people=people,
            would_get_it=would_get_it,
            held_out=held_out,
            unreachable=unreachable,
            subject=subject,
            text=text,
        )

        nudge_preview.additional_properties = d
        return nudge_preview

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

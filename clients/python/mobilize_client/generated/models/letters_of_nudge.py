from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.reason import Reason


T = TypeVar("T", bound="LettersOfNudge")


@_attrs_define
class LettersOfNudge:
    """
    Attributes:
        waiting (int): Not sent yet: for the quiet hours, the queue, or another try.
        sent (int):
        failed (int):
        unknown (int): Perhaps sent; never tried again.
        suppressed (list[Reason]):
    """

    waiting: int
    sent: int
    failed: int
    unknown: int
    suppressed: list[Reason]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        waiting = self.waiting

        sent = self.sent

        failed = self.failed

        unknown = self.unknown

        suppressed = []
        for suppressed_item_data in self.suppressed:
            suppressed_item = suppressed_item_data.to_dict()
            suppressed.append(suppressed_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "waiting": waiting,
                "sent": sent,
                "failed": failed,
                "unknown": unknown,
                "suppressed": suppressed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.reason import Reason  # noqa: PLC0415

        d = dict(src_dict)
        waiting = d.pop("waiting")

        sent = d.pop("sent")

        failed = d.pop("failed")

        unknown = d.pop("unknown")

        suppressed = []
        _suppressed = d.pop("suppressed")
        for suppressed_item_data in _suppressed:
            suppressed_item = Reason.from_dict(suppressed_item_data)

            suppressed.append(suppressed_item)

        letters_of_nudge = cls(
            waiting=waiting,
            sent=sent,
            failed=failed,
            unknown=unknown,
            suppressed=suppressed,
        )

        letters_of_nudge.additional_properties = d
        return letters_of_nudge

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

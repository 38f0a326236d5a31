from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.told_row import ToldRow


T = TypeVar("T", bound="BatchReport")


@_attrs_define
class BatchReport:
    """What became of every row, in the order in which they were sent.

    Attributes:
        accepted (int):
        known (int):
        refused (int):
        rows (list[ToldRow]):
    """

    accepted: int
    known: int
    refused: int
    rows: list[ToldRow]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        accepted = self.accepted

        known = self.known

        refused = self.refused

        rows = []
        for rows_item_data in self.rows:
            rows_item = rows_item_data.to_dict()
            rows.append(rows_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "accepted": accepted,
                "known": known,
                "refused": refused,
                "rows": rows,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.told_row import ToldRow  # noqa: PLC0415

        d = dict(src_dict)
        accepted = d.pop("accepted")

        known = d.pop("known")

        refused = d.pop("refused")

        rows = []
        _rows = d.pop("rows")
        for rows_item_data in _rows:
            rows_item = ToldRow.from_dict(rows_item_data)

            rows.append(rows_item)

        batch_report = cls(
            accepted=accepted,
            known=known,
            refused=refused,
            rows=rows,
        )

        batch_report.additional_properties = d
        return batch_report

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

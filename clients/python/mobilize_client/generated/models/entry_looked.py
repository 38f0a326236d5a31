from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.entry_refusal import EntryRefusal
    from ..models.money import Money


T = TypeVar("T", bound="EntryLooked")


@_attrs_define
class EntryLooked:
    """
    Attributes:
        amount (Money | None):
        before (str): How the payout stands before this entry; empty where there is none.
        after (str): And how after it.
        refused (EntryRefusal | None):
        payout (None | Unset | UUID):
        display_name (str | Unset):  Default: ''.
    """

    amount: Money | None
    before: str
    after: str
    refused: EntryRefusal | None
    payout: None | Unset | UUID = UNSET
    display_name: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.entry_refusal import EntryRefusal  # noqa: PLC0415
        from ..models.money import Money  # noqa: PLC0415

        amount: dict[str, Any] | None
        if isinstance(self.amount, Money):
            amount = self.amount.to_dict()
        else:
            amount = self.amount

        before = self.before

        after = self.after

        refused: dict[str, Any] | None
        if isinstance(self.refused, EntryRefusal):
            refused = self.refused.to_dict()
        else:
            refused = self.refused

        payout: None | str | Unset
        if isinstance(self.payout, Unset):
            payout = UNSET
        elif isinstance(self.payout, UUID):
            payout = str(self.payout)
        else:
            payout = self.payout

        display_name = self.display_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "amount": amount,
                "before": before,
                "after": after,
                "refused": refused,
            }
        )
        if payout is not UNSET:
            field_dict["payout"] = payout
        if display_name is not UNSET:
            field_dict["display_name"] = display_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.entry_refusal import EntryRefusal  # noqa: PLC0415
        from ..models.money import Money  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_amount(data: object) -> Money | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                amount_type_0 = Money.from_dict(data)

                return amount_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Money | None, data)

        amount = _parse_amount(d.pop("amount"))

        before = d.pop("before")

        after = d.pop("after")

        def _parse_refused(data: object) -> EntryRefusal | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                refused_type_0 = EntryRefusal.from_dict(data)

                return refused_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EntryRefusal | None, data)

        refused = _parse_refused(d.pop("refused"))

        def _parse_payout(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                payout_type_0 = UUID(data)

                return payout_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        payout = _parse_payout(d.pop("payout", UNSET))

        display_name = d.pop("display_name", UNSET)

        entry_looked = cls(
            amount=amount,
            before=before,
            after=after,
            refused=refused,
            payout=payout,
            display_name=display_name,
        )

        entry_looked.additional_properties = d
        return entry_looked

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

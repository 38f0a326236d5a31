from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.balance import Balance
    from ..models.own_payout_hold import OwnPayoutHold
    from ..models.statement_line import StatementLine


T = TypeVar("T", bound="StatementPage")


@_attrs_define
class StatementPage:
    """
    Attributes:
        balances (list[Balance]): As they stand now: what the lines of all pages add up to, where no period is chosen.
        payout_holds (list[OwnPayoutHold]): Why nothing is paid out to one for now, or was not; the latest first.
        results (list[StatementLine]):
        next_ (None | str):
        previous (None | str):
    """

    balances: list[Balance]
    payout_holds: list[OwnPayoutHold]
    results: list[StatementLine]
    next_: None | str
    previous: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        balances = []
        for balances_item_data in self.balances:
            balances_item = balances_item_data.to_dict()
            balances.append(balances_item)

        payout_holds = []
        for payout_holds_item_data in self.payout_holds:
            payout_holds_item = payout_holds_item_data.to_dict()
            payout_holds.append(payout_holds_item)

        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)

        next_: None | str
        next_ = self.next_

        previous: None | str
        previous = self.previous

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "balances": balances,
                "payout_holds": payout_holds,
                "results": results,
                "next": next_,
                "previous": previous,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.balance import Balance  # noqa: PLC0415
        from ..models.own_payout_hold import OwnPayoutHold  # noqa: PLC0415
        from ..models.statement_line import StatementLine  # noqa: PLC0415

        d = dict(src_dict)
        balances = []
        _balances = d.pop("balances")
        for balances_item_data in _balances:
            balances_item = Balance.from_dict(balances_item_data)

            balances.append(balances_item)

        payout_holds = []
        _payout_holds = d.pop("payout_holds")
        for payout_holds_item_data in _payout_holds:
            payout_holds_item = OwnPayoutHold.from_dict(payout_holds_item_data)

            payout_holds.append(payout_holds_item)

        results = []
        _results = d.pop("results")
        for results_item_data in _results:
            results_item = StatementLine.from_dict(results_item_data)

            results.append(results_item)

        def _parse_next_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_ = _parse_next_(d.pop("next"))

        def _parse_previous(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        previous = _parse_previous(d.pop("previous"))

        statement_page = cls(
            balances=balances,
            payout_holds=payout_holds,
            results=results,
            next_=next_,
            previous=previous,
        )

        statement_page.additional_properties = d
        return statement_page

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.alert import Alert
    from ..models.money import Money


T = TypeVar("T", bound="Agenda")


@_attrs_define
class Agenda:
    """Counts of what waits for the caller; null is what their roles do not let them do anything about.

    Attributes:
        reviews (int | None): Findings that you may take up, or have taken up.
        objections (int | None): Objections to holds that nobody has answered.
        signals (int | None): Signals about people that nobody has decided.
        holds (int | None): Holds that nobody has decided.
        batches (int | None): Payout batches that somebody else drafted.
        payout_objections (int | None): Objections to not being paid, by holds that somebody else placed.
        missing (Money | None): What a draft lacks to cover its prizes; zero for nothing.
        alerts (list[Alert]): Those that are open, the latest first, at most 20.
    """

    reviews: int | None
    objections: int | None
    signals: int | None
    holds: int | None
    batches: int | None
    payout_objections: int | None
    missing: Money | None
    alerts: list[Alert]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.money import Money  # noqa: PLC0415

        reviews: int | None
        reviews = self.reviews

        objections: int | None
        objections = self.objections

        signals: int | None
        signals = self.signals

        holds: int | None
        holds = self.holds

        batches: int | None
        batches = self.batches

        payout_objections: int | None
        payout_objections = self.payout_objections

        missing: dict[str, Any] | None
        if isinstance(self.missing, Money):
            missing = self.missing.to_dict()
        else:
            missing = self.missing

        alerts = []
        for alerts_item_data in self.alerts:
            alerts_item = alerts_item_data.to_dict()
            alerts.append(alerts_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "reviews": reviews,
                "objections": objections,
                "signals": signals,
                "holds": holds,
                "batches": batches,
                "payout_objections": payout_objections,
                "missing": missing,
                "alerts": alerts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.alert import Alert  # noqa: PLC0415
        from ..models.money import Money  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_reviews(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        reviews = _parse_reviews(d.pop("reviews"))

        def _parse_objections(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        objections = _parse_objections(d.pop("objections"))

        def _parse_signals(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        signals = _parse_signals(d.pop("signals"))

        def _parse_holds(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        holds = _parse_holds(d.pop("holds"))

        def _parse_batches(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        batches = _parse_batches(d.pop("batches"))

        def _parse_payout_objections(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        payout_objections = _parse_payout_objections(d.pop("payout_objections"))

        def _parse_missing(data: object) -> Money | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                missing_type_0 = Money.from_dict(data)

                return missing_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Money | None, data)

        missing = _parse_missing(d.pop("missing"))

        alerts = []
        _alerts = d.pop("alerts")
        for alerts_item_data in _alerts:
            alerts_item = Alert.from_dict(alerts_item_data)

            alerts.append(alerts_item)

        agenda = cls(
            reviews=reviews,
            objections=objections,
            signals=signals,
            holds=holds,
            batches=batches,
            payout_objections=payout_objections,
            missing=missing,
            alerts=alerts,
        )

        agenda.additional_properties = d
        return agenda

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

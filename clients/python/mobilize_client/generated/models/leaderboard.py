from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.leaderboard_period import LeaderboardPeriod, check_leaderboard_period

if TYPE_CHECKING:
    from ..models.own_rank import OwnRank
    from ..models.ranked import Ranked


T = TypeVar("T", bound="Leaderboard")


@_attrs_define
class Leaderboard:
    """
    Attributes:
        period (LeaderboardPeriod): * `all` - all
            * `current` - current
        since (datetime.datetime | None): Where the current period begins; null for all time.
        time_zone (str):
        gap_days (int): Active is who did something on one of so many last days.
        people (int): How many are ranked.
        me (None | OwnRank): Null for who has no place in the campaign.
        results (list[Ranked]):
    """

    period: LeaderboardPeriod
    since: datetime.datetime | None
    time_zone: str
    gap_days: int
    people: int
    me: None | OwnRank
    results: list[Ranked]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.own_rank import OwnRank  # noqa: PLC0415

        period: str = self.period

        since: None | str
        if isinstance(self.since, datetime.datetime):
            since = self.since.isoformat()
        else:
            since = self.since

        time_zone = self.time_zone

        gap_days = self.gap_days

        people = self.people

        me: dict[str, Any] | None
        if isinstance(self.me, OwnRank):
            me = self.me.to_dict()
        else:
            me = self.me

        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "period": period,
                "since": since,
                "time_zone": time_zone,
                "gap_days": gap_days,
                "people": people,
                "me": me,
                "results": results,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.own_rank import OwnRank  # noqa: PLC0415
        from ..models.ranked import Ranked  # noqa: PLC0415

        d = dict(src_dict)
        period = check_leaderboard_period(d.pop("period"))

        def _parse_since(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                since_type_0 = datetime.datetime.fromisoformat(data)

                return since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        since = _parse_since(d.pop("since"))

        time_zone = d.pop("time_zone")

        gap_days = d.pop("gap_days")

        people = d.pop("people")

        def _parse_me(data: object) -> None | OwnRank:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                me_type_0 = OwnRank.from_dict(data)

                return me_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OwnRank, data)

        me = _parse_me(d.pop("me"))

        results = []
        _results = d.pop("results")
        for results_item_data in _results:
            results_item = Ranked.from_dict(results_item_data)

            results.append(results_item)

        leaderboard = cls(
            period=period,
            since=since,
            time_zone=time_zone,
            gap_days=gap_days,
            people=people,
            me=me,
            results=results,
        )

        leaderboard.additional_properties = d
        return leaderboard

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

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.forecast_state_enum import ForecastStateEnum, check_forecast_state_enum

if TYPE_CHECKING:
    from ..models.burn import Burn
    from ..models.findings_forecast import FindingsForecast
    from ..models.goal import Goal
    from ..models.growth import Growth


T = TypeVar("T", bound="Forecast")


@_attrs_define
class Forecast:
    """
    Attributes:
        campaign (str):
        state (ForecastStateEnum): * `none` - none
            * `queued` - queued
            * `running` - running
            * `ready` - ready
        asked_at (datetime.datetime | None):
        expected_at (datetime.datetime | None): About when the newer one is there.
        next_at (datetime.datetime | None): From when on it is made anew if there is news.
        as_of (datetime.datetime | None): Facts from before are in it.
        computed_at (datetime.datetime | None):
        deadline (datetime.datetime | None):
        deadline_assumed (bool): Whether the campaign has no end, and 28 days are taken.
        time_zone (str):
        missing (str): What is lacking for a forecast, if anything is.
        sentences (list[str]):
        goal (Goal | None): The campaign's, or the one that was asked about.
        participants (Growth | None):
        findings (FindingsForecast | None):
        budget (Burn | None):
    """

    campaign: str
    state: ForecastStateEnum
    asked_at: datetime.datetime | None
    expected_at: datetime.datetime | None
    next_at: datetime.datetime | None
    as_of: datetime.datetime | None
    computed_at: datetime.datetime | None
    deadline: datetime.datetime | None
    deadline_assumed: bool
    time_zone: str
    missing: str
    sentences: list[str]
    goal: Goal | None
    participants: Growth | None
    findings: FindingsForecast | None
    budget: Burn | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.burn import Burn  # noqa: PLC0415
        from ..models.findings_forecast import FindingsForecast  # noqa: PLC0415
        from ..models.goal import Goal  # noqa: PLC0415
        from ..models.growth import Growth  # noqa: PLC0415

        campaign = self.campaign

        state: str = self.state

        asked_at: None | str
        if isinstance(self.asked_at, datetime.datetime):
            asked_at = self.asked_at.isoformat()
        else:
            asked_at = self.asked_at

        expected_at: None | str
        if isinstance(self.expected_at, datetime.datetime):
            expected_at = self.expected_at.isoformat()
        else:
            expected_at = self.expected_at

        next_at: None | str
        if isinstance(self.next_at, datetime.datetime):
            next_at = self.next_at.isoformat()
        else:
            next_at = self.next_at

        as_of: None | str
        if isinstance(self.as_of, datetime.datetime):
            as_of = self.as_of.isoformat()
        else:
            as_of = self.as_of

        computed_at: None | str
        if isinstance(self.computed_at, datetime.datetime):
            computed_at = self.computed_at.isoformat()
        else:
            computed_at = self.computed_at

        deadline: None | str
        if isinstance(self.deadline, datetime.datetime):
            deadline = self.deadline.isoformat()
        else:
            deadline = self.deadline

        deadline_assumed = self.deadline_assumed

        time_zone = self.time_zone

        missing = self.missing

        sentences = self.sentences

        goal: dict[str, Any] | None
        if isinstance(self.goal, Goal):
            goal = self.goal.to_dict()
        else:
            goal = self.goal

        participants: dict[str, Any] | None
        if isinstance(self.participants, Growth):
            participants = self.participants.to_dict()
        else:
            participants = self.participants

        findings: dict[str, Any] | None
        if isinstance(self.findings, FindingsForecast):
            findings = self.findings.to_dict()
        else:
            findings = self.findings

        budget: dict[str, Any] | None
        if isinstance(self.budget, Burn):
            budget = self.budget.to_dict()
        else:
            budget = self.budget

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "campaign": campaign,
                "state": state,
                "asked_at": asked_at,
                "expected_at": expected_at,
                "next_at": next_at,
                "as_of": as_of,
                "computed_at": computed_at,
                "deadline": deadline,
                "deadline_assumed": deadline_assumed,
                "time_zone": time_zone,
                "missing": missing,
                "sentences": sentences,
                "goal": goal,
                "participants": participants,
                "findings": findings,
                "budget": budget,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.burn import Burn  # noqa: PLC0415
        from ..models.findings_forecast import FindingsForecast  # noqa: PLC0415
        from ..models.goal import Goal  # noqa: PLC0415
        from ..models.growth import Growth  # noqa: PLC0415

        d = dict(src_dict)
        campaign = d.pop("campaign")

        state = check_forecast_state_enum(d.pop("state"))

        def _parse_asked_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                asked_at_type_0 = datetime.datetime.fromisoformat(data)

                return asked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        asked_at = _parse_asked_at(d.pop("asked_at"))

        def _parse_expected_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expected_at_type_0 = datetime.datetime.fromisoformat(data)

                return expected_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        expected_at = _parse_expected_at(d.pop("expected_at"))

        def _parse_next_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_at = _parse_next_at(d.pop("next_at"))

        def _parse_as_of(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                as_of_type_0 = datetime.datetime.fromisoformat(data)

                return as_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        as_of = _parse_as_of(d.pop("as_of"))

        def _parse_computed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                computed_at_type_0 = datetime.datetime.fromisoformat(data)

                return computed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        computed_at = _parse_computed_at(d.pop("computed_at"))

        def _parse_deadline(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                deadline_type_0 = datetime.datetime.fromisoformat(data)

                return deadline_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        deadline = _parse_deadline(d.pop("deadline"))

        deadline_assumed = d.pop("deadline_assumed")

        time_zone = d.pop("time_zone")

        missing = d.pop("missing")

        sentences = cast(list[str], d.pop("sentences"))

        def _parse_goal(data: object) -> Goal | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                goal_type_0 = Goal.from_dict(data)

                return goal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Goal | None, data)

        goal = _parse_goal(d.pop("goal"))

        def _parse_participants(data: object) -> Growth | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                participants_type_0 = Growth.from_dict(data)

                return participants_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Growth | None, data)

        participants = _parse_participants(d.pop("participants"))

        def _parse_findings(data: object) -> FindingsForecast | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                findings_type_0 = FindingsForecast.from_dict(data)

                return findings_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FindingsForecast | None, data)

        findings = _parse_findings(d.pop("findings"))

        def _parse_budget(data: object) -> Burn | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                budget_type_0 = Burn.from_dict(data)

                return budget_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Burn | None, data)

        budget = _parse_budget(d.pop("budget"))

        forecast = cls(
            campaign=campaign,
            state=state,
            asked_at=asked_at,
            expected_at=expected_at,
            next_at=next_at,
            as_of=as_of,
            computed_at=computed_at,
            deadline=deadline,
            deadline_assumed=deadline_assumed,
            time_zone=time_zone,
            missing=missing,
            sentences=sentences,
            goal=goal,
            participants=participants,
            findings=findings,
            budget=budget,
        )

        forecast.additional_properties = d
        return forecast

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

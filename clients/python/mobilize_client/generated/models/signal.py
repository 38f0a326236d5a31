from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.signal_kind_enum import SignalKindEnum, check_signal_kind_enum
from ..models.signal_state_enum import SignalStateEnum, check_signal_state_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.concerned import Concerned
    from ..models.signal_facts import SignalFacts


T = TypeVar("T", bound="Signal")


@_attrs_define
class Signal:
    """
    Attributes:
        id (UUID):
        kind (SignalKindEnum): * `address_aliases` - address_aliases
            * `chain_insertion` - chain_insertion
            * `disposable_address` - disposable_address
            * `impossible_travel` - impossible_travel
            * `join_burst` - join_burst
            * `one_day_star` - one_day_star
            * `same_evidence` - same_evidence
            * `same_spot` - same_spot
            * `self_referral` - self_referral
            * `shared_connection` - shared_connection
        severity (int): 1 to know of, 2 to look at, 3 puts rewards on hold.
        title (str): What the rule is called.
        sentence (str): What was noticed, with its numbers.
        innocent (str): What else may be behind it.
        people (list[Concerned]):
        facts (SignalFacts): The numbers in the sentence.
        holds (list[UUID]): The holds that rest on it.
        noticed_at (datetime.datetime):
        finding (None | Unset | UUID):
        state (SignalStateEnum | Unset): * `open` - to be looked at
            * `cleared` - nothing wrong
            * `upheld` - something wrong
        decided_at (datetime.datetime | None | Unset):
        note (str | Unset):
    """

    id: UUID
    kind: SignalKindEnum
    severity: int
    title: str
    sentence: str
    innocent: str
    people: list[Concerned]
    facts: SignalFacts
    holds: list[UUID]
    noticed_at: datetime.datetime
    finding: None | Unset | UUID = UNSET
    state: SignalStateEnum | Unset = UNSET
    decided_at: datetime.datetime | None | Unset = UNSET
    note: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        kind: str = self.kind

        severity = self.severity

        title = self.title

        sentence = self.sentence

        innocent = self.innocent

        people = []
        for people_item_data in self.people:
            people_item = people_item_data.to_dict()
            people.append(people_item)

        facts = self.facts.to_dict()

        holds = []
        for holds_item_data in self.holds:
            holds_item = str(holds_item_data)
            holds.append(holds_item)

        noticed_at = self.noticed_at.isoformat()

        finding: None | str | Unset
        if isinstance(self.finding, Unset):
            finding = UNSET
        elif isinstance(self.finding, UUID):
            finding = str(self.finding)
        else:
            finding = self.finding

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state

        decided_at: None | str | Unset
        if isinstance(self.decided_at, Unset):
            decided_at = UNSET
        elif isinstance(self.decided_at, datetime.datetime):
            decided_at = self.decided_at.isoformat()
        else:
            decided_at = self.decided_at

        note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "severity": severity,
                "title": title,
                "sentence": sentence,
                "innocent": innocent,
                "people": people,
                "facts": facts,
                "holds": holds,
                "noticed_at": noticed_at,
            }
        )
        if finding is not UNSET:
            field_dict["finding"] = finding
        if state is not UNSET:
            field_dict["state"] = state
        if decided_at is not UNSET:
            field_dict["decided_at"] = decided_at
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.concerned import Concerned  # noqa: PLC0415
        from ..models.signal_facts import SignalFacts  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        kind = check_signal_kind_enum(d.pop("kind"))

        severity = d.pop("severity")

        title = d.pop("title")

        sentence = d.pop("sentence")

        innocent = d.pop("innocent")

        people = []
        _people = d.pop("people")
        for people_item_data in _people:
            people_item = Concerned.from_dict(people_item_data)

            people.append(people_item)

        facts = SignalFacts.from_dict(d.pop("facts"))

        holds = []
        _holds = d.pop("holds")
        for holds_item_data in _holds:
            holds_item = UUID(holds_item_data)

            holds.append(holds_item)

        noticed_at = datetime.datetime.fromisoformat(d.pop("noticed_at"))

        def _parse_finding(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finding_type_0 = UUID(data)

                return finding_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        finding = _parse_finding(d.pop("finding", UNSET))

        _state = d.pop("state", UNSET)
        state: SignalStateEnum | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = check_signal_state_enum(_state)

        def _parse_decided_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decided_at_type_0 = datetime.datetime.fromisoformat(data)

                return decided_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        decided_at = _parse_decided_at(d.pop("decided_at", UNSET))

        note = d.pop("note", UNSET)

        signal = cls(
            id=id,
            kind=kind,
            severity=severity,
            title=title,
            sentence=sentence,
            innocent=innocent,
            people=people,
            facts=facts,
            holds=holds,
            noticed_at=noticed_at,
            finding=finding,
            state=state,
            decided_at=decided_at,
            note=note,
        )

        signal.additional_properties = d
        return signal

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

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.finding_state import FindingState, check_finding_state
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.location import Location
    from ..models.person import Person
    from ..models.verdict import Verdict


T = TypeVar("T", bound="Finding")


@_attrs_define
class Finding:
    """
    Attributes:
        id (UUID):
        campaign (str):
        objective (UUID):
        participant (Person): A participant as others see them.
        note (str): Empty for those who may not see the place exactly: it may tell the way.
        observed_at (datetime.datetime): When it was seen, as the reporter says.
        received_at (datetime.datetime): When it reached the server; decides who was first.
        location (Location | None):
        quota_filled (bool): Verified, but after as many as are paid; it earns nothing.
        possible_steps (list[str]):
        appeal_until (datetime.datetime | None): Until when its reporter can appeal; null where it was not rejected, or
            was appealed before.
        verdicts (list[Verdict]):
        client_id (None | str | Unset): The client's own id of the report; makes a retry safe.
        state (FindingState | Unset): * `submitted` - submitted
            * `under_review` - under review
            * `needs_info` - needs information
            * `verified` - verified
            * `rejected` - rejected
            * `duplicate` - duplicate
            * `withdrawn` - withdrawn
            * `reversed` - reversed
        paid_rank (int | None | Unset): 1 … quota for those that are paid.
        decided_at (datetime.datetime | None | Unset):
    """

    id: UUID
    campaign: str
    objective: UUID
    participant: Person
    note: str
    observed_at: datetime.datetime
    received_at: datetime.datetime
    location: Location | None
    quota_filled: bool
    possible_steps: list[str]
    appeal_until: datetime.datetime | None
    verdicts: list[Verdict]
    client_id: None | str | Unset = UNSET
    state: FindingState | Unset = UNSET
    paid_rank: int | None | Unset = UNSET
    decided_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.location import Location  # noqa: PLC0415

        id = str(self.id)

        campaign = self.campaign

        objective = str(self.objective)

        participant = self.participant.to_dict()

        note = self.note

        observed_at = self.observed_at.isoformat()

        received_at = self.received_at.isoformat()

        location: dict[str, Any] | None
        if isinstance(self.location, Location):
            location = self.location.to_dict()
        else:
            location = self.location

        quota_filled = self.quota_filled

        possible_steps = self.possible_steps

        appeal_until: None | str
        if isinstance(self.appeal_until, datetime.datetime):
            appeal_until = self.appeal_until.isoformat()
        else:
            appeal_until = self.appeal_until

        verdicts = []
        for verdicts_item_data in self.verdicts:
            verdicts_item = verdicts_item_data.to_dict()
            verdicts.append(verdicts_item)

        client_id: None | str | Unset
        if isinstance(self.client_id, Unset):
            client_id = UNSET
        else:
            client_id = self.client_id

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state

        paid_rank: int | None | Unset
        if isinstance(self.paid_rank, Unset):
            paid_rank = UNSET
        else:
            paid_rank = self.paid_rank

        decided_at: None | str | Unset
        if isinstance(self.decided_at, Unset):
            decided_at = UNSET
        elif isinstance(self.decided_at, datetime.datetime):
            decided_at = self.decided_at.isoformat()
        else:
            decided_at = self.decided_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "campaign": campaign,
                "objective": objective,
                "participant": participant,
                "note": note,
                "observed_at": observed_at,
                "received_at": received_at,
                "location": location,
                "quota_filled": quota_filled,
                "possible_steps": possible_steps,
                "appeal_until": appeal_until,
                "verdicts": verdicts,
            }
        )
        if client_id is not UNSET:
            field_dict["client_id"] = client_id
        if state is not UNSET:
            field_dict["state"] = state
        if paid_rank is not UNSET:
            field_dict["paid_rank"] = paid_rank
        if decided_at is not UNSET:
            field_dict["decided_at"] = decided_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.location import Location  # noqa: PLC0415
        from ..models.person import Person  # noqa: PLC0415
        from ..models.verdict import Verdict  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        campaign = d.pop("campaign")

        objective = UUID(d.pop("objective"))

        participant = Person.from_dict(d.pop("participant"))

        note = d.pop("note")

        observed_at = datetime.datetime.fromisoformat(d.pop("observed_at"))

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        def _parse_location(data: object) -> Location | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                location_type_0 = Location.from_dict(data)

                return location_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Location | None, data)

        location = _parse_location(d.pop("location"))

        quota_filled = d.pop("quota_filled")

        possible_steps = cast(list[str], d.pop("possible_steps"))

        def _parse_appeal_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                appeal_until_type_0 = datetime.datetime.fromisoformat(data)

                return appeal_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        appeal_until = _parse_appeal_until(d.pop("appeal_until"))

        verdicts = []
        _verdicts = d.pop("verdicts")
        for verdicts_item_data in _verdicts:
            verdicts_item = Verdict.from_dict(verdicts_item_data)

            verdicts.append(verdicts_item)

        def _parse_client_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        client_id = _parse_client_id(d.pop("client_id", UNSET))

        _state = d.pop("state", UNSET)
        state: FindingState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = check_finding_state(_state)

        def _parse_paid_rank(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        paid_rank = _parse_paid_rank(d.pop("paid_rank", UNSET))

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

        finding = cls(
            id=id,
            campaign=campaign,
            objective=objective,
            participant=participant,
            note=note,
            observed_at=observed_at,
            received_at=received_at,
            location=location,
            quota_filled=quota_filled,
            possible_steps=possible_steps,
            appeal_until=appeal_until,
            verdicts=verdicts,
            client_id=client_id,
            state=state,
            paid_rank=paid_rank,
            decided_at=decided_at,
        )

        finding.additional_properties = d
        return finding

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

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.report_request_facts import ReportRequestFacts
    from ..models.reported_location_request import ReportedLocationRequest


T = TypeVar("T", bound="ReportRequest")


@_attrs_define
class ReportRequest:
    """
    Attributes:
        objective (UUID):
        participant (UUID | Unset): In a session only oneself. Required with a secret key.
        participant_token (str | Unset): Required with a publishable key, and taken with nothing else: by it somebody
            shows who they are.
        note (str | Unset):  Default: ''.
        observed_at (datetime.datetime | Unset): When it was seen; now where left out.
        location (None | ReportedLocationRequest | Unset):
        client_id (None | str | Unset): Your own id of the report: sent again, it is the same report. Required without
            signing in.
        facts (ReportRequestFacts | Unset): Answers to the objective's questions, by their ids. Whether they are right
            is not told. A question that was withdrawn, or that one has answered three times, is passed over.
        claim_secret (str | Unset): Without signing in, where the campaign allows it: chance that your device makes and
            keeps to itself (32 characters or more). All reports with it have one place, and its claim code is given to
            nobody else.
        referral_code (str | Unset): Without signing in: under whose link the place is made with the first report.
    """

    objective: UUID
    participant: UUID | Unset = UNSET
    participant_token: str | Unset = UNSET
    note: str | Unset = ""
    observed_at: datetime.datetime | Unset = UNSET
    location: None | ReportedLocationRequest | Unset = UNSET
    client_id: None | str | Unset = UNSET
    facts: ReportRequestFacts | Unset = UNSET
    claim_secret: str | Unset = UNSET
    referral_code: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.reported_location_request import ReportedLocationRequest  # noqa: PLC0415

        objective = str(self.objective)

        participant: str | Unset = UNSET
        if not isinstance(self.participant, Unset):
            participant = str(self.participant)

        participant_token = self.participant_token

        note = self.note

        observed_at: str | Unset = UNSET
        if not isinstance(self.observed_at, Unset):
            observed_at = self.observed_at.isoformat()

        location: dict[str, Any] | None | Unset
        if isinstance(self.location, Unset):
            location = UNSET
        elif isinstance(self.location, ReportedLocationRequest):
            location = self.location.to_dict()
        else:
            location = self.location

        client_id: None | str | Unset
        if isinstance(self.client_id, Unset):
            client_id = UNSET
        else:
            client_id = self.client_id

        facts: dict[str, Any] | Unset = UNSET
        if not isinstance(self.facts, Unset):
            facts = self.facts.to_dict()

        claim_secret = self.claim_secret

        referral_code = self.referral_code

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "objective": objective,
            }
        )
        if participant is not UNSET:
            field_dict["participant"] = participant
        if participant_token is not UNSET:
            field_dict["participant_token"] = participant_token
        if note is not UNSET:
            field_dict["note"] = note
        if observed_at is not UNSET:
            field_dict["observed_at"] = observed_at
        if location is not UNSET:
            field_dict["location"] = location
        if client_id is not UNSET:
            field_dict["client_id"] = client_id
        if facts is not UNSET:
            field_dict["facts"] = facts
        if claim_secret is not UNSET:
            field_dict["claim_secret"] = claim_secret
        if referral_code is not UNSET:
            field_dict["referral_code"] = referral_code

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.report_request_facts import ReportRequestFacts  # noqa: PLC0415
        from ..models.reported_location_request import ReportedLocationRequest  # noqa: PLC0415

        d = dict(src_dict)
        objective = UUID(d.pop("objective"))

        _participant = d.pop("participant", UNSET)
        participant: UUID | Unset
        if isinstance(_participant, Unset):
            participant = UNSET
        else:
            participant = UUID(_participant)

        participant_token = d.pop("participant_token", UNSET)

        note = d.pop("note", UNSET)

        _observed_at = d.pop("observed_at", UNSET)
        observed_at: datetime.datetime | Unset
        if isinstance(_observed_at, Unset):
            observed_at = UNSET
        else:
            observed_at = datetime.datetime.fromisoformat(_observed_at)

        def _parse_location(data: object) -> None | ReportedLocationRequest | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                location_type_0 = ReportedLocationRequest.from_dict(data)

                return location_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReportedLocationRequest | Unset, data)

        location = _parse_location(d.pop("location", UNSET))

        def _parse_client_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        client_id = _parse_client_id(d.pop("client_id", UNSET))

        _facts = d.pop("facts", UNSET)
        facts: ReportRequestFacts | Unset
        if isinstance(_facts, Unset):
            facts = UNSET
        else:
            facts = ReportRequestFacts.from_dict(_facts)

        claim_secret = d.pop("claim_secret", UNSET)

        referral_code = d.pop("referral_code", UNSET)

        report_request = cls(
            objective=objective,
            participant=participant,
            participant_token=participant_token,
            note=note,
            observed_at=observed_at,
            location=location,
            client_id=client_id,
            facts=facts,
            claim_secret=claim_secret,
            referral_code=referral_code,
        )

        report_request.additional_properties = d
        return report_request

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

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.participant_counts import ParticipantCounts
    from ..models.person import Person


T = TypeVar("T", bound="CountedParticipant")


@_attrs_define
class CountedParticipant:
    """
    Attributes:
        id (UUID):
        campaign (str):
        display_name (str):
        invited_by (None | Person):
        depth (int): Steps below the root; derived by trigger.
        joined_at (datetime.datetime):
        claimed (bool): Whether a person with an account has this place.
        removed_at (datetime.datetime | None): Since when they earn nothing any more.
        banned (bool): Removed, and may not take part either.
        quarantined_at (datetime.datetime | None): Since when they and all below are in quarantine; null also where that
            began above them.
        counts (None | ParticipantCounts): What they add up to. null while they have not been counted, which takes some
            seconds, and for a key without the scope `analytics:read`.
    """

    id: UUID
    campaign: str
    display_name: str
    invited_by: None | Person
    depth: int
    joined_at: datetime.datetime
    claimed: bool
    removed_at: datetime.datetime | None
    banned: bool
    quarantined_at: datetime.datetime | None
    counts: None | ParticipantCounts
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.participant_counts import ParticipantCounts  # noqa: PLC0415
        from ..models.person import Person  # noqa: PLC0415

        id = str(self.id)

        campaign = self.campaign

        display_name = self.display_name

        invited_by: dict[str, Any] | None
        if isinstance(self.invited_by, Person):
            invited_by = self.invited_by.to_dict()
        else:
            invited_by = self.invited_by

        depth = self.depth

        joined_at = self.joined_at.isoformat()

        claimed = self.claimed

        removed_at: None | str
        if isinstance(self.removed_at, datetime.datetime):
            removed_at = self.removed_at.isoformat()
        else:
            removed_at = self.removed_at

        banned = self.banned

        quarantined_at: None | str
        if isinstance(self.quarantined_at, datetime.datetime):
            quarantined_at = self.quarantined_at.isoformat()
        else:
            quarantined_at = self.quarantined_at

        counts: dict[str, Any] | None
        if isinstance(self.counts, ParticipantCounts):
            counts = self.counts.to_dict()
        else:
            counts = self.counts

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "campaign": campaign,
                "display_name": display_name,
                "invited_by": invited_by,
                "depth": depth,
                "joined_at": joined_at,
                "claimed": claimed,
                "removed_at": removed_at,
                "banned": banned,
                "quarantined_at": quarantined_at,
                "counts": counts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.participant_counts import ParticipantCounts  # noqa: PLC0415
        from ..models.person import Person  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        campaign = d.pop("campaign")

        display_name = d.pop("display_name")

        def _parse_invited_by(data: object) -> None | Person:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                invited_by_type_0 = Person.from_dict(data)

                return invited_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Person, data)

        invited_by = _parse_invited_by(d.pop("invited_by"))

        depth = d.pop("depth")

        joined_at = datetime.datetime.fromisoformat(d.pop("joined_at"))

        claimed = d.pop("claimed")

        def _parse_removed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                removed_at_type_0 = datetime.datetime.fromisoformat(data)

                return removed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        removed_at = _parse_removed_at(d.pop("removed_at"))

        banned = d.pop("banned")

        def _parse_quarantined_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                quarantined_at_type_0 = datetime.datetime.fromisoformat(data)

                return quarantined_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        quarantined_at = _parse_quarantined_at(d.pop("quarantined_at"))

        def _parse_counts(data: object) -> None | ParticipantCounts:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                counts_type_0 = ParticipantCounts.from_dict(data)

                return counts_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ParticipantCounts, data)

        counts = _parse_counts(d.pop("counts"))

        counted_participant = cls(
            id=id,
            campaign=campaign,
            display_name=display_name,
            invited_by=invited_by,
            depth=depth,
            joined_at=joined_at,
            claimed=claimed,
            removed_at=removed_at,
            banned=banned,
            quarantined_at=quarantined_at,
            counts=counts,
        )

        counted_participant.additional_properties = d
        return counted_participant

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

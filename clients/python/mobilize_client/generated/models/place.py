from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.person import Person
    from ..models.place_qr import PlaceQr
    from ..models.recruit import Recruit


T = TypeVar("T", bound="Place")


@_attrs_define
class Place:
    """One's own place: the link to share, who one is attributed to, whom one brought.

    Attributes:
        id (UUID):
        campaign (str):
        display_name (str):
        invited_by (None | Person):
        depth (int): Steps below the root; derived by trigger.
        joined_at (datetime.datetime):
        referral_code (str):
        referral_link (str):
        referral_link_expires_at (datetime.datetime | None):
        split (None | str): What my recruits hand up to me of what reaches them; null for the contract's own.
        handed_up (None | str): What I hand up to my inviter, frozen when I joined; null for the contract's own.
        qr (PlaceQr):
        participant_token (str): By it another page or app reports for me, through the campaign's publishable key. Keep
            it to yourself, and end it where it got into wrong hands.
        direct_recruits (list[Recruit]): The latest hundred.
        direct_recruits_count (int):
        on_leaderboard (bool | Unset): Whether this person may be named among those who brought most.
    """

    id: UUID
    campaign: str
    display_name: str
    invited_by: None | Person
    depth: int
    joined_at: datetime.datetime
    referral_code: str
    referral_link: str
    referral_link_expires_at: datetime.datetime | None
    split: None | str
    handed_up: None | str
    qr: PlaceQr
    participant_token: str
    direct_recruits: list[Recruit]
    direct_recruits_count: int
    on_leaderboard: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
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

        referral_code = self.referral_code

        referral_link = self.referral_link

        referral_link_expires_at: None | str
        if isinstance(self.referral_link_expires_at, datetime.datetime):
            referral_link_expires_at = self.referral_link_expires_at.isoformat()
        else:
            referral_link_expires_at = self.referral_link_expires_at

        split: None | str
        split = self.split

        handed_up: None | str
        handed_up = self.handed_up

        qr = self.qr.to_dict()

        participant_token = self.participant_token

        direct_recruits = []
        for direct_recruits_item_data in self.direct_recruits:
            direct_recruits_item = direct_recruits_item_data.to_dict()
            direct_recruits.append(direct_recruits_item)

        direct_recruits_count = self.direct_recruits_count

        on_leaderboard = self.on_leaderboard

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
                "referral_code": referral_code,
                "referral_link": referral_link,
                "referral_link_expires_at": referral_link_expires_at,
                "split": split,
                "handed_up": handed_up,
                "qr": qr,
                "participant_token": participant_token,
                "direct_recruits": direct_recruits,
                "direct_recruits_count": direct_recruits_count,
            }
        )
        if on_leaderboard is not UNSET:
            field_dict["on_leaderboard"] = on_leaderboard

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.person import Person  # noqa: PLC0415
        from ..models.place_qr import PlaceQr  # noqa: PLC0415
        from ..models.recruit import Recruit  # noqa: PLC0415

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

        referral_code = d.pop("referral_code")

        referral_link = d.pop("referral_link")

        def _parse_referral_link_expires_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                referral_link_expires_at_type_0 = datetime.datetime.fromisoformat(data)

                return referral_link_expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        referral_link_expires_at = _parse_referral_link_expires_at(d.pop("referral_link_expires_at"))

        def _parse_split(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        split = _parse_split(d.pop("split"))

        def _parse_handed_up(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        handed_up = _parse_handed_up(d.pop("handed_up"))

        qr = PlaceQr.from_dict(d.pop("qr"))

        participant_token = d.pop("participant_token")

        direct_recruits = []
        _direct_recruits = d.pop("direct_recruits")
        for direct_recruits_item_data in _direct_recruits:
            direct_recruits_item = Recruit.from_dict(direct_recruits_item_data)

            direct_recruits.append(direct_recruits_item)

        direct_recruits_count = d.pop("direct_recruits_count")

        on_leaderboard = d.pop("on_leaderboard", UNSET)

        place = cls(
            id=id,
            campaign=campaign,
            display_name=display_name,
            invited_by=invited_by,
            depth=depth,
            joined_at=joined_at,
            referral_code=referral_code,
            referral_link=referral_link,
            referral_link_expires_at=referral_link_expires_at,
            split=split,
            handed_up=handed_up,
            qr=qr,
            participant_token=participant_token,
            direct_recruits=direct_recruits,
            direct_recruits_count=direct_recruits_count,
            on_leaderboard=on_leaderboard,
        )

        place.additional_properties = d
        return place

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

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.notice_kind_enum import NoticeKindEnum, check_notice_kind_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.notice_amount import NoticeAmount


T = TypeVar("T", bound="Notice")


@_attrs_define
class Notice:
    """
    Attributes:
        id (UUID):
        kind (NoticeKindEnum): * `recruit_joined` - recruit_joined
            * `downline_verified` - downline_verified
            * `finding_decided` - finding_decided
            * `information_requested` - information_requested
            * `review_waiting` - review_waiting
            * `reward_held` - reward_held
            * `reward_payable` - reward_payable
            * `reward_paid` - reward_paid
            * `reward_taken_back` - reward_taken_back
            * `payout_failed` - payout_failed
            * `campaign_news` - campaign_news
            * `address_stopped` - address_stopped
        sentence (str): In the person's own language; plain text.
        path (str): The page where one can look at it; may be empty.
        count (int): How many things of this kind happened in its hour.
        amount (None | NoticeAmount): What they add up to, where it is about money.
        at (datetime.datetime):
        read_at (datetime.datetime | None):
        campaign (None | str | Unset): Null where it is about none.
    """

    id: UUID
    kind: NoticeKindEnum
    sentence: str
    path: str
    count: int
    amount: None | NoticeAmount
    at: datetime.datetime
    read_at: datetime.datetime | None
    campaign: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.notice_amount import NoticeAmount  # noqa: PLC0415

        id = str(self.id)

        kind: str = self.kind

        sentence = self.sentence

        path = self.path

        count = self.count

        amount: dict[str, Any] | None
        if isinstance(self.amount, NoticeAmount):
            amount = self.amount.to_dict()
        else:
            amount = self.amount

        at = self.at.isoformat()

        read_at: None | str
        if isinstance(self.read_at, datetime.datetime):
            read_at = self.read_at.isoformat()
        else:
            read_at = self.read_at

        campaign: None | str | Unset
        if isinstance(self.campaign, Unset):
            campaign = UNSET
        else:
            campaign = self.campaign

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "sentence": sentence,
                "path": path,
                "count": count,
                "amount": amount,
                "at": at,
                "read_at": read_at,
            }
        )
        if campaign is not UNSET:
            field_dict["campaign"] = campaign

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.notice_amount import NoticeAmount  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        kind = check_notice_kind_enum(d.pop("kind"))

        sentence = d.pop("sentence")

        path = d.pop("path")

        count = d.pop("count")

        def _parse_amount(data: object) -> None | NoticeAmount:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                amount_type_0 = NoticeAmount.from_dict(data)

                return amount_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | NoticeAmount, data)

        amount = _parse_amount(d.pop("amount"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_read_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                read_at_type_0 = datetime.datetime.fromisoformat(data)

                return read_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        read_at = _parse_read_at(d.pop("read_at"))

        def _parse_campaign(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        campaign = _parse_campaign(d.pop("campaign", UNSET))

        notice = cls(
            id=id,
            kind=kind,
            sentence=sentence,
            path=path,
            count=count,
            amount=amount,
            at=at,
            read_at=read_at,
            campaign=campaign,
        )

        notice.additional_properties = d
        return notice

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

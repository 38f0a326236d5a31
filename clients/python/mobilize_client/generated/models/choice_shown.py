from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.choice_shown_kind_enum import (
    ChoiceShownKindEnum,
    check_choice_shown_kind_enum,
)
from ..models.notice_mail import NoticeMail, check_notice_mail

T = TypeVar("T", bound="ChoiceShown")


@_attrs_define
class ChoiceShown:
    """
    Attributes:
        kind (ChoiceShownKindEnum): * `recruit_joined` - recruit_joined
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
        title (str): What the kind is called, in the person's language.
        help_ (str): One sentence about it.
        inbox (bool): Whether the inbox shows it.
        mail (NoticeMail): * `now` - at once
            * `daily` - once a day
            * `never` - never
        usual_mail (NoticeMail): * `now` - at once
            * `daily` - once a day
            * `never` - never
    """

    kind: ChoiceShownKindEnum
    title: str
    help_: str
    inbox: bool
    mail: NoticeMail
    usual_mail: NoticeMail
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        title = self.title

        help_ = self.help_

        inbox = self.inbox

        mail: str = self.mail

        usual_mail: str = self.usual_mail

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "title": title,
                "help": help_,
                "inbox": inbox,
                "mail": mail,
                "usual_mail": usual_mail,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_choice_shown_kind_enum(d.pop("kind"))

        title = d.pop("title")

        help_ = d.pop("help")

        inbox = d.pop("inbox")

        mail = check_notice_mail(d.pop("mail"))

        usual_mail = check_notice_mail(d.pop("usual_mail"))

        choice_shown = cls(
            kind=kind,
            title=title,
            help_=help_,
            inbox=inbox,
            mail=mail,
            usual_mail=usual_mail,
        )

        choice_shown.additional_properties = d
        return choice_shown

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.notice_mail import NoticeMail, check_notice_mail
from ..types import UNSET, Unset

T = TypeVar("T", bound="ChoiceRequest")


@_attrs_define
class ChoiceRequest:
    """
    Attributes:
        inbox (bool | Unset):
        mail (NoticeMail | Unset): * `now` - at once
            * `daily` - once a day
            * `never` - never
    """

    inbox: bool | Unset = UNSET
    mail: NoticeMail | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        inbox = self.inbox

        mail: str | Unset = UNSET
        if not isinstance(self.mail, Unset):
            mail = self.mail

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if inbox is not UNSET:
            field_dict["inbox"] = inbox
        if mail is not UNSET:
            field_dict["mail"] = mail

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        inbox = d.pop("inbox", UNSET)

        _mail = d.pop("mail", UNSET)
        mail: NoticeMail | Unset
        if isinstance(_mail, Unset):
            mail = UNSET
        else:
            mail = check_notice_mail(_mail)

        choice_request = cls(
            inbox=inbox,
            mail=mail,
        )

        choice_request.additional_properties = d
        return choice_request

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

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.outcome_enum import OutcomeEnum, check_outcome_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="WebhookAttempt")


@_attrs_define
class WebhookAttempt:
    """One try, with what was sent and what was answered; signatures are left out.

    Attributes:
        number (int):
        at (datetime.datetime):
        outcome (OutcomeEnum): * `delivered` - answered with 2xx
            * `refused` - answered with another status
            * `redirected` - answered with a redirect, which is not followed
            * `gone` - answered with 410
            * `no_answer` - not answered
            * `lost` - perhaps sent; whoever sent it was stopped
        url (str):
        request_headers (Any | Unset):
        status (int | None | Unset):
        error (str | Unset):
        response_headers (Any | Unset):
        response_body (str | Unset):
        milliseconds (int | Unset):
    """

    number: int
    at: datetime.datetime
    outcome: OutcomeEnum
    url: str
    request_headers: Any | Unset = UNSET
    status: int | None | Unset = UNSET
    error: str | Unset = UNSET
    response_headers: Any | Unset = UNSET
    response_body: str | Unset = UNSET
    milliseconds: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        at = self.at.isoformat()

        outcome: str = self.outcome

        url = self.url

        request_headers = self.request_headers

        status: int | None | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        else:
            status = self.status

        error = self.error

        response_headers = self.response_headers

        response_body = self.response_body

        milliseconds = self.milliseconds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "at": at,
                "outcome": outcome,
                "url": url,
            }
        )
        if request_headers is not UNSET:
            field_dict["request_headers"] = request_headers
        if status is not UNSET:
            field_dict["status"] = status
        if error is not UNSET:
            field_dict["error"] = error
        if response_headers is not UNSET:
            field_dict["response_headers"] = response_headers
        if response_body is not UNSET:
            field_dict["response_body"] = response_body
        if milliseconds is not UNSET:
            field_dict["milliseconds"] = milliseconds

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        outcome = check_outcome_enum(d.pop("outcome"))

        url = d.pop("url")

        request_headers = d.pop("request_headers", UNSET)

        def _parse_status(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

        error = d.pop("error", UNSET)

        response_headers = d.pop("response_headers", UNSET)

        response_body = d.pop("response_body", UNSET)

        milliseconds = d.pop("milliseconds", UNSET)

        webhook_attempt = cls(
            number=number,
            at=at,
            outcome=outcome,
            url=url,
            request_headers=request_headers,
            status=status,
            error=error,
            response_headers=response_headers,
            response_body=response_body,
            milliseconds=milliseconds,
        )

        webhook_attempt.additional_properties = d
        return webhook_attempt

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

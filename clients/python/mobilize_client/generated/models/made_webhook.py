from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.blank_enum import BlankEnum, check_blank_enum
from ..models.disabled_reason_enum import DisabledReasonEnum, check_disabled_reason_enum
from ..models.webhook_event_type import WebhookEventType, check_webhook_event_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="MadeWebhook")


@_attrs_define
class MadeWebhook:
    """A webhook as it is seen ever after; its secret is shown when it is drawn.

    Attributes:
        id (UUID):
        campaign (str):
        url (str):
        events (list[WebhookEventType]): The types that it is told of; empty for all.
        enabled (bool):
        previous_secret_ends_at (datetime.datetime | None): Until then the secret before this one signs as well.
        created_at (datetime.datetime):
        secret (str): Shown this once. Whoever has it can sign messages as if they were ours.
        description (str | Unset):
        disabled_reason (BlankEnum | DisabledReasonEnum | Unset):
        disabled_at (datetime.datetime | None | Unset):
        failing_since (datetime.datetime | None | Unset): When the first attempt failed since one succeeded; null while
            all is well.
    """

    id: UUID
    campaign: str
    url: str
    events: list[WebhookEventType]
    enabled: bool
    previous_secret_ends_at: datetime.datetime | None
    created_at: datetime.datetime
    secret: str
    description: str | Unset = UNSET
    disabled_reason: BlankEnum | DisabledReasonEnum | Unset = UNSET
    disabled_at: datetime.datetime | None | Unset = UNSET
    failing_since: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        campaign = self.campaign

        url = self.url

        events = []
        for events_item_data in self.events:
            events_item: str = events_item_data
            events.append(events_item)

        enabled = self.enabled

        previous_secret_ends_at: None | str
        if isinstance(self.previous_secret_ends_at, datetime.datetime):
            previous_secret_ends_at = self.previous_secret_ends_at.isoformat()
        else:
            previous_secret_ends_at = self.previous_secret_ends_at

        created_at = self.created_at.isoformat()

        secret = self.secret

        description = self.description

        disabled_reason: str | Unset
        if isinstance(self.disabled_reason, Unset):
            disabled_reason = UNSET
        elif isinstance(self.disabled_reason, str):
            disabled_reason = self.disabled_reason
        else:
            disabled_reason = self.disabled_reason

        disabled_at: None | str | Unset
        if isinstance(self.disabled_at, Unset):
            disabled_at = UNSET
        elif isinstance(self.disabled_at, datetime.datetime):
            disabled_at = self.disabled_at.isoformat()
        else:
            disabled_at = self.disabled_at

        failing_since: None | str | Unset
        if isinstance(self.failing_since, Unset):
            failing_since = UNSET
        elif isinstance(self.failing_since, datetime.datetime):
            failing_since = self.failing_since.isoformat()
        else:
            failing_since = self.failing_since

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "campaign": campaign,
                "url": url,
                "events": events,
                "enabled": enabled,
                "previous_secret_ends_at": previous_secret_ends_at,
                "created_at": created_at,
                "secret": secret,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if disabled_reason is not UNSET:
            field_dict["disabled_reason"] = disabled_reason
        if disabled_at is not UNSET:
            field_dict["disabled_at"] = disabled_at
        if failing_since is not UNSET:
            field_dict["failing_since"] = failing_since

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        campaign = d.pop("campaign")

        url = d.pop("url")

        events = []
        _events = d.pop("events")
        for events_item_data in _events:
            events_item = check_webhook_event_type(events_item_data)

            events.append(events_item)

        enabled = d.pop("enabled")

        def _parse_previous_secret_ends_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                previous_secret_ends_at_type_0 = datetime.datetime.fromisoformat(data)

                return previous_secret_ends_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        previous_secret_ends_at = _parse_previous_secret_ends_at(d.pop("previous_secret_ends_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        secret = d.pop("secret")

        description = d.pop("description", UNSET)

        def _parse_disabled_reason(data: object) -> BlankEnum | DisabledReasonEnum | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                disabled_reason_type_0 = check_disabled_reason_enum(data)

                return disabled_reason_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            disabled_reason_type_1 = check_blank_enum(data)

            return disabled_reason_type_1

        disabled_reason = _parse_disabled_reason(d.pop("disabled_reason", UNSET))

        def _parse_disabled_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                disabled_at_type_0 = datetime.datetime.fromisoformat(data)

                return disabled_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        disabled_at = _parse_disabled_at(d.pop("disabled_at", UNSET))

        def _parse_failing_since(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                failing_since_type_0 = datetime.datetime.fromisoformat(data)

                return failing_since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        failing_since = _parse_failing_since(d.pop("failing_since", UNSET))

        made_webhook = cls(
            id=id,
            campaign=campaign,
            url=url,
            events=events,
            enabled=enabled,
            previous_secret_ends_at=previous_secret_ends_at,
            created_at=created_at,
            secret=secret,
            description=description,
            disabled_reason=disabled_reason,
            disabled_at=disabled_at,
            failing_since=failing_since,
        )

        made_webhook.additional_properties = d
        return made_webhook

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

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.webhook_delivery_state import (
    WebhookDeliveryState,
    check_webhook_delivery_state,
)
from ..models.webhook_message_type import WebhookMessageType, check_webhook_message_type
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.webhook_attempt import WebhookAttempt


T = TypeVar("T", bound="DeliveryDetail")


@_attrs_define
class DeliveryDetail:
    """
    Attributes:
        id (UUID):
        webhook_id (str): The webhook-id header, the same with every attempt and replay.
        type_ (WebhookMessageType): * `activity.reported` - activity.reported
            * `alert.cleared` - alert.cleared
            * `alert.raised` - alert.raised
            * `api_key.made` - api_key.made
            * `api_key.revoked` - api_key.revoked
            * `campaign.changed` - campaign.changed
            * `campaign.closed` - campaign.closed
            * `campaign.created` - campaign.created
            * `campaign.imported` - campaign.imported
            * `campaign.launched` - campaign.launched
            * `campaign.paused` - campaign.paused
            * `campaign.resumed` - campaign.resumed
            * `contract.made` - contract.made
            * `evidence.added` - evidence.added
            * `evidence.removed` - evidence.removed
            * `export.asked` - export.asked
            * `export.cancel_asked` - export.cancel_asked
            * `export.cancelled` - export.cancelled
            * `export.done` - export.done
            * `export.failed` - export.failed
            * `fact.added` - fact.added
            * `fact.answered` - fact.answered
            * `fact.withdrawn` - fact.withdrawn
            * `finding.appealed` - finding.appealed
            * `finding.claim_prolonged` - finding.claim_prolonged
            * `finding.claim_released` - finding.claim_released
            * `finding.claimed` - finding.claimed
            * `finding.disputed` - finding.disputed
            * `finding.duplicate` - finding.duplicate
            * `finding.needs_info` - finding.needs_info
            * `finding.rejected` - finding.rejected
            * `finding.reversed` - finding.reversed
            * `finding.settled` - finding.settled
            * `finding.submitted` - finding.submitted
            * `finding.under_review` - finding.under_review
            * `finding.unsettled` - finding.unsettled
            * `finding.verified` - finding.verified
            * `finding.voted` - finding.voted
            * `finding.vouched` - finding.vouched
            * `finding.withdrawn` - finding.withdrawn
            * `forecast.goal_likely` - forecast.goal_likely
            * `forecast.goal_open` - forecast.goal_open
            * `forecast.goal_unlikely` - forecast.goal_unlikely
            * `funding.pledged` - funding.pledged
            * `funding.received` - funding.received
            * `funding.refunded` - funding.refunded
            * `gold.answered` - gold.answered
            * `gold.claim_prolonged` - gold.claim_prolonged
            * `gold.claim_released` - gold.claim_released
            * `gold.claimed` - gold.claimed
            * `gold.made` - gold.made
            * `gold.retired` - gold.retired
            * `hold.decided` - hold.decided
            * `hold.opened_to_objection` - hold.opened_to_objection
            * `hold.placed` - hold.placed
            * `import.asked` - import.asked
            * `import.cancel_asked` - import.cancel_asked
            * `import.cancelled` - import.cancelled
            * `import.done` - import.done
            * `import.failed` - import.failed
            * `join.corrected` - join.corrected
            * `join.lapsed` - join.lapsed
            * `join.refused` - join.refused
            * `join.requested` - join.requested
            * `link.made` - link.made
            * `link.split_set` - link.split_set
            * `link.visited` - link.visited
            * `mapping.changed` - mapping.changed
            * `mapping.made` - mapping.made
            * `mapping.removed` - mapping.removed
            * `news.corrected` - news.corrected
            * `news.published` - news.published
            * `news.taken_back` - news.taken_back
            * `nudge.sent` - nudge.sent
            * `objection.decided` - objection.decided
            * `objection.made` - objection.made
            * `objective.added` - objective.added
            * `objective.changed` - objective.changed
            * `objective.promise_raised` - objective.promise_raised
            * `objective.removed` - objective.removed
            * `participant.frozen` - participant.frozen
            * `participant.joined` - participant.joined
            * `participant.reinstated` - participant.reinstated
            * `participant.removed` - participant.removed
            * `participant.renamed` - participant.renamed
            * `participant.unfrozen` - participant.unfrozen
            * `payout.approved` - payout.approved
            * `payout.asked` - payout.asked
            * `payout.cancelled` - payout.cancelled
            * `payout.claimed` - payout.claimed
            * `payout.failed` - payout.failed
            * `payout.needs_person` - payout.needs_person
            * `payout.noted` - payout.noted
            * `payout.queued` - payout.queued
            * `payout.returned` - payout.returned
            * `payout.seen` - payout.seen
            * `payout.sent` - payout.sent
            * `payout.settled` - payout.settled
            * `payout.unknown` - payout.unknown
            * `payout_batch.approved` - payout_batch.approved
            * `payout_batch.cancelled` - payout_batch.cancelled
            * `payout_batch.done` - payout_batch.done
            * `payout_batch.drafted` - payout_batch.drafted
            * `payout_batch.file_taken` - payout_batch.file_taken
            * `payout_batch.sent` - payout_batch.sent
            * `payout_hold.lifted` - payout_hold.lifted
            * `payout_hold.placed` - payout_hold.placed
            * `payout_objection.decided` - payout_objection.decided
            * `payout_objection.made` - payout_objection.made
            * `payout_rules.changed` - payout_rules.changed
            * `place.claim_code_made` - place.claim_code_made
            * `place.claimed` - place.claimed
            * `quarantine.lifted` - quarantine.lifted
            * `quarantine.placed` - quarantine.placed
            * `report.settings_changed` - report.settings_changed
            * `reward.earned` - reward.earned
            * `reward.forfeited` - reward.forfeited
            * `reward.released` - reward.released
            * `reward.reversed` - reward.reversed
            * `role.accepted` - role.accepted
            * `role.invitation_forgotten` - role.invitation_forgotten
            * `role.invited` - role.invited
            * `role.removed` - role.removed
            * `role.withdrawn` - role.withdrawn
            * `trust.noticed` - trust.noticed
            * `trust.signal_decided` - trust.signal_decided
            * `webhook.changed` - webhook.changed
            * `webhook.disabled` - webhook.disabled
            * `webhook.enabled` - webhook.enabled
            * `webhook.made` - webhook.made
            * `webhook.removed` - webhook.removed
            * `webhook.replayed` - webhook.replayed
            * `webhook.secret_rotated` - webhook.secret_rotated
            * `webhook.test` - webhook.test
        next_attempt_at (datetime.datetime | None):
        queued_at (datetime.datetime):
        payload (str): The body as it is signed and sent; empty once it is forgotten.
        tried (list[WebhookAttempt]): The attempts, the latest first, at most a hundred.
        state (WebhookDeliveryState | Unset): * `waiting` - waiting for its next attempt
            * `sending` - being sent
            * `delivered` - answered with 2xx
            * `failed` - given up
            * `skipped` - not sent, since the endpoint was off
        attempts (int | Unset):
        ended_at (datetime.datetime | None | Unset):
    """

    id: UUID
    webhook_id: str
    type_: WebhookMessageType
    next_attempt_at: datetime.datetime | None
    queued_at: datetime.datetime
    payload: str
    tried: list[WebhookAttempt]
    state: WebhookDeliveryState | Unset = UNSET
    attempts: int | Unset = UNSET
    ended_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        webhook_id = self.webhook_id

        type_: str = self.type_

        next_attempt_at: None | str
        if isinstance(self.next_attempt_at, datetime.datetime):
            next_attempt_at = self.next_attempt_at.isoformat()
        else:
            next_attempt_at = self.next_attempt_at

        queued_at = self.queued_at.isoformat()

        payload = self.payload

        tried = []
        for tried_item_data in self.tried:
            tried_item = tried_item_data.to_dict()
            tried.append(tried_item)

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state

        attempts = self.attempts

        ended_at: None | str | Unset
        if isinstance(self.ended_at, Unset):
            ended_at = UNSET
        elif isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "webhook_id": webhook_id,
                "type": type_,
                "next_attempt_at": next_attempt_at,
                "queued_at": queued_at,
                "payload": payload,
                "tried": tried,
            }
        )
        if state is not UNSET:
            field_dict["state"] = state
        if attempts is not UNSET:
            field_dict["attempts"] = attempts
        if ended_at is not UNSET:
            field_dict["ended_at"] = ended_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.webhook_attempt import WebhookAttempt  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        webhook_id = d.pop("webhook_id")

        type_ = check_webhook_message_type(d.pop("type"))

        def _parse_next_attempt_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_attempt_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_attempt_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_attempt_at = _parse_next_attempt_at(d.pop("next_attempt_at"))

        queued_at = datetime.datetime.fromisoformat(d.pop("queued_at"))

        payload = d.pop("payload")

        tried = []
        _tried = d.pop("tried")
        for tried_item_data in _tried:
            tried_item = WebhookAttempt.from_dict(tried_item_data)

            tried.append(tried_item)

        _state = d.pop("state", UNSET)
        state: WebhookDeliveryState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = check_webhook_delivery_state(_state)

        attempts = d.pop("attempts", UNSET)

        def _parse_ended_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)

                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        ended_at = _parse_ended_at(d.pop("ended_at", UNSET))

        delivery_detail = cls(
            id=id,
            webhook_id=webhook_id,
            type_=type_,
            next_attempt_at=next_attempt_at,
            queued_at=queued_at,
            payload=payload,
            tried=tried,
            state=state,
            attempts=attempts,
            ended_at=ended_at,
        )

        delivery_detail.additional_properties = d
        return delivery_detail

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

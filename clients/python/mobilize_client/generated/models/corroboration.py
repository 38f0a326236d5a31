from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.finding_state import FindingState, check_finding_state

if TYPE_CHECKING:
    from ..models.person import Person


T = TypeVar("T", bound="Corroboration")


@_attrs_define
class Corroboration:
    """
    Attributes:
        finding (UUID):
        participant (Person): A participant as others see them.
        state (FindingState): * `submitted` - submitted
            * `under_review` - under review
            * `needs_info` - needs information
            * `verified` - verified
            * `rejected` - rejected
            * `duplicate` - duplicate
            * `withdrawn` - withdrawn
            * `reversed` - reversed
        received_at (datetime.datetime):
        observed_at (datetime.datetime): When it was seen, by the reporter's own clock.
        distance_m (float): From this report along the earth, in metres.
        minutes_apart (float): Between the times at which both say they saw it.
        same_tree (bool): Whether both stand under the same root.
        same_branch (bool): Whether one brought the other, or somebody close brought both.
        is_first (bool): Whether it is the first valid report of the cluster.
    """

    finding: UUID
    participant: Person
    state: FindingState
    received_at: datetime.datetime
    observed_at: datetime.datetime
    distance_m: float
    minutes_apart: float
    same_tree: bool
    same_branch: bool
    is_first: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        finding = str(self.finding)

        participant = self.participant.to_dict()

        state: str = self.state

        received_at = self.received_at.isoformat()

        observed_at = self.observed_at.isoformat()

        distance_m = self.distance_m

        minutes_apart = self.minutes_apart

        same_tree = self.same_tree

        same_branch = self.same_branch

        is_first = self.is_first

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "finding": finding,
                "participant": participant,
                "state": state,
                "received_at": received_at,
                "observed_at": observed_at,
                "distance_m": distance_m,
                "minutes_apart": minutes_apart,
                "same_tree": same_tree,
                "same_branch": same_branch,
                "is_first": is_first,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.person import Person  # noqa: PLC0415

        d = dict(src_dict)
        finding = UUID(d.pop("finding"))

        participant = Person.from_dict(d.pop("participant"))

        state = check_finding_state(d.pop("state"))

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        observed_at = datetime.datetime.fromisoformat(d.pop("observed_at"))

        distance_m = d.pop("distance_m")

        minutes_apart = d.pop("minutes_apart")

        same_tree = d.pop("same_tree")

        same_branch = d.pop("same_branch")

        is_first = d.pop("is_first")

        corroboration = cls(
            finding=finding,
            participant=participant,
            state=state,
            received_at=received_at,
            observed_at=observed_at,
            distance_m=distance_m,
            minutes_apart=minutes_apart,
            same_tree=same_tree,
            same_branch=same_branch,
            is_first=is_first,
        )

        corroboration.additional_properties = d
        return corroboration

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

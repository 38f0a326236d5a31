from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.verdict_kind_enum import VerdictKindEnum, check_verdict_kind_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="Verdict")


@_attrs_define
class Verdict:
    """
    Attributes:
        kind (VerdictKindEnum): * `verified` - verified
            * `imported` - imported as verified
            * `rejected` - rejected
            * `duplicate` - duplicate
            * `needs_info` - information requested
            * `responded` - information given
            * `withdrawn` - withdrawn by its reporter
            * `expired` - rejected because nobody decided in time
            * `reversed` - found wrong after it was verified
            * `claimed` - taken up by a reviewer
            * `released` - given back by a reviewer
            * `vote_verify` - one reviewer finds it true
            * `vote_reject` - one reviewer finds it false or unfit
            * `appealed` - appealed by its reporter
        at (datetime.datetime):
        reason (str | Unset):
        note (str | Unset):
        duplicate_of (None | Unset | UUID):
    """

    kind: VerdictKindEnum
    at: datetime.datetime
    reason: str | Unset = UNSET
    note: str | Unset = UNSET
    duplicate_of: None | Unset | UUID = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        at = self.at.isoformat()

        reason = self.reason

        note = self.note

        duplicate_of: None | str | Unset
        if isinstance(self.duplicate_of, Unset):
            duplicate_of = UNSET
        elif isinstance(self.duplicate_of, UUID):
            duplicate_of = str(self.duplicate_of)
        else:
            duplicate_of = self.duplicate_of

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "at": at,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason
        if note is not UNSET:
            field_dict["note"] = note
        if duplicate_of is not UNSET:
            field_dict["duplicate_of"] = duplicate_of

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_verdict_kind_enum(d.pop("kind"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        reason = d.pop("reason", UNSET)

        note = d.pop("note", UNSET)

        def _parse_duplicate_of(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                duplicate_of_type_0 = UUID(data)

                return duplicate_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        duplicate_of = _parse_duplicate_of(d.pop("duplicate_of", UNSET))

        verdict = cls(
            kind=kind,
            at=at,
            reason=reason,
            note=note,
            duplicate_of=duplicate_of,
        )

        verdict.additional_properties = d
        return verdict

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

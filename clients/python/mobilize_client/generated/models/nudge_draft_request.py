from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.nudge_draft_audience_enum import (
    NudgeDraftAudienceEnum,
    check_nudge_draft_audience_enum,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="NudgeDraftRequest")


@_attrs_define
class NudgeDraftRequest:
    """
    Attributes:
        audience (NudgeDraftAudienceEnum): * `lapsing` - lapsing
            * `quiet_branch` - quiet_branch
        subject (str): One line.
        text (str): Plain text; an empty line begins a paragraph.
        branch (None | Unset | UUID): Of a quiet branch, the participant at its root; empty for all.
        note (str | Unset): For the organizers alone.
        preview (bool | Unset): Say how many would get it, how many not and why; send nothing. Default: False.
    """

    audience: NudgeDraftAudienceEnum
    subject: str
    text: str
    branch: None | Unset | UUID = UNSET
    note: str | Unset = UNSET
    preview: bool | Unset = False
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        audience: str = self.audience

        subject = self.subject

        text = self.text

        branch: None | str | Unset
        if isinstance(self.branch, Unset):
            branch = UNSET
        elif isinstance(self.branch, UUID):
            branch = str(self.branch)
        else:
            branch = self.branch

        note = self.note

        preview = self.preview

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "audience": audience,
                "subject": subject,
                "text": text,
            }
        )
        if branch is not UNSET:
            field_dict["branch"] = branch
        if note is not UNSET:
            field_dict["note"] = note
        if preview is not UNSET:
            field_dict["preview"] = preview

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        audience = check_nudge_draft_audience_enum(d.pop("audience"))

        subject = d.pop("subject")

        text = d.pop("text")

        def _parse_branch(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                branch_type_0 = UUID(data)

                return branch_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        branch = _parse_branch(d.pop("branch", UNSET))

        note = d.pop("note", UNSET)

        preview = d.pop("preview", UNSET)

        nudge_draft_request = cls(
            audience=audience,
            subject=subject,
            text=text,
            branch=branch,
            note=note,
            preview=preview,
        )

        nudge_draft_request.additional_properties = d
        return nudge_draft_request

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

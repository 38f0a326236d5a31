from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.nudge_audience_enum import NudgeAudienceEnum, check_nudge_audience_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.effect import Effect
    from ..models.letters_of_nudge import LettersOfNudge


T = TypeVar("T", bound="Nudge")


@_attrs_define
class Nudge:
    """
    Attributes:
        id (UUID):
        audience (NudgeAudienceEnum): * `lapsing` - people about to lapse
            * `quiet_branch` - people of branches that go quiet
        subject (str):
        text (str):
        sent_at (datetime.datetime):
        treated (int): People written to.
        held_out (int):
        letters (LettersOfNudge):
        effects (list[Effect]): Who was active again, within 7 and within 14 days.
        branch (None | Unset | UUID):
        note (str | Unset): For the organizers alone.
        sent_by (str | Unset):  Default: ''.
    """

    id: UUID
    audience: NudgeAudienceEnum
    subject: str
    text: str
    sent_at: datetime.datetime
    treated: int
    held_out: int
    letters: LettersOfNudge
    effects: list[Effect]
    branch: None | Unset | UUID = UNSET
    note: str | Unset = UNSET
    sent_by: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        audience: str = self.audience

        subject = self.subject

        text = self.text

        sent_at = self.sent_at.isoformat()

        treated = self.treated

        held_out = self.held_out

        letters = self.letters.to_dict()

        effects = []
        for effects_item_data in self.effects:
            effects_item = effects_item_data.to_dict()
            effects.append(effects_item)

        branch: None | str | Unset
        if isinstance(self.branch, Unset):
            branch = UNSET
        elif isinstance(self.branch, UUID):
            branch = str(self.branch)
        else:
            branch = self.branch

        note = self.note

        sent_by = self.sent_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "audience": audience,
                "subject": subject,
                "text": text,
                "sent_at": sent_at,
                "treated": treated,
                "held_out": held_out,
                "letters": letters,
                "effects": effects,
            }
        )
        if branch is not UNSET:
            field_dict["branch"] = branch
        if note is not UNSET:
            field_dict["note"] = note
        if sent_by is not UNSET:
            field_dict["sent_by"] = sent_by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.effect import Effect  # noqa: PLC0415
        from ..models.letters_of_nudge import LettersOfNudge  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        audience = check_nudge_audience_enum(d.pop("audience"))

        subject = d.pop("subject")

        text = d.pop("text")

        sent_at = datetime.datetime.fromisoformat(d.pop("sent_at"))

        treated = d.pop("treated")

        held_out = d.pop("held_out")

        letters = LettersOfNudge.from_dict(d.pop("letters"))

        effects = []
        _effects = d.pop("effects")
        for effects_item_data in _effects:
            effects_item = Effect.from_dict(effects_item_data)

            effects.append(effects_item)

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

        sent_by = d.pop("sent_by", UNSET)

        nudge = cls(
            id=id,
            audience=audience,
            subject=subject,
            text=text,
            sent_at=sent_at,
            treated=treated,
            held_out=held_out,
            letters=letters,
            effects=effects,
            branch=branch,
            note=note,
            sent_by=sent_by,
        )

        nudge.additional_properties = d
        return nudge

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

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.evidence_kind_enum import EvidenceKindEnum, check_evidence_kind_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.capture import Capture


T = TypeVar("T", bound="Evidence")


@_attrs_define
class Evidence:
    """Shows evidence of findings; the `request` of its context tells for whom.

    In a list of findings, `prefetch_related("evidence")` makes it one query, and one more for each campaign.

        Attributes:
            id (UUID):
            kind (EvidenceKindEnum): * `image` - a photograph
                * `video` - a video
                * `link` - a link
            position (int): From 1, links and files each counted by themselves.
            added_at (datetime.datetime):
            url (None | str): Of a link. Nobody has opened it.
            file (None | str): The address of the file, for those who may see the finding.
            preview (None | str): The address of a small JPEG of it.
            taken (Capture | None): What the file said of its time and place; null for everybody but reviewers and
                organizers.
            media_type (str | Unset):
            size_bytes (int | None | Unset):
            width (int | None | Unset):
            height (int | None | Unset):
            duration_s (float | None | Unset):
    """

    id: UUID
    kind: EvidenceKindEnum
    position: int
    added_at: datetime.datetime
    url: None | str
    file: None | str
    preview: None | str
    taken: Capture | None
    media_type: str | Unset = UNSET
    size_bytes: int | None | Unset = UNSET
    width: int | None | Unset = UNSET
    height: int | None | Unset = UNSET
    duration_s: float | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.capture import Capture  # noqa: PLC0415

        id = str(self.id)

        kind: str = self.kind

        position = self.position

        added_at = self.added_at.isoformat()

        url: None | str
        url = self.url

        file: None | str
        file = self.file

        preview: None | str
        preview = self.preview

        taken: dict[str, Any] | None
        if isinstance(self.taken, Capture):
            taken = self.taken.to_dict()
        else:
            taken = self.taken

        media_type = self.media_type

        size_bytes: int | None | Unset
        if isinstance(self.size_bytes, Unset):
            size_bytes = UNSET
        else:
            size_bytes = self.size_bytes

        width: int | None | Unset
        if isinstance(self.width, Unset):
            width = UNSET
        else:
            width = self.width

        height: int | None | Unset
        if isinstance(self.height, Unset):
            height = UNSET
        else:
            height = self.height

        duration_s: float | None | Unset
        if isinstance(self.duration_s, Unset):
            duration_s = UNSET
        else:
            duration_s = self.duration_s

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "position": position,
                "added_at": added_at,
                "url": url,
                "file": file,
                "preview": preview,
                "taken": taken,
            }
        )
        if media_type is not UNSET:
            field_dict["media_type"] = media_type
        if size_bytes is not UNSET:
            field_dict["size_bytes"] = size_bytes
        if width is not UNSET:
            field_dict["width"] = width
        if height is not UNSET:
            field_dict["height"] = height
        if duration_s is not UNSET:
            field_dict["duration_s"] = duration_s

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.capture import Capture  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        kind = check_evidence_kind_enum(d.pop("kind"))

        position = d.pop("position")

        added_at = datetime.datetime.fromisoformat(d.pop("added_at"))

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        def _parse_file(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        file = _parse_file(d.pop("file"))

        def _parse_preview(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        preview = _parse_preview(d.pop("preview"))

        def _parse_taken(data: object) -> Capture | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                taken_type_0 = Capture.from_dict(data)

                return taken_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Capture | None, data)

        taken = _parse_taken(d.pop("taken"))

        media_type = d.pop("media_type", UNSET)

        def _parse_size_bytes(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        size_bytes = _parse_size_bytes(d.pop("size_bytes", UNSET))

        def _parse_width(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        width = _parse_width(d.pop("width", UNSET))

        def _parse_height(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        height = _parse_height(d.pop("height", UNSET))

        def _parse_duration_s(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        duration_s = _parse_duration_s(d.pop("duration_s", UNSET))

        evidence = cls(
            id=id,
            kind=kind,
            position=position,
            added_at=added_at,
            url=url,
            file=file,
            preview=preview,
            taken=taken,
            media_type=media_type,
            size_bytes=size_bytes,
            width=width,
            height=height,
            duration_s=duration_s,
        )

        evidence.additional_properties = d
        return evidence

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

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, File, FileTypes, Unset

T = TypeVar("T", bound="ImportDraftRequest")


@_attrs_define
class ImportDraftRequest:
    """
    Attributes:
        participants (File): id,inviter,joined_at[,display_name]
        activities (File | Unset): participant,kind,at
        findings (File | Unset): id,participant,objective,observed_at,latitude,longitude,status
        participants_mapping (str | Unset): The id of a column mapping of the campaign, or mobilize for a file that was
            exported here.
        activities_mapping (str | Unset): The id of a column mapping of the campaign, or mobilize for a file that was
            exported here.
        findings_mapping (str | Unset): The id of a column mapping of the campaign, or mobilize for a file that was
            exported here.
        keep_good_rows (bool | Unset): Import the rows that are right where others are wrong. Default: False.
        settle (bool | Unset): Pay the findings that come verified. Default: False.
        check_only (bool | Unset): Read and check everything, and import nothing. Default: False.
    """

    participants: File
    activities: File | Unset = UNSET
    findings: File | Unset = UNSET
    participants_mapping: str | Unset = UNSET
    activities_mapping: str | Unset = UNSET
    findings_mapping: str | Unset = UNSET
    keep_good_rows: bool | Unset = False
    settle: bool | Unset = False
    check_only: bool | Unset = False
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        participants = self.participants.to_tuple()

        activities: FileTypes | Unset = UNSET
        if not isinstance(self.activities, Unset):
            activities = self.activities.to_tuple()

        findings: FileTypes | Unset = UNSET
        if not isinstance(self.findings, Unset):
            findings = self.findings.to_tuple()

        participants_mapping = self.participants_mapping

        activities_mapping = self.activities_mapping

        findings_mapping = self.findings_mapping

        keep_good_rows = self.keep_good_rows

        settle = self.settle

        check_only = self.check_only

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "participants": participants,
            }
        )
        if activities is not UNSET:
            field_dict["activities"] = activities
        if findings is not UNSET:
            field_dict["findings"] = findings
        if participants_mapping is not UNSET:
            field_dict["participants_mapping"] = participants_mapping
        if activities_mapping is not UNSET:
            field_dict["activities_mapping"] = activities_mapping
        if findings_mapping is not UNSET:
            field_dict["findings_mapping"] = findings_mapping
        if keep_good_rows is not UNSET:
            field_dict["keep_good_rows"] = keep_good_rows
        if settle is not UNSET:
            field_dict["settle"] = settle
        if check_only is not UNSET:
            field_dict["check_only"] = check_only

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("participants", self.participants.to_tuple()))

        if not isinstance(self.activities, Unset):
            files.append(("activities", self.activities.to_tuple()))

        if not isinstance(self.findings, Unset):
            files.append(("findings", self.findings.to_tuple()))

        if not isinstance(self.participants_mapping, Unset):
            files.append(("participants_mapping", (None, str(self.participants_mapping).encode(), "text/plain")))

        if not isinstance(self.activities_mapping, Unset):
            files.append(("activities_mapping", (None, str(self.activities_mapping).encode(), "text/plain")))

        if not isinstance(self.findings_mapping, Unset):
            files.append(("findings_mapping", (None, str(self.findings_mapping).encode(), "text/plain")))

        if not isinstance(self.keep_good_rows, Unset):
            files.append(("keep_good_rows", (None, str(self.keep_good_rows).encode(), "text/plain")))

        if not isinstance(self.settle, Unset):
            files.append(("settle", (None, str(self.settle).encode(), "text/plain")))

        if not isinstance(self.check_only, Unset):
            files.append(("check_only", (None, str(self.check_only).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        participants = File(payload=BytesIO(d.pop("participants")))

        _activities = d.pop("activities", UNSET)
        activities: File | Unset
        if isinstance(_activities, Unset):
            activities = UNSET
        else:
            activities = File(payload=BytesIO(_activities))

        _findings = d.pop("findings", UNSET)
        findings: File | Unset
        if isinstance(_findings, Unset):
            findings = UNSET
        else:
            findings = File(payload=BytesIO(_findings))

        participants_mapping = d.pop("participants_mapping", UNSET)

        activities_mapping = d.pop("activities_mapping", UNSET)

        findings_mapping = d.pop("findings_mapping", UNSET)

        keep_good_rows = d.pop("keep_good_rows", UNSET)

        settle = d.pop("settle", UNSET)

        check_only = d.pop("check_only", UNSET)

        import_draft_request = cls(
            participants=participants,
            activities=activities,
            findings=findings,
            participants_mapping=participants_mapping,
            activities_mapping=activities_mapping,
            findings_mapping=findings_mapping,
            keep_good_rows=keep_good_rows,
            settle=settle,
            check_only=check_only,
        )

        import_draft_request.additional_properties = d
        return import_draft_request

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.open_dossier import OpenDossier


T = TypeVar("T", bound="Taken")


@_attrs_define
class Taken:
    """
    Attributes:
        finding (None | OpenDossier):
        detail (str): What happened, in a sentence.
    """

    finding: None | OpenDossier
    detail: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.open_dossier import OpenDossier  # noqa: PLC0415

        finding: dict[str, Any] | None
        if isinstance(self.finding, OpenDossier):
            finding = self.finding.to_dict()
        else:
            finding = self.finding

        detail = self.detail

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "finding": finding,
                "detail": detail,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.open_dossier import OpenDossier  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_finding(data: object) -> None | OpenDossier:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                finding_type_0 = OpenDossier.from_dict(data)

                return finding_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OpenDossier, data)

        finding = _parse_finding(d.pop("finding"))

        detail = d.pop("detail")

        taken = cls(
            finding=finding,
            detail=detail,
        )

        taken.additional_properties = d
        return taken

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

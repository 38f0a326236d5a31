from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.consequences import Consequences
    from ..models.quarantine import Quarantine
    from ..models.root import Root


T = TypeVar("T", bound="QuarantineView")


@_attrs_define
class QuarantineView:
    """How a branch stands, and what a quarantine of it touches.

    Attributes:
        quarantine (None | Quarantine): The one that is in force here; null for none.
        inside_another (bool): Somebody above is the root of a branch in quarantine.
        touches (Consequences): What it touches; asking for it changes nothing.
        root (Root): The person at a branch's root, and what deciding about them alone touches.
    """

    quarantine: None | Quarantine
    inside_another: bool
    touches: Consequences
    root: Root
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.quarantine import Quarantine  # noqa: PLC0415

        quarantine: dict[str, Any] | None
        if isinstance(self.quarantine, Quarantine):
            quarantine = self.quarantine.to_dict()
        else:
            quarantine = self.quarantine

        inside_another = self.inside_another

        touches = self.touches.to_dict()

        root = self.root.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "quarantine": quarantine,
                "inside_another": inside_another,
                "touches": touches,
                "root": root,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.consequences import Consequences  # noqa: PLC0415
        from ..models.quarantine import Quarantine  # noqa: PLC0415
        from ..models.root import Root  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_quarantine(data: object) -> None | Quarantine:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                quarantine_type_0 = Quarantine.from_dict(data)

                return quarantine_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Quarantine, data)

        quarantine = _parse_quarantine(d.pop("quarantine"))

        inside_another = d.pop("inside_another")

        touches = Consequences.from_dict(d.pop("touches"))

        root = Root.from_dict(d.pop("root"))

        quarantine_view = cls(
            quarantine=quarantine,
            inside_another=inside_another,
            touches=touches,
            root=root,
        )

        quarantine_view.additional_properties = d
        return quarantine_view

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

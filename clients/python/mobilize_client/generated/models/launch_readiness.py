from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.lack import Lack


T = TypeVar("T", bound="LaunchReadiness")


@_attrs_define
class LaunchReadiness:
    """
    Attributes:
        ready (bool): Whether a launch would be taken now.
        lacks (list[Lack]):
    """

    ready: bool
    lacks: list[Lack]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ready = self.ready

        lacks = []
        for lacks_item_data in self.lacks:
            lacks_item = lacks_item_data.to_dict()
            lacks.append(lacks_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ready": ready,
                "lacks": lacks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.lack import Lack  # noqa: PLC0415

        d = dict(src_dict)
        ready = d.pop("ready")

        lacks = []
        _lacks = d.pop("lacks")
        for lacks_item_data in _lacks:
            lacks_item = Lack.from_dict(lacks_item_data)

            lacks.append(lacks_item)

        launch_readiness = cls(
            ready=ready,
            lacks=lacks,
        )

        launch_readiness.additional_properties = d
        return launch_readiness

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

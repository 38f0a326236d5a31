from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.figure import Figure


T = TypeVar("T", bound="KFactor")


@_attrs_define
class KFactor:
    """
    Attributes:
        invites_per_participant (Figure): A number, the count that it rests on and its 95 % interval; where something is
            missing there is no number.
        accepted_share (Figure): A number, the count that it rests on and its 95 % interval; where something is missing
            there is no number.
        k (Figure): A number, the count that it rests on and its 95 % interval; where something is missing there is no
            number.
    """

    invites_per_participant: Figure
    accepted_share: Figure
    k: Figure
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        invites_per_participant = self.invites_per_participant.to_dict()

        accepted_share = self.accepted_share.to_dict()

        k = self.k.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "invites_per_participant": invites_per_participant,
                "accepted_share": accepted_share,
                "k": k,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.figure import Figure  # noqa: PLC0415

        d = dict(src_dict)
        invites_per_participant = Figure.from_dict(d.pop("invites_per_participant"))

        accepted_share = Figure.from_dict(d.pop("accepted_share"))

        k = Figure.from_dict(d.pop("k"))

        k_factor = cls(
            invites_per_participant=invites_per_participant,
            accepted_share=accepted_share,
            k=k,
        )

        k_factor.additional_properties = d
        return k_factor

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Agreement")


@_attrs_define
class Agreement:
    """
    Attributes:
        n (int): In how many cases the two can be compared.
        agreed (int):
        kappa (float | None): Cohen's kappa, from -1 to 1; null where it says nothing.
        unsaid (str): Why there is no kappa: too few cases (below 10), or one-sided ones.
    """

    n: int
    agreed: int
    kappa: float | None
    unsaid: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        n = self.n

        agreed = self.agreed

        kappa: float | None
        kappa = self.kappa

        unsaid = self.unsaid

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "n": n,
                "agreed": agreed,
                "kappa": kappa,
                "unsaid": unsaid,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        n = d.pop("n")

        agreed = d.pop("agreed")

        def _parse_kappa(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        kappa = _parse_kappa(d.pop("kappa"))

        unsaid = d.pop("unsaid")

        agreement = cls(
            n=n,
            agreed=agreed,
            kappa=kappa,
            unsaid=unsaid,
        )

        agreement.additional_properties = d
        return agreement

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

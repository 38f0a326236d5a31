from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.money import Money
    from ..models.settled_share import SettledShare
    from ..models.settlement_terms import SettlementTerms


T = TypeVar("T", bound="Settlement")


@_attrs_define
class Settlement:
    """One finding, paid: from these terms, this chain and this prize anyone can compute the shares again.

    Attributes:
        id (UUID):
        campaign (str):
        finding (UUID):
        objective (UUID):
        contract_version (int):
        mechanism (str):
        mechanism_version (int):
        terms (SettlementTerms):
        max_depth_paid (int | None):
        prize (Money): An amount in the currency's minor units.
        chain_length (int): Everybody from the finder up to the root.
        chain (list[SettledShare]): Those who got something, the finder first.
        left_out (list[int]): Steps above the finder at which somebody stood who earns nothing any more; what the terms
            give them is part of the remainder.
        remainder (Money): An amount in the currency's minor units.
        remainder_to (str):
        settled_at (datetime.datetime):
        releases_at (datetime.datetime | None): When its held shares are looked at; none where nothing of it is held.
        reversed_at (datetime.datetime | None): When its money was taken back, because the finding was found wrong.
    """

    id: UUID
    campaign: str
    finding: UUID
    objective: UUID
    contract_version: int
    mechanism: str
    mechanism_version: int
    terms: SettlementTerms
    max_depth_paid: int | None
    prize: Money
    chain_length: int
    chain: list[SettledShare]
    left_out: list[int]
    remainder: Money
    remainder_to: str
    settled_at: datetime.datetime
    releases_at: datetime.datetime | None
    reversed_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        campaign = self.campaign

        finding = str(self.finding)

        objective = str(self.objective)

        contract_version = self.contract_version

        mechanism = self.mechanism

        mechanism_version = self.mechanism_version

        terms = self.terms.to_dict()

        max_depth_paid: int | None
        max_depth_paid = self.max_depth_paid

        prize = self.prize.to_dict()

        chain_length = self.chain_length

        chain = []
        for chain_item_data in self.chain:
            chain_item = chain_item_data.to_dict()
            chain.append(chain_item)

        left_out = self.left_out

        remainder = self.remainder.to_dict()

        remainder_to = self.remainder_to

        settled_at = self.settled_at.isoformat()

        releases_at: None | str
        if isinstance(self.releases_at, datetime.datetime):
            releases_at = self.releases_at.isoformat()
        else:
            releases_at = self.releases_at

        reversed_at: None | str
        if isinstance(self.reversed_at, datetime.datetime):
            reversed_at = self.reversed_at.isoformat()
        else:
            reversed_at = self.reversed_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "campaign": campaign,
                "finding": finding,
                "objective": objective,
                "contract_version": contract_version,
                "mechanism": mechanism,
                "mechanism_version": mechanism_version,
                "terms": terms,
                "max_depth_paid": max_depth_paid,
                "prize": prize,
                "chain_length": chain_length,
                "chain": chain,
                "left_out": left_out,
                "remainder": remainder,
                "remainder_to": remainder_to,
                "settled_at": settled_at,
                "releases_at": releases_at,
                "reversed_at": reversed_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.money import Money  # noqa: PLC0415
        from ..models.settled_share import SettledShare  # noqa: PLC0415
        from ..models.settlement_terms import SettlementTerms  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        campaign = d.pop("campaign")

        finding = UUID(d.pop("finding"))

        objective = UUID(d.pop("objective"))

        contract_version = d.pop("contract_version")

        mechanism = d.pop("mechanism")

        mechanism_version = d.pop("mechanism_version")

        terms = SettlementTerms.from_dict(d.pop("terms"))

        def _parse_max_depth_paid(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        max_depth_paid = _parse_max_depth_paid(d.pop("max_depth_paid"))

        prize = Money.from_dict(d.pop("prize"))

        chain_length = d.pop("chain_length")

        chain = []
        _chain = d.pop("chain")
        for chain_item_data in _chain:
            chain_item = SettledShare.from_dict(chain_item_data)

            chain.append(chain_item)

        left_out = cast(list[int], d.pop("left_out"))

        remainder = Money.from_dict(d.pop("remainder"))

        remainder_to = d.pop("remainder_to")

        settled_at = datetime.datetime.fromisoformat(d.pop("settled_at"))

        def _parse_releases_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                releases_at_type_0 = datetime.datetime.fromisoformat(data)

                return releases_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        releases_at = _parse_releases_at(d.pop("releases_at"))

        def _parse_reversed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                reversed_at_type_0 = datetime.datetime.fromisoformat(data)

                return reversed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        reversed_at = _parse_reversed_at(d.pop("reversed_at"))

        settlement = cls(
            id=id,
            campaign=campaign,
            finding=finding,
            objective=objective,
            contract_version=contract_version,
            mechanism=mechanism,
            mechanism_version=mechanism_version,
            terms=terms,
            max_depth_paid=max_depth_paid,
            prize=prize,
            chain_length=chain_length,
            chain=chain,
            left_out=left_out,
            remainder=remainder,
            remainder_to=remainder_to,
            settled_at=settled_at,
            releases_at=releases_at,
            reversed_at=reversed_at,
        )

        settlement.additional_properties = d
        return settlement

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

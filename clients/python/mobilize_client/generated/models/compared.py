from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.compared_person import ComparedPerson
    from ..models.compared_terms import ComparedTerms
    from ..models.exposure import Exposure
    from ..models.money import Money


T = TypeVar("T", bound="Compared")


@_attrs_define
class Compared:
    """
    Attributes:
        mechanism (str):
        terms (ComparedTerms):
        own (bool): Whether an objective of the campaign is paid by it.
        refusal (None | str): Why it cannot split one of the prizes; then nothing is paid.
        paid (Money): An amount in the currency's minor units.
        remainder (Money): An amount in the currency's minor units.
        people_paid (int): How many get anything.
        gini_of_paid (None | str): Among those paid; 0 where all get the same.
        gini_of_members (None | str): Among everybody who takes part.
        best_paid (list[ComparedPerson]): The ten who get most.
        most_exposed (Exposure | None): None where nobody could gain by fake places.
    """

    mechanism: str
    terms: ComparedTerms
    own: bool
    refusal: None | str
    paid: Money
    remainder: Money
    people_paid: int
    gini_of_paid: None | str
    gini_of_members: None | str
    best_paid: list[ComparedPerson]
    most_exposed: Exposure | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.exposure import Exposure  # noqa: PLC0415

        mechanism = self.mechanism

        terms = self.terms.to_dict()

        own = self.own

        refusal: None | str
        refusal = self.refusal

        paid = self.paid.to_dict()

        remainder = self.remainder.to_dict()

        people_paid = self.people_paid

        gini_of_paid: None | str
        gini_of_paid = self.gini_of_paid

        gini_of_members: None | str
        gini_of_members = self.gini_of_members

        best_paid = []
        for best_paid_item_data in self.best_paid:
            best_paid_item = best_paid_item_data.to_dict()
            best_paid.append(best_paid_item)

        most_exposed: dict[str, Any] | None
        if isinstance(self.most_exposed, Exposure):
            most_exposed = self.most_exposed.to_dict()
        else:
            most_exposed = self.most_exposed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "mechanism": mechanism,
                "terms": terms,
                "own": own,
                "refusal": refusal,
                "paid": paid,
                "remainder": remainder,
                "people_paid": people_paid,
                "gini_of_paid": gini_of_paid,
                "gini_of_members": gini_of_members,
                "best_paid": best_paid,
                "most_exposed": most_exposed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.compared_person import ComparedPerson  # noqa: PLC0415
        from ..models.compared_terms import ComparedTerms  # noqa: PLC0415
        from ..models.exposure import Exposure  # noqa: PLC0415
        from ..models.money import Money  # noqa: PLC0415

        d = dict(src_dict)
        mechanism = d.pop("mechanism")

        terms = ComparedTerms.from_dict(d.pop("terms"))

        own = d.pop("own")

        def _parse_refusal(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        refusal = _parse_refusal(d.pop("refusal"))

        paid = Money.from_dict(d.pop("paid"))

        remainder = Money.from_dict(d.pop("remainder"))

        people_paid = d.pop("people_paid")

        def _parse_gini_of_paid(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        gini_of_paid = _parse_gini_of_paid(d.pop("gini_of_paid"))

        def _parse_gini_of_members(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        gini_of_members = _parse_gini_of_members(d.pop("gini_of_members"))

        best_paid = []
        _best_paid = d.pop("best_paid")
        for best_paid_item_data in _best_paid:
            best_paid_item = ComparedPerson.from_dict(best_paid_item_data)

            best_paid.append(best_paid_item)

        def _parse_most_exposed(data: object) -> Exposure | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                most_exposed_type_0 = Exposure.from_dict(data)

                return most_exposed_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Exposure | None, data)

        most_exposed = _parse_most_exposed(d.pop("most_exposed"))

        compared = cls(
            mechanism=mechanism,
            terms=terms,
            own=own,
            refusal=refusal,
            paid=paid,
            remainder=remainder,
            people_paid=people_paid,
            gini_of_paid=gini_of_paid,
            gini_of_members=gini_of_members,
            best_paid=best_paid,
            most_exposed=most_exposed,
        )

        compared.additional_properties = d
        return compared

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

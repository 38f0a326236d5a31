from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.answers_request_facts import AnswersRequestFacts


T = TypeVar("T", bound="AnswersRequest")


@_attrs_define
class AnswersRequest:
    """
    Attributes:
        facts (AnswersRequestFacts): Answers by the ids of the questions. Each spends one of three attempts.
    """

    facts: AnswersRequestFacts
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        facts = self.facts.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "facts": facts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.answers_request_facts import AnswersRequestFacts  # noqa: PLC0415

        d = dict(src_dict)
        facts = AnswersRequestFacts.from_dict(d.pop("facts"))

        answers_request = cls(
            facts=facts,
        )

        answers_request.additional_properties = d
        return answers_request

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

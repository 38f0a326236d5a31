from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.fact_answer import FactAnswer


T = TypeVar("T", bound="AnsweredFact")


@_attrs_define
class AnsweredFact:
    """
    Attributes:
        fact (UUID):
        question (str):
        attempts_left (int): Of three, over all reports of the participant.
        answers (list[FactAnswer]): Those that came with this finding.
    """

    fact: UUID
    question: str
    attempts_left: int
    answers: list[FactAnswer]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        fact = str(self.fact)

        question = self.question

        attempts_left = self.attempts_left

        answers = []
        for answers_item_data in self.answers:
            answers_item = answers_item_data.to_dict()
            answers.append(answers_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "fact": fact,
                "question": question,
                "attempts_left": attempts_left,
                "answers": answers,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fact_answer import FactAnswer  # noqa: PLC0415

        d = dict(src_dict)
        fact = UUID(d.pop("fact"))

        question = d.pop("question")

        attempts_left = d.pop("attempts_left")

        answers = []
        _answers = d.pop("answers")
        for answers_item_data in _answers:
            answers_item = FactAnswer.from_dict(answers_item_data)

            answers.append(answers_item)

        answered_fact = cls(
            fact=fact,
            question=question,
            attempts_left=attempts_left,
            answers=answers,
        )

        answered_fact.additional_properties = d
        return answered_fact

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

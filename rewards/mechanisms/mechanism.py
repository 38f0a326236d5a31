"""Mechanism: the terms of a rule that splits a prize, and what every rule publishes about itself.

A mechanism is a frozen dataclass of its terms. It refuses terms under which its laws fail, so an instance
that exists obeys them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Literal, Self

from rewards.mechanisms.cards import PropertyCard
from rewards.mechanisms.terms import check_prize_minor

Family = Literal["chain", "tree", "peer"]


class Mechanism(ABC):
    """What is common to the rules of every family."""

    name: ClassVar[str]
    family: ClassVar[Family]
    # Stored in every settlement; a change of what the rule pays takes a new number.
    version: ClassVar[int]
    summary: ClassVar[str]
    card: ClassVar[PropertyCard]

    @classmethod
    @abstractmethod
    def terms_schema(cls) -> dict[str, Any]:
        """Give the JSON Schema of the terms, with `examples` that the rule accepts."""

    @classmethod
    @abstractmethod
    def from_json(cls, terms: object) -> Self:
        """Read the terms, or refuse them by InvalidInput with the field and the bound."""

    @abstractmethod
    def to_json(self) -> dict[str, Any]:
        """Write out all terms, defaults included: equal rules give equal JSON, which reads back."""

    @abstractmethod
    def budget_bound(self, prize_minor: int) -> int:
        """Give the most that the shares can add up to; the remainder comes on top of it."""

    @property
    def scales_with_prize(self) -> bool:
        """Whether n times the prize is n times each share, but for rounding."""
        return True

    def check_prize(self, prize_minor: int) -> None:
        """Refuse a prize that these terms cannot split; called when a contract is made."""
        check_prize_minor(prize_minor)

    @classmethod
    def describe(cls) -> dict[str, Any]:
        """Give what the rule publishes about itself, as JSON."""
        return {
            "name": cls.name,
            "family": cls.family,
            "version": cls.version,
            "summary": cls.summary,
            "card": cls.card.to_json(),
            "terms_schema": cls.terms_schema(),
        }


def terms_schema(
    *, title: str, properties: dict[str, Any], examples: list[dict[str, Any]], required: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Frame the properties of a rule's terms as a JSON Schema that knows no other keys."""
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "examples": examples,
    }
    if required:
        schema["required"] = list(required)
    return schema

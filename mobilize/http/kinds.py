"""Kinds: in a JSON body a number is no text, a text is no number, and 1 is not true.

The fields of DRF read forms too, where all is text, and so they take one kind for another in JSON as well: a mistake
of the caller's would pass, and what the document says of a field would not hold. What comes in a form or a query is
read as before.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from rest_framework import serializers
from rest_framework.utils import html

Read = Callable[[Any, Any], Any]


def is_whole(data: Any) -> bool:
    """Tell a whole number; 3.0 is one too, as JSON Schema has it."""
    return is_number(data) and (isinstance(data, int) or data.is_integer())


def is_number(data: Any) -> bool:
    return isinstance(data, int | float) and not isinstance(data, bool)


def is_text(data: Any) -> bool:
    return isinstance(data, str)


def is_flag(data: Any) -> bool:
    return isinstance(data, bool)


KINDS: dict[type[serializers.Field[Any, Any, Any, Any]], Callable[[Any], bool]] = {
    serializers.CharField: is_text,
    serializers.UUIDField: is_text,
    serializers.BooleanField: is_flag,
    serializers.IntegerField: is_whole,
    serializers.FloatField: is_number,
    serializers.DecimalField: is_number,
}


def keep_kinds() -> None:
    """Have every field of these read its own kind alone where it is given in JSON."""
    for field, fits in KINDS.items():
        _guard(field, fits)
    _guard_choices()


def _guard(field: Any, fits: Callable[[Any], bool]) -> None:
    read: Read = field.to_internal_value

    @wraps(read)
    def read_own_kind(self: Any, data: Any) -> Any:
        if not fits(data) and _is_json(self):
            self.fail("invalid", value=data, input=data)
        return read(self, data)

    field.to_internal_value = read_own_kind


def _guard_choices() -> None:
    read: Read = serializers.ChoiceField.to_internal_value

    @wraps(read)
    def read_own_kind(self: Any, data: Any) -> Any:
        chosen = read(self, data)
        if is_text(chosen) != is_text(data) and _is_json(self):
            self.fail("invalid_choice", input=data)
        return chosen

    serializers.ChoiceField.to_internal_value = read_own_kind  # type: ignore[method-assign]


def _is_json(field: Any) -> bool:
    return not html.is_html_input(getattr(field.root, "initial_data", None))

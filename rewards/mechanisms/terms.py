"""Terms: the numbers of a mechanism as they come in JSON, read exactly or refused with the bound named.

Fractions are strings ("1/2", "0.5"), counts and amounts are whole numbers. A JSON number with a point is
refused, because it is a binary approximation and money is split exactly. Every refusal is an InvalidInput
whose `field` is the path to the value ("terms/ratio"), escaped as in a JSON pointer.

What is refused may be hostile (a number of a million digits, half a surrogate pair), so a message quotes it
only through `shown`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

from campaigns.errors import InvalidInput

# The largest prize, ten trillion dollars in cents: whatever is derived from it fits a bigint with room left.
MAX_PRIZE_MINOR = 10**15
# A cap on both parts of a fraction keeps exact arithmetic small; twelve decimals is finer than any contract.
MAX_FRACTION_PART = 10**12

FRACTION_PATTERN = r"[0-9]{1,13}(/[0-9]{1,13}|\.[0-9]{1,12})?"
_FRACTION = re.compile(rf"-?{FRACTION_PATTERN}")
_HOW_TO_WRITE = 'Write it as a string such as "1/2" or "0.5".'


def refused(message: str, *, field: str, code: str = "invalid_terms", **data: Any) -> InvalidInput:
    """Make the refusal of one value, to be raised."""
    return InvalidInput(code, message, field=field, **data)


def shown(value: object) -> str:
    """Quote a refused value, shortened, whatever it is."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int):
        # Python refuses to print an integer of more than 4,300 digits
        return str(value) if abs(value) <= 10**18 else "a number with more than 18 digits"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, str):
        return repr(value if len(value) <= 40 else value[:39] + "…")
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    return f"a {type(value).__name__}"


def is_clean_text(value: str) -> bool:
    """Whether the text can be written as UTF-8, which half a surrogate pair from JSON cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def below(field: str, key: str) -> str:
    """Name a member of `field`, or `field` itself where the key is too odd to repeat."""
    if len(key) > 100 or not is_clean_text(key):
        return field
    escaped = key.replace("~", "~0").replace("/", "~1")
    return f"{field}/{escaped}" if field else escaped


def read_object(value: object, *, field: str, known: Collection[str], code: str = "invalid_terms") -> dict[str, object]:
    """Read a JSON object none of whose keys is unknown."""
    if not isinstance(value, Mapping):
        raise refused(f"Here an object is needed, not {shown(value)}.", field=field, code=code, allowed=sorted(known))
    for key in value:
        if key not in known:
            raise refused(
                f"{shown(key)} is not known here. Known: {', '.join(sorted(known)) or 'nothing at all'}.",
                field=below(field, str(key)),
                code=code,
                allowed=sorted(known),
            )
    return dict(value)


def read_fraction(value: object, *, field: str) -> Fraction:
    """Read an exact fraction from "1/2", "0.5" or a whole number."""
    if type(value) is int:
        check_fraction_size(Fraction(value), field=field)
        return Fraction(value)
    if not isinstance(value, str):
        raise refused(f"A fraction is needed, not {shown(value)}. {_HOW_TO_WRITE}", field=field)
    if not _FRACTION.fullmatch(value):
        raise refused(f"{shown(value)} is not a fraction of at most 13 digits a part. {_HOW_TO_WRITE}", field=field)
    if "/" in value and int(value.split("/")[1]) == 0:
        raise refused(f"{shown(value)} divides by zero. {_HOW_TO_WRITE}", field=field)
    fraction = Fraction(value)
    check_fraction_size(fraction, field=field)
    return fraction


def check_fraction_size(fraction: Fraction, *, field: str) -> None:
    if fraction.denominator > MAX_FRACTION_PART or abs(fraction.numerator) > MAX_FRACTION_PART:
        raise refused(
            f"Numerator and denominator may be at most {MAX_FRACTION_PART:,}.",
            field=field,
            most=MAX_FRACTION_PART,
        )


def read_whole(value: object, *, field: str, least: int, most: int, what: str, code: str = "invalid_terms") -> int:
    """Read a whole number within its bounds; true and 1.0 are not whole numbers."""
    if type(value) is not int:
        raise refused(
            f"{what} is a whole number from {least:,} to {most:,}, not {shown(value)}.",
            field=field,
            code=code,
            least=least,
            most=most,
        )
    if not least <= value <= most:
        raise refused(
            f"{what} must be from {least:,} to {most:,}; {shown(value)} is outside.",
            field=field,
            code=code,
            least=least,
            most=most,
        )
    return value


def read_flag(value: object, *, field: str) -> bool:
    """Read true or false; 0 and 1 are neither."""
    if type(value) is not bool:
        raise refused(f"Here true or false is needed, not {shown(value)}.", field=field)
    return value


def check_prize_minor(prize_minor: object) -> int:
    """Refuse a prize that is not a whole number of minor units from 0 to MAX_PRIZE_MINOR."""
    return read_whole(
        prize_minor,
        field="prize_minor",
        least=0,
        most=MAX_PRIZE_MINOR,
        what="A prize in minor units",
        code="invalid_prize",
    )


def fraction_schema(description: str, *, whole: Collection[int], default: str | None = None) -> dict[str, Any]:
    """Give the JSON Schema of a fraction; `whole` are the whole numbers within its bounds."""
    schema: dict[str, Any] = {
        "description": description,
        "anyOf": [{"type": "string", "pattern": f"^{FRACTION_PATTERN}$"}, {"enum": sorted(whole)}],
    }
    if default is not None:
        schema["default"] = default
    return schema

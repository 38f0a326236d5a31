"""StrictJSONParser: JSON bodies that nothing behind it has to fear.

What PostgreSQL or Python would only refuse later, with a crash, is refused here with the place named: NUL
characters and lone surrogates in strings, integers beyond 64 bits, numbers that are not finite, names given
twice in one object, and nesting deeper than any body of this API needs. Bodies are UTF-8 (RFC 8259) and at
most 1 MiB.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import IO, Any

from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser

MAX_BYTES = 1_048_576
MAX_DEPTH = 32
_LEAST, _MOST = -(2**63), 2**63 - 1


class UnreadableBody(ParseError):
    """The body is JSON, but holds values that cannot be kept; `errors` names each place."""

    default_code = "unreadable_body"

    def __init__(self, errors: Sequence[Mapping[str, str]]) -> None:
        super().__init__(f"The body holds something that cannot be kept. {errors[0]['detail']}")
        self.errors = errors


class BodyTooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = f"A JSON body may have at most {MAX_BYTES} bytes."
    default_code = "body_too_large"


class StrictJSONParser(JSONParser):
    """Reads a JSON body, or refuses it with a 4xx that says why."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise BodyTooLarge
        try:
            value = json.loads(
                raw.decode("utf-8-sig"),
                object_pairs_hook=_object_of_pairs,
                parse_constant=_refuse_constant,
                parse_int=_read_integer,
            )
        except UnicodeDecodeError as error:
            raise ParseError(f"The body is not UTF-8: byte {error.start} does not fit.") from error
        except json.JSONDecodeError as error:
            raise ParseError(
                f"The body is not JSON: {error.msg} (line {error.lineno}, column {error.colno})."
            ) from error
        except RecursionError as error:
            raise ParseError(f"The body is nested deeper than {MAX_DEPTH} levels.") from error
        except ValueError as error:
            raise ParseError(str(error)) from error
        errors = find_unkeepable(value)
        if errors:
            raise UnreadableBody(errors)
        return value


def _object_of_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise ValueError(f"The name {json.dumps(twice)} is given twice in one object.")
    return members


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON.")


def _read_integer(digits: str) -> int:
    if len(digits) > 20:
        raise ValueError("Integers must fit into 64 bits.")
    return int(digits)


def find_unkeepable(value: Any, *, most: int = 20) -> list[dict[str, str]]:
    """Walk a parsed body without recursion and name (at most `most`) places that cannot be kept."""
    errors: list[dict[str, str]] = []
    waiting: list[tuple[str, int, Any]] = [("#", 0, value)]
    while waiting and len(errors) < most:
        pointer, depth, item = waiting.pop()
        if isinstance(item, str):
            complaint = complaint_about_text(item)
        elif isinstance(item, bool):
            complaint = ""
        elif isinstance(item, int):
            complaint = "" if _LEAST <= item <= _MOST else "Integers must fit into 64 bits."
        elif isinstance(item, float):
            complaint = "" if isfinite(item) else "Numbers must be finite."
        elif isinstance(item, dict | list):
            complaint = "" if depth < MAX_DEPTH else f"Bodies are nested at most {MAX_DEPTH} levels deep."
            if not complaint:
                named = item.items() if isinstance(item, dict) else enumerate(item)
                for name, inner in reversed(list(named)):
                    bad_name = complaint_about_text(name) if isinstance(name, str) else ""
                    if bad_name:
                        complaint = bad_name
                    else:
                        waiting.append((f"{pointer}/{escape_pointer(name)}", depth + 1, inner))
        else:
            complaint = ""
        if complaint:
            errors.append({"pointer": pointer, "detail": complaint})
    return errors


def complaint_about_text(text: str) -> str:
    """Say what PostgreSQL's text type could not keep, or nothing."""
    if "\x00" in text:
        return "Text must not contain the NUL character."
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        return "Text must not contain half of a surrogate pair."
    return ""


def escape_pointer(name: object) -> str:
    """Write one reference token of a JSON pointer (RFC 6901)."""
    return str(name).replace("~", "~0").replace("/", "~1")

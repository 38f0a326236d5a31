"""Examples of every body in the API's document, made of its schema and of `words`.

A view that has something better to show says so with `extend_schema(examples=[…])`, and that is left alone. What is
made here fits its schema; files that are no text have no example.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from mobilize.http.words import TEXTS, WORDS

Schema = dict[str, Any]
_DEEPEST = 12
_FORMATS = {
    "date-time": "2026-11-23T15:04:05Z",
    "date": "2026-11-23",
    "uri": "https://mobilize.example.org/",
    "uri-reference": "/",
    "email": "dave@example.org",
    "binary": "(the bytes of the file)",
}
_JSON = ("application/json", "application/geo+json")
_MISSING = object()


def add_examples(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """Complete the document with an example for each body (a hook of drf-spectacular's)."""
    writer = ExampleWriter(result["components"].get("schemas", {}))
    for path, operation in operations_of(result):
        for media_type, body in bodies_of(operation):
            if "example" in body or "examples" in body:
                continue
            if media_type in TEXTS:
                body["example"] = TEXTS[media_type]
            elif media_type in _JSON or media_type == "multipart/form-data":
                body["example"] = writer.example_of(body["schema"], path)
    return result


def operations_of(document: Schema) -> Iterator[tuple[str, Schema]]:
    for path, methods in document["paths"].items():
        for operation in methods.values():
            yield path, operation


def bodies_of(operation: Schema) -> Iterator[tuple[str, Schema]]:
    """Yield the bodies of a request and of its good answers, with their media types."""
    yield from operation.get("requestBody", {}).get("content", {}).items()
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            yield from answer.get("content", {}).items()


class ExampleWriter:
    def __init__(self, schemas: dict[str, Schema]) -> None:
        self.schemas = schemas
        self.unnamed: set[str] = set()
        """Fields that are shown by nothing but their type."""

    def example_of(self, schema: Schema, path: str) -> Any:
        """Make an example of a whole body; of one that says nothing by itself, by its address."""
        for end, told in WORDS.items():
            if end.startswith("/") and path.endswith(end):
                return told
        return self.write(schema)

    def write(self, schema: Schema, owner: str = "", name: str = "", depth: int = 0) -> Any:
        if depth > _DEEPEST:
            return None
        if "$ref" in schema:
            referred = schema["$ref"].rpartition("/")[2]
            if (word := self._word(self.schemas[referred], owner, name)) is not _MISSING:
                return word
            return self.write(self.schemas[referred], referred.removesuffix("Request"), name, depth + 1)
        for several in ("allOf", "oneOf", "anyOf"):
            if several in schema:
                return self._of_several(several, schema, owner, name, depth)
        if (word := self._word(schema, owner, name)) is not _MISSING:
            return word
        if "enum" in schema:
            return next((each for each in schema["enum"] if each), schema["enum"][0])
        if "const" in schema:
            return schema["const"]
        kind = _kind_of(schema)
        if kind == "object":
            return self._object(schema, owner, depth)
        if kind == "array":
            item = self.write(schema.get("items", {}), owner, name, depth + 1)
            return [item] * max(1, schema.get("minItems", 1))
        if kind == "string":
            return self._text(schema, owner, name)
        if kind in {"integer", "number"}:
            return _number(schema, kind)
        if kind == "boolean":
            return schema.get("default", False)
        self.unnamed.add(f"{owner}.{name}")
        return {}

    def _of_several(self, several: str, schema: Schema, owner: str, name: str, depth: int) -> Any:
        parts = [part for part in schema[several] if part.get("type") != "null"]
        parts = [part for part in parts if part.get("enum") not in ([""], [None], ["", None])]
        if several != "allOf":
            return self.write(parts[0], owner, name, depth + 1)
        made = [self.write(part, owner, name, depth + 1) for part in parts]
        if all(isinstance(each, dict) for each in made):
            return {member: value for each in made for member, value in each.items()}
        return made[0]

    def _object(self, schema: Schema, owner: str, depth: int) -> Any:
        return {
            member: self.write(inner, owner, member, depth + 1)
            for member, inner in schema.get("properties", {}).items()
        }

    def _text(self, schema: Schema, owner: str, name: str) -> str:
        form = schema.get("format")
        if form == "uuid":
            return str(uuid5(NAMESPACE_URL, f"{owner}.{name}" if name == "id" else name))
        if form in _FORMATS:
            return _FORMATS[form]
        self.unnamed.add(f"{owner}.{name}")
        return str(schema.get("default") or "text")

    def _word(self, schema: Schema, owner: str, name: str) -> Any:
        """Give the word for this field, if there is one and it is of the field's kind."""
        for key in (f"{owner}.{name}", name):
            if key in WORDS and _fits(WORDS[key], schema):
                return WORDS[key]
            if key in WORDS and _kind_of(schema) == "array" and _fits(WORDS[key], schema.get("items", {})):
                return [WORDS[key]]
        return _MISSING


def _may_be_null(schema: Schema) -> bool:
    """Tell it in the words of OpenAPI 3.0, which drf-spectacular thinks in, and in those of 3.1, which it writes."""
    kinds = schema.get("type")
    return bool(schema.get("nullable")) or (isinstance(kinds, list) and "null" in kinds)


def _kind_of(schema: Schema) -> str:
    kinds = schema.get("type", "object" if "properties" in schema else "")
    return next((kind for kind in kinds if kind != "null"), "") if isinstance(kinds, list) else kinds


def _fits(word: Any, schema: Schema) -> bool:
    """Tell whether a word is of the kind that a field has; whether it keeps every rule is the tests' to say."""
    if "enum" in schema:
        return word in schema["enum"]
    if "$ref" in schema:
        return False
    if "properties" in schema:
        return isinstance(word, dict)
    if word is None:
        return _may_be_null(schema)
    kind = _kind_of(schema)
    if kind == "string" and schema.get("format") in {"uuid", "binary", "date"}:
        return False
    if kind == "array":
        return isinstance(word, list) and all(_fits(each, schema.get("items", {})) for each in word)
    of_kind = {"string": str, "integer": int, "number": int | float, "boolean": bool, "object": dict}.get(kind)
    return kind == "" if of_kind is None else isinstance(word, of_kind)


def _number(schema: Schema, kind: str) -> int | float:
    least = schema.get("minimum", 0)
    most = schema.get("maximum", max(least, 7))
    number = min(max(schema.get("default") or 3, least), most)
    return int(number) if kind == "integer" else float(number)

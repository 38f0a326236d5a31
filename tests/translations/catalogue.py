"""The catalogues of translations, gathered from code and templates, and compiled, without GNU's gettext.

    python -m tests.translations.catalogue      brings locale/*/LC_MESSAGES/django.po up to date and compiles them

What is new stands there untranslated; what is gone is deleted. Guesses are not made, so nothing becomes fuzzy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

CHECKOUT = Path(__file__).resolve().parents[2]
APPS = ("campaigns", "rewards", "frontend")
LANGUAGES = ("es",)
# By what name each is called in the code: which of its words are looked up.
_CALLS: dict[str, Any] = {
    "_": None,
    "_lazy": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}


Message = str | tuple[str, str]


def messages() -> Iterator[tuple[Message, str]]:
    """Give every message of the apps, with the file in which it is."""
    for app in APPS:
        for path in sorted((CHECKOUT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                for message in in_python(path.read_bytes()):
                    yield message, str(path.relative_to(CHECKOUT))
        for path in sorted((CHECKOUT / app / "templates").rglob("*.*")):
            for message in in_template(path.read_text(encoding="utf-8")):
                yield message, str(path.relative_to(CHECKOUT))


def in_python(source: bytes) -> Iterator[Message]:
    for _line, _name, found, _comments in extract_python(BytesIO(source), _CALLS, [], {}):
        if isinstance(found, str):
            yield found
        else:
            singular, plural, *_ = found
            if singular is not None and plural is not None:
                yield singular, plural


def in_template(source: str) -> Iterator[Message]:
    """Give the words of a template as Django itself cuts them out of it."""
    # What is no word is crossed out by templatize; what is left is Python.
    for line in _statements(templatize(source)):
        yield from in_python(line.encode())


def _statements(written: str) -> Iterator[str]:
    for found in re.finditer(r"\b(?:n?gettext|_)\(", written):
        depth, place, quote = 0, found.end() - 1, ""
        while place < len(written):
            sign = written[place]
            if quote:
                if sign == "\\":
                    place += 1
                elif written.startswith(quote, place):
                    place += len(quote) - 1
                    quote = ""
            elif sign in "'\"":
                quote = sign * 3 if written.startswith(sign * 3, place) else sign
                place += len(quote) - 1
            elif sign == "(":
                depth += 1
            elif sign == ")":
                depth -= 1
                if depth == 0:
                    break
            place += 1
        yield written[found.start() : place + 1]


def path_of(language: str, kind: str = "po") -> Path:
    return CHECKOUT / "locale" / language / "LC_MESSAGES" / f"django.{kind}"


def read(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalogue: Catalog) -> bytes:
    into = BytesIO()
    write_mo(into, catalogue)
    return into.getvalue()


def update(language: str) -> None:
    """Bring one language's catalogue up to date and compile it; what was translated stays."""
    old = read(language) if path_of(language).exists() else Catalog(locale=language)
    fresh = Catalog(
        locale=language,
        project="Mobilize",
        version="1",
        header_comment="# What Mobilize says; brought up to date by tests/translations/catalogue.py.",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        charset="utf-8",
        fuzzy=False,
    )
    for message, file in messages():
        kept = old.get(message if isinstance(message, str) else message[0])
        translated = kept.string if kept is not None else ""
        fresh.add(message, translated, locations=[(file, 0)])
    # Made by whoever translates, not by the clock.
    fresh.creation_date = fresh.revision_date = old.creation_date
    into = BytesIO()
    write_po(into, fresh, width=120, omit_header=False, include_lineno=False, sort_output=True)
    path_of(language).write_bytes(into.getvalue())
    path_of(language, "mo").write_bytes(compiled(read(language)))


if __name__ == "__main__":
    for each in LANGUAGES:
        update(each)

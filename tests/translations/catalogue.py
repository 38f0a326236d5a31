"""The catalogues of translations, gathered from code and templates, and compiled, without GNU's gettext.

    python -m tests.translations.catalogue      brings locale/*/LC_MESSAGES/django.po up to date and compiles them

What is new stands there untranslated; what is gone is deleted. Guesses are not made, so nothing becomes fuzzy.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

CHECKOUT = Path(__file__).resolve().parents[2]
APPS = ("campaigns", "rewards", "frontend")
LANGUAGES = ("es",)
# By what name each is called in the code, with the places of the words that are looked up.
_CALLS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("_", "_lazy", "gettext", "gettext_lazy", "said"), (0,)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (0, 1)),
    "said_of": (1, 2),
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
    yield from declared()


def declared() -> Iterator[tuple[Message, str]]:
    """Give what the rooms say of what is held of people, which the preview of an erasure looks up."""
    # Rooms declare while the apps are loaded.
    from campaigns.people import personal

    for holding in personal.HOLDINGS:
        file = f"{holding.model.partition('.')[0]}: {holding.model}"
        for words in (holding.says, *holding.fields.values(), *holding.stays.values()):
            yield words, file


def in_python(source: bytes) -> Iterator[Message]:
    """Give the words that are looked up, in the order in which they stand; what has no words of its own has others'."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        found = [call.args[place] for place in _CALLS.get(name, ()) if place < len(call.args)]
        words = [each.value for each in found if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if words and len(words) == len(found):
            yield words[0] if len(words) == 1 else (words[0], words[1])


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
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mobilize.settings")
    django.setup()
    for each in LANGUAGES:
        update(each)

"""Saying: sentences with their numbers, put into words when they are read, in the language that is active then.

Nouns: a *sentence* is a message of the catalogues and its parts; parts may be sentences themselves. Numbers, shares,
times and amounts are parts that are written as the language does. What a worker makes for later is *kept* in every
language, and *spoken* in one: so whoever keeps it need not know who will read it.
Law: a sentence is not text. It has to become text, by `str` or by whatever writes answers, where it is known who reads.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, ParamSpec, Self

from django.conf import settings
from django.utils import dates, translation
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext, ngettext

from campaigns.planning.currency import format_minor

P = ParamSpec("P")

# The code's own first.
LANGUAGES = tuple(language for language, _ in settings.LANGUAGES)

# As CLDR has them and browsers write them, since both stand on one screen: what divides thousands, what divides
# decimals, and how many digits have to stand before the only thousands for them to be divided.
MARKS = {"en": (",", ".", 1), "es": (".", ",", 2)}


def later(write: Callable[P, str]) -> Callable[P, str]:
    """Have a function write when what it gives is read."""
    return lazy(write, str)


@later
def said(message: str, /, **parts: object) -> str:
    """Say a message; whole numbers among its parts are written as the language does."""
    return gettext(message) % _written(parts)


@later
def said_of(number: float, one: str, many: str, /, **parts: object) -> str:
    """Say one of two messages, by a number that stands in them as `n`; 1.5 things are many."""
    count = 1 if number == 1 else 2
    # Languages ask for whole numbers; of these the one that it is, since not all have two forms.
    return ngettext(one, many, int(number) if number == int(number) else count) % _written({"n": number, **parts})


@later
def decimal(number: float, places: int = 0) -> str:
    """Write a number with so many decimals."""
    return in_marks(f"{number:,.{places}f}")


@later
def signed(number: float, places: int = 0) -> str:
    """Write a number with its sign and so many decimals."""
    return in_marks(f"{number:+,.{places}f}")


@later
def amount(amount_minor: int, currency: str) -> str:
    """Write an amount without its currency."""
    return in_marks(format_minor(amount_minor, currency))


@later
def money(amount_minor: int, currency: str) -> str:
    """Write an amount with its currency."""
    return f"{in_marks(format_minor(amount_minor, currency))} {currency}"


@later
def day(at: datetime) -> str:
    """Write the day that a time lies in, on its own clock: 28 November 2026."""
    return gettext("%(day)s %(month)s %(year)s") % {"day": at.day, "month": dates.MONTHS[at.month], "year": at.year}


@later
def minute(at: datetime) -> str:
    """Write the minute of a time, on its own clock: 28 November 2026, 14:05."""
    return gettext("%(day)s, %(hour)s") % {"day": day(at), "hour": f"{at:%H:%M}"}


@later
def listed(parts: Sequence[object], apart: str = ", ") -> str:
    """Say parts of a sentence one after the other."""
    return apart.join(map(str, parts))


def all_of(sentences: Sequence[str]) -> str:
    """Say one sentence after the other."""
    return listed(sentences, " ")


@later
def capital(sentence: str) -> str:
    """Begin with a capital letter."""
    text = str(sentence)
    return text[:1].upper() + text[1:]


@later
def small(sentence: str) -> str:
    """Begin with a small letter."""
    text = str(sentence)
    return text[:1].lower() + text[1:]


def in_marks(number: str) -> str:
    """Write a number that has a comma for thousands and a point for decimals with the marks of the language."""
    if number.isdigit():
        return number
    thousands, decimals, least = MARKS.get(translation.get_language() or "", MARKS[settings.LANGUAGE_CODE])
    whole, point, rest = number.partition(".")
    first, *groups = whole.split(",")
    apart = thousands if len(groups) != 1 or len(first.lstrip("+-")) >= least else ""
    return apart.join([first, *groups]) + (decimals if point else "") + rest


def kept(value: Any) -> Any:
    """Give the same with each of its sentences in every language, to be stored.

    A sentence that stands in many places is put into words once: years of days may lack the same.
    """
    waiting: dict[int, tuple[Promise, dict[str, str]]] = {}
    copy = _placed(value, waiting)
    _say_in_each_language(waiting.values())
    return copy


def _placed(value: Any, waiting: dict[int, tuple[Promise, dict[str, str]]]) -> Any:
    """Copy it with an empty place for the words of each sentence."""
    if isinstance(value, dict):
        return {name: _placed(each, waiting) for name, each in value.items()}
    if isinstance(value, list | tuple):
        # Rows of numbers, of which a report has many thousands.
        return [*value] if value and isinstance(value[0], int | float) else [_placed(each, waiting) for each in value]
    return waiting.setdefault(id(value), (value, {}))[1] if isinstance(value, Promise) else value


def spoken(value: Any) -> Any:
    """Give what was stored with each of its sentences in the language that is active; in English where it has none."""
    if isinstance(value, dict):
        if settings.LANGUAGE_CODE in value:
            return value.get(translation.get_language() or "", value[settings.LANGUAGE_CODE])
        return {name: spoken(each) for name, each in value.items()}
    if isinstance(value, list):
        # Rows of numbers, of which a report has many thousands.
        return value if value and isinstance(value[0], int | float) else [spoken(each) for each in value]
    return value


class Worded(str):
    """A sentence that was put into words already: the English ones, which know those of each language."""

    __slots__ = ("words",)
    words: dict[str, str]

    def __new__(cls, words: dict[str, str]) -> Self:
        sentence = super().__new__(cls, words[settings.LANGUAGE_CODE])
        sentence.words = words
        return sentence


def in_each_language(sentences: Sequence[object]) -> list[dict[str, str]]:
    """Put sentences into words, one language after the other and each once, since there may be a million."""
    different = {id(sentence): sentence for sentence in sentences}
    words: dict[int, dict[str, str]] = {
        one: sentence.words if isinstance(sentence, Worded) else {} for one, sentence in different.items()
    }
    unsaid = [(sentence, words[one]) for one, sentence in different.items() if not isinstance(sentence, Worded)]
    _say_in_each_language(unsaid)
    return [words[id(sentence)] for sentence in sentences]


def _say_in_each_language(unsaid: Collection[tuple[object, dict[str, str]]]) -> None:
    """Put the words of sentences into their places, one language after the other: changing it takes its time."""
    for language in LANGUAGES:
        with translation.override(language):
            for sentence, words in unsaid:
                words[language] = str(sentence)


def spoken_in_english(value: Any) -> Any:
    """Give what was stored as programs and files have it."""
    with translation.override(settings.LANGUAGE_CODE):
        return spoken(value)


def english(sentence: object) -> str:
    """Put a sentence into English words, as refusals have them, whoever is answered."""
    return _in(settings.LANGUAGE_CODE, sentence)


def _in(language: str, sentence: object) -> str:
    with translation.override(language):
        return str(sentence)


def _written(parts: dict[str, object]) -> dict[str, object]:
    return {name: in_marks(f"{part:,}") if type(part) is int else part for name, part in parts.items()}

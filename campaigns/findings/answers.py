"""How answers to secret facts are compared: what is written differently and means the same is made the same. PURE."""

from __future__ import annotations

import unicodedata

# Marks that change which letter it is, as kana's voicing and the vowels of Indic scripts do: not accents.
_MARKS_OF_LETTERS = {0, 7, 8, 9}


def normalize_answer(answer: str) -> str:
    """Keep letters and digits alone, without case, accents, width, punctuation and spaces; digits of any script as 0-9.

    Doing it again changes nothing.
    """
    # Folding case can take a letter apart, and what falls apart can have case again; twice is enough.
    text = answer
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text).casefold()
    return "".join(_kept(character) for character in unicodedata.normalize("NFKD", text))


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category[0] in "LN":
        return character
    is_of_letter = category in {"Mn", "Mc"} and unicodedata.combining(character) in _MARKS_OF_LETTERS
    return character if is_of_letter and not _is_unseen(character) else ""


def _is_unseen(character: str) -> bool:
    """Tell variation selectors and the grapheme joiner, which are marks of nothing that anybody types."""
    return character == "\u034f" or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"

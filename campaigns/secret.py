"""Secret: a text that shows itself only to whoever asks for it by name. PURE.

Logs, tracebacks and error pages print values; a destination or a key in them would be a leak. Whatever prints a
Secret prints its cover.
"""

from __future__ import annotations

import hmac
from typing import Any, NoReturn

_COVER = "«hidden»"


class Secret:
    """A text whose only way out is `reveal`."""

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    def reveal(self) -> str:
        """Give the text, to be used and not kept."""
        return self.__text

    def __repr__(self) -> str:
        return _COVER

    def __str__(self) -> str:
        return _COVER

    def __format__(self, spec: str) -> str:
        return format(_COVER, spec)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self.__text.encode("utf-8", "surrogatepass"), other.__bytes())

    def __hash__(self) -> int:
        return hash((Secret, self.__text))

    def __bytes(self) -> bytes:
        return self.__text.encode("utf-8", "surrogatepass")

    def __bool__(self) -> bool:
        return bool(self.__text)

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        # Task arguments and caches are pickled or written as JSON: a secret travels in neither.
        raise TypeError("A Secret is not copied into messages, caches or files; pass the id of its row.")

"""Call: one call of the API, ready to be made; it knows how its answer is read.

The generated functions make these, and `Mobilize` carries them out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import httpx

T_co = TypeVar("T_co", covariant=True)
Item_co = TypeVar("Item_co", covariant=True)


@dataclass(frozen=True)
class Call(Generic[T_co]):
    """What is to be sent, in httpx's words, and how to read what comes back."""

    request: dict[str, Any]
    read: Callable[[httpx.Response], T_co]


class Page(Protocol[Item_co]):
    """One page of a list, with the address of the next."""

    @property
    def results(self) -> Sequence[Item_co]: ...

    @property
    def next_(self) -> str | None: ...


class UnexpectedAnswer(Exception):
    """The server said something that the document of the API does not tell of."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__(f"{response.request.method} {response.request.url.path}: {response.status_code}")
        self.response = response

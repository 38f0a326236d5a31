"""If-Match: what somebody else changed since it was read is not written over.

Law: the comparison and the change are one transaction, and begin with the lock that whoever changes the thing takes;
so of two who read the same and change or remove it at once, one is told (412). The tag is that of a GET of the same
address by the same caller, worked out anew under the lock. Who sends no If-Match changes it as it is.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.cache import set_response_etag

from campaigns.errors import Changed, InvalidInput

if TYPE_CHECKING:
    from rest_framework.views import APIView

ANYTHING = "*"
_TAG = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
_TAGS = re.compile(rf"\s*(?:{_TAG}\s*,\s*)*{_TAG}\s*")


@contextmanager
def as_read(view: APIView, lock: Callable[[], object]) -> Iterator[None]:
    """Do what follows in one transaction, and only to what the caller has read, where they say what that is.

    `lock` takes what whoever changes the thing takes, in the order in which the operation that follows takes it.
    """
    tags = wanted_tags(view.request.headers.get("If-Match"))
    with transaction.atomic():
        if tags is not None:
            lock()
            _compare(view, tags)
        yield


def wanted_tags(header: str | None) -> set[str] | None:
    """Read the tags that a caller lets pass, without the mark of weakness; None where any will do.

    A tag of ours is weak only where the answer was compressed on its way, which changes nothing of what it says.
    """
    if header is None:
        return None
    if header.strip() == ANYTHING:
        return {ANYTHING}
    if not _TAGS.fullmatch(header):
        raise InvalidInput(
            "if_match_unusable",
            'If-Match must be * or one or more tags as they stood in an ETag header, quotation marks included: "a1b2".',
        )
    return {tag.removeprefix("W/") for tag in re.findall(_TAG, header)}


def _compare(view: APIView, tags: set[str]) -> None:
    answer: Any = type(view).as_view()(_reading(view.request._request), *view.args, **view.kwargs)
    if answer.status_code == 200:
        answer.render()
        tag = set_response_etag(answer).headers["ETag"]
        if tag in tags or ANYTHING in tags:
            return
    raise Changed(
        "changed_since_read",
        "This was changed since you read it, so nothing was done. Read it again, and send your change with its ETag.",
    )


def _reading(request: HttpRequest) -> HttpRequest:
    """Make of a request one that reads the same address, by the same caller."""
    reading = copy.copy(request)
    left_out = {"HTTP_IF_MATCH", "HTTP_ACCEPT", "CONTENT_TYPE", "CONTENT_LENGTH"}
    reading.META = {name: value for name, value in request.META.items() if name not in left_out}
    reading.method = "GET"
    # Worked out from META when they are first asked for.
    for worked_out in ("headers", "accepted_types"):
        reading.__dict__.pop(worked_out, None)
    return reading

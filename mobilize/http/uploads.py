"""UploadGate: no request brings more than any endpoint could want, whatever it is for and whoever sends it.

Files of a form are received before a view is asked, where an Idempotency-Key is summed up for example; so the limit
stands in front of all of them. An endpoint that wants less says so itself; a view that wants more says so by
`most_upload_bytes`, and gets it from callers who are known. Files go to the disk as they arrive, never into memory.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from rest_framework import status
from rest_framework.exceptions import APIException

from mobilize.http.keys import known_key

MOST_BYTES = 64 * 1024 * 1024


class UploadTooLarge(APIException, RequestDataTooBig):
    """Answered like a refusal of the API, and known to Django as what it is."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = f"A request may bring at most {MOST_BYTES // 1024 // 1024} MB, files included."
    default_code = "upload_too_large"

    def __init__(self, most_bytes: int) -> None:
        super().__init__(f"This may bring at most {most_bytes // 1024 // 1024} MB, files included.")


class UploadGate(FileUploadHandler):
    """Refuses by the announced length; no more than that is ever read."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name of it
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        most = MOST_BYTES if self.request is None else most_bytes_of(self.request)
        if content_length > most:
            raise UploadTooLarge(most)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def most_bytes_of(request: HttpRequest) -> int:
    """Give how much a request may bring: more than others only where a view wants it, from somebody who is known."""
    try:
        view = getattr(resolve(request.path_info).func, "cls", None)
    except Resolver404:
        return MOST_BYTES
    most: int | None = getattr(view, "most_upload_bytes", None)
    if most is None or not (request.user.is_authenticated or known_key(request) is not None):
        return MOST_BYTES
    return most

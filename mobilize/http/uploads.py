"""UploadGate: no request brings more than any endpoint could want, whatever it is for and whoever sends it.

Files of a form are received before a view is asked, where an Idempotency-Key is summed up for example; so the limit
stands in front of all of them. An endpoint that wants less says so itself.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from rest_framework import status
from rest_framework.exceptions import APIException

MOST_BYTES = 64 * 1024 * 1024


class UploadTooLarge(APIException, RequestDataTooBig):
    """Answered like a refusal of the API, and known to Django as what it is."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = f"A request may bring at most {MOST_BYTES // 1024 // 1024} MB, files included."
    default_code = "upload_too_large"


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
        if content_length > MOST_BYTES:
            raise UploadTooLarge

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

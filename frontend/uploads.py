"""Files in a form: each is judged while it arrives, and one that is refused never costs the form it came in.

Of a refused file no more is kept than its name and the reason; it is read to its end so that what stands behind it
in the form arrives. Whatever is let through is judged again, by the operation that keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, load_handler
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from campaigns.errors import DomainError
from campaigns.findings.evidence import add_file, add_link
from campaigns.findings.media.sniffing import HEAD_BYTES, MOST_VIDEO_BYTES, Format, refuse_too_large, sniff_format
from campaigns.findings.models import Evidence, Finding
from frontend.refusals import say

# As much of one form as is kept; what is beyond is asked for by itself.
MOST_KEPT_BYTES = 128 * 1024 * 1024
# And as much as is read at all.
MOST_READ_BYTES = Evidence.MOST_FILES * MOST_VIDEO_BYTES + 1024 * 1024
_GATE = "mobilize.http.uploads.UploadGate"


@dataclass(frozen=True)
class Refused:
    """A file or a link that was not kept: what it is called, and what happened and what to do."""

    name: str
    message: str

    @property
    def sentence(self) -> SafeString:
        return format_html(_("<strong>{}</strong> was not kept. {}"), self.name, self.message)


class Sorter(FileUploadHandler):
    """Lets good files pass to the handlers behind it and remembers why others did not."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.refused: list[Refused] = []
        self.kept_bytes = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name of it
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        if content_length > MOST_READ_BYTES:
            raise RequestDataTooBig(f"A form brings at most {MOST_READ_BYTES} bytes.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.head = b""
        self.form: Format | None = None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if self.form is None:
            self.head += raw_data[:HEAD_BYTES]
            if len(self.head) >= HEAD_BYTES:
                self.form = self._judged(lambda: sniff_format(self.head))
        if self.form is not None:
            form = self.form
            self._judged(lambda: refuse_too_large(form, start + len(raw_data)))
        self.kept_bytes += len(raw_data)
        if self.kept_bytes > MOST_KEPT_BYTES:
            self.kept_bytes -= start + len(raw_data)
            self._refuse(_("The files of this form are too many bytes together. Add this one by itself afterwards."))
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _judged(self, judge: Any) -> Any:
        try:
            return judge()
        except DomainError as refusal:
            self._refuse(say(refusal))

    def _refuse(self, message: str) -> None:
        self.refused.append(Refused(self.file_name or _("a file"), message))
        raise SkipFile


def sort_files(request: HttpRequest) -> Sorter:
    """Put a Sorter in front of what receives the files of this request; to be asked before anything reads its form."""
    sorter = Sorter(request)
    behind = [load_handler(name, request) for name in settings.FILE_UPLOAD_HANDLERS if name != _GATE]
    request.upload_handlers = [sorter, *behind]
    return sorter


def keep_evidence(
    *, finding: Finding, files: list[UploadedFile[Any]], links: list[str], at: datetime
) -> tuple[list[Evidence], list[Refused]]:
    """Add files and links to a report one by one; what is refused is named and stands in nobody's way."""
    kept: list[Evidence] = []
    refused: list[Refused] = []
    for upload in files:
        try:
            kept.append(add_file(finding=finding, reporter=None, upload=_bytes_of(upload), at=at)[0])
        except DomainError as refusal:
            refused.append(Refused(upload.name or _("a file"), say(refusal)))
    for url in links:
        try:
            kept.append(add_link(finding=finding, reporter=None, url=url, at=at)[0])
        except DomainError as refusal:
            refused.append(Refused(url, say(refusal)))
    return kept, refused


def _bytes_of(upload: UploadedFile[Any]) -> IO[bytes]:
    # Django's wrapper has all that a file has, but by forwarding; decoders get the file itself.
    assert upload.file is not None  # noqa: S101 - received whole
    return upload.file

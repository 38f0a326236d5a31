"""Evidence over HTTP: sent as a form with one file or as JSON with a link, and served to those who may see the finding.

A file is judged while it arrives: what is no photograph or video is refused with its first bytes, and what is too large
when it has become so. It is served as what we wrote it to be, for one reader, and as nothing that a browser would run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated
from rest_framework.generics import ListAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import InvalidInput, NotAllowed, NotFound, NotPossibleNow
from campaigns.findings import evidence as operations
from campaigns.findings.api import FindingView
from campaigns.findings.evidence_shown import EvidenceSerializer
from campaigns.findings.gold import dress_evidence
from campaigns.findings.media.medium import file_refused
from campaigns.findings.media.sniffing import (
    HEAD_BYTES,
    MOST_VIDEO_BYTES,
    Format,
    refuse_too_large,
    sniff_format,
)
from campaigns.findings.models import Evidence, Finding
from campaigns.lists import listed
from campaigns.people.doors import ANYONE, SIGNED_IN, Scope, Who, signed_in
from campaigns.people.limits import ANONYMOUS_FILE, Limit
from campaigns.people.models import User
from campaigns.ranges import Part, asked_part
from campaigns.recruiting.claiming_places import is_code_of

__all__ = ["EvidenceSerializer"]

# What a form needs beside its file.
_FORM_BYTES = 65_536
_CODE = {"type": "string", "maxLength": 64, "description": "Of the report, without signing in."}


class Arriving(FileUploadHandler):
    """Judges a file while it arrives and lets those behind it keep what is good so far."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name of it
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        # What is announced as too long is not read at all.
        if content_length > MOST_VIDEO_BYTES + _FORM_BYTES:
            refuse_too_large(Format.MP4, content_length)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.head = b""
        self.form: Format | None = None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if self.form is None:
            self.head += raw_data[:HEAD_BYTES]
            if len(self.head) >= HEAD_BYTES:
                self.form = sniff_format(self.head)
        if self.form is not None:
            refuse_too_large(self.form, start + len(raw_data))
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class SentSerializer(serializers.Serializer[Any]):
    """Either a file, in a form, or a link."""

    file = serializers.FileField(required=False, allow_empty_file=True, help_text="A photograph or a short video.")
    url = serializers.CharField(required=False, max_length=operations.LONGEST_LINK, help_text="A link.")
    claim_code = serializers.CharField(required=False, max_length=64, help_text="Of the report, without signing in.")

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        said.pop("claim_code", None)
        if len(said) != 1:
            raise InvalidInput("file_or_link", "Send one file, or one link as url; not both and not neither.")
        return said


class EvidenceListView(FindingView, ListAPIView[Evidence]):
    # Without signing in by the claim code alone.
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "POST": ANYONE}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.FINDINGS_READ, "POST": Scope.FINDINGS_WRITE}
    limits: ClassVar[dict[str, tuple[Limit, ...]]] = {"POST": (ANONYMOUS_FILE,)}
    serializer_class = EvidenceSerializer
    parser_classes = [*APIView.parser_classes, MultiPartParser]
    ordering = ("id",)

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        # Sent with an Idempotency-Key the file has been received already, within the limit that holds everywhere.
        if request.method == "POST" and not hasattr(request, "_files"):
            request.upload_handlers.insert(0, Arriving(request))
        return super().initialize_request(request, *args, **kwargs)

    @cached_property
    def finding(self) -> Finding:
        """Find it for whoever may see it, or, without signing in, for whoever shows its claim code."""
        if self.request.user.is_authenticated:
            seen: Finding = super().finding
            return seen
        said = self.request.data
        code = said.get("claim_code") if isinstance(said, Mapping) else None
        if not isinstance(code, str) or not code:
            raise NotAuthenticated
        reported = Finding.objects.filter(public_id=self.kwargs["finding_id"])
        finding = reported.select_related("campaign", "participant").first()
        if finding is None or not is_code_of(code, finding.participant):
            raise NotFound("unknown_finding", "There is no such finding, or it has another claim code.")
        if finding.participant.user_id is not None:
            raise NotPossibleNow(
                "place_is_claimed",
                "The place of this report was claimed. Sign in to add to it.",
                field="claim_code",
            )
        return finding

    def get_queryset(self) -> Any:
        return Evidence.objects.filter(finding=self.finding).select_related("finding")

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        return None if page is None else [dress_evidence(piece, self.finding) for piece in page]

    get = listed(summary="The evidence of a finding", tags=["findings"])

    @extend_schema(
        summary="Add a photograph, a short video or a link",
        description="A form with one file (JPEG, PNG, WebP or HEIC up to 15 MB; MP4, MOV or WebM up to 60 MB and 60"
        " seconds), or JSON with a link, which nobody opens. Six files and five links at most, until a reviewer takes"
        " the report up or when one asks for more. Pictures are written anew: what the camera wrote into the file"
        " about time and place is seen by reviewers and in no copy. The same again is the same evidence (200). To a"
        " report that was sent without signing in, and whose place nobody has claimed, files and links come with its"
        " claim_code and without signing in.",
        request={
            "multipart/form-data": {
                "type": "object",
                "properties": {"file": {"type": "string", "format": "binary"}, "claim_code": _CODE},
                "required": ["file"],
            },
            "application/json": {
                "type": "object",
                "properties": {
                    "url": {"type": "string", "format": "uri", "maxLength": operations.LONGEST_LINK},
                    "claim_code": _CODE,
                },
                "required": ["url"],
            },
        },
        responses={201: EvidenceSerializer, 200: EvidenceSerializer},
        tags=["findings"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        reporter = request.user if isinstance(request.user, User) else None
        finding = self.finding if reporter is None else own_finding(self)
        if len(request.FILES) > 1 or any(len(request.FILES.getlist(name)) > 1 for name in request.FILES):
            raise file_refused("one_file_at_a_time", "Send one file with each request.")
        sent = SentSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        upload: UploadedFile[Any] | None = sent.validated_data.get("file")
        if upload is not None:
            evidence, is_new = operations.add_file(
                finding=finding, reporter=reporter, upload=_bytes_of(upload), at=timezone.now()
            )
        else:
            evidence, is_new = operations.add_link(
                finding=finding, reporter=reporter, url=sent.validated_data["url"], at=timezone.now()
            )
        shown = EvidenceSerializer(evidence, context=self.get_serializer_context())
        return Response(shown.data, status=201 if is_new else 200)


class EvidenceView(FindingView):
    """An endpoint about one piece of evidence."""

    def evidence(self) -> Evidence:
        found = Evidence.objects.filter(finding=self.finding, public_id=self.kwargs["evidence_id"]).first()
        if found is None:
            raise NotFound("unknown_evidence", "This finding has no such evidence.")
        return found


class EvidenceDetailView(EvidenceView):
    who: ClassVar[dict[str, Who]] = {"DELETE": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"DELETE": Scope.FINDINGS_WRITE}

    @extend_schema(
        summary="Take evidence back",
        description="Its reporter can, until a reviewer takes the report up or when one asks for more.",
        responses={204: None},
        tags=["findings"],
    )
    def delete(self, request: Request, finding_id: str, evidence_id: str) -> Response:
        own_finding(self)
        operations.remove_evidence(evidence=self.evidence(), reporter=signed_in(request), at=timezone.now())
        return Response(status=204)


_RANGES = OpenApiParameter(
    "Range", OpenApiTypes.STR, OpenApiParameter.HEADER, description="One range of bytes, so that a video can be wound."
)
_PARTS = {
    206: OpenApiResponse(description="The part that was asked for."),
    416: OpenApiResponse(description="The file has no such part."),
}


class EvidenceFileView(EvidenceView):
    @extend_schema(
        summary="The file of a piece of evidence, as we wrote it",
        parameters=[_RANGES],
        responses={
            (200, "image/jpeg"): OpenApiTypes.BINARY,
            (200, "video/mp4"): OpenApiTypes.BINARY,
            (200, "video/webm"): OpenApiTypes.BINARY,
            **_PARTS,
        },
        tags=["findings"],
    )
    def get(self, request: Request, finding_id: str, evidence_id: str) -> HttpResponseBase:
        evidence = self.evidence()
        return serve(request, str(evidence.file), evidence.media_type)


class EvidencePreviewView(EvidenceView):
    @extend_schema(
        summary="A small JPEG of a piece of evidence",
        parameters=[_RANGES],
        responses={(200, "image/jpeg"): OpenApiTypes.BINARY, **_PARTS},
        tags=["findings"],
    )
    def get(self, request: Request, finding_id: str, evidence_id: str) -> HttpResponseBase:
        return serve(request, str(self.evidence().preview), "image/jpeg")


def serve(request: Request | HttpRequest, name: str, media_type: str) -> HttpResponseBase:
    """Send a file, or the part of it that was asked for, to this reader alone."""
    try:
        whole = operations.evidence_storage().open(name) if name else None
    except FileNotFoundError:
        # Taken back a moment ago.
        whole = None
    if whole is None:
        raise NotFound("no_file", "This evidence has no file, or not any more.")
    size = whole.size
    start, end, partial = asked_part(request.headers.get("Range", ""), size)
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    if start >= size:
        whole.close()
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    # It is compressed by nature, and a part of it is counted in the bytes of the whole.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    response = FileResponse(
        Part(whole, start, end - start + 1), content_type=media_type, status=206 if partial else 200, headers=headers
    )
    extension = {"image/jpeg": "jpg", "video/mp4": "mp4", "video/webm": "webm"}[media_type]
    response.headers["Content-Disposition"] = f'inline; filename="evidence.{extension}"'
    response.headers["Content-Length"] = str(end - start + 1)
    if partial:
        response.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


def own_finding(view: FindingView) -> Finding:
    """Give the finding to its reporter; the others who see it may not change what came with it."""
    if view.finding.participant.user_id != view.request.user.pk:
        raise NotAllowed("not_your_finding", "Only its reporter adds evidence to a finding or takes it back.")
    return view.finding


def _bytes_of(upload: UploadedFile[Any]) -> IO[bytes]:
    # Django's wrapper has all that a file has, but by forwarding; decoders get the file itself.
    assert upload.file is not None  # noqa: S101 - received whole
    return upload.file

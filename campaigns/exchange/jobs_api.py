"""Jobs over HTTP, as imports and exports both show them, and files of jobs, whose download can be taken up again."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import FileResponse, HttpResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from campaigns.errors import NotPossibleNow
from campaigns.exchange.files import open_file
from campaigns.exchange.models import Job, JobFile
from campaigns.exchange.running import OWN_PROBLEMS
from campaigns.ranges import Part, asked_part
from campaigns.saying import said

RANGES = [
    OpenApiParameter("Range", OpenApiTypes.STR, OpenApiParameter.HEADER, description="One range of bytes."),
    OpenApiParameter(
        "If-Range",
        OpenApiTypes.STR,
        OpenApiParameter.HEADER,
        description="The ETag of what one has a part of: where the file is another, the whole of it comes.",
    ),
]
PARTS = {
    412: OpenApiResponse(description="The file is not the one that If-Match names."),
    206: OpenApiResponse(description="The part that was asked for."),
    410: OpenApiResponse(description="The file's time is over."),
    416: OpenApiResponse(description="The file has no such part."),
}


class JobProblemSerializer(serializers.Serializer[Any]):
    """Why a job failed."""

    code = serializers.CharField(source="problem_code")
    detail = serializers.SerializerMethodField()

    def get_detail(self, job: Job) -> str:
        return str(OWN_PROBLEMS.get(job.problem_code, job.problem))


class JobFileSerializer(serializers.ModelSerializer[JobFile]):
    """A file that can be fetched until `kept_until`."""

    class Meta:
        model = JobFile
        fields: ClassVar = ["size_bytes", "sha256", "kept_until", "removed_at"]


class JobSerializer(serializers.ModelSerializer[Job]):
    id = serializers.UUIDField(source="public_id")
    campaign = serializers.CharField(source="campaign.slug")
    stage = serializers.SerializerMethodField(help_text="What is being done; empty while it waits.")
    rows_done = serializers.IntegerField(source="done", help_text="At this stage.")
    rows_total = serializers.IntegerField(source="total", help_text="Of so many; 0 where that is not known.")
    asked_by = serializers.CharField(source="asked_by.display_name", default="")
    is_being_cancelled = serializers.SerializerMethodField()
    problem = serializers.SerializerMethodField()

    class Meta:
        model = Job
        fields: ClassVar = [
            "id", "campaign", "state", "stage", "rows_done", "rows_total", "asked_by", "asked_at",
            "is_being_cancelled", "ended_at", "problem",
        ]  # fmt: skip

    def get_stage(self, job: Job) -> str:
        return str(said(job.stage)) if job.stage else ""

    def get_is_being_cancelled(self, job: Job) -> bool:
        return job.cancel_asked_at is not None and not job.has_ended

    @extend_schema_field(JobProblemSerializer(allow_null=True))
    def get_problem(self, job: Job) -> Any:
        return JobProblemSerializer(job).data if job.problem_code else None


def file_of(job: Job, *roles: str) -> JobFile | None:
    """Give the job's file of one of these kinds, where there is one."""
    return next((file for file in job.files.all() if file.role in roles), None)


def send_file(request: Request, row: JobFile | None, *, media_type: str, name: str) -> HttpResponseBase:
    """Send a job's file, or the part of it that was asked for, to this reader alone."""
    if row is None:
        raise NotPossibleNow("no_file_yet", "The job has made no file. Look at its state.")
    tag = f'"{row.sha256}"'
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "ETag": tag,
        "X-Content-Type-Options": "nosniff",
    }
    whole = open_file(row)
    wanted = request.headers.get("Range", "")
    if request.headers.get("If-Range", tag) != tag:
        # Of another file than the one that a part was fetched of.
        wanted = ""
    start, end, is_part = asked_part(wanted, row.size_bytes)
    if start >= row.size_bytes and is_part:
        whole.close()
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{row.size_bytes}"})
    # A part of it is counted in the bytes of the whole.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    response = FileResponse(
        Part(whole, start, end - start + 1), content_type=media_type, status=206 if is_part else 200, headers=headers
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Length"] = str(end - start + 1)
    if is_part:
        response.headers["Content-Range"] = f"bytes {start}-{end}/{row.size_bytes}"
    return response

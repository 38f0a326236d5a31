"""EvidenceSerializer: how a piece of evidence is shown; what its file said of itself only to those who judge it."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from campaigns.findings.models import Evidence
from campaigns.people.doors import REVIEWER
from campaigns.people.models import User


class CaptureSerializer(serializers.Serializer[Any]):
    """When and where the camera says that it was."""

    at = serializers.DateTimeField(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """Shows evidence of findings; the `request` of its context tells for whom.

    In a list of findings, `prefetch_related("evidence")` makes it one query, and one more for each campaign.
    """

    id = serializers.UUIDField(source="public_id")
    url = serializers.SerializerMethodField(help_text="Of a link. Nobody has opened it.")
    file = serializers.SerializerMethodField(help_text="The address of the file, for those who may see the finding.")
    preview = serializers.SerializerMethodField(help_text="The address of a small JPEG of it.")
    taken = serializers.SerializerMethodField(
        help_text="What the file said of its time and place; null for everybody but reviewers and organizers."
    )

    class Meta:
        model = Evidence
        fields: ClassVar = [
            "id", "kind", "position", "added_at", "url", "media_type", "size_bytes", "width", "height", "duration_s",
            "file", "preview", "taken",
        ]  # fmt: skip

    def get_url(self, evidence: Evidence) -> str | None:
        return evidence.url or None

    def get_file(self, evidence: Evidence) -> str | None:
        return self._address(evidence, "file") if evidence.file else None

    def get_preview(self, evidence: Evidence) -> str | None:
        return self._address(evidence, "preview") if evidence.preview else None

    @extend_schema_field(CaptureSerializer(allow_null=True))
    def get_taken(self, evidence: Evidence) -> dict[str, Any] | None:
        if evidence.kind == Evidence.Kind.LINK or not self._shows_taken(evidence.finding.campaign_id):
            return None
        return dict(
            CaptureSerializer(
                {
                    "at": evidence.taken_at,
                    "latitude": evidence.taken_latitude,
                    "longitude": evidence.taken_longitude,
                }
            ).data
        )

    def _address(self, evidence: Evidence, what: str) -> str:
        # Under the name that the reader asked by, which for gold is another than the finding's own.
        view = self.context.get("view")
        name = view.kwargs.get("finding_id") if view else None
        return f"/api/v1/findings/{name or evidence.finding.public_id}/evidence/{evidence.public_id}/{what}/"

    def _shows_taken(self, campaign_id: int) -> bool:
        """Look up once for each campaign whether the reader judges its findings."""
        request = self.context.get("request")
        reader = getattr(request, "user", None)
        if not isinstance(reader, User):
            return False
        asked: dict[int, bool] = cast(dict[str, Any], self.context).setdefault("shows_taken", {})
        if campaign_id not in asked:
            asked[campaign_id] = reader.may(campaign_id, REVIEWER)
        return asked[campaign_id]

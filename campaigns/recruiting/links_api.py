"""The campaign's own links over HTTP: made by organizers for the first participants."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.errors import NotFound
from campaigns.lists import listed
from campaigns.people.doors import ORGANIZER, Scope, Who, signed_in
from campaigns.planning.access import CampaignView
from campaigns.recruiting import links
from campaigns.recruiting.api import QR_TYPES, draw_qr
from campaigns.recruiting.models import ReferralLink, Visit


class LinkSerializer(serializers.ModelSerializer[ReferralLink]):
    """A link of the campaign itself: whoever joins by it has no inviter."""

    id = serializers.UUIDField(source="public_id")
    url = serializers.SerializerMethodField()
    visits = serializers.IntegerField(
        source="visits_count", help_text="Browsers that followed it; crawlers are not counted."
    )

    class Meta:
        model = ReferralLink
        fields: ClassVar = ["id", "code", "url", "arm", "expires_at", "max_uses", "uses", "visits", "created_at"]

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, link: ReferralLink) -> str:
        address: str = self.context["request"].build_absolute_uri(f"/r/{link.code}/")
        return address


class LinkDraftSerializer(serializers.Serializer[Any]):
    expires_at = serializers.DateTimeField(
        required=False, allow_null=True, help_text="Where left out, after the campaign's referral_link_days."
    )
    max_uses = serializers.IntegerField(
        min_value=1, max_value=1_000_000, required=False, allow_null=True, help_text="How many can join by it."
    )
    arm = serializers.CharField(
        max_length=links.LONGEST_ARM,
        required=False,
        allow_blank=True,
        help_text="A short label, such as posters-north: whoever joins by the link, and everybody below them, belongs "
        "to this arm when arms are compared. It is never changed.",
    )


class LinksView(CampaignView, ListAPIView[ReferralLink]):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,), "POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.PARTICIPANTS_READ, "POST": Scope.PARTICIPANTS_WRITE}
    serializer_class = LinkSerializer

    def get_queryset(self) -> QuerySet[ReferralLink]:
        own = ReferralLink.objects.filter(campaign=self.campaign, participant=None)
        visits = Visit.objects.filter(link=OuterRef("pk")).order_by().values("link")
        return own.annotate(visits_count=Coalesce(Subquery(visits.annotate(n=Count("pk")).values("n")), 0))

    get = listed(summary="The campaign's own links, and how often each was followed", tags=["participants"])

    @extend_schema(
        summary="Make a link for the first participants",
        request=LinkDraftSerializer,
        responses={201: LinkSerializer},
        tags=["participants"],
    )
    def post(self, request: Request, slug: str) -> Response:
        said = LinkDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        link = links.make_campaign_link(
            campaign=self.campaign, actor=signed_in(request), at=timezone.now(), **said.validated_data
        )
        return Response(
            LinkSerializer(self.get_queryset().get(pk=link.pk), context={"request": request}).data, status=201
        )


class LinkQrView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.PARTICIPANTS_READ}

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        # Pictures are asked for by their address; an Accept header of image/png is no refusal of it.
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        summary="A link of the campaign as a QR code",
        parameters=[OpenApiParameter("kind", location=OpenApiParameter.PATH, enum=list(QR_TYPES))],
        responses={(200, "image/svg+xml"): OpenApiTypes.BINARY, (200, "image/png"): OpenApiTypes.BINARY},
        tags=["participants"],
    )
    def get(self, request: Request, slug: str, link_id: str, kind: str) -> HttpResponse:
        link = ReferralLink.objects.filter(campaign=self.campaign, participant=None, public_id=link_id).first()
        if link is None:
            raise NotFound("unknown_link", "The campaign has no such link of its own.")
        return draw_qr(request, link, kind)

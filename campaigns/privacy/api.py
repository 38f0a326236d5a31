"""Privacy over HTTP: what I agreed to, a copy of what is held of me, and being erased. No key opens these addresses."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import InvalidInput, NotFound
from campaigns.lists import listed
from campaigns.people.consents import NUDGES, WORDINGS, say_consent, version_of
from campaigns.people.doors import SIGNED_IN, Who, signed_in
from campaigns.people.models import Consent
from campaigns.privacy.erasing import ask_erasure
from campaigns.privacy.exporting import ask_export, open_archive, token_for
from campaigns.privacy.models import Erasure, Export
from campaigns.privacy.preview import preview_erasure
from campaigns.privacy.tasks import announce_erasure, announce_export
from campaigns.recruiting.models import Participant


class ConsentSerializer(serializers.ModelSerializer[Consent]):
    campaign = serializers.CharField(
        source="campaign.slug", default=None, allow_null=True, help_text="The slug; null for all campaigns at once."
    )
    wording = serializers.SerializerMethodField(help_text="The words that were shown.")
    wording_version = serializers.IntegerField(source="wording")

    class Meta:
        model = Consent
        fields: ClassVar = ["purpose", "campaign", "given", "wording", "wording_version", "how", "at"]

    @extend_schema_field(OpenApiTypes.STR)
    def get_wording(self, word: Consent) -> str:
        return str(WORDINGS[word.purpose].get(word.wording, ""))


class ConsentSaidSerializer(serializers.Serializer[Any]):
    purpose = serializers.ChoiceField(
        [NUDGES],
        error_messages={
            "invalid_choice": "Said here is whether organizers may write to me: nudges. Taking part is agreed to by "
            "joining or claiming a place, and ended by erasing one's data: /api/v1/me/erase/."
        },
    )
    campaign = serializers.CharField(
        max_length=60,
        required=False,
        allow_null=True,
        help_text="The slug of a campaign in which one has a place; left out to take back for all of them at once.",
    )
    given = serializers.BooleanField(help_text="Whether I agree, or take it back.")
    wording_version = serializers.IntegerField(
        required=False, help_text="The version of the words that I was shown; refused where there are newer ones."
    )

    def validate(self, said: Any) -> Any:
        if said["given"] and not said.get("campaign"):
            raise InvalidInput(
                "campaign_missing", "Consent is given for one campaign at a time. Name it.", field="campaign"
            )
        newest = version_of(said["purpose"])
        if said["given"] and said.get("wording_version", newest) != newest:
            raise InvalidInput(
                "wording_outdated", f"The words are of version {newest}. Read them.", field="wording_version"
            )
        return said


class ConsentsView(ListAPIView[Consent]):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "POST": SIGNED_IN}
    serializer_class = ConsentSerializer

    def get_queryset(self) -> QuerySet[Consent]:
        return Consent.objects.filter(user=signed_in(self.request)).select_related("campaign")

    get = listed(
        summary="What I agreed to and took back, the newest first",
        description="The last word about a campaign counts, whether it was said of that campaign or of all. Nothing "
        "said is no.",
        tags=["me"],
    )

    @extend_schema(
        summary="Agree to something, or take it back",
        description="201 with the new word; 200 with the last one where it says the same.",
        request=ConsentSaidSerializer,
        responses={201: ConsentSerializer, 200: ConsentSerializer},
        examples=[
            OpenApiExample(
                "No more letters of organizers", value={"purpose": "nudges", "given": False}, request_only=True
            )
        ],
        tags=["me"],
    )
    def post(self, request: Request) -> Response:
        said = ConsentSaidSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        user, slug = signed_in(request), said.validated_data.get("campaign")
        campaign_id = None
        if slug:
            place = Participant.objects.of(user.pk).filter(campaign__slug=slug).first()
            if place is None:
                raise NotFound("no_place", "You have no place in this campaign.")
            campaign_id = place.campaign_id
        word, is_new = say_consent(
            user=user,
            campaign_id=campaign_id,
            given=said.validated_data["given"],
            how=Consent.How.API,
            at=timezone.now(),
            purpose=said.validated_data["purpose"],
        )
        return Response(ConsentSerializer(word).data, status=201 if is_new else 200)


class OwnExportSerializer(serializers.ModelSerializer[Export]):
    id = serializers.UUIDField(source="public_id")
    progress = serializers.SerializerMethodField(help_text="How much of it is done, from 0 to 1.")
    expires_at = serializers.DateTimeField(help_text="When it is removed.")
    file = serializers.SerializerMethodField(help_text="The signed way to the archive; null until it is ready.")

    class Meta:
        model = Export
        fields: ClassVar = ["id", "state", "progress", "asked_at", "ready_at", "expires_at", "size_bytes", "file"]

    @extend_schema_field(OpenApiTypes.FLOAT)
    def get_progress(self, export: Export) -> float:
        if export.state == Export.State.READY:
            return 1.0
        return round(export.parts_done / export.parts_in_all, 2) if export.parts_in_all else 0.0

    @extend_schema_field({"type": ["string", "null"]})
    def get_file(self, export: Export) -> str | None:
        if export.state != Export.State.READY:
            return None
        address = reverse("own-export-file", args=[export.public_id])
        return f"{address}?{urlencode({'token': token_for(export)})}"


class OwnExportsView(ListAPIView[Export]):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "POST": SIGNED_IN}
    serializer_class = OwnExportSerializer

    def get_queryset(self) -> QuerySet[Export]:
        live = Export.objects.filter(user=signed_in(self.request)).select_related("user")
        return live.exclude(pk__in=Export.objects.outdated(timezone.now()).values("pk"))

    get = listed(summary="Copies of what is held of me, and how far they are", tags=["me"])

    @extend_schema(
        summary="Have a copy made of everything that is held of me",
        description="A ZIP of JSON, CSV and my files, made in the background; it is removed three days after it was "
        "asked for. Whoever waits for one already gets that (200).",
        request=None,
        responses={202: OwnExportSerializer, 200: OwnExportSerializer},
        tags=["me"],
    )
    def post(self, request: Request) -> Response:
        export, is_new = ask_export(user=signed_in(request), at=timezone.now())
        if is_new:
            transaction.on_commit(lambda: announce_export(export.pk), robust=True)
        return Response(OwnExportSerializer(export).data, status=202 if is_new else 200)


class OwnExportFileView(APIView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}

    @extend_schema(
        summary="The archive",
        description="Takes the signed link that the list shows, and the session of the person whose it is.",
        parameters=[OpenApiParameter("token", str, required=True)],
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
        tags=["me"],
    )
    def get(self, request: Request, copy_id: str) -> FileResponse:
        own = Export.objects.filter(user=signed_in(request), public_id=copy_id).select_related("user").first()
        if own is None:
            raise NotFound("unknown_export", "This link leads to no export of yours. Take the one that the list shows.")
        archive = open_archive(export=own, token=request.query_params.get("token", ""), at=timezone.now())
        name = f"my-data-{own.asked_at:%Y-%m-%d}.zip"
        return FileResponse(
            archive,
            as_attachment=True,
            filename=name,
            content_type="application/zip",
            headers={"Cache-Control": "no-store"},
        )


class PartSerializer(serializers.Serializer[Any]):
    what = serializers.CharField()
    rows = serializers.IntegerField()
    becomes = serializers.CharField(help_text="What an erasure makes of it.")


class ObstacleSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()


class MoneyLeftSerializer(serializers.Serializer[Any]):
    campaign = serializers.CharField(help_text="The slug.")
    held_minor = serializers.IntegerField(help_text="Forfeited, to where the campaign's remainders go.")
    payable_minor = serializers.IntegerField(help_text="Given where money_to says.")
    currency = serializers.CharField()


class ErasurePreviewSerializer(serializers.Serializer[Any]):
    goes = PartSerializer(many=True)
    stays = PartSerializer(many=True, help_text="What is left, and is nobody's.")
    money = MoneyLeftSerializer(many=True, help_text="What is still mine, by campaign.")
    obstacles = ObstacleSerializer(many=True, help_text="What stands against it now.")
    keys_that_end = serializers.IntegerField(help_text="API keys whose programs stop working.")


class ErasureAskedSerializer(serializers.Serializer[Any]):
    email = serializers.CharField(max_length=254, help_text="The address of the account, typed once more.")
    money_to = serializers.ChoiceField(
        [choice for choice in Erasure.MoneyTo.choices if choice[0]],
        required=False,
        help_text="Where what is payable goes. Needed where there is money; have it paid out first if you want it.",
    )


class ErasureSerializer(serializers.ModelSerializer[Erasure]):
    id = serializers.UUIDField(source="public_id")

    class Meta:
        model = Erasure
        fields: ClassVar = ["id", "state", "asked_at"]


class ErasureView(APIView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "POST": SIGNED_IN}
    moves_money: ClassVar = {"POST"}

    @extend_schema(
        summary="What erasing me would take away, and what would be left",
        responses=ErasurePreviewSerializer,
        tags=["me"],
    )
    def get(self, request: Request) -> Response:
        return Response(ErasurePreviewSerializer(preview_erasure(signed_in(request))).data)

    @extend_schema(
        summary="Erase me",
        description="For good, and at once as far as the account goes: the session ends, and the rest follows within "
        "minutes. It takes the address of the account, typed once more, and a sign-in of the last 30 minutes. Refused "
        "(409) while a payout is under way, for the only organizer of a campaign that goes on, and where there is "
        "money and `money_to` does not say where it goes.",
        request=ErasureAskedSerializer,
        responses={202: ErasureSerializer},
        examples=[
            OpenApiExample(
                "With money left", value={"email": "anna@example.org", "money_to": "charity"}, request_only=True
            )
        ],
        tags=["me"],
    )
    def post(self, request: Request) -> Response:
        said = ErasureAskedSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        erasure = ask_erasure(
            user=signed_in(request),
            typed_address=said.validated_data["email"],
            money_to=said.validated_data.get("money_to", ""),
            at=timezone.now(),
        )
        transaction.on_commit(lambda: announce_erasure(erasure.pk), robust=True)
        logout(request)
        return Response(ErasureSerializer(erasure).data, status=202)

"""Who am I: the signed-in person, how they are spoken to and reached, and the campaigns where they have a role."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.db.models import prefetch_related_objects
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.matching import as_read
from campaigns.people.consents import lock_person
from campaigns.people.doors import SIGNED_IN, Scope, Who, signed_in
from campaigns.people.mail_addresses import ask_to_confirm, stop_of
from campaigns.people.mail_letters import send_confirmation
from campaigns.people.models import Role, StoppedAddress, User
from campaigns.people.names import LONGEST_NAME
from campaigns.people.profiles import change_profile


class RoleHeldSerializer(serializers.ModelSerializer[Role]):
    campaign = serializers.SlugRelatedField[Role](slug_field="slug", read_only=True)
    role = serializers.CharField(source="kind")

    class Meta:
        model = Role
        fields: ClassVar = ["campaign", "role"]


class AddressStoppedSerializer(serializers.ModelSerializer[StoppedAddress]):
    """Why no letters are sent to my address."""

    why = serializers.ChoiceField(StoppedAddress.Why.choices)

    class Meta:
        model = StoppedAddress
        fields: ClassVar = ["why", "stopped_at"]


class MeSerializer(serializers.ModelSerializer[User]):
    id = serializers.UUIDField(source="public_id")
    is_operator = serializers.BooleanField(source="is_staff")
    roles = RoleHeldSerializer(many=True)
    address_stopped = serializers.SerializerMethodField(
        help_text="Set where letters to my address are stopped, until I confirm it; null where they reach me."
    )

    class Meta:
        model = User
        fields: ClassVar = [
            "id", "email", "display_name", "language", "time_zone", "is_operator", "roles", "address_stopped",
        ]  # fmt: skip

    @extend_schema_field(AddressStoppedSerializer(allow_null=True))
    def get_address_stopped(self, user: User) -> Any:
        stop = stop_of(user)
        return None if stop is None else AddressStoppedSerializer(stop).data


class ProfileSerializer(serializers.Serializer[Any]):
    display_name = serializers.CharField(
        max_length=LONGEST_NAME, required=False, help_text="By which those see me who run campaigns with me."
    )
    language = serializers.CharField(max_length=16, required=False, help_text="Of letters and notices: en or es.")
    time_zone = serializers.CharField(
        max_length=64, required=False, help_text="By whose clock letters come, such as Europe/Rome."
    )


class MeView(APIView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "PATCH": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.CAMPAIGNS_READ}

    @extend_schema(summary="Who am I", responses=MeSerializer, tags=["me"])
    def get(self, request: Request) -> Response:
        return Response(MeSerializer(_with_roles(signed_in(request))).data)

    @extend_schema(
        summary="Choose my name, my language and my time zone",
        request=ProfileSerializer,
        responses=MeSerializer,
        tags=["me"],
    )
    def patch(self, request: Request) -> Response:
        said = ProfileSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        with as_read(self, partial(lock_person, signed_in(request))):
            user = change_profile(user=signed_in(request), **said.validated_data)
        return Response(MeSerializer(_with_roles(user)).data)


class ConfirmationAskedSerializer(serializers.Serializer[Any]):
    sent_to = serializers.EmailField()


class ConfirmAddressView(APIView):
    who: ClassVar[dict[str, Who]] = {"POST": SIGNED_IN}

    @extend_schema(
        summary="Ask for a letter to confirm my address by",
        description="Where letters to it are stopped. The letter has a link that is good for a day; whoever follows it "
        "is written to again.",
        request=None,
        responses={202: ConfirmationAskedSerializer},
        tags=["me"],
    )
    def post(self, request: Request) -> Response:
        user = signed_in(request)
        token = ask_to_confirm(user=user, at=timezone.now())
        send_confirmation(user=user, token=token)
        return Response(ConfirmationAskedSerializer({"sent_to": user.email}).data, status=202)


def _with_roles(user: User) -> User:
    prefetch_related_objects([user], "roles__campaign")
    return user

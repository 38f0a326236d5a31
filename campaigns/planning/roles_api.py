"""Roles over HTTP: who holds one, invitations to one, and ending it. Only organizers read addresses."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import NotFound
from campaigns.lists import listed
from campaigns.people.doors import ORGANIZER, SIGNED_IN, STAFF, Scope, Who, signed_in
from campaigns.people.models import Role, RoleInvitation, User
from campaigns.planning import roles
from campaigns.planning.access import CampaignView

# Where the letter leads; the page stands above this room.
PAGE_OF_INVITATIONS = "/app/settings/roles"


class RoleHolderSerializer(serializers.ModelSerializer[User]):
    """Somebody with a role; the address is for organizers."""

    id = serializers.UUIDField(source="public_id")
    email = serializers.SerializerMethodField(help_text="For organizers; null to others.")

    class Meta:
        model = User
        fields: ClassVar = ["id", "display_name", "email"]

    @extend_schema_field(serializers.EmailField(allow_null=True))
    def get_email(self, user: User) -> str | None:
        return user.email if self.context.get("shows_addresses") else None


class RoleSerializer(serializers.ModelSerializer[Role]):
    id = serializers.UUIDField(source="public_id")
    role = serializers.ChoiceField(Role.Kind.choices, source="kind")
    person = RoleHolderSerializer(source="user")

    class Meta:
        model = Role
        fields: ClassVar = ["id", "role", "person"]


class RoleInvitationSerializer(serializers.ModelSerializer[RoleInvitation]):
    """An open invitation as organizers see it."""

    id = serializers.UUIDField(source="public_id")
    role = serializers.ChoiceField(Role.Kind.choices, source="kind")
    invited_by = serializers.CharField(source="invited_by.display_name")

    class Meta:
        model = RoleInvitation
        fields: ClassVar = ["id", "email", "role", "invited_by", "invited_at", "expires_at"]


class InvitationReceivedSerializer(serializers.ModelSerializer[RoleInvitation]):
    """An open invitation as the invited person sees it."""

    id = serializers.UUIDField(source="public_id")
    campaign = serializers.CharField(source="campaign.slug")
    campaign_title = serializers.CharField(source="campaign.title")
    role = serializers.ChoiceField(Role.Kind.choices, source="kind")
    invited_by = serializers.CharField(source="invited_by.display_name")

    class Meta:
        model = RoleInvitation
        fields: ClassVar = ["id", "campaign", "campaign_title", "role", "invited_by", "invited_at", "expires_at"]


class RoleInvitationDraftSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    role = serializers.ChoiceField(Role.Kind.choices)


class RoleAcceptedSerializer(serializers.Serializer[Any]):
    campaign = serializers.CharField(source="campaign.slug")
    id = serializers.UUIDField(source="public_id")
    role = serializers.ChoiceField(Role.Kind.choices, source="kind")


class RolesView(CampaignView, ListAPIView[Role]):
    who: ClassVar[dict[str, Who]] = {"GET": STAFF}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.CAMPAIGNS_READ}
    serializer_class = RoleSerializer
    ordering = ("id",)

    def get_queryset(self) -> QuerySet[Role]:
        return Role.objects.filter(campaign=self.campaign).select_related("user")

    def get_serializer_context(self) -> dict[str, Any]:
        reader = self.request.user
        shows = isinstance(reader, User) and reader.may(self.campaign.pk)
        return {**super().get_serializer_context(), "shows_addresses": shows}

    get = listed(summary="Who holds a role", description="Addresses are shown to organizers alone.", tags=["roles"])


class RoleView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"DELETE": STAFF}

    @extend_schema(
        summary="End a role",
        description="Organizers remove anybody's role, others give up their own. The last organizer stays.",
        responses={204: None},
        tags=["roles"],
    )
    def delete(self, request: Request, slug: str, role_id: str) -> Response:
        role = Role.objects.filter(campaign=self.campaign, public_id=role_id).first()
        if role is None:
            raise NotFound("unknown_role", "Nobody holds this role in this campaign, or not any more.")
        roles.remove_role(role=role, actor=signed_in(request), at=timezone.now())
        return Response(status=204)


class RoleInvitationsView(CampaignView, ListAPIView[RoleInvitation]):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,), "POST": (ORGANIZER,)}
    serializer_class = RoleInvitationSerializer

    def get_queryset(self) -> QuerySet[RoleInvitation]:
        invitations = RoleInvitation.objects.open(timezone.now()).filter(campaign=self.campaign)
        return invitations.select_related("invited_by")

    get = listed(summary="Open invitations to roles", tags=["roles"])

    @extend_schema(
        summary="Invite somebody to a role by e-mail",
        description="They get a letter, sign in with that address and accept within 14 days. An address that is"
        " invited already is answered with that invitation (200), and written to again after a day.",
        request=RoleInvitationDraftSerializer,
        responses={200: RoleInvitationSerializer, 201: RoleInvitationSerializer},
        tags=["roles"],
    )
    def post(self, request: Request, slug: str) -> Response:
        said = RoleInvitationDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        invitation, is_new = roles.invite_to_role(
            campaign=self.campaign,
            organizer=signed_in(request),
            email=said.validated_data["email"],
            kind=said.validated_data["role"],
            page=request.build_absolute_uri(PAGE_OF_INVITATIONS),
            at=timezone.now(),
        )
        return Response(RoleInvitationSerializer(invitation).data, status=201 if is_new else 200)


class RoleInvitationView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"DELETE": (ORGANIZER,)}

    @extend_schema(summary="Withdraw an invitation", responses={204: None}, tags=["roles"])
    def delete(self, request: Request, slug: str, invitation_id: str) -> Response:
        invitation = RoleInvitation.objects.filter(campaign=self.campaign, public_id=invitation_id).first()
        if invitation is None:
            raise NotFound("unknown_invitation", "There is no such invitation in this campaign, or not any more.")
        roles.withdraw_invitation(invitation=invitation, actor=signed_in(request), at=timezone.now())
        return Response(status=204)


class MyInvitationsView(ListAPIView[RoleInvitation]):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}
    serializer_class = InvitationReceivedSerializer

    def get_queryset(self) -> QuerySet[RoleInvitation]:
        return roles.invitations_of(user=signed_in(self.request), at=timezone.now())

    get = listed(summary="Roles that I am invited to", tags=["me"])


class AcceptInvitationView(APIView):
    who: ClassVar[dict[str, Who]] = {"POST": SIGNED_IN}

    @extend_schema(
        summary="Accept a role",
        request=None,
        responses={200: RoleAcceptedSerializer, 201: RoleAcceptedSerializer},
        tags=["me"],
    )
    def post(self, request: Request, invitation_id: str) -> Response:
        user = signed_in(request)
        invitation = roles.find_invitation(public_id=invitation_id, user=user)
        role, is_new = roles.accept_invitation(invitation=invitation, user=user, at=timezone.now())
        return Response(RoleAcceptedSerializer(role).data, status=201 if is_new else 200)

"""How I sign in: which methods are set up, and never what they hold. They are changed on the pages of signing in."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.people.doors import SIGNED_IN, Who, signed_in
from campaigns.people.models import User


class PasskeySerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    added_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True)


class RecoveryCodesSerializer(serializers.Serializer[Any]):
    left = serializers.IntegerField(help_text="As many were not used yet.")
    made_at = serializers.DateTimeField()


class SignInMethodsSerializer(serializers.Serializer[Any]):
    """How I sign in. A code by e-mail always does; from the first passkey on it takes a second step."""

    code_to = serializers.EmailField(help_text="Where codes are sent to.")
    password = serializers.BooleanField(help_text="Whether I have set one.")
    passkeys = PasskeySerializer(many=True, help_text="The first added first.")
    recovery_codes = RecoveryCodesSerializer(allow_null=True, help_text="null without a passkey.")


class SignInMethodsView(APIView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}

    @extend_schema(summary="How I sign in", responses=SignInMethodsSerializer, tags=["me"])
    def get(self, request: Request) -> Response:
        return Response(SignInMethodsSerializer(_methods_of(signed_in(request))).data)


def _methods_of(user: User) -> dict[str, Any]:
    kept = list(Authenticator.objects.filter(user=user).order_by("pk"))
    codes = next((each for each in kept if each.type == Authenticator.Type.RECOVERY_CODES), None)
    return {
        "code_to": user.email,
        "password": user.has_usable_password(),
        "passkeys": [
            {"name": each.data.get("name") or "", "added_at": each.created_at, "last_used_at": each.last_used_at}
            for each in kept
            if each.type == Authenticator.Type.WEBAUTHN
        ],
        # Counted by which were used: what they are made of stays sealed.
        "recovery_codes": codes
        and {
            "left": app_settings.RECOVERY_CODE_COUNT - codes.data["used_mask"].bit_count(),
            "made_at": codes.created_at,
        },
    }

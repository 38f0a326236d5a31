"""Small views that do one thing each, so that a convention is tested apart from any room."""

from __future__ import annotations

import threading
from fractions import Fraction
from typing import Any, ClassVar

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.exceptions import ValidationError as ModelValidationError
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_GET
from rest_framework import exceptions, serializers
from rest_framework.authentication import BaseAuthentication
from rest_framework.generics import ListAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from campaigns.errors import Gone, InvalidInput, NotAllowed, NotFound, NotPossibleNow
from mobilize.http.bodies import StrictJSONParser
from mobilize.http.models import StoredResponse
from mobilize.http.sessions import SessionAuthentication


def _text(request: Request, name: str) -> str:
    assert isinstance(request.data, dict)
    return str(request.data.get(name, ""))


class EchoView(APIView):
    """Says back what was sent."""

    permission_classes = [AllowAny]

    def get(self, request: Request) -> Response:
        return Response({"said": request.query_params.get("say", "")})

    def post(self, request: Request) -> Response:
        return Response(request.data)


class PlaceSerializer(serializers.Serializer[Any]):
    latitude = serializers.FloatField(max_value=90)


class FormSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=5)
    place = PlaceSerializer()
    counts = serializers.ListField(child=serializers.IntegerField())
    visits = PlaceSerializer(many=True, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["title"] == "none":
            raise serializers.ValidationError("This makes no sense as a whole.")
        return attrs


class FormView(APIView):
    """Checks a form with nested fields and lists."""

    permission_classes = [AllowAny]

    def post(self, request: Request) -> Response:
        form = FormSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return Response(form.validated_data)


def refuse(kind: str) -> None:
    """Raise the refusal of this name."""
    if kind in _REFUSALS:
        raise _REFUSALS[kind]
    if kind.startswith("sql:"):
        with connection.cursor() as cursor:
            cursor.execute(_STATEMENTS[kind.removeprefix("sql:")])
    if kind == "lookup":
        Group.objects.filter(name="a\x00b").exists()
    if kind == "surrogate":
        Group.objects.filter(name="a\ud800b").exists()
    if kind == "crash":
        raise RuntimeError("the secret is 4711")


_REFUSALS: dict[str, Exception] = {
    "invalid": InvalidInput("code_malformed", "No link has such a code.", field="place/a~1b~0c"),
    "state": NotPossibleNow(
        "campaign_paused",
        "The campaign is paused; resume it first.",
        short_by=3,
        ratio=Fraction(1, 2),
        status="x",
    ),
    "role": NotAllowed("organizer_needed", "Only organizers may."),
    "missing": NotFound("no_such_campaign", "There is no such campaign."),
    "gone": Gone("link_expired", "The link has expired."),
    "http404": Http404("No User matches the given query."),
    "forbidden": PermissionDenied(),
    "suspicious": SuspiciousOperation("inner detail"),
    "model": ModelValidationError({"title": ["Too long."], "__all__": ["Not so."]}),
    "text": exceptions.ValidationError("Not like this."),
    "throttled": exceptions.Throttled(wait=2.2),
    "overflow": OverflowError("date value out of range"),
}
_STATEMENTS = {
    "check": "INSERT INTO mobilize_http_storedresponse (scope, principal, fingerprint, status, headers, body)"
    " VALUES ('s', 'p', 'f', 599, '{}', '')",
    "unique": "INSERT INTO auth_group (name) VALUES ('twins'), ('twins')",
    "not_null": "INSERT INTO auth_group (name) VALUES (NULL)",
    "range": "SELECT 9999999999::int",
    "law": "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '23514',"
    " CONSTRAINT = 'escrow_never_goes_below_zero'; END $$",
    "deadlock": "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40P01'; END $$",
}


class RefuseView(APIView):
    """Refuses in the way that the address names."""

    permission_classes = [AllowAny]

    def get(self, request: Request, kind: str) -> Response:
        with transaction.atomic():
            refuse(kind)
        return Response({})

    post = get


class NeverThrottle(BaseThrottle):
    def allow_request(self, request: Request, view: APIView) -> bool:
        return False

    def wait(self) -> float:
        return 7.01


class ThrottledView(APIView):
    permission_classes = [AllowAny]
    throttle_classes = [NeverThrottle]

    def get(self, request: Request) -> Response:
        return Response({})


class PrivateView(APIView):
    """Is for people who are signed in."""

    permission_classes = [IsAuthenticated]

    def get(self, request: Request) -> Response:
        return Response({"principal": request.user.pk})

    def post(self, request: Request) -> Response:
        Group.objects.create(name=_text(request, "name"))
        return Response({"principal": request.user.pk}, status=201)


class RevocableKey(BaseAuthentication):
    """Lets in whoever bears a key that was not revoked."""

    revoked: ClassVar[set[str]] = set()

    def authenticate(self, request: Request) -> None:
        if request.headers.get("Authorization", "") in self.revoked:
            raise exceptions.AuthenticationFailed("This key was revoked.")

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="mobilize"'


class Turnstile:
    """Holds a view in the middle of its work until the test lets it go on."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.released = threading.Event()


TURNSTILES: dict[str, Turnstile] = {}
ANNOUNCED: list[tuple[str, int]] = []


class GroupView(APIView):
    """Makes a group, announces it on commit, and then ends as it is told."""

    permission_classes = [AllowAny]
    authentication_classes = [RevocableKey, SessionAuthentication]
    parser_classes = [StrictJSONParser, MultiPartParser]

    def post(self, request: Request) -> Response | HttpResponse | StreamingHttpResponse:
        name, then = _text(request, "name"), _text(request, "then")
        with transaction.atomic():
            group = Group.objects.create(name=name)
            # Seen from the callback: how many answers are kept at that moment.
            transaction.on_commit(lambda: ANNOUNCED.append((name, StoredResponse.objects.count())))
        if name in TURNSTILES:
            TURNSTILES[name].entered.set()
            assert TURNSTILES[name].released.wait(20)
        size = sum(len(upload.read()) for upload in request.FILES.values())
        if then == "unheard-of":
            return HttpResponse(status=150)
        if then == "stream":
            return StreamingHttpResponse([b"piece"])
        if then == "deferred":
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO auth_group_permissions (group_id, permission_id) VALUES (%s, 2147483647)",
                    [group.pk],
                )
        if then == "too-late":
            Group.objects.create(name=name)
        refuse(then)
        response = Response({"name": name, "id": group.pk, "size": size}, status=201)
        response.headers["Location"] = f"/api/v1/groups/{group.pk}/"
        return response


class DemandingViewSet(ViewSet):
    """Demands a key of programs for one of its two actions."""

    permission_classes = [AllowAny]
    authentication_classes = [RevocableKey]
    idempotency_key_required: ClassVar[set[str]] = {"pay"}

    def pay(self, request: Request) -> Response:
        return Response({})

    def look(self, request: Request) -> Response:
        return Response({})


class DemandingView(EchoView):
    authentication_classes = [RevocableKey]
    idempotency_key_required = True


class StoredSerializer(serializers.ModelSerializer[StoredResponse]):
    class Meta:
        model = StoredResponse
        fields = ("scope", "status")


class StoredView(ListAPIView[StoredResponse]):
    """Lists stored responses: rows that have equal values and times to be ordered by."""

    permission_classes = [AllowAny]
    serializer_class = StoredSerializer
    queryset = StoredResponse.objects.all()
    ordering: str | tuple[str, ...] = ()
    takes = ("colour",)


@require_GET
def plain_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>plain</p>")


@csrf_protect
def protected_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>protected</p>")


def crashing_page(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the secret is 4711")

"""Idempotency-Key: a POST that is sent again does its work once.

Law: the work and the stored response commit together. One transaction holds an advisory lock on (principal,
path, key), looks for a stored response, does the work and stores the answer. A second request that comes
meanwhile is told that the first is still running; one that comes later gets the first one's answer; the same
key with another body is refused.

The work runs in a savepoint: a refusal (4xx) undoes what was begun and is kept, because the answer to the
same question stays the same. Not kept are crashes (5xx) and what speaks of the caller at this moment instead
of the work (401, 403, 429), nor streams. Tasks enqueued on commit start only once the answer is kept too. What a
refusal is to leave behind all the same is written after that, and not again with an answer from the store.

An answer with a secret in it (`no-store`) is kept sealed, and what opens it is partly the caller's own key, which is
kept nowhere: so a repeated request is answered, and whoever reads the table reads no secret.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import Resolver404, is_valid_path, resolve
from django.utils import timezone
from django.utils.crypto import salted_hmac
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from mobilize.http.documents import Problem
from mobilize.http.keys import bears_key, known_key
from mobilize.http.models import StoredResponse
from mobilize.http.problems import answer_exception, write_what_is_left

PATHS = "/api/v1/"
HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
MAX_KEY = 255
# Strangers can only ask for previews; large ones are computed again instead of kept.
MOST_KEPT_FOR_STRANGERS = 16_384
KEPT_HEADERS = ("Content-Type", "Location", "Link", "Cache-Control")
NOT_KEPT = {401, 403, 429}


class IdempotencyMiddleware:
    """Answers a repeated POST under `/api/v1/` from the store. Stands innermost, behind authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.answer(request)
        write_what_is_left(request)
        return response

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        key = request.headers.get(HEADER)
        if key is None or request.method != "POST" or not request.path_info.startswith(PATHS):
            return self.get_response(request)
        if not is_valid_path(request.path_info):
            # Nothing is there, so nothing is done twice; and nobody fills the store by asking.
            return self.get_response(request)
        if not (0 < len(key) <= MAX_KEY and all(" " <= character <= "~" for character in key)):
            return Problem(
                status=400,
                code="idempotency_key_unusable",
                detail=f"{HEADER} must be 1 to {MAX_KEY} printable ASCII characters.",
            ).response(request)
        try:
            fingerprint = fingerprint_request(request)
        except (SuspiciousOperation, RequestDataTooBig, MultiPartParserError, UnreadablePostError) as error:
            return answer_exception(error, request=request)
        return self.answer_once(request, key=key, fingerprint=fingerprint, at=timezone.now())

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Refuse a program's POST without a key where the view demands one.

        A view says so by `idempotency_key_required`: True, or the set of its actions that do.
        """
        if request.method != "POST" or HEADER in request.headers or not bears_key(request):
            return None
        required: bool | set[str] = getattr(getattr(view, "cls", None), "idempotency_key_required", False)
        if isinstance(required, set):
            required = getattr(view, "actions", {}).get("post") in required
        if not required:
            return None
        return Problem(
            status=400,
            code="idempotency_key_required",
            detail=f"Send an {HEADER} of your choice, so that a repeated request is not carried out twice.",
        ).response(request)

    def answer_once(self, request: HttpRequest, *, key: str, fingerprint: str, at: datetime) -> HttpResponseBase:
        principal = name_principal(request)
        digest = hashlib.sha256("\x00".join((principal, request.path, key)).encode("utf-8", "surrogatepass"))
        scope = digest.hexdigest()
        with transaction.atomic():
            if not try_lock(int.from_bytes(digest.digest()[:8], "big", signed=True)):
                return Problem(
                    status=409,
                    code="request_still_running",
                    detail=f"The first request with this {HEADER} is still running. Ask again shortly.",
                    headers={"Retry-After": "1"},
                ).response(request)
            stored = StoredResponse.objects.kept(at=at).filter(scope=scope).first()
            if stored is None:
                response = self.do_work(request)
                if is_kept(response, by_stranger=principal.startswith("address:")):
                    store_response(response, scope=scope, principal=principal, fingerprint=fingerprint, key=key)
                return response
            if refuses_caller(request):
                # Whoever lost their sign-in since is answered by the view, not from the store.
                return self.do_work(request)
            if stored.fingerprint != fingerprint:
                return Problem(
                    status=422,
                    code="idempotency_key_reused",
                    detail=f"This {HEADER} was used for another request in the last 24 hours. Use a new one.",
                ).response(request)
            return replay(stored, request, key=key)

    def do_work(self, request: HttpRequest) -> HttpResponseBase:
        try:
            with transaction.atomic():
                response = self.get_response(request)
                if response.status_code >= 400:
                    transaction.set_rollback(True)
                else:
                    # Deferred constraints speak now, while their refusal can still become the answer.
                    connection.check_constraints()
        except DatabaseError as error:
            return answer_exception(error, request=request)
        return response


def name_principal(request: HttpRequest) -> str:
    """Name who asks: the owner of an API key and the key, else the signed-in person, the session, or the address.

    It is kept, and there are few enough addresses to try them all: so they are hashed with the instance's key.
    """
    key = known_key(request)
    if key is not None:
        return f"user:{key.owner_id} key:{key.pk}"
    user = request.user
    if user.is_authenticated:
        name = f"user:{user.pk}"
    elif request.session.session_key:
        name = f"session:{_digest(request.session.session_key)}"
    else:
        name = f"address:{_digest(request.META.get('REMOTE_ADDR', ''))}"
    authorization = request.headers.get("Authorization")
    return name if authorization is None else f"{name} key:{_digest(authorization)}"


def fingerprint_request(request: HttpRequest) -> str:
    """Sum up what is asked: the query, the content type and the body.

    Clients draw a new boundary each time they send a form with files, so its parts are summed up.
    """
    digest = hashlib.sha256(request.META.get("QUERY_STRING", "").encode("utf-8", "surrogateescape"))

    def add(*parts: str | bytes) -> None:
        for part in parts:
            raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
            # Lengths keep the parts apart: "ab", "c" is not "a", "bc".
            digest.update(b"%d:" % len(raw) + raw)

    if request.content_type != "multipart/form-data":
        add(request.META.get("CONTENT_TYPE", ""), request.body)
        return digest.hexdigest()
    add("multipart/form-data")
    for name in sorted(request.POST):
        add(name, *request.POST.getlist(name))
    for name in sorted(request.FILES):
        for upload in request.FILES.getlist(name):
            content = hashlib.sha256()
            for chunk in upload.chunks():
                content.update(chunk)
            upload.seek(0)
            add(name, upload.name or "", upload.content_type or "", content.digest())
    return digest.hexdigest()


def try_lock(number: int) -> bool:
    """Take the advisory lock of this number until the transaction ends, or say that somebody else has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        return bool(cursor.fetchone()[0])


def is_kept(response: HttpResponseBase, *, by_stranger: bool) -> bool:
    if response.streaming or response.status_code >= 500 or response.status_code in NOT_KEPT:
        return False
    return not by_stranger or len(cast(HttpResponse, response).content) <= MOST_KEPT_FOR_STRANGERS


def store_response(response: HttpResponseBase, *, scope: str, principal: str, fingerprint: str, key: str) -> None:
    """Keep an answer, in place of one whose 24 hours are over but which was not purged yet."""
    body = cast(HttpResponse, response).content
    StoredResponse.objects.filter(scope=scope).delete()
    StoredResponse.objects.create(
        scope=scope,
        principal=principal,
        fingerprint=fingerprint,
        status=response.status_code,
        headers={name: response.headers[name] for name in KEPT_HEADERS if name in response.headers},
        body=seal_of(scope, key).encrypt(body) if holds_secret(response.headers) else body,
    )


def replay(stored: StoredResponse, request: HttpRequest, *, key: str) -> HttpResponse:
    body = bytes(stored.body)
    if holds_secret(stored.headers):
        try:
            body = seal_of(stored.scope, key).decrypt(body)
        except InvalidToken:
            return Problem(
                status=409,
                code="stored_answer_unreadable",
                detail="This was carried out, and its answer cannot be read any more: the instance's own key was"
                " changed since. Look at what is there; nothing was done again.",
            ).response(request)
    response = HttpResponse(body, status=stored.status)
    del response.headers["Content-Type"]
    for name, value in stored.headers.items():
        response.headers[name] = value
    response.headers[REPLAYED] = "true"
    return response


def holds_secret(headers: Mapping[str, str]) -> bool:
    """Tell by what a view says of its answer whether a secret is told in it."""
    return "no-store" in headers.get("Cache-Control", "")


def seal_of(scope: str, key: str) -> MultiFernet:
    """Make the seal of one answer from the instance's key and the caller's, of which no more than a hash is kept."""
    own = f"{scope}\x00{key}".encode()
    return MultiFernet(
        [
            Fernet(urlsafe_b64encode(hashlib.sha256(b"mobilize.http.idempotency" + ours.encode() + own).digest()))
            for ours in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        ]
    )


def refuses_caller(request: HttpRequest) -> bool:
    """Ask the view's own authentication whether it turns this caller away now (a key revoked since)."""
    try:
        view = getattr(resolve(request.path_info).func, "cls", None)
    except Resolver404:
        return False
    if view is None:
        return False
    try:
        # The CSRF check of a session reads the body, so the view's parsers are needed too.
        _ = Request(
            request,
            parsers=[kind() for kind in view.parser_classes],
            authenticators=[kind() for kind in view.authentication_classes],
        ).user
    except APIException:
        return True
    return False


def _digest(text: str) -> str:
    said = text.encode("utf-8", "surrogateescape")
    return salted_hmac("mobilize.http.idempotency", said, algorithm="sha256").hexdigest()

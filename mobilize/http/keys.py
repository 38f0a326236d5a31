"""KeyAuthentication: `Authorization: Bearer mk_…`, a program that acts as the owner of its key.

Stands before the session: whoever shows a key is that key and nobody else, whatever cookies come along, and is not
asked for a CSRF token, since no browser sends the header by itself. The key is looked up with every request, once,
before anything else is done; so one that was revoked opens nothing any more.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from campaigns.people.keys import KeyRefused, find_key, note_use
from campaigns.people.models import ApiKey, User

_FOUND = "mobilize.key"
_SCHEME = "bearer"


class KeyAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        if not bears_key(request._request):
            return None
        try:
            key = look_up(request._request)
        except KeyRefused as refused:
            raise AuthenticationFailed(str(refused), code=refused.code) from None
        return key.owner, key

    def authenticate_header(self, request: Request) -> str:
        # The words of RFC 6750, and the other way in.
        if bears_key(request._request):
            return 'Bearer realm="mobilize", error="invalid_token"'
        return 'Bearer realm="mobilize", Session realm="mobilize"'


def bears_key(request: HttpRequest) -> bool:
    """Tell whether a key is shown, good or not. Other schemes are for proxies in front of us, and passed over."""
    return request.headers.get("Authorization", "").split(" ", 1)[0].lower() == _SCHEME


def shown_key(request: HttpRequest) -> str:
    """Give what stands where a key is shown; empty where none is."""
    return request.headers["Authorization"].partition(" ")[2].strip(" ") if bears_key(request) else ""


def look_up(request: HttpRequest) -> ApiKey:
    """Find the key that this request shows, or raise KeyRefused. Asked again, it is what it was."""
    found: ApiKey | KeyRefused | None = request.META.get(_FOUND)
    if found is None:
        at = timezone.now()
        try:
            found = find_key(shown_key(request), at=at)
            note_use(key=found, at=at)
        except KeyRefused as refused:
            found = refused
        request.META[_FOUND] = found
    if isinstance(found, KeyRefused):
        raise found
    return found


def known_key(request: HttpRequest) -> ApiKey | None:
    """Find the key that this request shows, if it shows a good one."""
    if not bears_key(request):
        return None
    try:
        return look_up(request)
    except KeyRefused:
        return None

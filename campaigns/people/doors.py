"""Doors: every endpoint states who may call it, and whoever may not see a thing is told that there is none.

A view says `who = {"GET": ANYONE, "POST": (ORGANIZER,)}`; a method that is not stated is not there, and a view
that states nothing is closed. Role holders are looked up in the campaign the view is about.

Beside that it says `scope = {"GET": Scope.FINDINGS_READ}`: what a program's key must have been made for. A method
without a scope is closed to keys, and one is open to publishable keys only where `publishable` names it. Where it
depends on what is asked for, the view says several scopes, of which a key needs one, and asks `require_scope` for that
which it comes to. A key opens what its owner's roles open now, and nothing outside its campaign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from campaigns.errors import NotAllowed, NotFound
from campaigns.people.models import ApiKey, Role, User

if TYPE_CHECKING:
    # The framework reads its default permissions while it is being imported.
    from rest_framework.views import APIView

ANYONE = "anyone"
SIGNED_IN = "anyone who is signed in"
OPERATOR = "the instance's operators"
ORGANIZER = Role.Kind.ORGANIZER.value
REVIEWER = Role.Kind.REVIEWER.value
TREASURER = Role.Kind.TREASURER.value
STAFF = (ORGANIZER, REVIEWER, TREASURER)

Scope = ApiKey.Scope
Who = str | tuple[str, ...]
Scopes = Scope | tuple[Scope, ...]

_READING = {"GET", "HEAD"}


class Door(BasePermission):
    """Lets in whom the view states; one who may not read is told that there is nothing (404)."""

    message = "You may see this but not do that with it; it takes another role in the campaign."

    def has_permission(self, request: Request, view: APIView) -> bool:
        method = request.method or "GET"
        stated = "GET" if method == "HEAD" else method
        who: Who | None = getattr(view, "who", {}).get(stated)
        if who is None:
            # A method that the view lacks answers 405 by itself.
            return not hasattr(view, method.lower())
        key = key_of(request)
        if key is not None:
            _check_key(key, view, stated)
        if who == ANYONE:
            return True
        if not request.user.is_authenticated:
            return False
        if who == SIGNED_IN:
            return True
        if who == OPERATOR:
            return bool(request.user.is_staff)
        if OPERATOR in who and request.user.is_staff:
            return True
        # Whatever stands behind roles is about a campaign, and looks it up as far as the caller may see it.
        if signed_in(request).may(view.campaign.pk, *who):  # type: ignore[attr-defined]
            return True
        if method in _READING:
            raise NotFound("not_found", "There is nothing here that you may see.")
        return False


def signed_in(request: Request) -> User:
    """The person who calls, where the door has seen to it that there is one."""
    assert isinstance(request.user, User)  # noqa: S101 - tells the type checker what the door has checked
    return request.user


def key_of(request: Request) -> ApiKey | None:
    """Give the key by which a program calls; None for a person in a session, and for nobody."""
    return request.auth if isinstance(request.auth, ApiKey) else None


def campaign_of_key(request: Request) -> int | None:
    """Give the only campaign in which the caller's key works; None where nothing limits it to one."""
    key = key_of(request)
    return None if key is None else key.campaign_id


def has_scope(request: Request, scope: Scope) -> bool:
    """Tell whether the caller's key was made for this; a person in a session needs none."""
    key = key_of(request)
    return key is None or scope in key.scopes


def require_scope(request: Request, scope: Scope) -> None:
    """Refuse a key that was not made for what the request comes to."""
    if not has_scope(request, scope):
        _refuse_for_scope((scope,))


def stated_scopes(view: object, method: str) -> tuple[Scope, ...]:
    """Read which scopes open this method of a view, each by itself; none where keys do not."""
    stated: Scopes = getattr(view, "scope", {}).get(method, ())
    return stated if isinstance(stated, tuple) else (stated,)


def _refuse_for_scope(scopes: tuple[Scope, ...]) -> NoReturn:
    if len(scopes) == 1:
        message = f"This takes a key with the scope {scopes[0]}, which yours lacks."
        raise NotAllowed("scope_missing", message, scope=scopes[0])
    message = f"This takes a key with one of the scopes {', '.join(scopes)}; yours has none of them."
    raise NotAllowed("scope_missing", message, scopes=list(scopes))


def _check_key(key: ApiKey, view: APIView, method: str) -> None:
    """Refuse a key that was not made for this; what it may is asked before anything is looked up."""
    scopes = stated_scopes(view, method)
    if not scopes:
        raise NotAllowed("key_not_taken", "This takes a person who is signed in; no API key opens it.")
    if key.kind == ApiKey.Kind.PUBLISHABLE and method not in getattr(view, "publishable", ()):
        raise NotAllowed(
            "key_is_publishable",
            "A publishable key reports findings and activities, and nothing else.",
            scope=scopes[0],
        )
    if not any(scope in key.scopes for scope in scopes):
        _refuse_for_scope(scopes)
    if key.campaign_id is None:
        return
    if not key.owner.may(key.campaign_id):
        raise NotAllowed(
            "key_without_role", "Whoever made this key is no organizer of its campaign any more, so it opens nothing."
        )
    if not hasattr(type(view), "campaign"):
        # Beside what is about one campaign, only what is about none, or shows of all only the key's.
        if method in getattr(view, "beside_campaigns", ()):
            return
        raise NotAllowed("key_of_one_campaign", "Your key works in one campaign, and this is about more than that.")
    if view.campaign.pk != key.campaign_id:  # type: ignore[attr-defined]  # seen above
        raise NotFound("not_found", "There is nothing here that your key may see.")

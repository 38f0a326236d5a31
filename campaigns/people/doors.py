"""Doors: every endpoint states who may call it, and whoever may not see a thing is told that there is none.

A view says `who = {"GET": ANYONE, "POST": (ORGANIZER,)}`; a method that is not stated is not there, and a view
that states nothing is closed. Role holders are looked up in the campaign the view is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from campaigns.errors import NotFound
from campaigns.people.models import Role, User

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

Who = str | tuple[str, ...]

_READING = {"GET", "HEAD"}


class Door(BasePermission):
    """Lets in whom the view states; one who may not read is told that there is nothing (404)."""

    message = "You may see this but not do that with it; it takes another role in the campaign."

    def has_permission(self, request: Request, view: APIView) -> bool:
        method = request.method or "GET"
        who: Who | None = getattr(view, "who", {}).get("GET" if method == "HEAD" else method)
        if who is None:
            # A method that the view lacks answers 405 by itself.
            return not hasattr(view, method.lower())
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

"""SessionAuthentication: the browser's session, answering 401 where nobody is signed in.

DRF's own has no scheme to name and so turns every missing sign-in into a 403, which a program cannot tell
from "signed in, but not allowed".
"""

from __future__ import annotations

from rest_framework import authentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request


class SessionAuthentication(authentication.SessionAuthentication):
    def authenticate_header(self, request: Request) -> str:
        return 'Session realm="mobilize"'

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise PermissionDenied(
                "The CSRF token is missing or wrong. Send the value of the csrftoken cookie as X-CSRFToken.",
                code="csrf_failed",
            ) from error

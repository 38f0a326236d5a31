"""Pages that speak: in the language of whoever is signed in, else in the one chosen here, else as the browser asks.

A page gets its decorator once all of its words are in the catalogues; the others are in English, so that no page
speaks two languages. Pages that speak offer the other languages in their foot.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from campaigns.people.languages import language_of
from campaigns.people.models import User
from campaigns.people.profiles import change_profile

View = Callable[..., HttpResponse]
_ACCOUNTS = "/accounts/"
_A_YEAR = 365 * 24 * 3_600


def speaks(view: View) -> View:
    """Answer in the reader's language, and say in which."""

    @wraps(view)
    def speaking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = spoken_by(request)
        request.META["mobilize.speaks"] = True
        with translation.override(language):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    return speaking


class AccountsSpeak:
    """Lets the pages of signing in speak too; they come from a library, so no view of ours can be decorated."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(_ACCOUNTS):
            return self.get_response(request)
        language = spoken_by(request)
        request.META["mobilize.speaks"] = True
        with translation.override(language):
            response = self.get_response(request)
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def is_speaking(request: HttpRequest) -> bool:
    """Tell whether the page that is being made is one that speaks."""
    return "mobilize.speaks" in request.META


def spoken_by(request: HttpRequest) -> str:
    """Give the language in which whoever asks is answered."""
    user = getattr(request, "user", None)
    return language_of(user) if isinstance(user, User) else translation.get_language_from_request(request)


@require_POST
@never_cache
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep in which language this browser is answered, and its person if one is signed in; then go back."""
    language = request.POST.get("language", "")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("home")
    response = HttpResponseRedirect(back)
    if language in dict(settings.LANGUAGES):
        if isinstance(request.user, User):
            change_profile(user=request.user, language=language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=_A_YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response

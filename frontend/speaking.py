"""Pages that speak: in the language of whoever is signed in, else in the one that the browser asks for.

A page gets its decorator once all of its words are in the catalogues; the others are in English, so that no page
speaks two languages.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from campaigns.people.languages import language_of
from campaigns.people.models import User

View = Callable[..., HttpResponse]


def speaks(view: View) -> View:
    """Answer in the reader's language, and say in which."""

    @wraps(view)
    def speaking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = spoken_by(request)
        with translation.override(language):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ("Accept-Language",))
        return response

    return speaking


def spoken_by(request: HttpRequest) -> str:
    """Give the language in which whoever asks is answered."""
    user = getattr(request, "user", None)
    return language_of(user) if isinstance(user, User) else translation.get_language_from_request(request)

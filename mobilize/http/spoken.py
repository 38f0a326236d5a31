"""The language in which the API answers: the one that Accept-Language asks for, where it is one of ours, else English.

What our sentences and Django's and DRF's say of a field is put into words while the answer is made; what kind a thing
is, and its numbers, are the same in every language. Only the header counts, not a cookie: whoever asks says it each
time, and an answer is that of its address and headers. Our own refusals are English sentences with a kind each; by that
kind a face says them in its language.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from mobilize.http.documents import is_api


class SpokenMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_api(request):
            return self.get_response(request)
        language = asked_language(request)
        with translation.override(language):
            response = self.get_response(request)
        if response.status_code < 400:
            # Whoever speaks to a person in their own language has said so.
            response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language",))
        return response


def asked_language(request: HttpRequest) -> str:
    """Give the first of the languages that are asked for which is one of ours; English where none is."""
    for language, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return translation.get_supported_language_variant(language)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE

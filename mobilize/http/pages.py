"""What is shown when a page cannot be: Django's error handlers, and the page behind a problem's `type`.

Under `/api/` they answer with a problem document; anywhere else with a plain page, or with the face's own
`404.html` and the like where it has one. The page of a 500 uses no request, no context and no database.
"""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation
from django.views.decorators.http import require_safe

from mobilize.http.documents import Problem, is_api, problem_of_status

_PLAIN = "mobilize_http/page.html"
_log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refuse(request, problem_of_status(400))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refuse(request, problem_of_status(403))


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refuse(request, problem_of_status(404))


def server_error(request: HttpRequest) -> HttpResponse:
    return refuse(request, problem_of_status(500))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer for a failed CSRF check (the CSRF_FAILURE_VIEW setting)."""
    detail = "The form did not come from our own page, or its cookie is missing. Load the page and send it again."
    return refuse(request, Problem(status=403, code="csrf_failed", title="Not sent from here", detail=detail))


@require_safe
def problem_type(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the address in a problem's `type` stands for."""
    context = {
        "title": slug.replace("-", " ").capitalize(),
        "detail": "This address names one kind of refusal of the API. It stays the same for that kind, so"
        " programs can tell refusals apart by it. What happened in your case, and what you can do, stands in"
        " the detail of the answer that you were given.",
    }
    return HttpResponse(loader.render_to_string(_PLAIN, context))


def refuse(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Answer with this problem: as a document under `/api/`, else as a page that says it."""
    if is_api(request):
        return problem.response(request)
    context = {
        "title": problem.document(path="")["title"],
        "detail": problem.detail,
        "status": problem.status,
    }
    page = _draw(context, request if problem.status < 500 else None)
    return HttpResponse(page, status=problem.status, headers=dict(problem.headers))


def _draw(context: dict[str, Any], request: HttpRequest | None) -> str:
    if request is not None:
        try:
            with translation.override(translation.get_language_from_request(request)):
                return loader.render_to_string([f"{context['status']}.html", _PLAIN], context, request)
        except Exception:
            # The face's page needs what this request could not give (a host, a session, an address). The
            # refusal stays what it is and is shown plainly.
            _log.exception("The page for status %s could not be drawn", context["status"])
    return loader.render_to_string(_PLAIN, context)

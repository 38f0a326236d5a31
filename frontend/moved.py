"""Pages that the app has taken over: letters and bookmarks that lead to them lead on to its screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe


def to_manage(screen: str) -> Callable[..., HttpResponse]:
    """Make the view that leads to a screen of whoever runs the campaign; `screen` may name parts of the address."""
    return _to(f"manage/{screen}")


def to_me(screen: str) -> Callable[..., HttpResponse]:
    """Make the view that leads to a screen of whoever takes part."""
    return _to(f"me/{screen}")


def _to(screen: str) -> Callable[..., HttpResponse]:
    @require_safe
    def lead_on(request: HttpRequest, slug: str, **names: Any) -> HttpResponse:
        return redirect(f"/app/c/{slug}/{screen.format(**names)}".rstrip("/"))

    return lead_on

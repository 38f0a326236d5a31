"""Lists: what every list does with GET, told in the API's document by each in its own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response


def listed(**said: Any) -> Callable[..., Response]:
    """Make a list's `get`: rows narrowed, ordered and cut into pages as its view states, `said` to the document."""

    def get(view: ListAPIView[Any], request: Request, *args: Any, **kwargs: Any) -> Response:
        return view.list(request, *args, **kwargs)

    told: Callable[..., Response] = extend_schema(**said)(get)
    return told

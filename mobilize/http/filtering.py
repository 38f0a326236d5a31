"""KnownFilters: what a list may be asked for is said by its `filterset_class`, and nothing else is taken.

A parameter that is not known is refused and told what is: to leave it aside would answer a question that was not asked.
A list that says no filters takes what it likes.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from rest_framework.settings import api_settings

from mobilize.http.pagination import ORDERING, PAGE, orderings_of


class KnownFilters(BaseFilterBackend):
    """Lets django-filter do the work, once it is known that all that was asked is understood."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        filters = filters_of(view)
        if filters:
            known = sorted([*filters, *PAGE, *([ORDERING] if orderings_of(view) else [])])
            form = api_settings.URL_FORMAT_OVERRIDE
            if unknown := sorted(set(request.query_params) - set(known) - {form}):
                message = f"There is no such parameter here; there are {', '.join(known)}."
                raise ValidationError({name: [message] for name in unknown})
        filtered: QuerySet[Any] = DjangoFilterBackend().filter_queryset(request, queryset, view)
        return filtered

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "in": "query",
                "required": False,
                "allowEmptyValue": True,
                "schema": one.shape,
                **({"description": one.extra["help_text"]} if "help_text" in one.extra else {}),
            }
            for name, one in filters_of(view).items()
        ]


def filters_of(view: Any) -> dict[str, Any]:
    """Read what a list says that it may be narrowed by."""
    said = getattr(view, "filterset_class", None)
    return dict(said.base_filters) if said is not None else {}

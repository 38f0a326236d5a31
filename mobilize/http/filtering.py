"""KnownFilters: what a list may be asked for is said by its `filterset_class`, and nothing else is taken.

What is no filter, since it changes more than which rows there are, the view says as `takes` and reads itself.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from campaigns.filters import refuse_unknown
from mobilize.http.pagination import ORDERING, PAGE, orderings_of


class KnownFilters(BaseFilterBackend):
    """Lets django-filter do the work, once it is known that all that was asked is understood."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        of_order = [ORDERING] if orderings_of(view) else []
        refuse_unknown(request, [*filters_of(view), *getattr(view, "takes", ()), *PAGE, *of_order])
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

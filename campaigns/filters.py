"""Filters: what lists are narrowed by, each read strictly, so that what is not understood is refused by its name.

A parameter that is not known is refused and told what is: to leave it aside would answer a question that was not asked.

Each says as `shape` what the OpenAPI document has of it.

Nouns: a *moment* is an RFC 3339 time with its offset; from is inclusive, to is not. A *box* is west, south, east, north
in degrees, as RFC 7946 has it; one that reaches over the antimeridian has its west east of its east.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import isfinite
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime
from django_filters import rest_framework as filters
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.views import APIView

_DEGREES = (180.0, 90.0, 180.0, 90.0)


class MomentField(forms.Field):
    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            moment = parse_datetime(value)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise ValidationError("This must be an RFC 3339 time with its offset, such as 2009-12-05T15:00:00Z.")
        return moment


class IdField(forms.Field):
    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return UUID(value)
        except ValueError:
            raise ValidationError("This must be an id, as other answers give it.") from None


class WholeField(forms.Field):
    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if not (value.isascii() and value.isdigit() and len(value) < 9):
            raise ValidationError("This must be a whole number from 0.")
        return int(value)


class OneOfField(forms.ChoiceField):
    def validate(self, value: Any) -> None:
        if value and not self.valid_value(value):
            choices: Any = self.choices
            known = ", ".join(str(name) for name, _ in choices if name)
            raise ValidationError(f"This must be one of {known}.")


class BoxField(forms.Field):
    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            box = [float(degrees) for degrees in value.split(",")]
        except ValueError:
            box = []
        within = len(box) == 4 and all(
            isfinite(degrees) and abs(degrees) <= most for degrees, most in zip(box, _DEGREES, strict=True)
        )
        if not within or box[1] > box[3]:
            raise ValidationError("This must be west,south,east,north in degrees, such as -122.5,37.7,-122.3,37.9.")
        return box


class SinceFilter(filters.Filter):  # type: ignore[misc]  # untyped there
    """Those not before a moment."""

    field_class = MomentField
    shape: ClassVar = {"type": "string", "format": "date-time"}

    def __init__(self, field_name: str, **more: Any) -> None:
        super().__init__(field_name, "gte", **{"help_text": "RFC 3339; inclusive.", **more})


class UntilFilter(filters.Filter):  # type: ignore[misc]  # untyped there
    """Those before a moment."""

    field_class = MomentField
    shape: ClassVar = {"type": "string", "format": "date-time"}

    def __init__(self, field_name: str, **more: Any) -> None:
        super().__init__(field_name, "lt", **{"help_text": "RFC 3339; exclusive.", **more})


class IdFilter(filters.Filter):  # type: ignore[misc]  # untyped there
    """Those of the thing with this id."""

    field_class = IdField
    shape: ClassVar = {"type": "string", "format": "uuid"}

    def __init__(self, field_name: str, **more: Any) -> None:
        super().__init__(f"{field_name}__public_id", **more)


class WholeFilter(filters.Filter):  # type: ignore[misc]  # untyped there
    field_class = WholeField
    shape: ClassVar = {"type": "integer", "minimum": 0, "maximum": 99_999_999}


class OneOfFilter(filters.ChoiceFilter):  # type: ignore[misc]  # untyped there
    field_class = OneOfField

    @property
    def shape(self) -> dict[str, Any]:
        return {"type": "string", "enum": [str(name) for name, _ in self.extra["choices"]]}


class CaseFilter(OneOfFilter):
    """Those for which the condition of this name holds; what depends on the time is worked out when it is asked."""

    def __init__(self, cases: Mapping[str, Q | Callable[[], Q]], **more: Any) -> None:
        super().__init__(choices=[(name, name) for name in cases], **more)
        self.cases = cases

    def filter(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return rows
        case = self.cases[value]
        return rows.filter(case() if callable(case) else case)


class YesNoFilter(CaseFilter):
    """Those for which a condition holds, or does not."""

    def __init__(self, condition: Q, **more: Any) -> None:
        super().__init__({"true": condition, "false": ~condition}, **more)


class WordFilter(filters.Filter):  # type: ignore[misc]  # untyped there
    """Those that have exactly this word."""

    field_class = forms.CharField
    shape: ClassVar = {"type": "string"}


class SearchFilter(filters.Filter):  # type: ignore[misc]  # untyped there
    """Those that have these letters somewhere, small or capital; % and _ are letters like others."""

    field_class = forms.CharField
    shape: ClassVar = {"type": "string", "maxLength": 200}

    def __init__(self, field_name: str, **more: Any) -> None:
        super().__init__(field_name, "icontains", max_length=200, **more)


class BoxFilter(filters.Filter):  # type: ignore[misc]  # untyped there
    """Those whose place lies in a box, its edges included."""

    field_class = BoxField
    shape: ClassVar = {"type": "string", "pattern": r"^[-+.\deE]+(,[-+.\deE]+){3}$"}

    def filter(self, rows: QuerySet[Any], value: list[float] | None) -> QuerySet[Any]:
        if value is None:
            return rows
        west, south, east, north = value
        if west <= east:
            between = Q(longitude__gte=west, longitude__lte=east)
        else:
            between = Q(longitude__gte=west) | Q(longitude__lte=east)
        return rows.filter(between, latitude__gte=south, latitude__lte=north)


class Filters(filters.FilterSet):  # type: ignore[misc]  # untyped there
    """What a list takes; each room says its own."""


class OfCampaign(Filters):
    """Of all that is somebody's in any campaign, what belongs to one."""

    campaign = WordFilter("campaign__slug", help_text="The slug of a campaign.")


class KnownParameters(APIView):
    """A reading that takes parameters of its own, or none: `takes` names them, and no others are taken."""

    takes: ClassVar[tuple[str, ...]] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method in {"GET", "HEAD"}:
            refuse_unknown(request, self.takes)


def refuse_unknown(request: Request, known: Iterable[str]) -> None:
    """Refuse a request that has a parameter which is not known; `format` stands for an Accept header everywhere."""
    known = sorted(known)
    if unknown := sorted(set(request.query_params) - {*known, api_settings.URL_FORMAT_OVERRIDE}):
        message = f"There is no such parameter here; there are {', '.join(known) or 'none'}."
        raise exceptions.ValidationError({name: [message] for name in unknown})

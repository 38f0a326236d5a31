"""ReportForm: what somebody writes who has found something. Shape is checked here; the rules are the operations'."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from campaigns.findings.facts import LONGEST_ANSWER
from campaigns.findings.models import Evidence, SecretFact
from campaigns.planning.models import Objective
from frontend.report_words import DESCRIBE_IT

TAKEN = "image/jpeg,image/png,image/webp,image/heic,image/heif,video/mp4,video/quicktime,video/webm"


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/input.html"


class FilesField(forms.FileField):
    """Any number of files; each is judged by itself when it is kept."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=FilesInput(attrs={"accept": TAKEN}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        return [each for each in (data or []) if isinstance(each, UploadedFile)]


class LinksField(forms.CharField):
    """Links, one in each line."""

    def __init__(self) -> None:
        super().__init__(
            label=_lazy("Links"),
            required=False,
            max_length=12_000,
            help_text=format_lazy(
                _lazy("One in each line, {most} at most. Reviewers see them; we open none."), most=Evidence.MOST_LINKS
            ),
            widget=forms.Textarea(attrs={"rows": 2, "inputmode": "url"}),
        )

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]


class EvidenceForm(forms.Form):
    """Photographs, videos and links to a report that has arrived already."""

    photos = FilesField(
        label=_lazy("Photos or short videos"),
        help_text=format_lazy(
            _lazy("{most} at most: JPEG, PNG, WebP or HEIC up to 15 MB; MP4, MOV or WebM up to 60 MB and 60 seconds."),
            most=Evidence.MOST_FILES,
        ),
    )
    links = LinksField()


class ReportForm(EvidenceForm):
    """What was found, where and when, and how a reviewer can see that it is so."""

    objective = forms.ModelChoiceField(
        queryset=Objective.objects.none(),
        label=_lazy("What did you find?"),
        to_field_name="public_id",
        empty_label=None,
    )
    note = forms.CharField(
        label=_lazy("What you saw"),
        help_text=_lazy(
            "What a reviewer needs to believe it: what it looks like, where exactly, what is written on it."
        ),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": DESCRIBE_IT},
    )
    latitude = forms.FloatField(
        label=_lazy("Latitude"),
        required=False,
        min_value=-90,
        max_value=90,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    longitude = forms.FloatField(
        label=_lazy("Longitude"),
        required=False,
        min_value=-180,
        max_value=180,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    accuracy_m = forms.FloatField(required=False, min_value=0, max_value=40_075_000, widget=forms.HiddenInput)
    source = forms.ChoiceField(required=False, choices=[("device", ""), ("map", "")], widget=forms.HiddenInput)
    address = forms.CharField(
        label=_lazy("Or an address in words"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    seen_at = forms.DateTimeField(
        label=_lazy("When you saw it"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    claim_secret = forms.RegexField(r"^[!-~]{32,128}$", required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, objectives: Any, zone: ZoneInfo, facts: Sequence[SecretFact] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._zone = zone
        self._facts = facts
        chosen = self.fields["objective"]
        assert isinstance(chosen, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        chosen.queryset = objectives
        self.fields["seen_at"].help_text = _("In the campaign's time zone, %(zone)s. Empty means now.") % {
            "zone": zone.key
        }
        for fact in facts:
            self.fields[_named(fact)] = forms.CharField(
                label=fact.question,
                required=False,
                max_length=LONGEST_ANSWER,
                widget=forms.TextInput(attrs={"autocomplete": "off", "data-objective": str(fact.objective.public_id)}),
            )

    def clean_seen_at(self) -> datetime | None:
        """Read the time on the campaign's clock, whatever zone the server speaks."""
        seen: datetime | None = self.cleaned_data["seen_at"]
        return seen.replace(tzinfo=self._zone).astimezone(UTC) if seen else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("longitude", _("Give both latitude and longitude, or neither."))
        return cleaned

    def location(self) -> dict[str, Any] | None:
        said = self.cleaned_data
        place: dict[str, Any] = {}
        if said.get("latitude") is not None:
            source = said["source"] or "map"
            accuracy_m = said["accuracy_m"] if source == "device" else None
            place = {
                "latitude": said["latitude"],
                "longitude": said["longitude"],
                "source": source,
                "accuracy_m": accuracy_m,
            }
        if said["address"]:
            place = {"source": "address", **place, "address": said["address"]}
        return place or None

    def answers(self) -> dict[UUID, str]:
        """Give what was answered to the questions of the objective that was chosen."""
        chosen = self.cleaned_data["objective"]
        return {
            fact.public_id: self.cleaned_data[_named(fact)]
            for fact in self._facts
            if fact.objective_id == chosen.pk and self.cleaned_data.get(_named(fact))
        }

    @property
    def questions(self) -> list[tuple[Objective, list[forms.BoundField]]]:
        """The questions, by the objective that they are asked about."""
        by_objective: dict[int, tuple[Objective, list[forms.BoundField]]] = {}
        for fact in self._facts:
            by_objective.setdefault(fact.objective_id, (fact.objective, []))[1].append(self[_named(fact)])
        return list(by_objective.values())


def _named(fact: SecretFact) -> str:
    return f"fact-{fact.public_id}"

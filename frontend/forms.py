"""Forms: what people write on the pages. Shape is checked here; the rules belong to the operations."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from campaigns.errors import InvalidInput
from campaigns.planning.models import Objective
from campaigns.recruiting.names import checked_display_name


class DisplayNameField(forms.CharField):
    """The name by which others on the chain see a person."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Name that others will see",
            max_length=80,
            widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
            error_messages={"required": "Give the name by which others will see you."},
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        name = str(super().clean(value))
        try:
            return checked_display_name(name)
        except InvalidInput as refused:
            raise forms.ValidationError(refused.message) from None


class JoinForm(forms.Form):
    """Asked of somebody who is not signed in."""

    display_name = DisplayNameField()
    email = forms.EmailField(
        label="E-mail address",
        help_text="We send a code to it, so that your place is yours. Nobody else sees it.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Give the e-mail address to which we can send your code."},
    )
    consent = forms.BooleanField(
        label="I agree that my name is shown to the people of my chain, and that my address is used to sign me in and "
        "to tell me about my rewards.",
        error_messages={"required": "Joining needs your agreement."},
    )


class ConfirmForm(forms.Form):
    """Asked of somebody who is signed in, before the place is theirs."""

    display_name = DisplayNameField()


class SplitForm(forms.Form):
    """What the owner of a link asks of their recruits; the contracts say what may be asked."""

    split = forms.CharField(
        label="Your recruits hand up",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )


class ReportForm(forms.Form):
    """What was found, where and when."""

    objective = forms.ModelChoiceField(
        queryset=Objective.objects.none(), label="What did you find?", to_field_name="public_id", empty_label=None
    )
    note = forms.CharField(
        label="What you saw",
        help_text="What a reviewer needs to believe it: what it looks like, where exactly, what is written on it.",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Describe what you saw, so that a reviewer can check it."},
    )
    latitude = forms.FloatField(
        label="Latitude", required=False, min_value=-90, max_value=90, widget=forms.NumberInput(attrs={"step": "any"})
    )
    longitude = forms.FloatField(
        label="Longitude",
        required=False,
        min_value=-180,
        max_value=180,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    seen_at = forms.DateTimeField(
        label="When you saw it",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, objectives: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone = zone
        chosen = self.fields["objective"]
        assert isinstance(chosen, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        chosen.queryset = objectives
        self.fields["seen_at"].help_text = f"In the campaign's time zone, {zone.key}. Empty means now."

    def clean_seen_at(self) -> datetime | None:
        """Read the time on the campaign's clock, whatever zone the server speaks."""
        seen: datetime | None = self.cleaned_data["seen_at"]
        return seen.replace(tzinfo=self._zone).astimezone(UTC) if seen else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("longitude", "Give both latitude and longitude, or neither.")
        return cleaned

    def location(self) -> dict[str, Any] | None:
        if self.cleaned_data.get("latitude") is None:
            return None
        return {
            "latitude": self.cleaned_data["latitude"],
            "longitude": self.cleaned_data["longitude"],
            "source": "map",
        }

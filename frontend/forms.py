"""Forms: what people write on the pages. Shape is checked here; the rules belong to the operations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.errors import InvalidInput
from campaigns.people.consents import NUDGES, PLACE, words_of
from campaigns.people.names import checked_display_name
from frontend.refusals import say


class DisplayNameField(forms.CharField):
    """The name by which others on the chain see a person."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Name that others will see"),
            max_length=80,
            widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
            error_messages={"required": _("Give the name by which others will see you.")},
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        name = str(super().clean(value))
        try:
            return checked_display_name(name)
        except InvalidInput as refused:
            raise forms.ValidationError(say(refused)) from None


class JoinForm(forms.Form):
    """Asked of somebody who is not signed in."""

    display_name = DisplayNameField()
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send a code to it, so that your place is yours. Nobody else sees it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Give the e-mail address to which we can send your code.")},
    )
    consent = forms.BooleanField(
        label=words_of(PLACE),
        error_messages={"required": _("Joining needs your agreement.")},
    )


class ConfirmForm(forms.Form):
    """Asked of somebody who is signed in, before the place is theirs.

    Here everybody comes by who joins, with their address shown to be theirs: so here, and unticked, they are asked
    whether they want letters.
    """

    display_name = DisplayNameField()
    letters = forms.BooleanField(label=words_of(NUDGES), required=False)

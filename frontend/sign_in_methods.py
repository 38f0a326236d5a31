"""Sign-in methods: passkeys, and the recovery codes for whoever has lost them; what differs here from django-allauth.

A passkey signs in by itself: the device asks for its owner's finger, face or PIN. From the first one on, signing in by
a code or a password takes a passkey or a recovery code as well, so that whoever reads somebody's mail gets no further.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import EditWebAuthnForm, SignupWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView
from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.errors import NotAllowed
from campaigns.people.models import User
from campaigns.people.recovery_codes import seal_seed, unseal_seed
from frontend.refusals import refuse

LONGEST_NAME = 60
SIGNED_IN_WITHIN = timedelta(minutes=30)


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # django-allauth has no types
    def encrypt(self, text: str) -> str:
        """Seal what recovery codes are made of, which opens accounts."""
        return seal_seed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal_seed(encrypted_text)

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002 - the library's own name
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey {number}").format(number=number)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name this instance as devices show it; a passkey is bound to its host."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Mobilize"}


def _name_field() -> forms.CharField:
    return forms.CharField(
        label=_("Name of this passkey"),
        help_text=_("By which you tell it from others, such as the device that it is on."),
        max_length=LONGEST_NAME,
        required=False,
    )


class PasskeyForm(SignupWebAuthnForm):  # type: ignore[misc]  # django-allauth has no types
    """A new key that signs in by itself: one that has not looked at who holds it is refused."""

    name = _name_field()

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]  # django-allauth has no types
    name = forms.CharField(label=_("Name of this passkey"), max_length=LONGEST_NAME)


class AddPasskeyView(AddWebAuthnView):  # type: ignore[misc]  # django-allauth has no types
    """Adding a passkey, by whoever has shown a moment ago that the account is theirs."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # The library asks for a password or for another passkey. Whoever has neither has only a session to show, which
        # may be left open somewhere for two weeks.
        user = request.user
        if isinstance(user, User) and _has_only_codes(user) and not _signed_in_lately(user):
            return refuse(
                request,
                NotAllowed(
                    "sign_in_again",
                    "Sign out and in again, then add a passkey: it takes a sign-in of the last 30 minutes.",
                ),
            )
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def form_valid(self, form: PasskeyForm) -> HttpResponse:
        """Keep the passkey; its device has just looked at its owner, so the recovery codes are shown without more."""
        answer: HttpResponse = super().form_valid(form)
        record_authentication(
            self.request, self.request.user, method="mfa", reauthenticated=True, type=Authenticator.Type.WEBAUTHN
        )
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"js_data": {"creation_options": begin_registration(self.request.user, passwordless=True)}}


add_passkey = AddPasskeyView.as_view()


def _has_only_codes(user: User) -> bool:
    return not user.has_usable_password() and not Authenticator.objects.filter(user=user).exists()


def _signed_in_lately(user: User) -> bool:
    return user.last_login is not None and user.last_login >= timezone.now() - SIGNED_IN_WITHIN

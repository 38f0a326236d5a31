"""Signing in: what differs here from django-allauth's own manners.

One flow for everybody who asks to join: a code is sent to the address, whether it has an account or not, and only
the code signs in. Whoever signs in, by whatever means, is led to the join that waits for them. Where the library counts
by address, it is given a keyed hash in its place.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from campaigns.people.languages import language_of
from campaigns.people.models import User
from campaigns.people.traces import hashed_address
from campaigns.recruiting.operations import pending_joins
from frontend.speaking import spoken_by


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # django-allauth has no types
    """Sign-in by a code sent to an e-mail address; a password only for those who set one."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead whoever signed in to the join that waits for them, first of all."""
        user = request.user
        if isinstance(user, User):
            for pending in pending_joins(user=user, at=timezone.now()):
                return reverse("join", args=[pending.campaign.slug])
        return str(super().get_login_redirect_url(request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the person's language; to whom has no account, in the one that the browser asks for."""
        person = User.objects.filter(email=email.strip().lower()).first()
        asking = self.request
        language = language_of(person) if person else spoken_by(asking) if asking else settings.LANGUAGE_CODE
        with translation.override(language):
            super().send_mail(template_prefix, email, context)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a person how their account is signed in to now, once it is so; whoever else did it cannot hide it.

        Of passkeys and recovery codes alone: what else the library would tell of nobody has put into our words.
        """
        if not template_prefix.startswith("mfa/"):
            return
        told = {
            **(context or {}),
            "address": f"{settings.PUBLIC_ADDRESS}{reverse('mfa_index')}",
            "current_site": get_current_site(self.request),
        }
        with translation.override(language_of(user)):
            letter = self.render_mail(template_prefix, email or user.email, told)

        def send() -> None:
            letter.send()

        # A mail server that is away undoes nothing.
        transaction.on_commit(send, robust=True)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """Ask whoever has a passkey for that first, in our words."""
        words = {
            "mfa_reauthenticate:webauthn": gettext("Use a passkey"),
            "reauthenticate": gettext("Use your password"),
            "mfa_reauthenticate": gettext("Use a recovery code"),
        }
        there = {method["id"]: method for method in super().get_reauthentication_methods(user)}
        return [{**there[name], "description": said} for name, said in words.items() if name in there]

    def get_client_ip(self, request: HttpRequest) -> str:
        """Give a keyed hash of the address: the library writes it into the names of its counters, which are kept."""
        return hashed_address(str(super().get_client_ip(request)), at=timezone.now())


def refuse_haste(request: HttpRequest, *, email: str) -> HttpResponse | None:
    """Answer those who ask for codes faster than a person would; None lets the request pass."""
    if ratelimit.consume(request, action="request_login_code", key=email.lower()):
        return None
    response: HttpResponse = ratelimit.respond_429(request)
    return response


def address_of_record(email: str) -> str:
    """Give the address under which its person signs in, where this is a verified second address of theirs."""
    known = EmailAddress.objects.filter(email=email.strip().lower(), verified=True).select_related("user").first()
    return str(known.user.email) if known else email.strip().lower()


def remember_name(user: User, *, display_name: str) -> None:
    """Call somebody who has no name yet by the one that they first joined with."""
    User.objects.filter(pk=user.pk, display_name="").update(display_name=display_name)


def start_sign_in(request: HttpRequest, *, email: str) -> HttpResponse:
    """Send a sign-in code to the address and go where it is entered; the same for known and unknown addresses.

    A new person gets an account without a password and with an unverified address: it is nobody's until the code
    has been entered. Uses the inner parts of the pinned django-allauth, here and nowhere else.
    """
    email = email.strip().lower()
    known = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
    user: User | None = known[0] if known else None
    if user is None:
        made, is_new = User.objects.get_or_create(email=email, defaults={"language": spoken_by(request)})
        if is_new:
            made.set_unusable_password()
            made.save(update_fields=["password"])
        # An account that was closed is told apart by nothing that its visitor sees; it gets no code.
        user = made if made.is_active else None
    if user is not None and not EmailAddress.objects.filter(user=user, email=email).exists():
        EmailAddress.objects.create(user=user, email=email, primary=user.email == email, verified=False)
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=email)
    return redirect("account_confirm_login_code")

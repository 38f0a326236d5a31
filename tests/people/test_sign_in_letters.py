"""Whoever's sign-in methods change is told by letter, in their language, whoever changed them."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.test import Client
from django.urls import reverse

from campaigns.people.models import User
from frontend.accounts import AccountAdapter
from tests import cast

pytestmark = pytest.mark.django_db


def person(language: str = "en") -> User:
    user = cast.make_user("pat")
    user.language = language
    user.save(update_fields=["language"])
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone"})
    RecoveryCodes.activate(user)
    return user


def just_signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    shown = {"method": "mfa", "type": "webauthn", "at": time.time(), "reauthenticated": True}
    session["account_authentication_methods"] = [shown]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


@pytest.mark.parametrize(
    ("language", "subject", "word"),
    [
        ("en", "Your recovery codes were made anew", "The ones before do not work any more."),
        ("es", "Tus códigos de recuperación se generaron de nuevo", "Los anteriores ya no sirven."),
    ],
)
def test_of_codes_made_anew(
    django_capture_on_commit_callbacks: Any, settings: Any, language: str, subject: str, word: str
) -> None:
    user = person(language)
    with django_capture_on_commit_callbacks(execute=True):
        just_signed_in(user).post(reverse("mfa_generate_recovery_codes"))
    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == (subject, [user.email])
    assert word in letter.body
    assert f"{settings.PUBLIC_ADDRESS}/accounts/2fa/\n" in letter.body


def test_of_a_passkey_that_its_person_removed(django_capture_on_commit_callbacks: Any) -> None:
    user = person()
    passkey = Authenticator.objects.get(user=user, type=Authenticator.Type.WEBAUTHN)
    with django_capture_on_commit_callbacks(execute=True):
        just_signed_in(user).post(reverse("mfa_remove_webauthn", args=[passkey.pk]))
    assert not Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).exists()
    assert [letter.subject for letter in mail.outbox] == ["A passkey was removed from your account"]


def test_of_a_passkey_that_was_added(rf: Any, django_capture_on_commit_callbacks: Any) -> None:
    user = person("es")
    with django_capture_on_commit_callbacks(execute=True), request_context(rf.get("/")):
        AccountAdapter().send_notification_mail("mfa/email/webauthn_added", user)
    (letter,) = mail.outbox
    assert letter.subject == "Se añadió una llave de acceso a tu cuenta"


def test_operators_remove_methods_and_change_nothing(django_capture_on_commit_callbacks: Any) -> None:
    user = person()
    operator = Client()
    operator.force_login(cast.make_user("opal", operator=True))
    page = "/admin/mfa/authenticator/"
    codes = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    shown = operator.get(f"{page}{codes.pk}/change/")
    assert (shown.status_code, codes.data["seed"] in shown.text) == (200, False)
    assert operator.get(f"{page}add/").status_code == 403
    assert operator.post(f"{page}{codes.pk}/change/", {"type": "webauthn"}).status_code == 403
    chosen = list(Authenticator.objects.filter(user=user).values_list("pk", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        operator.post(page, {"action": "delete_selected", "_selected_action": chosen, "post": "yes"})
    assert not Authenticator.objects.filter(user=user).exists()
    assert [(letter.subject, letter.to) for letter in mail.outbox] == [
        ("A passkey was removed from your account", [user.email])
    ]

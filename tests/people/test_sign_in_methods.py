"""How I sign in, over HTTP: what is set up is told, what it holds is not, and what was asked for before is refused."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from tests import cast
from tests.api.calling import Caller

pytestmark = pytest.mark.django_db


def test_without_anything_set_up_a_code_is_sent() -> None:
    user = cast.make_user("pat")
    user.set_unusable_password()
    user.save()
    assert Caller(user).get("/me/sign-in/") == {
        "code_to": user.email,
        "password": False,
        "passkeys": [],
        "recovery_codes": None,
    }


def test_passkeys_and_the_codes_that_are_left() -> None:
    user, other = cast.make_user("pat", password="correct horse 2009"), cast.make_user("quin")
    for owner, name in ((user, "Phone"), (user, "Key ring"), (other, "Tablet")):
        Authenticator.objects.create(user=owner, type="webauthn", data={"name": name, "credential": {"secret": "s"}})
    codes = RecoveryCodes.activate(user)
    first, second, *_ = codes.generate_codes()
    assert codes.validate_code(first)
    assert codes.validate_code(second)
    told = Caller(user).get("/me/sign-in/")
    assert told["password"] is True
    assert [(each["name"], each["last_used_at"]) for each in told["passkeys"]] == [("Phone", None), ("Key ring", None)]
    assert set(told["passkeys"][0]) == {"name", "added_at", "last_used_at"}
    assert (told["recovery_codes"]["left"], set(told["recovery_codes"])) == (8, {"left", "made_at"})
    assert Caller(other).get("/me/sign-in/")["recovery_codes"] is None


def test_under_a_token_from_before_nobody_who_signs_in_does_anything() -> None:
    """The app sends what somebody left to be sent under the token it had when it saw that they are there."""
    browser = Client(enforce_csrf_checks=True)

    def sign_in(name: str) -> str:
        user = cast.make_user(name, password="correct horse 2009")
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        browser.get("/accounts/login/")
        form = {"login": user.email, "password": "correct horse 2009"}
        csrf = browser.cookies["csrftoken"].value
        assert browser.post("/accounts/login/", form | {"csrfmiddlewaretoken": csrf}).status_code == 302
        return str(browser.cookies["csrftoken"].value)

    def begin(csrf: str) -> int:
        body = {"title": "Hers", "currency": "USD"}
        headers = {"X-CSRFToken": csrf}
        return browser.post("/api/v1/campaigns/", body, "application/json", headers=headers).status_code

    hers = sign_in("pat")
    assert begin(hers) == 201
    # In another tab: whether she signed out before or not.
    browser.cookies.pop("sessionid")
    his = sign_in("quin")
    assert begin(hers) == 403
    assert begin(his) == 201

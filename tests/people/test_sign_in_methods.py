"""How I sign in, over HTTP: what is set up is told, what it holds is not."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

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

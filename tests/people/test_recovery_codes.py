"""Recovery codes stay sealed, under any key of the instance and not without."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import Fernet
from django.test import Client

from campaigns.people.recovery_codes import reseal_recovery_codes
from campaigns.sealing import SealBroken
from tests import cast

pytestmark = pytest.mark.django_db


def test_they_are_sealed_and_sealed_anew(settings: Any) -> None:
    codes = RecoveryCodes.activate(cast.make_user("pat"))
    written = codes.generate_codes()
    assert len(set(written)) == 10
    old, fresh = settings.DESTINATION_KEYS, Fernet.generate_key().decode()
    settings.DESTINATION_KEYS = [fresh, *old]
    assert reseal_recovery_codes() == 1
    settings.DESTINATION_KEYS = [fresh]
    again = Authenticator.objects.get(pk=codes.instance.pk)
    assert RecoveryCodes(again).generate_codes() == written
    settings.DESTINATION_KEYS = old
    with pytest.raises(SealBroken):
        RecoveryCodes(again).generate_codes()


def test_operators_sign_in_as_everybody_does() -> None:
    # A page of its own would know nothing of passkeys.
    for path in ("/admin/", "/admin/login/?next=/admin/"):
        answer = Client().get(path, follow=True)
        assert answer.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2F"

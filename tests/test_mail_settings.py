"""Settings of the mail: providers by name with what they need, nonsense refused without repeating a key."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import override_settings

from mobilize.environment import _MAIL_PROVIDERS, mail_provider, public_address

SECRET = "sk-very-secret"


def given(name: str) -> list[str]:
    return [
        f"{key}={'https://api.example.org' if key.endswith('_URL') else SECRET}"
        for key in sorted(_MAIL_PROVIDERS[name])
    ]


@pytest.mark.parametrize("name", sorted(set(_MAIL_PROVIDERS) - {"amazon_ses"}))
def test_every_provider_takes_a_letter_with_what_it_needs(name: str) -> None:
    """The library makes its request of our message; nothing is sent."""
    read = mail_provider(name, given(name), host="")
    assert set(read) == _MAIL_PROVIDERS[name]
    message: Any = EmailMultiAlternatives(
        "Come back",
        "Please.",
        "Mobilize <us@example.org>",
        ["anna@example.org"],
        headers={
            "Message-ID": "<nudge.1@example.org>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": "<https://example.org/letters/stop/1/>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    message.attach_alternative("<p>Please.</p>", "text/html")
    with warnings.catch_warnings(), override_settings(ANYMAIL=read):
        warnings.simplefilter("ignore")
        backend: Any = get_connection(f"anymail.backends.{name}.EmailBackend")
        payload = backend.build_message_payload(message, {})
        written = repr(payload.get_request_params("https://api.example.org/"))
    assert "letters/stop" in written


@pytest.mark.parametrize(
    ("name", "parts", "said"),
    [
        ("pigeon", [], "EMAIL_PROVIDER must be one of amazon_ses, brevo"),
        ("sendgrid", [], "must have SENDGRID_API_KEY for sendgrid"),
        ("mailjet", [f"MAILJET_API_KEY={SECRET}"], "must have MAILJET_SECRET_KEY for mailjet"),
        ("sendgrid", [SECRET], "part 1 of it is not"),
        ("sendgrid", [f"SENDGRID_API_KEY={SECRET}", f"={SECRET}"], "part 2 of it is not"),
        ("sendgrid", ["SENDGRID_API_KEY="], "part 1 of it is not"),
        ("sendgrid", [f"SENDGRID_API_KEY={SECRET}"] * 2, "part 2 of it is not"),
        ("sendgrid", [f"sendgrid_api_key={SECRET}"], "part 1 of it is not"),
        ("sendgrid", [f"MAILGUN_API_KEY={SECRET}"], "MAILGUN_API_KEY, which is no setting of sendgrid"),
    ],
)
def test_nonsense_is_refused_and_keys_are_not_repeated(name: str, parts: list[str], said: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        mail_provider(name, parts, host="")
    assert said in str(refused.value)
    assert SECRET not in str(refused.value)


def test_a_key_may_have_an_equals_sign_in_it() -> None:
    assert mail_provider("brevo", ["BREVO_API_KEY=a=b=="], host="") == {"BREVO_API_KEY": "a=b=="}


def test_two_ways_out_are_one_too_many() -> None:
    with pytest.raises(ImproperlyConfigured, match="choose one way out"):
        mail_provider("brevo", given("brevo"), host="mail.example.org")


def test_where_letters_lead_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8001")
    assert public_address("", hosts=[], debug=True) == "http://127.0.0.1:8001"
    assert public_address("", hosts=[".example.org", "m.example.org"], debug=False) == "https://m.example.org"
    assert public_address("https://m.example.org/", hosts=[], debug=False) == "https://m.example.org"
    assert public_address("http://localhost:8000", hosts=[], debug=True) == "http://localhost:8000"


@pytest.mark.parametrize("address", ["m.example.org", "http://m.example.org", "https://m.example.org/app", "https://"])
def test_no_address_is_refused(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="PUBLIC_ADDRESS must be an address"):
        public_address(address, hosts=[], debug=False)


def test_no_single_host_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="PUBLIC_ADDRESS must be set"):
        public_address("", hosts=["*", ".example.org"], debug=False)

"""Browsers: clients with a person's user agent, each from an address of its own, so that no rate limit is shared."""

from __future__ import annotations

import re
import secrets
from typing import Any, Protocol

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from campaigns.people.models import User

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


class Browser(Client):
    """A person's browser."""

    def __init__(self, agent: str = AGENT, **defaults: Any) -> None:
        address = ".".join(str(secrets.randbelow(250) + 1) for _ in range(4))
        super().__init__(HTTP_USER_AGENT=agent, REMOTE_ADDR=address, **defaults)

    def follow_link(self, code: str, **extra: Any) -> HttpResponse:
        return self.get(reverse("referral", args=[code]), **extra)  # type: ignore[return-value]  # the test's own response

    def ask_to_join(self, slug: str, *, email: str, name: str = "Erin", **fields: Any) -> HttpResponse:
        """Send the join form as the last page showed it, unless `invite` says otherwise."""
        posted = {"display_name": name, "email": email, "consent": "on", **fields}
        return self.post(reverse("join", args=[slug]), posted)  # type: ignore[return-value]  # the same

    def enter_code(self) -> HttpResponse:
        """Enter the code of the last letter."""
        return self.post(reverse("account_confirm_login_code"), {"code": last_code()})  # type: ignore[return-value]  # the same

    def is_signed_in_as(self, user: User) -> bool:
        return self.session.get("_auth_user_id") == str(user.pk)


def as_user(user: User) -> Browser:
    """Give the browser of somebody who is signed in."""
    browser = Browser()
    browser.force_login(user)
    return browser


def last_code() -> str:
    found = re.search(r"^[A-Z0-9]{3,5}-[A-Z0-9]{3,5}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found.group()


class Page(Protocol):
    """An answer, whether a test's client gave it or a view."""

    @property
    def content(self) -> bytes: ...


def hidden_invite(response: Page) -> str:
    """Read the signed field that the page carries."""
    found = re.search(r'name="invite" value="([^"]*)"', response.content.decode())
    assert found
    return found.group(1)


@pytest.fixture
def browser() -> Browser:
    return Browser()

"""Passkeys in a real browser with a device of its own: added, signed in with, asked for beside a password, removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, expect

from campaigns.people.models import User
from tests import cast
from tests.browser.conftest import AGENT
from tests.browser.test_reporting import keeps_its_words_apart, shot, sign_in
from tests.browser.test_reporting import shots as shots

PASSWORD = "correct horse 2009"

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]


REQUIRED = '"userVerification": "required"'


@pytest.fixture
def local(server: str) -> str:
    """Give the server's address by the name of this machine: passkeys belong to names, not to numbers."""
    return server.replace("127.0.0.1", "localhost")


@pytest.fixture(params=[390, 1280], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, chromium: Browser, local: str) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": request.param, "height": 800}, user_agent=AGENT, base_url=local, locale="en-US"
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not [error for error in errors if "403" not in error], errors


def give_authenticator(page: Page, *, looks: bool = True) -> tuple[object, str]:
    """Plug in a device that knows its owner; it may not look who holds it."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": looks,
        "isUserVerified": looks,
        "automaticPresenceSimulation": True,
    }
    return tools, tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def person(*, password: str | None = None) -> User:
    user = cast.make_user("pat", password=password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in_lately(page: Page, user: User, local: str) -> None:
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    sign_in(page.context, user, local)


def test_a_passkey_is_added_used_and_removed(page: Page, local: str, shots: Path | None) -> None:
    user = person(password=PASSWORD)
    User.objects.filter(pk=user.pk).update(password="!")
    user.refresh_from_db()
    give_authenticator(page)
    sign_in_lately(page, user, local)
    page.goto("/accounts/2fa/")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"You sign in by a code to {user.email}.")
    shot(page, "passkeys_none", shots)
    keeps_its_words_apart(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of this passkey").fill("Pat’s phone")
    shot(page, "passkeys_add", shots)
    keeps_its_words_apart(page)
    page.get_by_role("button", name="Make a passkey on this device").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep these recovery codes")
    codes = page.get_by_role("list", name="Recovery codes").get_by_role("listitem").all_inner_texts()
    assert len(set(codes)) == 10
    shot(page, "passkeys_codes", shots)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You sign in with a passkey.")
    expect(page.get_by_text("Pat’s phone")).to_be_visible()
    expect(page.get_by_text("10 codes are left.")).to_be_visible()
    shot(page, "passkeys_one", shots)
    # The codes are made of what is sealed, and the passkey's name is theirs alone.
    sealed = Authenticator.objects.get(user=user, type="recovery_codes").data["seed"]
    assert not re.fullmatch(r"[0-9a-f]{80}", sealed)

    sign_out(page)
    page.goto("/accounts/login/")
    shot(page, "passkeys_sign_in", shots)
    keeps_its_words_apart(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert Authenticator.objects.get(user=user, type="webauthn").last_used_at is not None

    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Remove Pat’s phone").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    shot(page, "passkeys_is_it_you", shots)
    keeps_its_words_apart(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Remove Pat’s phone?")
    shot(page, "passkeys_remove", shots)
    page.get_by_role("button", name="Remove this passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"You sign in by a code to {user.email}.")
    # Nothing is left that would ask for one, or let anybody in.
    assert not Authenticator.objects.filter(user=user).exists()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()


def test_a_password_alone_is_not_enough_beside_a_passkey(page: Page, local: str, shots: Path | None) -> None:
    user = person(password=PASSWORD)
    tools, device = give_authenticator(page)
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.goto("/accounts/2fa/webauthn/add/")
    # The session may be anybody's: the password is asked for once more.
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    shot(page, "passkeys_again", shots)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    # It is pressed by a script, which is there once the page is.
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a passkey")
    page.wait_for_load_state()
    page.get_by_role("button", name="Make a passkey on this device").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep these recovery codes")
    (code, *_) = page.get_by_role("list", name="Recovery codes").get_by_role("listitem").all_inner_texts()
    sign_out(page)

    def by_password() -> None:
        page.goto("/accounts/login/")
        page.get_by_label("Email").fill(user.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("One step more: your passkey")

    by_password()
    shot(page, "passkeys_step", shots)
    keeps_its_words_apart(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    sign_out(page)
    # The device is lost: it says that it gave nothing, and a recovery code lets its person in, once.
    tools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})  # type: ignore[attr-defined]  # a session
    for works in (True, False):
        by_password()
        page.get_by_label("Code").fill(code)
        page.get_by_role("button", name="Sign in by this code").click()
        if works:
            sign_out(page)
        else:
            expect(page.get_by_text("Incorrect code.")).to_be_visible()


def test_whoever_signed_in_long_ago_shows_once_more_who_they_are(page: Page, local: str) -> None:
    user = person()
    User.objects.filter(pk=user.pk).update(last_login=timezone.now() - 2 * cast.ONE_DAY)
    sign_in(page.context, user, local)
    answer = page.goto("/accounts/2fa/webauthn/add/")
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_text("Sign out and in again, then add a passkey")).to_be_visible()


def test_a_passkey_that_does_not_look_at_who_holds_it_is_refused(page: Page, local: str) -> None:
    user = person()
    give_authenticator(page, looks=False)
    sign_in_lately(page, user, local)

    def ask_for_less(route: Route) -> None:
        """Be a browser that does not care what the server asks for."""
        answer = route.fetch()
        told = answer.text()
        if route.request.method == "GET":
            assert told.count(REQUIRED) == 1
        route.fulfill(response=answer, body=told.replace(REQUIRED, REQUIRED.replace("required", "discouraged")))

    page.route("**/2fa/webauthn/add/", ask_for_less)
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Name of this passkey").fill("Anybody's")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="Make a passkey on this device").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Keep these recovery codes")
    assert not Authenticator.objects.filter(user=user).exists()

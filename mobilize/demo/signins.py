"""Sign-ins: who can be tried in the demo, with which password or key, and the file that says so.

Law: passwords and the key are drawn by chance for each instance and kept in one file that only its owner can read.
The file is there only while it is true: it is taken back before anything is served and written, in one move, when all
of the demo is ready.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress

from campaigns.people.keys import KeyRefused, find_key, make_key, revoke_key
from campaigns.people.models import ApiKey, User
from mobilize.demo.errors import DemoError
from mobilize.demo.stage import Crew

# Who runs the campaign; the person who takes part is one of the story.
_CREW = {
    "organizer": ("organizer@example.org", "Olga Organizer"),
    "reviewer": ("reviewer@example.org", "Ravi Reviewer"),
    "treasurer": ("treasurer@example.org", "Tess Treasurer"),
    "operator": ("operator@example.org", "Oren Operator"),
}
ROLES = (*_CREW, "participant")
_KEY_NAME = "The demo's file of sign-ins"


@dataclass(frozen=True, kw_only=True)
class SignIn:
    email: str
    password: str


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """What the file of an earlier run said; nothing where there was none."""

    signins: Mapping[str, SignIn] = field(default_factory=dict)
    api_key: str = ""


def take_back_signins(path: Path) -> Remembered:
    """Remove the file of an earlier run; gives what it said, or nothing where none could be read."""
    try:
        text = path.read_text(encoding="utf-8")
        path.unlink()
    except FileNotFoundError:
        return Remembered()
    except OSError as error:
        raise DemoError(f"{path} can't be replaced: {error}. Remove it, then start again.") from None
    try:
        stored = json.loads(text)
        signins = {role: SignIn(email=stored[role]["email"], password=stored[role]["password"]) for role in ROLES}
        return Remembered(signins=signins, api_key=str(stored.get("api_key") or ""))
    except (ValueError, KeyError, TypeError):
        return Remembered()


def write_signins(path: Path, *, base_url: str, campaign: str, signins: Mapping[str, SignIn], api_key: str) -> None:
    """Write the file in one move, so that whoever waits for it finds it whole."""
    content: dict[str, Any] = {"base_url": base_url, "campaign": campaign}
    content |= {role: {"email": signins[role].email, "password": signins[role].password} for role in ROLES}
    content["api_key"] = api_key
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise DemoError(f"The sign-ins can't be written to {path}: {error}") from None
    finally:
        draft.unlink(missing_ok=True)


def make_crew() -> Crew:
    """Find the people who run the demo's campaign, or make them."""
    crew = {role: _find_or_make(role) for role in _CREW}
    return Crew(**crew)


def open_signin(user: User, *, remembered: SignIn | None) -> SignIn:
    """Let this person sign in with a password: the one remembered where it still is theirs, else a new one."""
    # A password signs in only by an address that has been confirmed.
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    if remembered and remembered.email == user.email and user.check_password(remembered.password):
        return remembered
    password = secrets.token_hex(8)
    user.set_password(password)
    user.save(update_fields=["password"])
    return SignIn(email=user.email, password=password)


def open_api(owner: User, *, remembered: str, at: datetime) -> str:
    """Let programs call as this person: by the key remembered where it still is theirs, else by a new one.

    The key may do all that its owner may; those of earlier runs that nobody knows any more are revoked.
    """
    with suppress(KeyRefused):
        if find_key(remembered, at=at).owner == owner:
            return remembered
    for lost in ApiKey.objects.not_revoked().filter(owner=owner, name=_KEY_NAME):
        revoke_key(key=lost, actor=owner, at=at)
    _, token = make_key(owner=owner, name=_KEY_NAME, kind=ApiKey.Kind.SECRET, scopes=ApiKey.Scope.values, at=at)
    return token.text


def _find_or_make(role: str) -> User:
    email, name = _CREW[role]
    user = User.objects.filter(email=email).first()
    if user is not None:
        return user
    make = User.objects.create_superuser if role == "operator" else User.objects.create_user
    return make(email, display_name=name)

"""What signing in holds of people: addresses and sessions; and what operators did in the admin's pages."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from campaigns.people.models import User
from campaigns.people.personal import (
    DELETED,
    Erasing,
    Holding,
    Person,
    Retention,
    erase_by,
    hold,
    know_addresses_by,
    not_personal,
    retain,
)
from campaigns.recruiting.models import Participant

ADMIN_LOG_LASTS = timedelta(days=365)
_FILED = "django.core.mail.backends.filebased.EmailBackend"


def sessions_of(person: Person) -> QuerySet[Session]:
    """Find the person's sessions: signed in, or on the way to it with an address of theirs."""
    keys = []
    for session in Session.objects.iterator(chunk_size=2_000):
        said = session.get_decoded()
        if str(said.get("_auth_user_id")) == str(person.user_id) or _names(said, person):
            keys.append(session.pk)
    return Session.objects.filter(pk__in=keys)


def _names(said: object, person: Person) -> bool:
    if isinstance(said, dict):
        return any(_names(each, person) for each in said.values())
    if isinstance(said, list | tuple):
        return any(_names(each, person) for each in said)
    return isinstance(said, str) and any(address in said.lower() for address in person.addresses)


def admin_log_of(person: Person) -> QuerySet[LogEntry]:
    """What the person did in the admin's pages, and what was done there to their account and places."""
    kinds = ContentType.objects.get_for_models(User, Participant)
    places = [str(pk) for pk in Participant.objects.filter(user=person.user_id).values_list("pk", flat=True)]
    about = Q(content_type=kinds[User], object_id=str(person.user_id))
    about |= Q(content_type=kinds[Participant], object_id__in=places)
    return LogEntry.objects.filter(Q(user=person.user_id) | about)


def forget_sessions(at: datetime) -> int:
    return Session.objects.filter(expire_date__lte=at).delete()[0]


def forget_admin_log(at: datetime) -> int:
    return LogEntry.objects.filter(action_time__lte=at - ADMIN_LOG_LASTS).delete()[0]


def forget_filed_letters(erasing: Erasing) -> None:
    """Remove the letters that a local instance keeps as files, where the person's address stands in them."""
    if settings.EMAIL_BACKEND != _FILED:
        return
    for file in Path(settings.EMAIL_FILE_PATH).glob("*.log"):
        said = file.read_bytes().lower()
        if any(address.encode() in said for address in erasing.person.addresses):
            file.unlink(missing_ok=True)


def declare() -> None:
    retain(
        Retention("session", "two weeks from when it was last used", forget=forget_sessions, lasts=timedelta(days=14)),
        Retention("admin log", "a year", lasts=ADMIN_LOG_LASTS, forget=forget_admin_log),
    )
    hold(
        Holding(
            "account.EmailAddress",
            of="user",
            says="addresses",
            why="to know that an address is its person's",
            retention="account",
            fields={"user": "whose it is", "email": "the address"},
            on_erasure=DELETED,
            shown=("verified", "primary"),
        ),
        Holding(
            "account.EmailConfirmation",
            of="email_address__user",
            says="letters that ask to confirm an address",
            why="to know that an address is its person's",
            retention="account",
            fields={"key": "what the letter's link holds"},
            on_erasure=DELETED,
            shown=("created", "sent"),
            kept_back={"key": "it opens something"},
        ),
        Holding(
            "mfa.Authenticator",
            of="user",
            says="passkeys and recovery codes",
            why="to sign in without waiting for a code, and to let nobody else in",
            retention="account",
            fields={"user": "whose it is", "data": "a passkey's name and public part; what recovery codes are made of"},
            on_erasure=DELETED,
            shown=("type", "created_at", "last_used_at"),
            kept_back={"data": "it opens something"},
        ),
        Holding(
            "sessions.Session",
            of="",
            rows=sessions_of,
            says="sessions",
            why="to stay signed in",
            retention="session",
            fields={"session_key": "what the browser's cookie holds", "session_data": "who is signed in"},
            on_erasure=DELETED,
            shown=("expire_date",),
            kept_back={"session_key": "it opens something", "session_data": "the number of the account, sealed"},
        ),
        Holding(
            "admin.LogEntry",
            of="",
            rows=admin_log_of,
            says="what one did in the operators' pages, and what was done there to one's account",
            why="to know which operator changed what",
            retention="admin log",
            fields={
                "user": "who did it",
                "object_id": "to which row",
                "object_repr": "what it was called",
                "change_message": "which fields were changed",
            },
            on_erasure=DELETED,
            shown=("action_time", "action_flag"),
        ),
    )
    erase_by(forget_filed_letters)
    know_addresses_by(lambda user_id: EmailAddress.objects.filter(user=user_id).values_list("email", flat=True))
    library = "a library's own table of names"
    not_personal("auth.Permission", name=library, codename=library)
    not_personal("auth.Group", name=library)
    not_personal("contenttypes.ContentType", app_label=library, model=library)

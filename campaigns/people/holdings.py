"""What this room holds of people: accounts, roles, keys, consents and traces."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection, transaction
from django.db.models import ProtectedError

from campaigns.people.models import ApiKey, User
from campaigns.people.personal import (
    DELETED,
    STAND_IN,
    Erasing,
    Holding,
    Retention,
    erase_by,
    hold,
    know_addresses_by,
    not_personal,
    retain,
)
from campaigns.people.traces import KEY_LASTS, TRACE_LASTS

# Addresses that somebody typed and nobody ever confirmed.
UNUSED_LASTS = timedelta(days=30)
REVOKED_KEY_LASTS = timedelta(days=365)


def forget_unused_accounts(at: datetime) -> int:
    """Delete the accounts that an address was typed for and that nobody ever signed in to."""
    unused = User.objects.filter(last_login=None, is_active=True, is_staff=False, date_joined__lte=at - UNUSED_LASTS)
    unused = unused.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX, display_name="")
    # What points to an account speaks of somebody who was there.
    for name in ("places", "roles", "api_keys", "consents"):
        unused = unused.filter(**{f"{name}__isnull": True})
    forgotten = 0
    for pk in list(unused.values_list("pk", flat=True)[:1_000]):
        try:
            with transaction.atomic():
                forgotten += User.objects.filter(pk=pk).delete()[0] > 0
        except ProtectedError:
            continue
    return forgotten


def forget_dead_keys(at: datetime) -> int:
    """Delete keys that were revoked, or ran out, a year ago."""
    revoked = ApiKey.objects.filter(revoked_at__lte=at - REVOKED_KEY_LASTS)
    return revoked.delete()[0] + ApiKey.objects.filter(expires_at__lte=at - REVOKED_KEY_LASTS).delete()[0]


def forget_in_the_log(erasing: Erasing) -> None:
    """Take out of the log's data what names the person, and what others wrote about them."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_NAMED, [erasing.public_id])
        places = [place for place, _ in erasing.places.values()]
        cursor.execute(_FORGET_FORMER_NAMES, [places])
        cursor.execute(_FORGET_REASONS, [places])


_FORGET_NAMED = """
UPDATE campaigns_event SET data = data - 'person' WHERE kind = 'role.removed' AND data->>'person' = %s
"""
_FORGET_FORMER_NAMES = """
UPDATE campaigns_event SET data = data - 'was' WHERE participant_id = ANY(%s) AND kind = 'participant.renamed'
"""
_FORGET_REASONS = """
UPDATE campaigns_event SET data = data - 'reason'
 WHERE participant_id = ANY(%s) AND kind LIKE 'payout%%' AND data ? 'reason'
"""


def declare() -> None:
    retain(
        Retention("account", "until its person has it erased"),
        Retention(
            "unused account",
            "30 days without anybody having confirmed the address",
            lasts=UNUSED_LASTS,
            forget=forget_unused_accounts,
        ),
        Retention("log", "as long as the instance; nobody's after an erasure"),
        Retention("role", "until it ends, or its person is erased"),
        Retention(
            "key", "a year from when it was revoked or ran out", lasts=REVOKED_KEY_LASTS, forget=forget_dead_keys
        ),
        Retention("consent", "as long as it has to be shown who agreed to what; nobody's after an erasure"),
        Retention("trace", "30 days", lasts=TRACE_LASTS, swept_by="campaigns.people.tasks.forget_traces"),
        Retention(
            "trace key",
            "7 days in use, and as long as a trace needs it",
            lasts=TRACE_LASTS + KEY_LASTS,
            swept_by="campaigns.people.tasks.forget_traces",
        ),
        Retention(
            "invitation",
            "until its time is over",
            lasts=timedelta(days=14),
            swept_by="campaigns.planning.tasks.forget_invitations",
        ),
    )
    hold(
        Holding(
            "campaigns.User",
            of="pk",
            says="the account",
            why="to sign in, to be written to, and to be shown times and words in one's own way",
            retention="account",
            fields={
                "email": "the address that one signs in with",
                "password": "a salted hash, where a password was set",
                "display_name": "the name that colleagues see",
                "language": "the language of letters",
                "time_zone": "the zone in which it is night",
            },
            on_erasure=DELETED,
            shown=("public_id", "date_joined", "last_login", "is_staff"),
            kept_back={"password": "a hash is of use to nobody but an attacker"},
        ),
        Holding(
            "campaigns.Role",
            of="user",
            says="roles in campaigns",
            why="to let organizers, reviewers and treasurers do their work",
            retention="role",
            campaign="campaign",
            fields={"user": "who has the role"},
            # The last organizer of a closed campaign stays as a role of nobody's.
            on_erasure={"user": STAND_IN},
            shown=("campaign__slug", "kind"),
        ),
        Holding(
            "campaigns.RoleInvitation",
            of="invited_by",
            says="invitations that one sent",
            why="to ask colleagues for help",
            retention="invitation",
            campaign="campaign",
            fields={"invited_by": "who asked"},
            on_erasure=DELETED,
            shown=("campaign__slug", "kind", "invited_at"),
        ),
        Holding(
            "campaigns.ApiKey",
            of="owner",
            says="API keys",
            why="to let one's programs in",
            retention="key",
            campaign="campaign",
            fields={
                "owner": "whose key it is",
                "name": "what it is for, in one's own words",
                "prefix": "what is shown of it",
                "digest": "a hash of it",
            },
            on_erasure=DELETED,
            shown=("kind", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at"),
            kept_back={"digest": "a hash is of use to nobody but an attacker"},
        ),
        Holding(
            "campaigns.Consent",
            of="user",
            says="what one agreed to, and took back",
            why="to be able to show who agreed to what, by which words",
            retention="consent",
            campaign="campaign",
            fields={"user": "who said it"},
            on_erasure={"user": None},
            shown=("purpose", "campaign__slug", "given", "wording", "how", "at"),
        ),
        Holding(
            "campaigns.Trace",
            of="participant__user",
            says="from where one joined and reported",
            why="to notice people who take part as several",
            retention="trace",
            campaign="campaign",
            fields={
                "address_hash": "a keyed hash of the network address",
                "network_hash": "a keyed hash of the network",
                "agent_hash": "a keyed hash of the browser's name",
                "country": "the country of the address",
                "latitude": "roughly where the address is",
                "longitude": "roughly where the address is",
            },
            on_erasure=DELETED,
            shown=("kind", "at"),
        ),
    )
    hold(
        Holding(
            "campaigns.StoppedAddress",
            of="user",
            says="addresses that mail did not arrive at",
            why="to write to nobody in vain, nor to who complained",
            retention="account",
            fields={"user": "whose it is", "email": "the address"},
            on_erasure=DELETED,
            shown=("why", "stopped_at", "confirmed_at"),
        )
    )
    for model in ("campaigns.User_groups", "campaigns.User_user_permissions"):
        hold(
            Holding(
                model,
                of="user",
                says="what an operator may do",
                why="to divide the operators' work",
                retention="account",
                fields={"user": "who may"},
                on_erasure=DELETED,
            )
        )
    hold(
        Holding(
            "campaigns.RoleInvitation",
            of="email",
            by_address=True,
            says="invitations that one got",
            why="to ask colleagues for help",
            retention="invitation",
            campaign="campaign",
            fields={"email": "the invited address"},
            on_erasure=DELETED,
            shown=("campaign__slug", "kind", "invited_at"),
        )
    )
    hold(
        Holding(
            "campaigns.Event",
            of="actor",
            says="what one did, line by line",
            why="to tell reports, letters and trust what happened; it is what everything else is counted from",
            retention="log",
            campaign="campaign",
            fields={"actor": "who did it"},
            on_erasure={"actor": STAND_IN},
            shown=("kind", "at", "campaign__slug"),
        ),
        Holding(
            "campaigns.Event",
            of="participant__user",
            says="what happened to one's places, line by line",
            why="to tell reports, letters and trust what happened; it is what everything else is counted from",
            retention="log",
            campaign="campaign",
            fields={"data": "what else there is to know of it"},
            on_erasure={},
            stays={"data": "public ids and numbers; what names the person, and reasons in free words, are taken out"},
            shown=("kind", "at", "campaign__slug"),
        ),
    )
    erase_by(forget_in_the_log)
    know_addresses_by(lambda user_id: User.objects.filter(pk=user_id).values_list("email", flat=True))
    not_personal("campaigns.Event", kind="a word for what happened")
    not_personal("campaigns.Cursor", reader="the name of a part of the program", cluster="the number of a database")
    not_personal("campaigns.ApiKey", scopes="words for what a key may do")
    not_personal(
        "campaigns.TraceKey", key="drawn by chance; it names nobody, and what was hashed with it goes before it"
    )

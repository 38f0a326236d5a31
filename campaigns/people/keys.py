"""Keys for programs: made by a person, told once, known again by its hash, and revoked.

Law: a key does at most what its owner may do now. It is looked up with every request, so that one that was revoked,
has run out or whose owner left does nothing from that moment on.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from campaigns.errors import InvalidInput, NotFound, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.people.models import ApiKey, Role, User
from campaigns.people.tokens import ChecksumWrong, Token, TokenMalformed, make_token, read_token

# Enough for one in each of a person's programs; so many that nobody knows them are a danger.
MOST_KEYS = 100
# Programs call many times a second, and nobody needs to know the second of the last call.
BETWEEN_USES = timedelta(minutes=1)
_ANSWERS = {
    "key_malformed": "This is no key. Send Authorization: Bearer, followed by the whole of a key (mk_… or mpk_…).",
    "key_checksum_wrong": "This key lost or changed a character on its way; its checksum does not fit. Copy it again.",
    "key_unknown": "No such key is known here. It may belong to another instance.",
    "key_revoked": "This key was revoked. Make another one.",
    "key_expired": "This key has run out. Make another one.",
    "key_owner_left": "This key's owner has no account here any more.",
}


class KeyRefused(Exception):
    """The key that was shown opens nothing; the message says why."""

    def __init__(self, code: str) -> None:
        super().__init__(_ANSWERS[code])
        self.code = code


def make_key(
    *,
    owner: User,
    name: str,
    kind: str,
    at: datetime,
    scopes: Collection[str] = (),
    campaign_slug: str | None = None,
    expires_at: datetime | None = None,
) -> tuple[ApiKey, Token]:
    """Make a key for a program of this person's; the whole of it is in the returned token and nowhere else.

    Raises InvalidInput for what no key can be, NotFound for a campaign of which the owner is no organizer.
    """
    publishable = kind == ApiKey.Kind.PUBLISHABLE
    if publishable and campaign_slug is None:
        raise InvalidInput(
            "publishable_key_of_no_campaign",
            "A publishable key reports in one campaign; say in which.",
            field="campaign",
        )
    if publishable and set(scopes) - {ApiKey.Scope.FINDINGS_WRITE}:
        raise InvalidInput(
            "publishable_key_with_scopes",
            f"A publishable key reports and does nothing else: leave scopes out, or say {ApiKey.Scope.FINDINGS_WRITE}.",
            field="scopes",
        )
    wanted = {ApiKey.Scope.FINDINGS_WRITE} if publishable else set(scopes)
    if not wanted:
        raise InvalidInput("key_without_scopes", "Say what the key is for: name its scopes.", field="scopes")
    if expires_at is not None and expires_at <= at:
        raise InvalidInput("key_expired_already", "The key would have run out before it was made.", field="expires_at")
    with transaction.atomic():
        # One after the other, so that no two count the same keys.
        User.objects.select_for_update(no_key=True).get(pk=owner.pk)
        campaign_id = _organized(owner, campaign_slug) if campaign_slug is not None else None
        if ApiKey.objects.not_revoked().filter(owner=owner).count() >= MOST_KEYS:
            raise NotPossibleNow("too_many_keys", f"You have {MOST_KEYS} keys, which is the most. Revoke some first.")
        token = make_token(kind)
        key = ApiKey.objects.create(
            owner=owner,
            campaign_id=campaign_id,
            name=name,
            kind=kind,
            scopes=[scope for scope in ApiKey.Scope.values if scope in wanted],
            prefix=token.prefix,
            digest=token.digest,
            created_at=at,
            expires_at=expires_at,
        )
        _note("api_key.made", key, owner, at)
    return key, token


def revoke_key(*, key: ApiKey, actor: User, at: datetime) -> ApiKey:
    """End a key for good: its owner, or an organizer of its campaign. What is revoked already stays as it is."""
    with transaction.atomic():
        seen = ApiKey.objects.seen_by(actor).filter(pk=key.pk).exists()
        if not seen:
            raise NotFound("unknown_key", "There is no such key, or it is not yours to revoke.")
        key = ApiKey.objects.select_for_update(no_key=True).get(pk=key.pk)
        if key.revoked_at is None:
            key.revoked_at = at
            key.save(update_fields=["revoked_at"])
            _note("api_key.revoked", key, actor, at)
    return key


@sensitive_variables("text")
def find_key(text: str, *, at: datetime) -> ApiKey:
    """Find the key that a program shows, or raise KeyRefused. What cannot be a key is refused unasked."""
    try:
        token = read_token(text)
    except TokenMalformed:
        raise KeyRefused("key_malformed") from None
    except ChecksumWrong:
        raise KeyRefused("key_checksum_wrong") from None
    key = ApiKey.objects.select_related("owner").filter(prefix=token.prefix).first()
    # Only whoever has the whole of it is told what became of it.
    if key is None or not token.is_hashed_to(key.digest):
        raise KeyRefused("key_unknown")
    if key.revoked_at is not None:
        raise KeyRefused("key_revoked")
    if key.has_expired(at):
        raise KeyRefused("key_expired")
    if not key.owner.is_active:
        raise KeyRefused("key_owner_left")
    return key


def note_use(*, key: ApiKey, at: datetime) -> bool:
    """Write down that the key is used, once a minute at most; tells whether it was written down now.

    Whoever finds somebody else writing leaves it to them, so that no request ever waits for another's.
    """
    due = at - BETWEEN_USES
    if key.last_used_at is not None and key.last_used_at > due:
        return False
    with transaction.atomic():
        free = ApiKey.objects.not_used_since(due).select_for_update(skip_locked=True, no_key=True).filter(pk=key.pk)
        return ApiKey.objects.filter(pk__in=[pk for (pk,) in free.values_list("pk")]).update(last_used_at=at) > 0


def _organized(owner: User, slug: str) -> int:
    role = Role.objects.filter(user=owner, kind=Role.Kind.ORGANIZER, campaign__slug=slug).first()
    if role is None:
        raise NotFound(
            "unknown_campaign", "There is no campaign at this address of which you are an organizer.", field="campaign"
        )
    return role.campaign_id


def _note(kind: str, key: ApiKey, actor: User, at: datetime) -> None:
    # Named by its public id: what is shown of a key finds it, and events stay for ever.
    data = {"key": str(key.public_id), "kind": key.kind, "scopes": list(key.scopes)}
    record_event(kind=kind, at=at, campaign_id=key.campaign_id, actor_id=actor.pk, data=data)

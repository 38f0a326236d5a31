"""Setting webhooks up: made, changed, given another secret, switched off and on, tried out, removed.

A secret is shown when it is drawn and kept sealed; when another takes its place, both sign for as long as is said.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from campaigns.errors import InvalidInput, NotFound, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.outreach.webhooks.addresses import read_target
from campaigns.outreach.webhooks.catalogue import CATALOGUE, TEST
from campaigns.outreach.webhooks.models import WebhookDelivery, WebhookEndpoint
from campaigns.outreach.webhooks.payloads import write_test
from campaigns.outreach.webhooks.signing import make_secret, open_secret, seal_secret
from campaigns.people.languages import language_of
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from campaigns.secret import Secret

# More would only tell the same things to more places; each costs a message for every event.
MOST_WEBHOOKS = 20
# How long a secret that was replaced still signs.
USUAL_OVERLAP_HOURS, MOST_OVERLAP_HOURS = 24, 24 * 7

State, Reason = WebhookEndpoint.State, WebhookEndpoint.Reason
_WHY = {
    Reason.GONE: _lazy("The receiver answered that nothing is there any more (410)."),
    Reason.FAILING: _lazy("Nothing could be delivered to it for five days."),
}


def make_webhook(
    *,
    campaign: Campaign,
    organizer: User,
    url: str,
    at: datetime,
    description: str = "",
    events: Collection[str] = (),
) -> tuple[WebhookEndpoint, Secret]:
    """Tell a program of a campaign's events from now on; its secret is in the answer and shown nowhere else."""
    read_target(url, allowed=settings.WEBHOOK_PRIVATE_ADDRESSES)
    wanted = _known(events)
    secret, name = make_secret(), uuid4()
    with transaction.atomic():
        # One after the other, so that no two count the same ones.
        Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
        if WebhookEndpoint.objects.there().filter(campaign=campaign).count() >= MOST_WEBHOOKS:
            raise NotPossibleNow(
                "too_many_webhooks",
                f"This campaign has {MOST_WEBHOOKS} webhooks, which is the most. Remove some first.",
            )
        made = WebhookEndpoint.objects.create(
            public_id=name,
            campaign=campaign,
            url=url,
            description=description,
            events=wanted,
            sealed=seal_secret(secret, webhook=name),
            created_by=organizer,
            created_at=at,
        )
        _note("webhook.made", made, at, actor=organizer)
    return made, secret


def change_webhook(
    *,
    webhook: WebhookEndpoint,
    organizer: User,
    at: datetime,
    enabled: bool | None = None,
    **changes: Any,
) -> WebhookEndpoint:
    """Change where it leads, what it is told of or what it is for; and switch it off or on.

    Switched on, it is told of what happens from then on; what it missed is asked for by a replay.
    """
    if "url" in changes:
        read_target(changes["url"], allowed=settings.WEBHOOK_PRIVATE_ADDRESSES)
    if "events" in changes:
        changes["events"] = _known(changes["events"])
    with transaction.atomic():
        webhook = lock_webhook(webhook)
        changed = sorted(name for name, value in changes.items() if getattr(webhook, name) != value)
        if changed:
            for name in changed:
                setattr(webhook, name, changes[name])
            webhook.save(update_fields=changed)
            _note("webhook.changed", webhook, at, actor=organizer, fields=changed)
        if enabled is False and webhook.is_open:
            disable_webhook(webhook=webhook, reason=Reason.BY_ORGANIZER, at=at, actor=organizer)
        elif enabled and not webhook.is_open:
            webhook.state, webhook.disabled_reason = State.ENABLED, ""
            webhook.disabled_at = webhook.failing_since = None
            webhook.save(update_fields=["state", "disabled_reason", "disabled_at", "failing_since"])
            _note("webhook.enabled", webhook, at, actor=organizer)
    return webhook


def rotate_secret(
    *, webhook: WebhookEndpoint, organizer: User, at: datetime, overlap_hours: int = USUAL_OVERLAP_HOURS
) -> tuple[WebhookEndpoint, Secret]:
    """Draw another secret. The one before signs beside it for so long; one that did so already ends now."""
    secret = make_secret()
    with transaction.atomic():
        webhook = lock_webhook(webhook)
        stays = overlap_hours > 0
        webhook.sealed_before = webhook.sealed if stays else ""
        webhook.before_ends_at = at + timedelta(hours=overlap_hours) if stays else None
        webhook.sealed = seal_secret(secret, webhook=webhook.public_id)
        webhook.save(update_fields=["sealed", "sealed_before", "before_ends_at"])
        _note("webhook.secret_rotated", webhook, at, actor=organizer)
    return webhook, secret


def remove_webhook(*, webhook: WebhookEndpoint, organizer: User, at: datetime) -> None:
    """Take it away for good, with its secrets; whatever still waits is not sent."""
    with transaction.atomic():
        webhook = lock_webhook(webhook)
        if webhook.is_open:
            webhook.state, webhook.disabled_reason, webhook.disabled_at = State.DISABLED, Reason.BY_ORGANIZER, at
        webhook.sealed = webhook.sealed_before = ""
        webhook.before_ends_at, webhook.removed_at = None, at
        off = ["state", "disabled_reason", "disabled_at"]
        webhook.save(update_fields=[*off, "sealed", "sealed_before", "before_ends_at", "removed_at"])
        _skip_waiting(webhook, at=at)
        _note("webhook.removed", webhook, at, actor=organizer)


def disable_webhook(*, webhook: WebhookEndpoint, reason: str, at: datetime, actor: User | None = None) -> None:
    """Switch a locked webhook off, and tell the organizers where it was not one of them."""
    webhook.state, webhook.disabled_reason, webhook.disabled_at = State.DISABLED, reason, at
    webhook.save(update_fields=["state", "disabled_reason", "disabled_at"])
    _skip_waiting(webhook, at=at)
    _note("webhook.disabled", webhook, at, actor=actor, reason=str(reason))
    if actor is None:
        _write_to_organizers(webhook, reason)


def send_test(*, webhook: WebhookEndpoint, at: datetime) -> WebhookDelivery:
    """Queue a message that tells of nothing. It is tried once, also while the webhook is off."""
    payload = write_test(at=at, campaign=webhook.campaign.slug, webhook=webhook.public_id)
    delivery = WebhookDelivery.objects.create(endpoint=webhook, kind=TEST, payload=payload, due_at=at, queued_at=at)
    delivery.refresh_from_db()
    return delivery


def secrets_of(webhook: WebhookEndpoint, *, at: datetime) -> list[Secret]:
    """Give what signs now, the newest first."""
    sealed = [webhook.sealed]
    if webhook.before_ends_at is not None and webhook.before_ends_at > at:
        sealed.append(webhook.sealed_before)
    return [open_secret(one, webhook=webhook.public_id) for one in sealed]


def forget_secrets(*, at: datetime) -> int:
    """Forget secrets that were replaced and whose time is over; returns how many."""
    ended = WebhookEndpoint.objects.filter(before_ends_at__lte=at)
    return ended.update(sealed_before="", before_ends_at=None)


def reseal_webhooks() -> int:
    """Seal every secret with the first key anew; gives how many webhooks. Safe to stop and to run again."""
    resealed = 0
    for pk in list(WebhookEndpoint.objects.there().order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            webhook = WebhookEndpoint.objects.there().select_for_update(no_key=True).filter(pk=pk).first()
            if webhook is None:
                continue
            for name in ("sealed", "sealed_before"):
                if sealed := getattr(webhook, name):
                    opened = open_secret(sealed, webhook=webhook.public_id)
                    setattr(webhook, name, seal_secret(opened, webhook=webhook.public_id))
            webhook.save(update_fields=["sealed", "sealed_before"])
            resealed += 1
    return resealed


def lock_webhook(webhook: WebhookEndpoint) -> WebhookEndpoint:
    """Keep a webhook as it is until the transaction ends; its deliveries are locked after it, never before."""
    locked = WebhookEndpoint.objects.there().select_for_update(no_key=True, of=("self",)).select_related("campaign")
    now = locked.filter(pk=webhook.pk).first()
    if now is None:
        raise NotFound("unknown_webhook", "There is no such webhook, or not for you to see.")
    return now


def _skip_waiting(webhook: WebhookEndpoint, *, at: datetime) -> None:
    waiting = WebhookDelivery.objects.filter(endpoint=webhook).waiting()
    waiting.update(state=WebhookDelivery.State.SKIPPED, ended_at=at)


def _known(events: Collection[str]) -> list[str]:
    unknown = sorted(set(events) - set(CATALOGUE))
    if unknown:
        raise InvalidInput(
            "unknown_event_type",
            f"There is no type of event called {unknown[0]}. The catalogue of webhooks has them all.",
            field="events",
        )
    return sorted(set(events))


def _note(kind: str, webhook: WebhookEndpoint, at: datetime, *, actor: User | None, **more: Any) -> None:
    # Never the address: it may have a secret of the receiver's in it, and events stay for ever.
    record_event(
        kind=kind,
        at=at,
        campaign_id=webhook.campaign_id,
        actor_id=actor.pk if actor else None,
        data={"webhook": str(webhook.public_id), **more},
    )


def _write_to_organizers(webhook: WebhookEndpoint, reason: str) -> None:
    organizers = User.objects.filter(
        roles__campaign=webhook.campaign_id, roles__kind=Role.Kind.ORGANIZER, is_active=True
    )
    for organizer in organizers:
        with translation.override(language_of(organizer)):
            letter = _(
                "A webhook of your campaign %(campaign)s was switched off%(named)s. %(why)s\n\n"
                "Once the receiver is well again, switch the webhook on, and ask for what it missed by a replay of the"
                " days in question: %(address)s\n"
            ) % {
                "campaign": webhook.campaign.title,
                "named": f" ({webhook.description})" if webhook.description else "",
                "why": _WHY[Reason(reason)],
                "address": f"{settings.PUBLIC_ADDRESS}/api/v1/webhooks/{webhook.public_id}/",
            }
            send = partial(send_mail, _("A webhook was switched off"), letter, None, [organizer.email])
        transaction.on_commit(send, robust=True)


def keep_heard_draft(campaign: Campaign) -> None:
    """Refuse to remove a draft of which programs were told: which, and of what, stays on record."""
    if WebhookEndpoint.objects.filter(campaign=campaign).exists():
        raise NotPossibleNow(
            "draft_has_webhooks",
            "Webhooks were set up for this campaign. What they were told stays on record, and so does the campaign.",
        )

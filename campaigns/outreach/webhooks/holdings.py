"""What webhooks hold of people: who set them up, and what the organizers' own programs were told and answered."""

from __future__ import annotations

from campaigns.outreach.webhooks.replaying import KEPT
from campaigns.people.personal import STAND_IN, Holding, Retention, hold, not_personal, retain


def declare() -> None:
    retain(
        Retention(
            "webhook message",
            f"{KEPT.days} days",
            lasts=KEPT,
            swept_by="campaigns.outreach.webhooks.tasks.forget_webhooks",
        )
    )
    hold(
        Holding(
            "campaigns.WebhookEndpoint",
            of="created_by",
            says="webhooks that one set up",
            why="to know who had a campaign's events sent elsewhere",
            retention="campaign",
            campaign="campaign",
            fields={"created_by": "who set it up"},
            on_erasure={"created_by": STAND_IN},
            shown=("campaign__slug", "url", "description", "created_at"),
        )
    )
    own = "the organizers' own program"
    not_personal(
        "campaigns.WebhookEndpoint",
        url=own,
        description=own,
        events="kinds of events",
        sealed="a secret of the webhook's",
        sealed_before="a secret of the webhook's",
    )
    told = "public ids, numbers and words of the log; what the log says of people in free words is kept back"
    not_personal("campaigns.WebhookDelivery", kind="a kind of event", payload=told)
    not_personal(
        "campaigns.WebhookAttempt",
        url=own,
        request_headers="ours",
        error="why there was no answer",
        response_headers=own,
        response_body=own,
    )

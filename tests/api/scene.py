"""The scene on which every endpoint is tried: a campaign with everything in it, and everybody who may ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from rest_framework.test import APIClient

from campaigns.exchange.models import ColumnMapping
from campaigns.exchange.operations import ask_export
from campaigns.exchange.tables import table_named
from campaigns.findings.facts import add_fact
from campaigns.findings.gold import make_gold
from campaigns.notices.models import Notice
from campaigns.outreach.webhooks.operations import make_webhook, send_test
from campaigns.participation.report import refresh_report
from campaigns.people.keys import make_key
from campaigns.people.models import ApiKey, Role, User
from campaigns.planning.news import publish_news
from campaigns.planning.roles import invite_to_role
from campaigns.privacy.exporting import ask_export as ask_own_export
from campaigns.trust.models import Signal
from campaigns.trust.operations import make_objection, place_hold
from rewards.ledger.operations import pledge_funding
from rewards.payouts.caps import hold_person
from rewards.payouts.drafting import draft_batch
from rewards.payouts.models import Destination
from rewards.payouts.owning import add_destination
from rewards.settlement.import_jobs import Sent, ask_import
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_finding
from tests import cast

ROLES = ("nobody", "stranger", "finder", "inviter", "reviewer", "treasurer", "organizer", "rival", "operator")
# Served by the schema's generator, the same for everybody.
NOT_OURS = {"schema/", "docs/"}


class Scene:
    """A live campaign in which Alice invited Bob, who found something; and everybody with a role in it."""

    def __init__(self) -> None:
        self.campaign = cast.live_campaign(prizes=[(400_000, 2)])
        inviter, finder = cast.join_in_turn(self.campaign, "alice", "bob")
        self.finding = cast.report(finder)
        paid = cast.verify(cast.report(finder))
        settle_finding(finding_id=paid.pk, at=cast.MOMENT)
        organizer = cast.organizer_of(self.campaign)
        funding = pledge_funding(campaign=self.campaign, organizer=organizer, amount_minor=100, at=cast.MOMENT)
        assert finder.user is not None
        assert inviter.user is not None
        stranger = cast.make_user("sam")
        self.people: dict[str, User | None] = {
            "nobody": None,
            "stranger": stranger,
            "finder": finder.user,
            "inviter": inviter.user,
            "organizer": organizer,
            "rival": cast.organizer_of(cast.draft_campaign()),
            "operator": cast.make_user("opal", operator=True),
        }
        for kind in ("reviewer", "treasurer"):
            person = cast.make_user(kind)
            Role.objects.create(campaign=self.campaign, user=person, kind=kind)
            self.people[kind] = person
        add_destination(user=finder.user, kind="paypal", value="finder@example.org", at=cast.MOMENT)
        other = cast.make_user("theo")
        Role.objects.create(campaign=self.campaign, user=other, kind=Role.Kind.TREASURER)
        hold = hold_person(participant=inviter, treasurer=other, reason="A tip.", at=cast.MOMENT)
        invitation, _ = invite_to_role(
            campaign=self.campaign,
            organizer=organizer,
            email=stranger.email,
            kind=Role.Kind.REVIEWER,
            page="http://testserver/accounts/invitations/",
            at=timezone.now(),
        )
        signal = Signal.objects.create(
            campaign=self.campaign,
            kind="self_referral",
            severity=1,
            key="person:1/1",
            participant=finder,
            facts={"numbers": {"attempts": 1, "under_another_address": 0}, "people": [], "suspects": []},
            noticed_at=cast.MOMENT,
        )
        trust_hold = place_hold(participant=inviter, reason="A tip.", placed_by=organizer, at=cast.MOMENT)
        objection = make_objection(participant=inviter, hold=trust_hold, text="I did nothing.", at=cast.MOMENT)
        key, _ = make_key(
            owner=organizer,
            name="Field",
            kind="secret",
            scopes=["findings:write"],
            campaign_slug=self.campaign.slug,
            at=timezone.now(),
        )
        notice = Notice.objects.create(
            user=finder.user, kind="reward_held", hour=cast.MOMENT, last_at=cast.MOMENT, in_inbox=True
        )
        news = publish_news(campaign=self.campaign, organizer=organizer, title="News", text="Two.", at=cast.MOMENT)
        webhook, _ = make_webhook(
            campaign=self.campaign, organizer=organizer, url="https://hooks.example.org/", at=cast.MOMENT
        )
        delivery = send_test(webhook=webhook, at=cast.MOMENT)
        batch = draft_batch(campaign=self.campaign, provider_name="paypal_csv", treasurer=other, at=cast.MOMENT)
        self.accounts = {role: person for role, person in self.people.items() if person is not None}
        self._sessions: dict[str, str] = {}
        # The campaign is of 2009: made now, its report would tell of every day since then.
        refresh_report(campaign=self.campaign, at=cast.MOMENT)
        self.names = {
            "slug": self.campaign.slug,
            "objective_id": str(cast.objective_of(self.campaign).public_id),
            "fact_id": str(
                add_fact(
                    objective=cast.objective_of(self.campaign),
                    actor=organizer,
                    question="What is written on it?",
                    answer="Number 7",
                    at=cast.MOMENT,
                ).public_id
            ),
            "participant_id": str(finder.public_id),
            "finding_id": str(self.finding.public_id),
            "evidence_id": str(cast.photograph(self.finding).public_id),
            "funding_id": str(funding.public_id),
            "settlement_id": str(Settlement.objects.get(finding=paid).public_id),
            "destination_id": str(Destination.objects.get(user=finder.user).public_id),
            "hold_id": str(hold.public_id),
            "batch_id": str(batch.public_id),
            "payout_id": str(batch.payouts.get().public_id),
            "invitation_id": str(invitation.public_id),
            "role_id": str(Role.objects.get(campaign=self.campaign, kind="reviewer").public_id),
            "signal_id": str(signal.public_id),
            "trust_hold_id": str(trust_hold.public_id),
            "objection_id": str(objection.public_id),
            "gold_id": str(make_gold(finding=paid, organizer=organizer, at=cast.MOMENT).public_id),
            "key_id": str(key.public_id),
            "copy_id": str(ask_own_export(user=finder.user, at=cast.MOMENT)[0].public_id),
            "import_id": str(
                ask_import(
                    campaign=self.campaign,
                    sent={"participants": Sent("people.csv", BytesIO(b"id,inviter,joined_at\n"))},
                    keep_good_rows=False,
                    settle=False,
                    check_only=False,
                    actor=organizer,
                    at=cast.MOMENT,
                ).public_id
            ),
            "mapping_id": str(
                ColumnMapping.objects.create(
                    campaign=self.campaign, table="participants", name="Theirs", layout={}, changed_at=cast.MOMENT
                ).public_id
            ),
            "webhook_id": str(webhook.public_id),
            "delivery_id": str(delivery.public_id),
            "export_id": str(
                ask_export(
                    campaign=self.campaign,
                    table=table_named("ledger"),
                    form="csv",
                    bom=False,
                    actor=organizer,
                    at=cast.MOMENT,
                ).public_id
            ),
            "notice_id": str(notice.public_id),
            "update_id": str(news.public_id),
            "link_id": str(cast.open_link(self.campaign).public_id),
            "name": "recursive",
            "kind": "svg",
        }

    def sign_all_in(self) -> Scene:
        for role in self.accounts:
            self.session_of(role)
        return self

    def session_of(self, role: str) -> str:
        """Sign this person in, once; gives the session's key."""
        if role not in self._sessions:
            client = APIClient()
            client.force_login(self.accounts[role])
            self._sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
        return self._sessions[role]

    def call(self, role: str, method: str, path: str, names: dict[str, str] | None = None) -> int:
        client = APIClient()
        if role in self.accounts:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.session_of(role)
        return int(self._try(client, method, path, names).status_code)

    def call_with(self, key: str, method: str, path: str, names: dict[str, str] | None = None) -> Any:
        """Try it with a key, and with a name for the request where POSTs ask for one; gives the answer."""
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": uuid4().hex}
        return self._try(APIClient(headers=headers), method, path, names)

    def key_of(self, role: str, *scopes: str, **more: Any) -> str:
        """Make a secret key of whoever has this role, for everything unless scopes are named."""
        made = {"name": "Test", "kind": "secret", "scopes": scopes or ApiKey.Scope.values, "at": timezone.now(), **more}
        _, token = make_key(owner=self.accounts[role], **made)
        return token.text

    def _try(self, client: APIClient, method: str, path: str, names: dict[str, str] | None) -> Any:
        address = "/api/v1/" + path.format(**{**self.names, **(names or {})})
        savepoint = transaction.savepoint()
        answer = client.generic(method, address, "{}", content_type="application/json")
        transaction.savepoint_rollback(savepoint)
        return answer


def endpoints(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from endpoints(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern) and path.startswith("api/v1/"):
            view = getattr(pattern.callback, "view_class", None)
            if path.removeprefix("api/v1/") in NOT_OURS:
                continue
            for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
                if hasattr(view, method.lower()):
                    yield method, path.removeprefix("api/v1/")

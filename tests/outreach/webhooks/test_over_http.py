"""Webhooks over HTTP: set up, tried out, looked at and replayed by an organizer; seen by nobody else."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from rest_framework.test import APIClient
from standardwebhooks import Webhook

from campaigns.outreach.webhooks.models import WebhookEndpoint
from campaigns.outreach.webhooks.operations import MOST_WEBHOOKS
from campaigns.outreach.webhooks.running import deliver_due
from campaigns.people.keys import make_key
from campaigns.planning.models import Campaign
from mobilize.http.models import StoredResponse
from tests import cast
from tests.api.calling import Caller
from tests.outreach.webhooks.receiver import Receiver
from tests.outreach.webhooks.stage import queue_all, tell

URL = "https://hooks.example.org/mobilize"


@pytest.fixture
def campaign(db: None) -> Campaign:
    return cast.draft_campaign()


@pytest.fixture
def olga(campaign: Campaign) -> Caller:
    return Caller(cast.organizer_of(campaign))


def make(caller: Caller, campaign: Campaign, **words: Any) -> Any:
    return caller.post("/webhooks/", {"campaign": campaign.slug, "url": URL, **words}, 201)


class TestSettingUp:
    def test_its_secret_is_shown_once(self, olga: Caller, campaign: Campaign) -> None:
        made = make(olga, campaign, events=["finding.verified"], description="CRM")
        secret = made.pop("secret")
        assert secret.startswith("whsec_")
        assert Webhook(secret)
        path = f"/webhooks/{made['id']}/"
        assert olga.get(path) == olga.get("/webhooks/")["results"][0] == made
        changed = olga.patch(path, {"description": "ERP", "events": [], "url": f"{URL}/2"})
        assert changed == made | {"description": "ERP", "events": [], "url": f"{URL}/2"}
        rotated = olga.post(f"{path}rotate/", {"overlap_hours": 1})
        assert rotated["previous_secret_ends_at"] > timezone.now().isoformat()
        assert rotated["secret"] not in ("", secret)
        kept = WebhookEndpoint.objects.get(public_id=made["id"])
        told = json.dumps([changed, olga.get(path), olga.get("/webhooks/")]) + kept.sealed + kept.sealed_before
        assert not any(one.removeprefix("whsec_") in told for one in (secret, rotated["secret"]))
        assert olga.call("DELETE", path).status_code == 204
        assert olga.refused("GET", path) == (404, "unknown_webhook")
        assert olga.get("/webhooks/")["results"] == []

    def test_made_again_under_one_name_it_is_the_same_and_its_secret_is_kept_sealed(self, campaign: Campaign) -> None:
        client = APIClient(headers={"Idempotency-Key": uuid4().hex})
        client.force_login(cast.organizer_of(campaign))
        body = {"campaign": campaign.slug, "url": URL}
        answers = [client.post("/api/v1/webhooks/", body, "json") for _ in range(2)]
        assert [answer.status_code for answer in answers] == [201, 201]
        assert answers[0].headers["Cache-Control"] == "no-store"
        assert answers[0].json() == answers[1].json()
        secret = answers[0].json()["secret"].removeprefix("whsec_")
        assert not any(secret in str(vars(kept)) for kept in StoredResponse.objects.all())

    def test_only_what_was_read_is_changed(self, olga: Caller, campaign: Campaign) -> None:
        path = f"/api/v1/webhooks/{make(olga, campaign)['id']}/"
        tag = {"If-Match": olga.client.get(path).headers["ETag"]}
        told = [olga.client.patch(path, {"description": text}, headers=tag).status_code for text in ("one", "two")]
        assert told == [200, 412]

    @pytest.mark.parametrize(
        ("words", "refusal"),
        [
            ({"url": "http://hooks.example.org/"}, (400, "webhook_url_refused")),
            ({"url": "https://127.0.0.1/"}, (400, "webhook_url_refused")),
            ({"url": "https://[::ffff:10.0.0.1]/"}, (400, "webhook_url_refused")),
            ({"url": "https://me:secret@hooks.example.org/"}, (400, "webhook_url_refused")),
            ({"events": ["letter.sent"]}, (400, "invalid")),
            ({"events": ["webhook.test"]}, (400, "invalid")),
            ({"campaign": "nowhere"}, (404, "unknown_campaign")),
        ],
    )
    def test_what_it_cannot_be(
        self, olga: Caller, campaign: Campaign, words: dict[str, Any], refusal: tuple[int, str]
    ) -> None:
        status, kind = olga.refused("POST", "/webhooks/", {"campaign": campaign.slug, "url": URL, **words})
        assert (status, kind) == refusal or (status, refusal[1]) == (400, "invalid")
        assert WebhookEndpoint.objects.filter(campaign=campaign).count() == 0
        if "url" in words:
            path = f"/webhooks/{make(olga, campaign)['id']}/"
            assert olga.refused("PATCH", path, words) == refusal

    def test_a_campaign_has_so_many(self, olga: Caller, campaign: Campaign) -> None:
        made = [make(olga, campaign) for _ in range(MOST_WEBHOOKS)]
        body = {"campaign": campaign.slug, "url": URL}
        assert olga.refused("POST", "/webhooks/", body) == (409, "too_many_webhooks")
        assert len(olga.get("/webhooks/", limit=100)["results"]) == MOST_WEBHOOKS
        assert olga.call("DELETE", f"/webhooks/{made[0]['id']}/").status_code == 204
        make(olga, campaign)

    def test_other_organizers_see_nothing_of_it(self, olga: Caller, campaign: Campaign) -> None:
        made = make(olga, campaign)
        rival = Caller(cast.organizer_of(cast.draft_campaign()))
        assert rival.get("/webhooks/")["results"] == []
        assert rival.get("/webhooks/", campaign=campaign.slug)["results"] == []
        assert rival.refused("POST", "/webhooks/", {"campaign": campaign.slug, "url": URL}) == (404, "unknown_campaign")
        for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "rotate/"), ("GET", "deliveries/")):
            assert rival.refused(method, f"/webhooks/{made['id']}/{path}") == (404, "unknown_webhook")

    def test_a_delivery_is_found_by_its_own_webhook_alone(self, olga: Caller, campaign: Campaign) -> None:
        one, other = make(olga, campaign), make(olga, campaign)
        delivery = olga.post(f"/webhooks/{one['id']}/test/", status=201)
        assert olga.refused("GET", f"/webhooks/{other['id']}/deliveries/{delivery['id']}/") == (404, "unknown_delivery")

    def test_a_campaigns_key_makes_one_there_and_nowhere_else(self, campaign: Campaign) -> None:
        olga = cast.organizer_of(campaign)
        elsewhere = cast.draft_campaign(organizer=olga)
        scopes = ["webhooks:write"]
        _, token = make_key(
            owner=olga, name="T", kind="secret", scopes=scopes, campaign_slug=campaign.slug, at=timezone.now()
        )
        client = APIClient(headers={"Authorization": f"Bearer {token.text}"})
        body = {"url": URL, "campaign": campaign.slug}
        assert client.post("/api/v1/webhooks/", body, "json").status_code == 201
        assert client.post("/api/v1/webhooks/", body | {"campaign": elsewhere.slug}, "json").status_code == 404


@pytest.mark.usefixtures("from_here_on")
class TestDeliveries:
    def test_what_was_sent_and_answered_is_shown_and_sent_again(self, there: Receiver) -> None:
        """A day of an organizer: tried out, told of something while the receiver is down, looked at, replayed."""
        campaign = cast.draft_campaign()
        olga = Caller(cast.organizer_of(campaign))
        made = make(olga, campaign, url=there.url, events=["campaign.paused"])
        path = f"/webhooks/{made['id']}/"
        tried = olga.post(f"{path}test/", status=201)
        assert (tried["state"], tried["type"], tried["tried"]) == ("waiting", "webhook.test", [])
        assert deliver_due() == 1
        assert Webhook(made["secret"]).verify(there.heard[0].body, there.heard[0].headers)["type"] == "webhook.test"

        there.say(lambda handler: handler.reply(503, b"Back in a minute."))
        tell(campaign, "campaign.paused")
        queue_all(at=timezone.now())
        assert deliver_due() == 0
        (waiting,) = olga.get(f"{path}deliveries/", state="waiting")["results"]
        assert waiting["next_attempt_at"] > waiting["queued_at"]
        shown = olga.get(f"{path}deliveries/{waiting['id']}/")
        assert shown["payload"] == there.heard[-1].body
        (attempt,) = shown["tried"]
        assert (attempt["status"], attempt["outcome"]) == (503, "refused")
        assert attempt["response_body"] == "Back in a minute."
        assert attempt["request_headers"]["webhook-id"] == waiting["webhook_id"] == there.heard[-1].name
        assert there.heard[-1].headers["webhook-signature"] not in json.dumps(shown)
        assert olga.get(path)["failing_since"] is not None

        assert olga.post(f"{path}deliveries/{waiting['id']}/replay/")["next_attempt_at"] < waiting["next_attempt_at"]
        assert deliver_due() == 1
        assert olga.get(path)["failing_since"] is None
        day = {"from": (timezone.now() - timedelta(days=1)).isoformat(), "to": timezone.now().isoformat()}
        assert olga.post(f"{path}deliveries/replay/", day) == {"deliveries": 0}
        assert olga.post(f"{path}deliveries/replay/", day | {"delivered": True}) == {"deliveries": 1}
        assert deliver_due() == 1
        assert there.names()[-3:] == [waiting["webhook_id"]] * 3
        assert len(olga.get(f"{path}deliveries/{waiting['id']}/")["tried"]) == 3
        assert [row["type"] for row in olga.get(f"{path}deliveries/")["results"]] == ["campaign.paused", "webhook.test"]
        assert olga.call("GET", f"{path}deliveries/", {"state": "lost"}).status_code == 400
        assert olga.refused("POST", f"{path}deliveries/replay/", {"from": day["to"], "to": day["from"]}) == (
            400,
            "span_is_empty",
        )

        assert olga.patch(path, {"enabled": False})["disabled_reason"] == "by_organizer"
        assert olga.refused("POST", f"{path}deliveries/{waiting['id']}/replay/") == (409, "webhook_disabled")
        assert olga.patch(path, {"enabled": True})["enabled"] is True

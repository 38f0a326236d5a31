"""Every endpoint × every role: who may call what, said here a second time and compared with the addresses.

A role that may is never answered 401, 403 or 404; one that may not gets 401 when nobody is signed in, 404 for what
it may not see, and 403 for what it sees but may not do.
"""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from campaigns.findings.models import Finding
from campaigns.planning.models import Campaign
from tests import cast
from tests.api.scene import ROLES, Scene, endpoints

SIGNED_IN = set(ROLES) - {"nobody"}
STAFF = {"reviewer", "treasurer", "organizer"}

# What each endpoint of a public campaign answers: who may, and what the others are told.
MAY: dict[tuple[str, str], tuple[set[str], int]] = {
    ("GET", "me/"): (SIGNED_IN, 401),
    ("GET", "me/statement/"): (SIGNED_IN, 401),
    ("GET", "me/consents/"): (SIGNED_IN, 401),
    ("POST", "me/consents/"): (SIGNED_IN, 401),
    ("GET", "me/export/"): (SIGNED_IN, 401),
    ("POST", "me/export/"): (SIGNED_IN, 401),
    # Without its token the archive is not there, even for its person.
    ("GET", "me/export/{copy_id}/file/"): (set(), 404),
    ("GET", "me/erase/"): (SIGNED_IN, 401),
    # Without the address the answer says so (400).
    ("POST", "me/erase/"): (SIGNED_IN, 401),
    ("GET", "me/destinations/"): (SIGNED_IN, 401),
    ("POST", "me/destinations/"): (SIGNED_IN, 401),
    ("DELETE", "me/destinations/{destination_id}/"): ({"finder"}, 404),
    ("GET", "me/pledge/"): (SIGNED_IN, 401),
    ("POST", "me/pledge/"): (SIGNED_IN, 401),
    ("PATCH", "me/"): (SIGNED_IN, 401),
    ("GET", "me/sign-in/"): (SIGNED_IN, 401),
    # Where nothing stands against the address the answer says so (409).
    ("POST", "me/address/confirm/"): (SIGNED_IN, 401),
    ("GET", "me/inbox/"): (SIGNED_IN, 401),
    ("GET", "me/inbox/unread/"): (SIGNED_IN, 401),
    ("POST", "me/inbox/read/"): (SIGNED_IN, 401),
    ("GET", "me/inbox/{notice_id}/"): ({"finder"}, 404),
    ("PATCH", "me/inbox/{notice_id}/"): ({"finder"}, 404),
    ("GET", "me/notices/"): (SIGNED_IN, 401),
    ("PATCH", "me/notices/"): (SIGNED_IN, 401),
    ("GET", "me/campaigns/"): (SIGNED_IN, 401),
    ("GET", "me/invitations/"): (SIGNED_IN, 401),
    ("POST", "me/invitations/{invitation_id}/accept/"): ({"stranger"}, 404),
    ("GET", "keys/"): (SIGNED_IN, 401),
    ("POST", "keys/"): (SIGNED_IN, 401),
    ("GET", "keys/{key_id}/"): ({"organizer"}, 404),
    ("POST", "keys/{key_id}/revoke/"): ({"organizer"}, 404),
    ("GET", "webhooks/"): (SIGNED_IN, 401),
    # Of which campaign it is to tell, the body says; whoever is no organizer there is told so.
    ("POST", "webhooks/"): (SIGNED_IN, 401),
    ("GET", "webhooks/{webhook_id}/"): ({"organizer"}, 404),
    ("PATCH", "webhooks/{webhook_id}/"): ({"organizer"}, 404),
    ("DELETE", "webhooks/{webhook_id}/"): ({"organizer"}, 404),
    ("POST", "webhooks/{webhook_id}/rotate/"): ({"organizer"}, 404),
    ("POST", "webhooks/{webhook_id}/test/"): ({"organizer"}, 404),
    ("GET", "webhooks/{webhook_id}/deliveries/"): ({"organizer"}, 404),
    ("POST", "webhooks/{webhook_id}/deliveries/replay/"): ({"organizer"}, 404),
    ("GET", "webhooks/{webhook_id}/deliveries/{delivery_id}/"): ({"organizer"}, 404),
    ("POST", "webhooks/{webhook_id}/deliveries/{delivery_id}/replay/"): ({"organizer"}, 404),
    ("GET", "campaigns/"): (set(ROLES), 0),
    ("POST", "campaigns/"): (SIGNED_IN, 401),
    ("GET", "campaigns/{slug}/"): (set(ROLES), 0),
    ("PATCH", "campaigns/{slug}/"): ({"organizer"}, 403),
    ("DELETE", "campaigns/{slug}/"): ({"organizer"}, 403),
    ("GET", "campaigns/{slug}/agenda/"): (STAFF, 404),
    ("GET", "campaigns/{slug}/launch/"): ({"organizer"}, 404),
    ("POST", "campaigns/{slug}/launch/"): ({"organizer"}, 403),
    ("POST", "campaigns/{slug}/pause/"): ({"organizer"}, 403),
    ("POST", "campaigns/{slug}/resume/"): ({"organizer"}, 403),
    ("POST", "campaigns/{slug}/close/"): ({"organizer"}, 403),
    ("GET", "campaigns/{slug}/roles/"): (STAFF, 404),
    # The reviewer's: organizers end it, and the reviewer gives it up.
    ("DELETE", "campaigns/{slug}/roles/{role_id}/"): ({"organizer", "reviewer"}, 403),
    ("GET", "campaigns/{slug}/roles/invitations/"): ({"organizer"}, 404),
    ("POST", "campaigns/{slug}/roles/invitations/"): ({"organizer"}, 403),
    ("DELETE", "campaigns/{slug}/roles/invitations/{invitation_id}/"): ({"organizer"}, 403),
    ("GET", "campaigns/{slug}/updates/"): (set(ROLES), 0),
    ("POST", "campaigns/{slug}/updates/"): ({"organizer"}, 403),
    ("GET", "campaigns/{slug}/updates/{update_id}/"): (set(ROLES), 0),
    ("PATCH", "campaigns/{slug}/updates/{update_id}/"): ({"organizer"}, 403),
    ("DELETE", "campaigns/{slug}/updates/{update_id}/"): ({"organizer"}, 403),
    ("GET", "campaigns/{slug}/objectives/"): (set(ROLES), 0),
    ("POST", "campaigns/{slug}/objectives/"): ({"organizer"}, 403),
    ("GET", "objectives/{objective_id}/"): (set(ROLES), 0),
    ("PATCH", "objectives/{objective_id}/"): ({"organizer"}, 403),
    ("DELETE", "objectives/{objective_id}/"): ({"organizer"}, 403),
    ("GET", "objectives/{objective_id}/facts/"): (set(ROLES), 0),
    ("POST", "objectives/{objective_id}/facts/"): ({"organizer"}, 403),
    ("DELETE", "objectives/{objective_id}/facts/{fact_id}/"): ({"organizer"}, 403),
    ("GET", "objectives/{objective_id}/contract/"): (set(ROLES), 0),
    ("POST", "objectives/{objective_id}/contract/"): ({"organizer"}, 403),
    ("GET", "campaigns/{slug}/contracts/"): (set(ROLES), 0),
    ("POST", "campaigns/{slug}/join/"): (SIGNED_IN, 401),
    # Only a code opens anything; without one the answer says so (400).
    ("POST", "campaigns/{slug}/claim/"): (SIGNED_IN, 401),
    ("GET", "campaigns/{slug}/me/"): ({"finder", "inviter"}, 404),
    ("PATCH", "campaigns/{slug}/me/"): ({"finder", "inviter"}, 404),
    ("POST", "campaigns/{slug}/me/end-tokens/"): ({"finder", "inviter"}, 404),
    ("GET", "campaigns/{slug}/me/findings/"): ({"finder", "inviter"}, 404),
    ("GET", "campaigns/{slug}/me/findings/standing/"): ({"finder", "inviter"}, 404),
    ("GET", "campaigns/{slug}/me/vouchable/"): ({"finder", "inviter"}, 404),
    ("GET", "campaigns/{slug}/me/qr.{kind}/"): ({"finder", "inviter"}, 404),
    # Where nobody chooses a split the answer says so (409).
    ("GET", "campaigns/{slug}/me/split/"): ({"finder", "inviter"}, 404),
    ("PUT", "campaigns/{slug}/me/split/"): ({"finder", "inviter"}, 404),
    ("PATCH", "campaigns/{slug}/me/split/"): ({"finder", "inviter"}, 404),
    ("GET", "campaigns/{slug}/me/prospects/"): ({"finder", "inviter"}, 404),
    ("GET", "campaigns/{slug}/me/rewards/"): ({"finder", "inviter"}, 404),
    ("GET", "campaigns/{slug}/me/letters/"): ({"finder", "inviter"}, 404),
    ("PUT", "campaigns/{slug}/me/letters/"): ({"finder", "inviter"}, 404),
    ("GET", "campaigns/{slug}/nudges/"): ({"organizer"}, 404),
    ("POST", "campaigns/{slug}/nudges/"): ({"organizer"}, 403),
    ("GET", "campaigns/{slug}/nudges/candidates/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/links/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/links/{link_id}/qr.{kind}/"): ({"organizer"}, 404),
    ("POST", "campaigns/{slug}/links/"): ({"organizer"}, 403),
    ("GET", "campaigns/{slug}/participants/"): (STAFF, 404),
    ("GET", "campaigns/{slug}/activities/"): ({"organizer"}, 404),
    ("POST", "campaigns/{slug}/activities/"): ({"organizer"}, 403),
    ("GET", "campaigns/{slug}/participation/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/participation/settings/"): ({"organizer"}, 404),
    ("PATCH", "campaigns/{slug}/participation/settings/"): ({"organizer"}, 403),
    ("GET", "campaigns/{slug}/participation/branches/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/participation/growth/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/participation/retention/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/participation/lifecycle/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/participation/stickiness/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/participation/cascade/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/participation/reproduction/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/participation/spikes/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/participation/survival/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/participation/inequality/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/participation/ties/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/leaderboard/"): (STAFF | {"finder", "inviter"}, 404),
    ("GET", "campaigns/{slug}/alerts/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/me/activity/"): ({"finder", "inviter"}, 404),
    ("GET", "campaigns/{slug}/me/tree/"): ({"finder", "inviter"}, 404),
    ("GET", "participants/{participant_id}/"): (STAFF | {"finder"}, 404),
    ("GET", "participants/{participant_id}/activity/"): (STAFF | {"finder"}, 404),
    ("POST", "participants/{participant_id}/claim-code/"): ({"organizer"}, 404),
    ("GET", "participants/{participant_id}/upline/"): (STAFF | {"finder"}, 404),
    ("GET", "participants/{participant_id}/downline/"): (STAFF | {"finder"}, 404),
    ("GET", "campaigns/{slug}/findings/"): (SIGNED_IN, 401),
    # Reporting takes a place in the campaign; without one the answer says so (409).
    ("POST", "campaigns/{slug}/findings/"): (SIGNED_IN, 401),
    ("GET", "campaigns/{slug}/findings/map/"): (set(ROLES), 0),
    ("GET", "findings/{finding_id}/"): (STAFF | {"finder"}, 404),
    ("GET", "findings/{finding_id}/corroborations/"): (STAFF | {"finder"}, 404),
    ("GET", "findings/{finding_id}/facts/"): (STAFF | {"finder"}, 404),
    ("POST", "findings/{finding_id}/facts/"): ({"finder"}, 404),
    ("GET", "findings/{finding_id}/vouch/"): (STAFF | {"finder"}, 404),
    # Whoever stands above the finder, who may not read it.
    ("POST", "findings/{finding_id}/vouch/"): ({"inviter"}, 404),
    ("GET", "findings/{finding_id}/evidence/"): (STAFF | {"finder"}, 404),
    ("POST", "findings/{finding_id}/evidence/"): ({"finder"}, 404),
    ("DELETE", "findings/{finding_id}/evidence/{evidence_id}/"): ({"finder"}, 404),
    ("GET", "findings/{finding_id}/evidence/{evidence_id}/file/"): (STAFF | {"finder"}, 404),
    ("GET", "findings/{finding_id}/evidence/{evidence_id}/preview/"): (STAFF | {"finder"}, 404),
    ("GET", "campaigns/{slug}/review-queue/"): ({"reviewer", "organizer"}, 404),
    ("GET", "campaigns/{slug}/review-queue/waiting/"): ({"reviewer", "organizer"}, 404),
    ("POST", "campaigns/{slug}/review-queue/next/"): ({"reviewer", "organizer"}, 403),
    ("GET", "campaigns/{slug}/reviewers/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/gold/"): ({"organizer"}, 404),
    ("POST", "campaigns/{slug}/gold/"): ({"organizer"}, 403),
    ("POST", "campaigns/{slug}/gold/{gold_id}/retire/"): ({"organizer"}, 403),
    ("GET", "findings/{finding_id}/review/"): ({"reviewer", "organizer"}, 404),
    ("POST", "findings/{finding_id}/claim/"): ({"reviewer", "organizer"}, 404),
    ("DELETE", "findings/{finding_id}/claim/"): ({"reviewer", "organizer"}, 404),
    ("POST", "findings/{finding_id}/appeal/"): ({"finder"}, 404),
    ("POST", "findings/{finding_id}/verify/"): ({"reviewer", "organizer"}, 404),
    ("POST", "findings/{finding_id}/reject/"): ({"reviewer", "organizer"}, 404),
    ("POST", "findings/{finding_id}/reverse/"): ({"reviewer", "organizer"}, 404),
    ("POST", "findings/{finding_id}/request-info/"): ({"reviewer", "organizer"}, 404),
    ("POST", "findings/{finding_id}/respond/"): ({"finder"}, 404),
    ("POST", "findings/{finding_id}/withdraw/"): ({"finder"}, 404),
    ("GET", "campaigns/{slug}/fundings/"): ({"organizer", "treasurer", "operator"}, 404),
    ("POST", "campaigns/{slug}/fundings/"): ({"organizer"}, 403),
    ("POST", "campaigns/{slug}/fundings/{funding_id}/confirm/"): ({"operator"}, 403),
    ("GET", "campaigns/{slug}/refunds/"): ({"organizer", "treasurer"}, 404),
    ("POST", "campaigns/{slug}/refunds/"): ({"organizer"}, 403),
    ("GET", "campaigns/{slug}/budget/"): ({"organizer", "treasurer"}, 404),
    ("GET", "campaigns/{slug}/forecast/"): ({"organizer"}, 404),
    ("POST", "campaigns/{slug}/forecast/"): ({"organizer"}, 403),
    ("GET", "campaigns/{slug}/settlements/"): (SIGNED_IN, 401),
    ("GET", "campaigns/{slug}/mechanism-comparison/"): ({"organizer"}, 404),
    ("POST", "campaigns/{slug}/mechanism-comparison/"): ({"organizer"}, 403),
    ("GET", "settlements/{settlement_id}/"): (STAFF | {"finder", "inviter"}, 404),
    ("GET", "campaigns/{slug}/ledger/"): (set(ROLES), 0),
    ("GET", "campaigns/{slug}/books/"): ({"organizer", "treasurer"}, 404),
    ("GET", "campaigns/{slug}/payout-rules/"): ({"organizer", "treasurer"}, 404),
    ("PATCH", "campaigns/{slug}/payout-rules/"): ({"organizer"}, 403),
    ("GET", "campaigns/{slug}/payout-holds/"): ({"organizer", "treasurer"}, 404),
    ("POST", "campaigns/{slug}/payout-holds/"): ({"treasurer"}, 403),
    ("POST", "campaigns/{slug}/payout-holds/{hold_id}/lift/"): ({"treasurer"}, 403),
    ("POST", "campaigns/{slug}/payout-holds/{hold_id}/answer/"): ({"treasurer"}, 403),
    # Whoever is held.
    ("POST", "campaigns/{slug}/me/payout-holds/{hold_id}/objection/"): ({"inviter"}, 404),
    ("GET", "campaigns/{slug}/payout-batches/"): ({"organizer", "treasurer"}, 404),
    ("POST", "campaigns/{slug}/payout-batches/"): ({"treasurer"}, 403),
    ("GET", "payout-batches/{batch_id}/"): ({"organizer", "treasurer"}, 404),
    ("GET", "payout-batches/{batch_id}/payouts/"): ({"organizer", "treasurer"}, 404),
    ("POST", "payout-batches/{batch_id}/approve/"): ({"treasurer"}, 404),
    ("POST", "payout-batches/{batch_id}/send/"): ({"treasurer"}, 404),
    ("POST", "payout-batches/{batch_id}/cancel/"): ({"treasurer"}, 404),
    ("POST", "payout-batches/{batch_id}/results/"): ({"treasurer"}, 404),
    ("POST", "payout-batches/{batch_id}/results/look/"): ({"treasurer"}, 404),
    ("GET", "payout-batches/{batch_id}/file/"): ({"treasurer"}, 404),
    ("GET", "payouts/{payout_id}/"): ({"organizer", "treasurer", "finder"}, 404),
    ("PATCH", "payouts/{payout_id}/"): ({"treasurer"}, 404),
    ("GET", "campaigns/{slug}/holds/"): ({"organizer"}, 404),
    ("POST", "campaigns/{slug}/holds/"): ({"organizer"}, 403),
    ("GET", "holds/{trust_hold_id}/"): ({"organizer"}, 404),
    ("POST", "holds/{trust_hold_id}/decide/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/quarantines/"): ({"organizer"}, 404),
    ("GET", "participants/{participant_id}/quarantine/"): ({"organizer"}, 404),
    ("POST", "participants/{participant_id}/quarantine/"): ({"organizer"}, 404),
    # Where nothing is in quarantine the answer says so (409).
    ("POST", "participants/{participant_id}/quarantine/lift/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/objections/"): ({"organizer"}, 404),
    ("POST", "objections/{objection_id}/decide/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/me/trust/"): ({"finder", "inviter"}, 404),
    ("GET", "campaigns/{slug}/me/objections/"): ({"finder", "inviter"}, 404),
    ("POST", "campaigns/{slug}/me/objections/"): ({"finder", "inviter"}, 404),
    ("GET", "campaigns/{slug}/signals/"): ({"organizer"}, 404),
    ("POST", "signals/{signal_id}/decide/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/imports/"): ({"organizer"}, 404),
    ("POST", "campaigns/{slug}/imports/"): ({"organizer"}, 403),
    ("GET", "imports/{import_id}/"): ({"organizer"}, 404),
    ("POST", "imports/{import_id}/cancel/"): ({"organizer"}, 404),
    ("GET", "imports/{import_id}/report/"): ({"organizer"}, 404),
    ("GET", "campaigns/{slug}/mappings/"): ({"organizer"}, 404),
    ("POST", "campaigns/{slug}/mappings/"): ({"organizer"}, 403),
    ("POST", "campaigns/{slug}/mappings/preview/"): ({"organizer"}, 403),
    ("GET", "mappings/{mapping_id}/"): ({"organizer"}, 404),
    ("PATCH", "mappings/{mapping_id}/"): ({"organizer"}, 404),
    ("DELETE", "mappings/{mapping_id}/"): ({"organizer"}, 404),
    # An empty POST names no table (400); an export that waits has no file (409).
    ("GET", "campaigns/{slug}/exports/"): ({"organizer", "treasurer"}, 404),
    ("POST", "campaigns/{slug}/exports/"): ({"organizer", "treasurer"}, 403),
    ("GET", "campaigns/{slug}/exports/tables/"): ({"organizer", "treasurer"}, 404),
    ("GET", "exports/{export_id}/"): ({"organizer", "treasurer"}, 404),
    ("POST", "exports/{export_id}/cancel/"): ({"organizer", "treasurer"}, 404),
    ("GET", "exports/{export_id}/file/"): ({"organizer", "treasurer"}, 404),
    ("GET", "mechanisms/"): (set(ROLES), 0),
    ("GET", "mechanisms/{name}/"): (set(ROLES), 0),
    ("POST", "mechanisms/{name}/preview/"): (set(ROLES), 0),
    ("POST", "mechanisms/{name}/sybil-gain/"): (set(ROLES), 0),
}
# Those who see the finding but may not take the step.
SEES_BUT_MAY_NOT = {
    "findings/{finding_id}/claim/": {"finder", "treasurer"},
    "findings/{finding_id}/appeal/": STAFF,
    "findings/{finding_id}/verify/": {"finder", "treasurer"},
    "findings/{finding_id}/reject/": {"finder", "treasurer"},
    "findings/{finding_id}/reverse/": {"finder", "treasurer"},
    "findings/{finding_id}/request-info/": {"finder", "treasurer"},
    "participants/{participant_id}/claim-code/": {"finder", "reviewer", "treasurer"},
    "findings/{finding_id}/facts/": STAFF,
    "findings/{finding_id}/vouch/": STAFF | {"finder"},
    "findings/{finding_id}/evidence/": STAFF,
    "findings/{finding_id}/evidence/{evidence_id}/": STAFF,
    "findings/{finding_id}/respond/": STAFF,
    "findings/{finding_id}/withdraw/": STAFF,
    **{
        f"payout-batches/{{batch_id}}/{step}/": {"organizer"}
        for step in ("approve", "send", "cancel", "results", "results/look", "file")
    },
    "payouts/{payout_id}/": {"finder", "organizer"},
}


def test_every_endpoint_is_in_the_table() -> None:
    assert sorted(endpoints()) == sorted(MAY)


@pytest.mark.parametrize(("method", "path"), MAY, ids=lambda part: str(part))
def test_who_may_call(scene: Scene, method: str, path: str) -> None:
    may, others = MAY[method, path]
    told: dict[str, int] = {}
    expected: dict[str, Any] = {}
    for role in ROLES:
        told[role] = scene.call(role, method, path)
        if role in may:
            expected[role] = told[role] if told[role] not in {401, 403, 404, 405, 500} else "allowed"
        elif role == "nobody":
            expected[role] = 401
        else:
            expected[role] = 403 if role in SEES_BUT_MAY_NOT.get(path, ()) else others
    assert told == expected


@pytest.mark.parametrize(("method", "path"), [key for key in MAY if "{slug}" in key[1] or "_id}" in key[1]])
def test_nobody_but_its_people_learns_of_a_draft(scene: Scene, method: str, path: str) -> None:
    """A draft's addresses answer strangers exactly as addresses of nothing do."""
    if "{slug}" in path:
        names = {"slug": cast.draft_campaign().slug}
    elif "{objective_id}" in path:
        names = {"objective_id": str(cast.objective_of(cast.draft_campaign()).public_id)}
    else:
        names = {next(iter(re.findall(r"{(\w+)}", path))): str(uuid4())}
    told = {role: scene.call(role, method, path, names) for role in ("stranger", "finder", "reviewer", "organizer")}
    assert set(told.values()) <= ({403, 404} if "confirm" in path else {404}), told


def test_an_unstated_endpoint_is_closed(scene: Scene) -> None:
    from rest_framework.test import APIRequestFactory
    from rest_framework.views import APIView

    class Forgotten(APIView):
        def get(self, request: Any) -> Any:
            raise AssertionError("nobody should get here")

    assert Forgotten.as_view()(APIRequestFactory().get("/")).status_code == 401


def test_a_private_ledger_is_not_there_for_others(scene: Scene) -> None:
    Campaign.objects.filter(pk=scene.campaign.pk).update(ledger_public=False)
    told = {role: scene.call(role, "GET", "campaigns/{slug}/ledger/") for role in ROLES}
    assert {role for role, status in told.items() if status == 200} == {"organizer", "treasurer"}
    assert set(told.values()) == {200, 404}


def test_participants_see_their_own_findings_only(scene: Scene) -> None:
    client = APIClient()
    address = f"/api/v1/campaigns/{scene.campaign.slug}/findings/"
    client.force_login(scene.accounts["inviter"])
    assert client.get(address).json()["results"] == []
    client.force_login(scene.accounts["finder"])
    assert len(client.get(address).json()["results"]) == 2
    client.force_login(scene.accounts["reviewer"])
    assert len(client.get(address, {"state": "submitted"}).json()["results"]) == 1
    assert Finding.objects.filter(campaign=scene.campaign).count() == 2

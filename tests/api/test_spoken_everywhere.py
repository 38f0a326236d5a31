"""A Spanish speaker reads no English sentence of ours: every endpoint is read in both languages, by everybody who may.

What is the same in both, and English, was written by people: the fields that hold such words are named here. A field
that is not named and says the same in both fails, whoever adds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from campaigns.exchange.models import Job
from campaigns.findings.assessing import assess_objective
from campaigns.outreach.models import Nudge
from campaigns.participation.alerting import GOAL_REACHED_LIKELY, say_goal
from campaigns.participation.models import Alert
from campaigns.participation.report import refresh_report
from campaigns.saying import day, kept, said
from rewards.payouts.models import Batch
from rewards.payouts.operations import approve_batch
from tests import cast
from tests.api.scene import Scene, endpoints
from tests.participation.test_rollup import read_all

pytestmark = pytest.mark.django_db

# Words that Spanish does not have, and that hardly a sentence of English does without.
ENGLISH = re.compile(
    r"\b(?:the|and|of|is|are|you|your|was|were|with|it|this|that|to|not|at|for|by|who|what|their|people|yet)\b", re.I
)
# What people wrote, and what programs go by; of each its name, or its path from the answer's beginning.
NOT_OURS = {
    "title", "campaign_title", "description", "area", "note", "text", "question", "answer", "reason", "display_name",
    "name", "objective", "reference", "subject", "slug", "campaign", "verdict", "url", "next", "previous", "svg", "png",
    "referral_link", "address", "detail", "file", "preview", "source",
}  # fmt: skip
# Of these the name is somebody's word elsewhere, and ours here.
OURS = {
    ("exports/tables/", "title"),
    ("signals/", "title"),
    ("trust-holds/", "reason"),
    ("me/notices/", "title"),
}
# What is one's own is read by both of the people, the rest by the first who may.
READERS = ("organizer", "treasurer", "reviewer", "finder", "inviter")
# What rules of rewards guarantee is English; the app says it itself, from the rule's name and the numbers.
SAID_BY_THE_APP = {
    "summary": ("mechanisms/", "mechanisms/{name}/", "contract/"),
    "attack": ("comparison/", "contract/"),
}
# Tables that other tests have registered.
OF_TESTS = {"Of tests"}
ASKED = {"campaigns/{slug}/nudges/candidates/": "?audience=lapsing", "campaigns/{slug}/reach/": "?cases=2"}


def leaves(answer: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(answer, dict):
        for name, value in answer.items():
            yield from leaves(value, (*path, str(name)))
    elif isinstance(answer, list):
        for place, value in enumerate(answer):
            yield from leaves(value, (*path, str(place)))
    elif isinstance(answer, str):
        yield path, answer


def name_of(path: tuple[str, ...]) -> str:
    """Give the name of a leaf; an item of a list is called as its list."""
    return next((part for part in reversed(path) if not part.isdigit()), "")


def is_ours(endpoint: str, name: str) -> bool:
    if endpoint.endswith(SAID_BY_THE_APP.get(name, ())):
        return False
    return name not in NOT_OURS or any(endpoint.endswith(end) and name == own for end, own in OURS)


def fill_with_life(scene: Scene) -> None:
    """Have something said in every part of the campaign."""
    campaign, at = scene.campaign, timezone.now()
    organizer = scene.accounts["organizer"]
    read_all(20_000)
    refresh_report(campaign=campaign, at=cast.MOMENT + timedelta(days=3))
    assess_objective(objective_id=cast.objective_of(campaign).pk, at=at)
    goal = said("%(n)s participants by %(day)s", n=500, day=day(at))
    Alert.objects.create(
        campaign=campaign,
        kind=GOAL_REACHED_LIKELY,
        key="goal/500",
        sentence=kept(say_goal(GOAL_REACHED_LIKELY, goal, 0.9)),
        raised_at=at,
    )
    Nudge.objects.create(campaign=campaign, audience="lapsing", subject="Come", text="Back.", sent_by=organizer, at=at)
    Job.objects.filter(campaign=campaign, kind="export").update(
        state="failed", ended_at=at, problem_code="internal_error", problem="x", stage="reading rows"
    )
    Job.objects.filter(campaign=campaign, kind="import").update(stage="sorting participants")
    batch = Batch.objects.get(campaign=campaign)
    codes = [check["code"] for check in scene_checks(scene, batch)]
    approve_batch(
        batch=batch,
        approver=scene.accounts["treasurer"],
        accepted=codes,
        accepted_payouts=[payout.public_id for payout in batch.payouts.all()],
        at=at,
    )


def scene_checks(scene: Scene, batch: Batch) -> list[dict[str, Any]]:
    client = APIClient()
    client.force_login(scene.accounts["treasurer"])
    told: list[dict[str, Any]] = client.get(f"/api/v1/payout-batches/{batch.public_id}/").json()["checks"]
    return told


def read(client: APIClient, address: str, language: str) -> Any:
    answer = client.get(address, headers={"Accept-Language": language, "Accept": "application/json"})
    is_told = answer.status_code == 200 and "json" in answer.headers.get("Content-Type", "")
    if is_told and answer.headers.get("Content-Language") != language:
        # What is about a person is in that person's own language.
        assert "/me/" in address, address
    return answer.json() if is_told and not answer.streaming else None


def test_no_sentence_of_ours_is_the_same_in_both_languages() -> None:
    scene = Scene()
    fill_with_life(scene)
    for person in scene.accounts.values():
        person.language = "es"
        person.save(update_fields=["language"])
    clients = {role: APIClient() for role in READERS}
    for role, client in clients.items():
        client.force_authenticate(scene.accounts[role])
    answered, different, left = set(), set(), set()
    for method, path in endpoints():
        if method != "GET" or path.startswith("me/inbox"):
            continue
        address = "/api/v1/" + path.format(**scene.names) + ASKED.get(path, "")
        for role in READERS:
            if path in answered and not path.startswith("me/") and "/me/" not in path:
                break
            english = read(clients[role], address, "en")
            if english is None:
                continue
            spanish = read(clients[role], address, "es")
            answered.add(path)
            other = dict(leaves(spanish))
            for place, sentence in leaves(english):
                if not ENGLISH.search(sentence) or " " not in sentence or sentence in OF_TESTS:
                    continue
                name = name_of(place)
                if other.get(place) != sentence:
                    different.add((path, name))
                elif is_ours(path, name):
                    left.add((path, name, sentence))
    assert not left, "\n".join(map(str, sorted(left)))
    assert len(answered) > 60
    # Wherever a face shows a sentence of ours there was one to be compared.
    for end, name in SEEN:
        assert any(path.endswith(end) and name == own for path, own in different), (end, name)


SEEN = (
    ("participation/", "reasons"),
    ("participation/", "missing"),
    ("participation/", "summary"),
    ("alerts/", "sentence"),
    ("review/", "sentence"),
    ("signals/", "sentence"),
    ("signals/", "innocent"),
    ("payout-batches/{batch_id}/", "message"),
    ("nudges/", "sentence"),
    ("nudges/", "missing"),
    ("me/erase/", "what"),
    ("me/erase/", "becomes"),
    ("me/statement/", "why"),
    ("exports/tables/", "title"),
    ("exports/", "detail"),
    ("forecast/", "missing"),
)

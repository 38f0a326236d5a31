"""Holds, quarantines and objections in every state × their endpoints × every role: who gets which answer, in tables.

A hold and a quarantine are Bob's, placed by Orla. Alice stands above him; Carol, an organizer too, and Dave below.
Whoever is refused has changed nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from rest_framework.test import APIClient

from campaigns.events.models import Event
from campaigns.people.models import User
from campaigns.recruiting.models import Participant
from campaigns.trust.models import Hold, Objection, Quarantine
from campaigns.trust.operations import (
    decide_hold,
    decide_objection,
    lift_quarantine,
    make_objection,
    quarantine_branch,
)
from tests import cast
from tests.trust.stage import Stage

pytestmark = pytest.mark.django_db

ROLES = (
    "nobody", "stranger", "above", "held", "below", "reviewer", "treasurer", "placer", "organizer", "kin", "rival",
)  # fmt: skip
# Those without whom nothing is decided; `kin` organizes too, and stands below the one concerned.
ORGANIZERS = ("placer", "organizer", "kin")
PLACED = ("above", "held", "below", "kin")

Expected = Mapping[str, int]
"""The answer to each role; to those who are not named, that of `others`, and 401 to nobody."""


def organizers(decider: int, *, placer: int | None = None, kin: int | None = None, others: int = 404) -> Expected:
    """What organizers are answered, where the one who placed it and those of the same chain may differ."""
    return {
        "organizer": decider,
        "placer": decider if placer is None else placer,
        "kin": decider if kin is None else kin,
        "others": others,
    }


def placed(*, others: int = 404, **answers: int) -> Expected:
    """What people with a place are answered."""
    return {**dict.fromkeys(PLACED, answers.pop("everybody", 400)), "others": others, **answers}


READ_BY_ORGANIZERS, READ_BY_PLACED = organizers(200), placed(everybody=200)
NOTE = {"note": "Forty joined in a minute."}

# Each table: the endpoint, the body, and what each role is answered in each state.
Table = dict[tuple[str, str], tuple[dict[str, Any], dict[str, Expected]]]


def always(states: Mapping[str, Any], expected: Expected) -> dict[str, Expected]:
    return dict.fromkeys(states, expected)


class Scene:
    """Bob, somebody in every role, and what stands against him."""

    def __init__(self, state: str, ways: Mapping[str, Callable[[Scene], object]]) -> None:
        self.now = timezone.now()
        self.stage = stage = Stage()
        self.bob: Participant = stage.people.bob
        self.hold: Hold | None = None
        self.quarantine: Quarantine | None = None
        self.objection: Objection | None = None
        ways[state](self)
        carol = stage.people.carol.user
        assert carol is not None
        carol.roles.create(campaign=stage.campaign, kind="organizer")
        people: dict[str, User | None] = {
            "nobody": None,
            "stranger": cast.make_user("sam"),
            "above": stage.people.alice.user,
            "held": self.bob.user,
            "below": stage.people.dave.user,
            "reviewer": stage.with_role("rita", "reviewer"),
            "treasurer": stage.with_role("tom", "treasurer"),
            "placer": stage.orla,
            "organizer": stage.otto,
            "kin": carol,
            "rival": cast.organizer_of(cast.live_campaign()),
        }
        self.clients = {role: APIClient() for role in ROLES}
        for role, person in people.items():
            if person is not None:
                self.clients[role].force_login(person)
        self.names = {
            "slug": stage.campaign.slug,
            "bob": str(self.bob.public_id),
            "dave_link": cast.link_of(stage.people.dave).code,
            # What is not there yet has a name that nothing has.
            "hold": str(self.hold.public_id if self.hold else uuid4()),
            "quarantine": str(self.quarantine.public_id if self.quarantine else uuid4()),
            "objection": str(self.objection.public_id if self.objection else uuid4()),
        }

    def ask(self, role: str, method: str, path: str, body: dict[str, Any]) -> int:
        said = {key: value.format(**self.names) if isinstance(value, str) else value for key, value in body.items()}
        address = f"/api/v1/{path.format(**self.names)}"
        client = self.clients[role]
        answer = client.get(address) if method == "GET" else client.generic(
            method, address, json.dumps(said), content_type="application/json"
        )  # fmt: skip
        return int(answer.status_code)

    def stands(self) -> list[Any]:
        """All that an answer could have changed."""
        campaign = self.stage.campaign.pk
        return [
            list(Hold.objects.filter(campaign=campaign).order_by("pk").values_list("decision", "expires_at")),
            list(Quarantine.objects.filter(campaign=campaign).order_by("pk").values_list("lifted_at", flat=True)),
            list(Objection.objects.filter(participant__campaign=campaign).order_by("pk").values_list("granted")),
            list(Participant.objects.filter(campaign=campaign).order_by("pk").values_list("removed_at", "is_banned")),
            # That somebody tried to join below themselves is told on purpose, though they were refused.
            Event.objects.filter(campaign_id=campaign).exclude(kind="join.refused").count(),
        ]


def walk(table: Table, state: str, ways: Mapping[str, Callable[[Scene], object]]) -> None:
    """Ask everything as everybody, each from the same beginning."""
    scene = Scene(state, ways)
    before, wrong = scene.stands(), []
    for (method, path), (body, by_state) in table.items():
        for role in ROLES:
            expected = 401 if role == "nobody" else by_state[state].get(role, by_state[state]["others"])
            kept = transaction.savepoint()
            status = scene.ask(role, method, path, body)
            after = scene.stands()
            if status != expected:
                wrong.append(f"{method} {path} {body} as {role}, {state}: {status}, not {expected}")
            elif (after != before) != (method == "POST" and status < 300):
                wrong.append(
                    f"{method} {path} {body} as {role}, {state}: {status}, and stands {after}, before {before}"
                )
            transaction.savepoint_rollback(kept)
    assert not wrong, "\n".join(wrong)


# Holds


def hold(scene: Scene, *, days_ago: int = 0) -> Hold:
    scene.hold = scene.stage.hold(scene.bob, at=scene.now - timedelta(days=days_ago))
    return scene.hold


def decided(how: str) -> Callable[[Scene], object]:
    def way(scene: Scene) -> None:
        decide_hold(hold=hold(scene), decision=how, decided_by=scene.stage.orla, at=scene.now, note="Forty accounts.")

    return way


HOLDS: dict[str, Callable[[Scene], object]] = {
    "active": hold,
    "expired": lambda scene: hold(scene, days_ago=40),
    "cleared": decided("cleared"),
    "excluded": decided("excluded"),
    "banned": decided("banned"),
}
REMOVED = ("excluded", "banned")
UNDECIDED = ("active", "expired")


def decision(state: str) -> Expected:
    """Once, expired or not; who stands on the same chain is told that first."""
    return organizers(200 if state in UNDECIDED else 409, kin=403)


ABOUT_HOLDS: Table = {
    ("GET", "campaigns/{slug}/holds/"): ({}, always(HOLDS, READ_BY_ORGANIZERS)),
    ("GET", "holds/{hold}/"): ({}, always(HOLDS, READ_BY_ORGANIZERS)),
    ("POST", "campaigns/{slug}/holds/"): (
        {"participant": "{bob}", "reason": "Another photograph."},
        {state: organizers(409 if state in REMOVED else 201, kin=403, others=403) for state in HOLDS},
    ),
    ("POST", "holds/{hold}/decide/"): (
        {"decision": "clear"},
        {state: decision(state) for state in HOLDS},
    ),
    ("POST", "holds/{hold}/decide/?exclude"): (
        {"decision": "exclude", **NOTE},
        {state: decision(state) for state in HOLDS},
    ),
    ("POST", "holds/{hold}/decide/?ban"): (
        {"decision": "ban", **NOTE},
        {state: decision(state) for state in HOLDS},
    ),
    ("GET", "campaigns/{slug}/me/trust/"): ({}, always(HOLDS, READ_BY_PLACED)),
    ("GET", "campaigns/{slug}/me/objections/"): ({}, always(HOLDS, READ_BY_PLACED)),
    ("POST", "campaigns/{slug}/me/objections/"): (
        {"hold": "{hold}", "text": "I saw three balloons."},
        {state: placed(held=201 if state in ("active", *REMOVED) else 409) for state in HOLDS},
    ),
}


@pytest.mark.parametrize("state", HOLDS)
def test_a_hold(state: str) -> None:
    walk(ABOUT_HOLDS, state, HOLDS)


# Quarantines


def quarantine(scene: Scene) -> Quarantine:
    scene.quarantine = quarantine_branch(
        root=scene.bob, reason=NOTE["note"], placed_by=scene.stage.orla, at=scene.now
    )  # fmt: skip
    return scene.quarantine


def lifted(scene: Scene) -> None:
    lift_quarantine(quarantine=quarantine(scene), lifted_by=scene.stage.otto, at=scene.now, note="A school class.")


QUARANTINES: dict[str, Callable[[Scene], object]] = {"none": lambda _: None, "active": quarantine, "lifted": lifted}
BRANCH = ("held", "below", "kin")
JOINED = {"stranger": 201, "reviewer": 201, "treasurer": 201, "placer": 201, "organizer": 201, "rival": 201}

ABOUT_QUARANTINES: Table = {
    ("GET", "campaigns/{slug}/quarantines/"): ({}, always(QUARANTINES, READ_BY_ORGANIZERS)),
    ("GET", "participants/{bob}/quarantine/"): ({}, always(QUARANTINES, READ_BY_ORGANIZERS)),
    ("POST", "participants/{bob}/quarantine/"): (
        {"reason": "Again."},
        {
            "none": organizers(201, kin=403),
            "active": organizers(409, kin=403),
            "lifted": organizers(201, kin=403),
        },
    ),
    ("POST", "participants/{bob}/quarantine/lift/"): (
        NOTE,
        {"none": organizers(409), "active": organizers(200, kin=403), "lifted": organizers(409)},
    ),
    ("GET", "campaigns/{slug}/me/trust/"): ({}, always(QUARANTINES, READ_BY_PLACED)),
    ("POST", "campaigns/{slug}/me/objections/"): (
        {"quarantine": "{quarantine}", "text": "A school class."},
        {"none": placed(), "active": placed(**dict.fromkeys(BRANCH, 201)), "lifted": placed()},
    ),
    # Below a branch in quarantine nobody joins; and whoever has a place moves below nobody else's link.
    ("POST", "campaigns/{slug}/join/"): (
        {"display_name": "Erin", "consent": True, "referral_code": "{dave_link}"},
        {
            "none": placed(everybody=409, **JOINED),
            "active": placed(everybody=409, **dict.fromkeys(JOINED, 409)),
            "lifted": placed(everybody=409, **JOINED),
        },
    ),
}


@pytest.mark.parametrize("state", QUARANTINES)
def test_a_quarantine(state: str) -> None:
    walk(ABOUT_QUARANTINES, state, QUARANTINES)


# Objections


def objected(scene: Scene) -> Objection:
    scene.objection = make_objection(participant=scene.bob, hold=hold(scene), text="I saw three.", at=scene.now)
    return scene.objection


def answered(*, granted: bool) -> Callable[[Scene], object]:
    def way(scene: Scene) -> None:
        decide_objection(
            objection=objected(scene), granted=granted, decided_by=scene.stage.otto, at=scene.now, note="So it is."
        )

    return way


def objected_as_removed(scene: Scene) -> None:
    decided("excluded")(scene)
    assert scene.hold is not None
    scene.objection = make_objection(participant=scene.bob, hold=scene.hold, text="No.", at=scene.now)


OBJECTIONS: dict[str, Callable[[Scene], object]] = {
    "open": objected,
    "open, of somebody excluded": objected_as_removed,
    "granted": answered(granted=True),
    "refused": answered(granted=False),
}


def answer(state: str) -> Expected:
    """Never by whoever placed or decided it, nor by kin; granted, the other organizer has decided the hold as well."""
    again = 200 if state.startswith("open") else 403 if state == "granted" else 409
    return organizers(again, placer=403, kin=403)


ABOUT_OBJECTIONS: Table = {
    ("GET", "campaigns/{slug}/objections/"): ({}, always(OBJECTIONS, READ_BY_ORGANIZERS)),
    ("GET", "campaigns/{slug}/me/objections/"): ({}, always(OBJECTIONS, READ_BY_PLACED)),
    ("POST", "objections/{objection}/decide/"): (
        {"granted": True},
        {state: answer(state) for state in OBJECTIONS},
    ),
    ("POST", "objections/{objection}/decide/?refuse"): (
        {"granted": False, **NOTE},
        {state: answer(state) for state in OBJECTIONS},
    ),
    # Once for each.
    ("POST", "campaigns/{slug}/me/objections/"): (
        {"hold": "{hold}", "text": "Once more."},
        always(OBJECTIONS, placed(held=409)),
    ),
}


@pytest.mark.parametrize("state", OBJECTIONS)
def test_an_objection(state: str) -> None:
    walk(ABOUT_OBJECTIONS, state, OBJECTIONS)

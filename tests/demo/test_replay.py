"""The story is replayed through the operations: all of it, once, also when it is cut short at any step."""

from __future__ import annotations

import json
import stat
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from campaigns.findings.models import Finding
from campaigns.people.consents import who_is_named
from campaigns.people.models import Consent, Role, User
from campaigns.planning.models import Campaign
from campaigns.planning.operations import create_campaign
from campaigns.recruiting.models import Participant
from mobilize.demo.errors import DemoError
from mobilize.demo.hunt import Person, Story
from mobilize.demo.places import BALLOONS
from mobilize.demo.progress import Progress
from mobilize.demo.replay import Tally, replay_story, wait_until_settled
from mobilize.demo.reports import HUNT_STARTS, MINUTE, Outcome, Report, Verdict
from mobilize.demo.signins import (
    ROLES,
    Remembered,
    SignIn,
    make_crew,
    open_api,
    open_signin,
    take_back_signins,
    write_signins,
)
from mobilize.demo.stage import SLUG, Crew, Stage, find_stage, mark_finished, set_stage
from mobilize.demo.summary import read_shown_chain, read_totals, tell_chain, tell_totals
from rewards.settlement.audit import find_differences
from rewards.settlement.operations import settle_due

NOW = datetime(2030, 6, 1, 12, 0, tzinfo=UTC)

NAMES = ("Alice", "Bob", "Carol", "Dave", "Erin", "Frank")
INVITERS = (None, 0, 1, 2, None, 4)


def person(index: int) -> Person:
    name = NAMES[index]
    return Person(index, name, f"{name.lower()}.{index}@example.org", INVITERS[index], 60 * (index + 1))


def report(
    index: int, finder: int, *, outcome: Outcome, reason: str | None = None, duplicate_of: int | None = None
) -> Report:
    sent = HUNT_STARTS + (10 + index) * MINUTE
    return Report(
        index=index,
        finder=finder,
        balloon=0,
        after_seconds=sent,
        observed_after_seconds=sent - MINUTE,
        latitude=37.788,
        longitude=-122.4075,
        accuracy_m=20,
        note=f"Report {index}.",
        true=outcome != "reject",
        forged=False,
        verdict=Verdict(outcome, reason, f"Answer {index}.", 20 * MINUTE, duplicate_of),
    )


# Dave's chain counts four; Frank says the same from the same place, Erin from another, and Bob is mistaken.
STORY = Story(
    seed=1,
    cascade_seed=1,
    people=tuple(person(index) for index in range(len(NAMES))),
    reports=(
        report(0, 3, outcome="verify"),
        report(1, 5, outcome="duplicate", reason="duplicate", duplicate_of=0),
        report(2, 4, outcome="verify"),
        report(3, 1, outcome="reject", reason="wrong_place"),
    ),
    shown_balloon=0,
)
STEPS = len(NAMES) + 2 * 4


@pytest.fixture
def crew(db: None) -> Crew:
    return make_crew()


@pytest.fixture
def stage(crew: Crew) -> Stage:
    return set_stage(story=STORY, crew=crew, now=NOW)


class CutShortError(Exception):
    pass


def told(campaign: Campaign) -> tuple[object, ...]:
    """Everything that the small story leaves behind, in words that don't change from one replay to the next."""
    places = [
        (place.display_name, place.invited_by and place.invited_by.display_name, place.joined_at)
        for place in Participant.objects.filter(campaign=campaign).select_related("invited_by").order_by("pk")
    ]
    findings = [
        (
            finding.note,
            finding.participant.display_name,
            finding.state,
            finding.paid_rank,
            finding.received_at,
            [(verdict.kind, verdict.note, verdict.reason, verdict.at) for verdict in finding.verdicts.all()],
        )
        for finding in Finding.objects.filter(campaign=campaign).select_related("participant").order_by("pk")
    ]
    return places, findings


def test_the_stage_is_a_launched_campaign_whose_story_ends_just_now(stage: Stage, crew: Crew) -> None:
    campaign = stage.campaign
    assert (campaign.slug, campaign.state) == (SLUG, Campaign.State.LIVE)
    ends = campaign.starts_at + timedelta(seconds=STORY.ends_after_seconds)
    assert timedelta() < NOW - ends <= timedelta(minutes=10)
    assert campaign.ends_at is not None
    assert campaign.ends_at > NOW + timedelta(days=7)
    assert [objective.title for objective in campaign.objectives.all()] == [b.name for b in BALLOONS]
    assert {(role.user, role.kind) for role in campaign.roles.select_related("user")} == {
        (crew.organizer, Role.Kind.ORGANIZER),
        (crew.reviewer, Role.Kind.REVIEWER),
        (crew.treasurer, Role.Kind.TREASURER),
    }
    totals = read_totals(campaign)
    assert totals.budget.received == totals.budget.promised == 4_000_000
    assert totals.budget.free == 0


def test_everyone_joins_under_their_inviter_at_the_time_of_the_story(stage: Stage, crew: Crew) -> None:
    tally = replay_story(story=STORY, stage=stage, reviewer=crew.reviewer)
    assert tally == Tally(steps=STEPS, people=6, reports=4, decided=4)
    places = list(Participant.objects.filter(campaign=stage.campaign).select_related("user").order_by("pk"))
    assert [place.display_name for place in places] == list(NAMES)
    of = {place.pk: index for index, place in enumerate(places)}
    assert [None if p.invited_by_id is None else of[p.invited_by_id] for p in places] == list(INVITERS)
    for index, place in enumerate(places):
        assert place.joined_at == stage.campaign.starts_at + timedelta(seconds=60 * (index + 1))
        assert place.user is not None
        assert place.user.email == STORY.people[index].email
        assert place.user.has_usable_password() is False
        assert place.via_link is not None
        assert place.via_link.participant_id == place.invited_by_id
    # Each agreed to what joining asks for, once, and is named on the leaderboard.
    users = [place.user_id for place in places if place.user_id is not None]
    assert who_is_named(user_ids=users, campaign_id=stage.campaign.pk) == set(users)
    replay_story(story=STORY, stage=stage, reviewer=crew.reviewer)
    assert Consent.objects.filter(campaign=stage.campaign).count() == len(users) == 6


def test_reports_get_the_verdicts_of_the_story(stage: Stage, crew: Crew) -> None:
    replay_story(story=STORY, stage=stage, reviewer=crew.reviewer)
    findings = list(Finding.objects.filter(campaign=stage.campaign).order_by("pk"))
    assert [(finding.state, finding.paid_rank) for finding in findings] == [
        ("verified", 1),
        ("duplicate", None),
        ("verified", None),
        ("rejected", None),
    ]
    for finding, sent in zip(findings, STORY.reports, strict=True):
        assert finding.received_at == stage.campaign.starts_at + timedelta(seconds=sent.after_seconds)
        assert finding.observed_at == finding.received_at - timedelta(minutes=1)
        verdict = finding.verdicts.get()
        assert verdict.by == crew.reviewer
        assert verdict.at == finding.decided_at == finding.received_at + timedelta(minutes=20)
        assert verdict.note == sent.verdict.note
        assert verdict.duplicate_of == (findings[0] if finding.state == "duplicate" else None)


def test_what_is_settled_can_be_told(stage: Stage, crew: Crew) -> None:
    replay_story(story=STORY, stage=stage, reviewer=crew.reviewer)
    assert settle_due(at=NOW) == 1
    chain = read_shown_chain(stage)
    assert chain.shares_minor == (200_000, 100_000, 50_000, 25_000)
    assert chain.remainder_minor == 25_000
    assert chain.connector.display_name == "Carol"
    lines = list(tell_chain(chain, campaign=stage.campaign))
    assert [line.split()[:2] for line in lines[1:]] == [
        ["2000.00", "Dave,"],
        ["1000.00", "Carol,"],
        ["500.00", "Bob,"],
        ["250.00", "Alice,"],
        ["250.00", "to"],
    ]
    totals = "\n".join(tell_totals(read_totals(stage.campaign), campaign=stage.campaign))
    assert "6 people joined; the longest chain counts 4." in totals
    assert "4 reports: 1 paid, 1 true with the quota filled, 1 duplicates, 1 rejected." in totals
    assert "3,750.00 USD earned by people, 250.00 to charity, 36,000.00 left of 40,000.00." in totals
    assert find_differences(stage.campaign.pk, at=NOW) == []


@pytest.mark.parametrize("steps", range(1, STEPS + 1))
def test_a_replay_cut_short_at_any_step_goes_on_where_it_stopped(stage: Stage, crew: Crew, steps: int) -> None:
    def stop(tally: Tally) -> None:
        if tally.steps == steps:
            raise CutShortError

    with pytest.raises(CutShortError):
        replay_story(story=STORY, stage=stage, reviewer=crew.reviewer, on_step=stop)
    assert Participant.objects.filter(campaign=stage.campaign).count() == min(steps, len(NAMES))
    found = find_stage()
    assert found == stage
    replay_story(story=STORY, stage=found, reviewer=crew.reviewer)
    after_two = told(stage.campaign)
    replay_story(story=STORY, stage=found, reviewer=crew.reviewer)
    assert told(stage.campaign) == after_two
    places, findings = after_two
    assert len(places) == len(NAMES)  # type: ignore[arg-type]  # a list, as told() makes it
    assert Counter(finding[2] for finding in findings) == {  # type: ignore[attr-defined]  # the same
        "verified": 2,
        "duplicate": 1,
        "rejected": 1,
    }


def test_an_account_left_without_a_place_gets_it(stage: Stage, crew: Crew) -> None:
    left = User.objects.create_user(STORY.people[2].email)
    replay_story(story=STORY, stage=stage, reviewer=crew.reviewer)
    assert Participant.objects.get(campaign=stage.campaign, display_name="Carol").user == left


def test_whoever_joined_in_between_is_left_alone(stage: Stage, crew: Crew) -> None:
    from campaigns.recruiting.operations import join_campaign

    guest = User.objects.create_user("guest@example.org")
    join_campaign(campaign=stage.campaign, user=guest, display_name="Guest", link=None, at=stage.campaign.starts_at)
    replay_story(story=STORY, stage=stage, reviewer=crew.reviewer)
    assert Participant.objects.filter(campaign=stage.campaign).count() == len(NAMES) + 1


def test_another_story_can_not_go_on_with_this_one(stage: Stage, crew: Crew) -> None:
    other = Story(seed=2, cascade_seed=2, people=STORY.people[:3], reports=(), shown_balloon=0)
    with pytest.raises(DemoError, match="make clean-demo"):
        replay_story(story=other, stage=stage, reviewer=crew.reviewer)
    assert not Participant.objects.filter(campaign=stage.campaign).exists()


def test_the_marks_tell_how_far_it_got(crew: Crew) -> None:
    assert find_stage() is None
    stage = set_stage(story=STORY, crew=crew, now=NOW)
    assert find_stage() == stage
    mark_finished(stage=stage, crew=crew, now=NOW)
    found = find_stage()
    assert found is not None
    assert found.finished


def test_a_campaign_of_somebody_else_is_not_taken_for_the_demos(crew: Crew) -> None:
    create_campaign(organizer=crew.organizer, at=NOW, slug=SLUG, title="Mine", currency="USD")
    with pytest.raises(DemoError, match="did not make"):
        find_stage()


def test_commits_are_lazy_for_the_replay_only(stage: Stage, crew: Crew) -> None:
    def setting() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            return str(cursor.fetchone()[0])

    before = setting()
    seen = set()
    replay_story(story=STORY, stage=stage, reviewer=crew.reviewer, on_step=lambda tally: seen.add(setting()))
    assert before == "on"
    assert seen == {"off"}
    assert setting() == before


def test_waiting_for_the_worker_ends_by_saying_what_is_missing(stage: Stage, crew: Crew) -> None:
    replay_story(story=STORY, stage=stage, reviewer=crew.reviewer)
    with pytest.raises(DemoError, match=r"1 finding\(s\) still wait"):
        wait_until_settled(campaign=stage.campaign, seconds=0.2)
    settle_due(at=NOW)
    wait_until_settled(campaign=stage.campaign, seconds=0)


def test_progress_says_a_line_for_each_tenth(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(steps=40, terminal=False) as progress:
        for steps in range(1, 41):
            progress.show(Tally(steps=steps, people=steps))
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 10
    assert lines[0] == "   10 %: 4 people, 0 reports, 0 decided"
    assert lines[-1] == "  100 %: 40 people, 0 reports, 0 decided"


def test_progress_on_a_terminal_ends_full(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(steps=40, terminal=True) as progress:
        for steps in range(1, 41):
            progress.show(Tally(steps=steps, people=steps))
    last = capsys.readouterr().out.split("\r")[-1]
    assert "100%" in last
    assert "40/40" in last


def open_all(crew: Crew, remembered: Mapping[str, SignIn]) -> dict[str, SignIn]:
    participant = User.objects.get_or_create(email="carol@example.org")[0]
    people = {role: getattr(crew, role, participant) for role in ROLES}
    return {role: open_signin(user, remembered=remembered.get(role)) for role, user in people.items()}


def test_everyone_named_can_sign_in_with_their_password(crew: Crew) -> None:
    signins = open_all(crew, {})
    assert len({signin.password for signin in signins.values()}) == len(ROLES)
    for signin in signins.values():
        client = Client()
        answer = client.post("/accounts/login/", {"login": signin.email, "password": signin.password})
        assert answer.status_code == 302
        assert client.session["_auth_user_id"] == str(User.objects.get(email=signin.email).pk)
    assert crew.operator.is_superuser
    assert not crew.organizer.is_staff


def test_the_file_is_private_and_remembered_passwords_stay(crew: Crew, tmp_path: Path) -> None:
    path = tmp_path / "new" / "demo.json"
    signins = open_all(crew, take_back_signins(path).signins)
    key = open_api(crew.organizer, remembered="", at=timezone.now())
    write_signins(path, base_url="http://127.0.0.1:8000", campaign=SLUG, signins=signins, api_key=key)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [*path.parent.iterdir()] == [path]
    content = json.loads(path.read_text())
    assert content.pop("base_url") == "http://127.0.0.1:8000"
    assert content.pop("campaign") == SLUG
    assert content.pop("api_key") == key
    assert content == {role: {"email": s.email, "password": s.password} for role, s in signins.items()}
    remembered = take_back_signins(path)
    assert not path.exists()
    assert remembered.signins == signins == open_all(make_crew(), remembered.signins)
    assert remembered.api_key == key == open_api(crew.organizer, remembered=key, at=timezone.now())


def test_the_key_opens_the_api_as_the_organizer_and_a_lost_one_is_revoked(crew: Crew) -> None:
    now = timezone.now()
    first = open_api(crew.organizer, remembered="", at=now)
    me = Client().get("/api/v1/me/", headers={"Authorization": f"Bearer {first}"})
    assert me.json()["email"] == crew.organizer.email
    second = open_api(crew.organizer, remembered="not a key", at=now)
    assert second != first
    assert Client().get("/api/v1/me/", headers={"Authorization": f"Bearer {first}"}).status_code == 401
    assert open_api(crew.reviewer, remembered=second, at=now) != second


def test_a_password_that_is_not_theirs_any_more_is_replaced(crew: Crew) -> None:
    before = open_all(crew, {})
    crew.reviewer.set_password("chosen by themselves")
    crew.reviewer.save()
    after = open_all(crew, before)
    assert after.pop("reviewer").password not in {before.pop("reviewer").password, "chosen by themselves"}
    assert after == before


@pytest.mark.parametrize("text", ["", "[]", "{", '{"organizer": {"email": "a@example.org"}}'])
def test_a_file_that_can_not_be_read_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "demo.json"
    path.write_text(text)
    assert take_back_signins(path) == Remembered()
    assert not path.exists()


def test_the_demo_refuses_an_instance_that_is_not_a_local_one(settings: object, tmp_path: Path) -> None:
    # The test runner has DEBUG off, as a production instance has.
    with pytest.raises(CommandError, match="DEBUG=on"):
        call_command("demo", signins=tmp_path / "demo.json")

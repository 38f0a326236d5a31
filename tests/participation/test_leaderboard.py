"""The leaderboard: what counts, who is on it and by what name, and ranks without gaps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.core.cache import cache
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from campaigns.participation import ranking
from campaigns.participation.leaderboard import Board
from campaigns.participation.ranking import rank_participants
from campaigns.people.consents import PLACE, say_consent
from campaigns.people.models import Consent
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import freeze_branch, remove_member
from rewards.settlement.operations import settle_finding
from tests import cast
from tests.cast import MOMENT, ONE_DAY
from tests.participation.test_report_api import reader
from tests.participation.test_rollup import act, read_all


@pytest.fixture(autouse=True)
def _counts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep no count, however long it took: what the tests change is to be seen at once."""
    monkeypatch.setattr(ranking, "_KEPT_TIMES", 0)


ids = st.lists(st.integers(0, 12), max_size=40).map(lambda values: np.array(values, dtype=np.int64))


@given(recruiters=ids, finders=ids, hidden=ids)
def test_ranks_are_shared_and_leave_no_gap(recruiters: Any, finders: Any, hidden: Any) -> None:
    board = Board.of(recruiters=recruiters, finders=finders).without(hidden)
    score = {
        pk: int((recruiters == pk).sum() + (finders == pk).sum())
        for pk in {*recruiters.tolist(), *finders.tolist()} - {0, *hidden.tolist()}
    }
    rows = board.ranked(0, 100)
    assert {row.participant_id: row.score for row in rows} == score
    for row in rows:
        assert row.rank == 1 + sum(other > row.score for other in score.values())
    assert [(row.rank, row.participant_id) for row in rows] == sorted((row.rank, row.participant_id) for row in rows)
    some = board.ranked(2, 5)
    assert some == rows[2:5]


def crowd(campaign: Campaign, *sizes: int) -> list[list[Participant]]:
    """Let some join without an inviter, and each bring in so many; gives each with their recruits."""
    trees = []
    for n, size in enumerate(sizes):
        (head,) = cast.join_in_turn(campaign, f"head{n}")
        recruits = [cast.join(cast.make_user(f"r{n}x{m}"), cast.link_of(head)) for m in range(size)]
        trees.append([head, *recruits])
    return trees


def board(campaign: Campaign, at: Any = MOMENT + 2 * ONE_DAY, *, current: bool = False) -> list[tuple[int, str, int]]:
    made = rank_participants(campaign, current=current, at=at).board
    names = dict(campaign.participants.values_list("pk", "display_name"))
    return [(row.rank, names[row.participant_id], row.score) for row in made.ranked(0, 100)]


@pytest.mark.usefixtures("committed")
def test_who_is_active_counts_and_who_is_excluded_is_nowhere() -> None:
    campaign = cast.live_campaign()
    one, two, three = crowd(campaign, 4, 3, 3)
    for recruits in (one, two, three):
        for recruit in recruits[1:4]:
            act(recruit, days=1)
    read_all(20_000)
    assert board(campaign) == [(1, "Head0", 3), (1, "Head1", 3), (1, "Head2", 3)]
    # What was verified counts for whoever found it.
    settle_finding(finding_id=cast.verify(cast.report(two[1])).pk, at=MOMENT)
    assert board(campaign)[3] == (4, "R1x0", 1)
    # A recruit who was removed is no point, and the two others share the first rank.
    remove_member(participant=one[1], banned=False, actor=None, at=MOMENT)
    assert board(campaign) == [(1, "Head1", 3), (1, "Head2", 3), (3, "Head0", 2), (4, "R1x0", 1)]
    # Whoever stands below somebody frozen is gone from it, and counts for nobody above.
    freeze_branch(root=two[0], actor=None, at=MOMENT)
    assert board(campaign) == [(1, "Head2", 3), (2, "Head0", 2)]
    act(three[0], days=1)
    three[0].on_leaderboard = False
    three[0].save(update_fields=["on_leaderboard"])
    assert board(campaign) == [(1, "Head0", 2)]
    # Once the recruits have lapsed nobody has a point any more.
    assert board(campaign, at=MOMENT + 16 * ONE_DAY) == []


@pytest.mark.usefixtures("committed")
def test_the_current_period_counts_who_came_in_it() -> None:
    campaign = cast.live_campaign()
    ((head, *_),) = crowd(campaign, 2)
    late = cast.join(cast.make_user("late"), cast.link_of(head), at=MOMENT + 30 * ONE_DAY)
    for place in (*head.recruits.all(), late):
        act(place, days=31)
    read_all(20_000)
    now = MOMENT + 32 * ONE_DAY
    assert board(campaign, now) == [(1, "Head0", 3)]
    assert board(campaign, now, current=True) == [(1, "Head0", 1)]
    since = rank_participants(campaign, current=True, at=now).since
    assert since is not None
    assert since == (now - 27 * ONE_DAY).replace(hour=0, minute=0, second=0)


@pytest.mark.usefixtures("committed")
def test_names_are_read_by_whoever_may_and_one_leaves_by_a_tap() -> None:
    started = timezone.now() - 3 * ONE_DAY
    campaign = cast.live_campaign(starts_at=started)
    trees = crowd_at(campaign, started, 3, 2, 1, 1)
    read_all(20_000)
    heads = [tree[0] for tree in trees]
    users = [head.user for head in heads]
    assert all(users)
    say_consent(
        user=users[1],  # type: ignore[arg-type]  # seen above
        campaign_id=campaign.pk,
        given=True,
        how=Consent.How.JOIN,
        at=started,
        purpose=PLACE,
    )
    path = f"/api/v1/campaigns/{campaign.slug}/leaderboard/"

    def rows(user: Any, **asked: str) -> list[tuple[int, str | None, int, bool]]:
        answer = reader(user).get(path, asked)
        assert answer.status_code == 200, answer.content
        return [(row["rank"], row["name"], row["score"], row["is_me"]) for row in answer.json()["results"]]

    # The third reads their own name and that of who agreed; a recruit reads that of their inviter, too.
    shared = [(3, None, 1, False), (3, None, 1, False)]
    assert rows(users[2]) == [
        (1, None, 3, False), (2, "Head1", 2, False), (3, "Head2", 1, True), (3, None, 1, False),
    ]  # fmt: skip
    assert rows(trees[0][1].user) == [(1, "Head0", 3, False), (2, "Head1", 2, False), *shared]
    assert [row[1] for row in rows(cast.organizer_of(campaign))] == ["Head0", "Head1", "Head2", "Head3"]
    assert reader(cast.make_user("stranger")).get(path).status_code == 404
    mine = reader(users[2]).get(path, {"around": "me", "period": "current"}).json()  # type: ignore[arg-type]
    assert (mine["people"], mine["me"]["rank"], mine["me"]["active_recruits"]) == (4, 3, 1)
    client = reader(users[0])  # type: ignore[arg-type]
    place = client.patch(
        f"/api/v1/campaigns/{campaign.slug}/me/", {"on_leaderboard": False}, content_type="application/json"
    )
    assert (place.status_code, place.json()["on_leaderboard"]) == (200, False)
    assert rows(users[2])[0] == (1, "Head1", 2, False)
    left = client.get(path, {"around": "me"}).json()
    assert (left["me"]["rank"], left["me"]["on_leaderboard"], left["results"]) == (None, False, [])
    refused = reader(cast.organizer_of(campaign)).get(path, {"around": "me"})
    assert (refused.status_code, refused.json()["type"]) == (400, "/problems/no-surroundings/")


def crowd_at(campaign: Campaign, at: Any, *sizes: int) -> list[list[Participant]]:
    """As `crowd`, now, with everybody active."""
    trees = []
    for n, size in enumerate(sizes):
        head = cast.join(cast.make_user(f"head{n}"), cast.open_link(campaign), at=at + timedelta(hours=1))
        recruits = [
            cast.join(cast.make_user(f"r{n}x{m}"), cast.link_of(head), at=at + timedelta(hours=2)) for m in range(size)
        ]
        for recruit in recruits:
            act(recruit, days=(at - MOMENT) / ONE_DAY + 1)
        trees.append([head, *recruits])
    return trees


@pytest.mark.usefixtures("committed")
def test_what_took_long_to_count_is_kept_and_who_left_is_gone_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    campaign = cast.live_campaign()
    one, two = crowd(campaign, 2, 1)
    for recruit in (*one[1:], two[1]):
        act(recruit, days=1)
    read_all(20_000)
    monkeypatch.setattr(ranking, "_KEPT_TIMES", 1_000_000)
    assert board(campaign) == [(1, "Head0", 2), (2, "Head1", 1)]
    late = cast.join(cast.make_user("late"), cast.link_of(two[0]))
    act(late, days=1)
    remove_member(participant=one[0], banned=True, actor=None, at=MOMENT)
    remove_member(participant=one[1], banned=True, actor=None, at=MOMENT)
    assert board(campaign) == [(1, "Head1", 1)]
    read_all(20_000)
    cache.delete(f"leaderboard/{campaign.pk}/all")
    assert board(campaign) == [(1, "Head1", 2)]

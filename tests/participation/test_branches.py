"""The cascade by branches: blocks add up, the widest are shown, and organizers read them of their campaign."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.participation import branches as divided
from campaigns.participation import standing_branches
from campaigns.participation.branches import Block, Branches, branches_of
from campaigns.participation.report import refresh_report
from tests import cast
from tests.cast import MOMENT, ONE_DAY
from tests.participation.test_report_api import read, reader
from tests.participation.test_rollup import act, read_all


def forest(people: int, seed: int) -> tuple[Branches, dict[int, int], set[int]]:
    """Grow a forest at random; gives it, everybody's inviter (0 for nobody), and who is active."""
    draw = np.random.default_rng(seed)
    ids = np.sort(draw.choice(10 * people, people, replace=False) + 1).astype(np.int64)
    roots = draw.random(people) < 0.1
    roots[0] = True
    inviters = np.array([0 if roots[n] else ids[draw.integers(n)] for n in range(people)], dtype=np.int64)
    inviter = dict(zip(ids.tolist(), inviters.tolist(), strict=True))
    depth = {0: -1}
    for pk, above in inviter.items():
        depth[pk] = depth[above] + 1
    active = {pk for pk in inviter if draw.random() < 0.3}
    order = draw.permutation(people)
    made = branches_of(
        ids=ids[order],
        inviters=inviters[order],
        generations=np.array([depth[pk] for pk in ids[order].tolist()], dtype=np.int64),
        active=np.array(sorted(active), dtype=np.int64),
    )
    return made, inviter, active


def members(inviter: dict[int, int]) -> dict[int, set[int]]:
    """Find everybody in everybody's branch, by walking up from each; of 0 there are all."""
    found: dict[int, set[int]] = defaultdict(set)
    for pk in inviter:
        above = pk
        while above:
            found[above].add(pk)
            above = inviter[above]
        found[0].add(pk)
    return found


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("most", [1, 3, 50])
def test_blocks_add_up_and_are_the_widest(seed: int, most: int) -> None:
    made, inviter, active = forest(300, seed)
    branch = members(inviter)
    some = max((pk for pk in inviter if inviter[pk]), key=lambda pk: len(branch[pk]))
    for head in (None, some):
        blocks = made.blocks(head=head, depth=4, most=most)
        shown = {block.head: block for block in blocks if block.head}
        for block in shown.values():
            assert block.people == len(branch[block.head])
            assert block.active == len(branch[block.head] & active)
            assert block.direct == sum(above == block.head for above in inviter.values())
        divided_into: dict[int, list[Block]] = defaultdict(list)
        for block in blocks:
            if block.head != head:
                divided_into[block.inviter].append(block)
        for above, parts in divided_into.items():
            whole = len(branch[above]) - (above != 0)
            assert sum(part.people for part in parts) == whole
            assert sum(part.active for part in parts) == len((branch[above] - {above}) & active)
            assert sum(part.others or 1 for part in parts) == sum(each == above for each in inviter.values())
            assert Counter(part.others > 0 for part in parts)[True] <= 1
            by_itself = [part for part in parts if part.head]
            widths = sorted((len(branch[pk]) for pk in inviter if inviter[pk] == above), reverse=True)
            assert [part.people for part in by_itself] == widths[:most]
        deepest = max(block.generation for block in blocks) - min(block.generation for block in blocks)
        assert deepest == (3 if head is None else 4)
        # Whoever is shown at less than that depth is divided.
        steps = {0: 0} if head is None else {head: 0}
        for block in blocks:
            if block.head and block.head != head:
                steps[block.head] = steps[block.inviter] + 1
        assert all(block.head in divided_into for block in shown.values() if block.direct and steps[block.head] < 4)


@given(data=st.data(), people=st.integers(1, 40), depth=st.integers(1, 8), most=st.integers(1, 4))
def test_what_a_block_has_at_each_step_adds_up_to_it(data: st.DataObject, people: int, depth: int, most: int) -> None:
    inviters = [data.draw(st.integers(0, min(pk - 1, 12))) for pk in range(1, people + 1)]
    active = data.draw(st.sets(st.integers(1, people)))
    generation = {0: -1}
    for pk, above in enumerate(inviters, 1):
        generation[pk] = generation[above] + 1
    ids = np.arange(1, people + 1)
    made = branches_of(
        ids=ids,
        inviters=np.array(inviters),
        generations=np.array([generation[pk] for pk in ids.tolist()]),
        active=np.array(sorted(active), dtype=np.int64),
    )

    def recruits(heads: set[int]) -> set[int]:
        return {pk for pk, above in enumerate(inviters, 1) if above in heads}

    def by_step(heads: set[int]) -> list[set[int]]:
        return [heads, *by_step(recruits(heads))] if heads else []

    head = data.draw(st.sampled_from([None, *ids.tolist()]))
    blocks = made.blocks(head=head, depth=depth, most=most)
    alone = {block.head for block in blocks}
    for block in blocks:
        heads = recruits({block.inviter}) - alone if block.others else {block.head}
        steps = by_step(heads)
        assert len(heads) == (block.others or 1)
        assert block.people == sum(len(those) for those in steps)
        assert block.active == sum(len(those & active) for those in steps)
        # Whoever is drawn in the last row has nothing below them.
        reach = depth + (0 if head is None else generation[head] + 1) - block.generation
        assert block.people_by_step == [len(those) for those in steps[:reach]]
        assert block.active_by_step == [len(those & active) for those in steps[:reach]]


def test_the_widest_are_divided_where_not_all_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    made, inviter, _ = forest(300, 1)
    branch = members(inviter)
    monkeypatch.setattr(divided, "MOST_BLOCKS", 40)
    blocks = made.blocks(head=None, depth=8, most=3)
    assert 30 < len(blocks) <= 40
    is_divided = {block.inviter for block in blocks}
    widest_left = max(block.people for block in blocks if block.head and block.direct and block.head not in is_divided)
    assert all(len(branch[pk]) >= widest_left for pk in is_divided if pk)


def test_nobody_has_come_yet() -> None:
    nobody = np.empty(0, dtype=np.int64)
    made = branches_of(ids=nobody, inviters=nobody, generations=nobody, active=nobody)
    assert made.blocks(head=None, depth=8, most=50) == []


@pytest.mark.usefixtures("committed")
def test_organizers_read_them_and_go_further_down() -> None:
    campaign = cast.live_campaign()
    people = cast.full_cast(campaign)
    crowd = [cast.join(cast.make_user(f"x{n}"), cast.link_of(people.alice)) for n in range(4)]
    act(crowd[0], days=5)
    act(people.dave, days=10)
    read_all(20_000)
    refresh_report(campaign=campaign, at=MOMENT + 20 * ONE_DAY)
    client = reader(cast.organizer_of(campaign))
    told = read(client, campaign, "branches/", depth="2", most="1")
    alice, bob, carol, dave = (str(place.public_id) for place in people.chain[::-1])
    assert (told["people"], told["active"], told["as_of"]) == (8, 1, "2009-12-25T15:00:00Z")
    names = ("id", "name", "parent", "generation", "people", "active", "direct", "others")

    def rows(answer: dict[str, Any]) -> list[tuple[Any, ...]]:
        return [tuple(branch[name] for name in names) for branch in answer["branches"]]

    assert rows(told) == [
        (alice, "Alice", None, 0, 8, 1, 5, 0),
        (bob, "Bob", alice, 1, 3, 1, 1, 0),
        (None, None, alice, 1, 4, 0, 0, 4),
    ]
    assert [(branch["people_by_step"], branch["active_by_step"]) for branch in told["branches"]] == [
        ([1, 5], [0, 0]),
        ([1], [0]),
        ([4], [0]),
    ]
    deeper = read(client, campaign, "branches/", depth="4", most="1")["branches"]
    assert (deeper[0]["people_by_step"], deeper[0]["active_by_step"]) == ([1, 5, 1, 1], [0, 0, 0, 1])
    below = read(client, campaign, "branches/", root=carol)
    assert rows(below) == [(carol, "Carol", None, 2, 2, 1, 1, 0), (dave, "Dave", carol, 3, 1, 1, 0, 0)]
    other = cast.live_campaign()
    (stranger,) = cast.join_in_turn(other, "sam")
    path = f"/api/v1/campaigns/{campaign.slug}/participation/branches/"
    for asked, kind in (
        ({"root": str(stranger.public_id)}, "unknown-branch"),
        ({"root": "carol"}, "invalid-input"),
        ({"depth": "9"}, "invalid-input"),
        ({"most": "0"}, "invalid-input"),
        ({"top": "3"}, "invalid-input"),
    ):
        refused = client.get(path, asked)
        assert (refused.status_code, refused.json()["type"]) == (400, f"/problems/{kind}/")


@pytest.mark.usefixtures("committed")
def test_many_are_added_up_once_a_report_and_anew_for_whoever_came_since(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing_branches, "KEPT_FROM", 1)
    campaign = cast.live_campaign()
    people = cast.full_cast(campaign)
    read_all(20_000)
    refresh_report(campaign=campaign, at=MOMENT + 20 * ONE_DAY)
    client = reader(cast.organizer_of(campaign))

    def told(**asked: str) -> tuple[int, str]:
        answer = read(client, campaign, "branches/", **asked)
        return answer["people"], answer["as_of"][:10]

    assert told() == (4, "2009-12-25")
    eve = cast.join(cast.make_user("eve"), cast.link_of(people.dave))
    assert told() == (4, "2009-12-25")
    assert told(root=str(people.dave.public_id)) == (1, "2009-12-25")
    # Whoever is asked for is there, and the others see them, too.
    assert told(root=str(eve.public_id)) == (1, "2009-12-25")
    assert told() == (5, "2009-12-25")
    cast.join(cast.make_user("fay"), cast.link_of(eve))
    refresh_report(campaign=campaign, at=MOMENT + 21 * ONE_DAY)
    assert told() == (6, "2009-12-26")


@pytest.mark.usefixtures("committed")
def test_what_took_long_is_kept_for_a_while_whatever_the_report_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing_branches, "KEPT_FROM", 1)
    monkeypatch.setattr(standing_branches, "LONG_SECONDS", 0.0)
    monkeypatch.setattr(standing_branches, "TIMES_AS_LONG", 10_000)
    first, *others = (cast.live_campaign() for _ in range(1 + standing_branches.MOST_KEPT))
    for campaign in (first, *others):
        cast.full_cast(campaign)
    kept = standing_branches.standing_branches(first, as_of=MOMENT, head=None)
    assert standing_branches.standing_branches(first, as_of=MOMENT + ONE_DAY, head=None) is kept
    # Of more campaigns than are kept the one that was added up first goes.
    for campaign in others:
        standing_branches.standing_branches(campaign, as_of=MOMENT, head=None)
    assert standing_branches.standing_branches(first, as_of=MOMENT, head=None) is not kept

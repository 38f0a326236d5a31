"""Any order of people gives the same forest, inviters first; circles and what hangs below them fall out whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.imports.forest import ROOT, sort_forest

SETTLED = st.integers(0, 30).flatmap(
    lambda count: st.tuples(
        st.tuples(*(st.integers(ROOT, person - 1) for person in range(count))),
        st.lists(st.integers(0, 9), min_size=count, max_size=count),
        st.permutations(range(count)),
    )
)
ANYTHING = st.integers(1, 25).flatmap(
    lambda count: st.tuples(
        st.lists(st.integers(ROOT, count - 1), min_size=count, max_size=count),
        st.lists(st.integers(0, 9), min_size=count, max_size=count),
        st.sets(st.integers(0, count - 1), max_size=3),
    )
)


def shuffled(above: tuple[int, ...], new_place: list[int]) -> list[int]:
    """Renumber people; `new_place[n]` is where n goes."""
    moved = [ROOT] * len(above)
    for person, inviter in enumerate(above):
        moved[new_place[person]] = ROOT if inviter == ROOT else new_place[inviter]
    return moved


def chain(above: list[int], person: int) -> list[int]:
    """Follow the inviters, at most as long as there are people."""
    found = [person]
    while above[found[-1]] != ROOT and len(found) <= len(above):
        found.append(above[found[-1]])
    return found


@given(SETTLED)
def test_any_order_of_rows_gives_the_same_tree_with_inviters_first(
    forest: tuple[tuple[int, ...], list[int], list[int]],
) -> None:
    above, joined, new_place = forest
    moved = shuffled(above, new_place)
    times = [0] * len(joined)
    for person, time in enumerate(joined):
        times[new_place[person]] = time
    result = sort_forest(moved, times)
    assert not result.circles
    assert not result.cut_off
    back = {place: person for person, place in enumerate(new_place)}
    people = [back[place] for place in result.order]
    assert sorted(people) == list(range(len(above)))
    position = {person: n for n, person in enumerate(people)}
    assert all(position[inviter] < position[person] for person, inviter in enumerate(above) if inviter != ROOT)
    depth = dict(zip(people, result.depths, strict=True))
    assert all(depth[person] == (0 if inviter == ROOT else depth[inviter] + 1) for person, inviter in enumerate(above))


@given(SETTLED)
def test_the_order_goes_by_the_times_where_nobody_joined_before_their_inviter(
    forest: tuple[tuple[int, ...], list[int], list[int]],
) -> None:
    above, waits, _ = forest
    joined: list[int] = []
    for inviter, wait in zip(above, waits, strict=True):
        joined.append(wait + (0 if inviter == ROOT else joined[inviter]))
    order = sort_forest(above, joined).order
    assert [joined[person] for person in order] == sorted(joined)


def test_who_is_said_to_have_joined_before_their_inviter_comes_right_after() -> None:
    # 0 ← 1 ← 2; 1 is said to have joined at 1, but 0 only at 5; 3 joined at 4.
    assert sort_forest([ROOT, 0, 1, ROOT], [5, 1, 6, 4]).order == [3, 0, 1, 2]


@given(ANYTHING)
def test_exactly_those_whose_chain_ends_at_a_root_stand(drawn: tuple[list[int], list[int], set[int]]) -> None:
    above, joined, barred = drawn
    result = sort_forest(above, joined, barred=barred)
    on_circle = {member for circle in result.circles for member in circle}
    sound = {
        person
        for person in range(len(above))
        if not barred & set(chain(above, person)) and above[chain(above, person)[-1]] == ROOT
    }
    assert set(result.order) == sound
    everybody = [*result.order, *on_circle, *result.cut_off, *barred]
    assert sorted(everybody) == list(range(len(above)))
    for circle in result.circles:
        assert [above[member] for member in circle] == [*circle[1:], circle[0]]


@given(ANYTHING)
def test_whoever_is_cut_off_comes_after_the_inviter_who_was_refused(
    drawn: tuple[list[int], list[int], set[int]],
) -> None:
    above, joined, barred = drawn
    result = sort_forest(above, joined, barred=barred)
    fallen = {*barred, *(member for circle in result.circles for member in circle)}
    for person in result.cut_off:
        assert above[person] in fallen
        fallen.add(person)


def test_a_chain_of_a_hundred_thousand_is_no_matter() -> None:
    count = 100_000
    result = sort_forest([*range(1, count), ROOT], [0] * count)
    assert result.order == list(range(count - 1, -1, -1))
    assert result.depths[-1] == count - 1

"""The rules of trust by worked examples: what each tells of, how gravely, and whom it leaves alone."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.trust.addresses import is_disposable, mailbox
from campaigns.trust.risk import RULES, find_risks, sentence
from campaigns.trust.risk_facts import HOLD, KNOW, LOOK, Attempt, Exhibit, Facts, Thresholds
from campaigns.trust.risk_reports import bits_apart, is_flat
from tests.cast import MOMENT
from tests.trust.facts import facts, only, person, reported, seen, told

LIST = frozenset({"mailinator.com", "yopmail.com"})
LINE = [person(n, n - 1 or None, after=10 * n) for n in range(1, 6)]
HERE, NEARBY, FAR = (50.0, 30.0), (50.0003, 30.0002), (51.0, 31.0)


@pytest.mark.parametrize(
    ("address", "other", "same"),
    [
        ("Ann.Lee+x@gmail.com", "annlee@googlemail.com", True),
        ("ann.lee@example.org", "annlee@example.org", False),
        ("ann+1@example.org", "ann+2@example.org", True),
        ("ann-1@yahoo.com", "ann@yahoo.com", True),
        ("ann-lee@example.org", "ann@example.org", False),
        ("+tag@example.org", "+other@example.org", False),
        ("ann@example.org", "ann@example.net", False),
    ],
)
def test_which_addresses_reach_one_mailbox(address: str, other: str, same: bool) -> None:
    assert (mailbox(address) == mailbox(other)) is same


def test_a_disposable_domain_counts_with_everything_below_it_and_nothing_above() -> None:
    assert is_disposable("a@mailinator.com", LIST)
    assert is_disposable("a@eu.mailinator.com", LIST)
    assert not is_disposable("a@notmailinator.com", LIST)
    assert not is_disposable("a@com", LIST)


def test_a_line_of_five_on_one_device_is_held() -> None:
    noticed = only(facts(LINE, seen=[seen(n, "home", "phone") for n in range(1, 6)]), "shared_connection")
    assert (noticed.severity, noticed.suspects) == (HOLD, (1, 2, 3, 4, 5))


def test_a_line_on_one_connection_by_different_devices_is_looked_at() -> None:
    noticed = only(facts(LINE, seen=[seen(n, "home", f"phone {n}") for n in range(1, 6)]), "shared_connection")
    assert noticed.severity == LOOK


def test_a_line_that_took_weeks_is_looked_at() -> None:
    slow = [person(n, n - 1 or None, after=60 * 24 * n) for n in range(1, 6)]
    noticed = only(facts(slow, seen=[seen(n, "home", "phone") for n in range(1, 6)]), "shared_connection")
    assert noticed.severity == LOOK


def test_a_line_in_a_crowd_is_only_to_know() -> None:
    """On a school's or a carrier's address lines come about by themselves."""
    crowd = [person(n) for n in range(10, 30)]
    everybody = [seen(n, "school", "tablet") for n in (*range(1, 6), *range(10, 30))]
    assert {n.severity for n in told(facts([*LINE, *crowd], seen=everybody), "shared_connection")} == {KNOW}


def test_hashes_of_different_weeks_are_not_compared() -> None:
    assert told(facts(LINE, seen=[seen(n, "home", "phone", key=n) for n in range(1, 6)]), "shared_connection") == []


def test_a_family_is_only_to_know() -> None:
    family = [person(1), person(2, 1, 30), person(3, 1, 200), person(4, 1, 900)]
    noticed = only(facts(family, seen=[seen(n, "home", f"phone {n}") for n in range(1, 5)]), "shared_connection")
    assert (noticed.severity, noticed.suspects) == (KNOW, ())


def test_ten_within_the_hour_are_a_burst_and_nine_are_none() -> None:
    hub = person(1)
    recruits = [person(n, 1, after=5 * n) for n in range(2, 12)]
    assert only(facts([hub, *recruits]), "join_burst").severity == KNOW
    assert told(facts([hub, *recruits[1:]]), "join_burst") == []
    spread = [person(n, 1, after=61 * n) for n in range(2, 40)]
    assert told(facts([hub, *spread]), "join_burst") == []


def test_a_burst_from_one_place_with_throwaway_addresses_is_held() -> None:
    hub = person(1)
    recruits = [person(n, 1, after=n, email=f"x{n}@mailinator.com") for n in range(2, 14)]
    places = [seen(n, "home") for n in range(1, 14)]
    burst = only(facts([hub, *recruits], seen=places, disposable=LIST), "join_burst")
    assert burst.severity == HOLD
    assert 1 not in burst.suspects
    assert only(facts([hub, *recruits], disposable=LIST), "join_burst").severity == LOOK


def test_one_address_alone_never_holds_anybody() -> None:
    hub = person(1)
    recruits = [person(n, 1, after=n) for n in range(2, 40)]
    places = [seen(n, "one address") for n in range(1, 40)]
    assert max(noticed.severity for noticed in find_risks(facts([hub, *recruits], seen=places))) < HOLD


def test_a_star_of_accounts_that_lived_a_day() -> None:
    hub = person(1)
    leaves = [person(n, 1, after=60 * n, account_since=MOMENT) for n in range(2, 12)]
    places = [seen(n, "home", "phone") for n in range(1, 12)]
    star = only(facts([hub, *leaves], seen=places), "one_day_star")
    assert (star.severity, star.people[0]) == (LOOK, 1)
    early = facts([hub, *leaves], seen=places, at=MOMENT + timedelta(hours=20))
    assert told(early, "one_day_star") == []


def test_a_star_whose_leaves_come_back_is_none() -> None:
    hub = person(1)
    leaves = [person(n, 1, account_since=MOMENT) for n in range(2, 12)]
    back = [seen(n, "home", after=60 * 30) for n in range(2, 12)]
    assert told(facts([hub, *leaves], seen=back), "one_day_star") == []


def test_disposable_addresses_one_to_know_three_to_look_at() -> None:
    people = [person(1), *(person(n, 1, email=f"q{n}@yopmail.com") for n in range(2, 5))]
    assert only(facts(people[:2], disposable=LIST), "disposable_address").severity == KNOW
    assert only(facts(people, disposable=LIST), "disposable_address").severity == LOOK


def test_a_parents_tag_is_looked_at_and_three_in_a_row_are_held() -> None:
    tags = [person(n, n - 1 or None, email=f"dad+{n}@example.org") for n in range(1, 4)]
    assert only(facts(tags[:2]), "address_aliases").severity == LOOK
    assert only(facts(tags), "address_aliases").severity == HOLD
    beside = [person(n, None, email=f"dad+{n}@example.org") for n in range(1, 4)]
    assert only(facts(beside), "address_aliases").severity == LOOK


def test_trying_ones_own_link_once_is_to_know() -> None:
    me = person(1, email="me@example.org")

    def attempts(*addresses: str) -> Facts:
        return facts([me], attempts=[Attempt(1, MOMENT, address) for address in addresses])

    assert only(attempts("me@example.org"), "self_referral").severity == KNOW
    assert only(attempts("me+2@example.org"), "self_referral").severity == LOOK
    assert only(attempts("", "", ""), "self_referral").severity == LOOK


def copied(*spots: tuple[float, float], near: str = "", sha: str = "same") -> Facts:
    """So many reporters at these spots, all with the same file, or each with nearly the same picture."""
    numbers = range(1, len(spots) + 1)
    files = [Exhibit(n, sha if not near else f"file {n}", near if n > 1 else "0123456789abcdef") for n in numbers]
    return facts(
        [person(n) for n in numbers],
        reports=[reported(n, n, after=n, spot=spot) for n, spot in zip(numbers, spots, strict=True)],
        exhibits=files,
    )


def test_the_same_file_elsewhere_is_held_and_its_owner_is_not() -> None:
    noticed = only(copied(HERE, FAR), "same_evidence")
    assert (noticed.severity, noticed.suspects, noticed.finding_id) == (HOLD, (2,), 2)


def test_the_same_file_beside_each_other_is_looked_at() -> None:
    assert only(copied(HERE, NEARBY), "same_evidence").severity == LOOK
    assert only(copied(HERE, NEARBY, NEARBY), "same_evidence").severity == HOLD


def test_a_friend_is_not_held_for_a_thief() -> None:
    assert only(copied(HERE, NEARBY, FAR), "same_evidence").suspects == (3,)


def test_nearly_the_same_picture() -> None:
    assert only(copied(HERE, FAR, near="0123456789abcdee"), "same_evidence").severity == LOOK
    assert only(copied(HERE, NEARBY, near="0123456789abcdee"), "same_evidence").severity == KNOW
    assert told(copied(HERE, FAR, near="fedcba9876543210"), "same_evidence") == []


def test_one_person_may_send_a_picture_twice() -> None:
    mine = facts(
        [person(1)],
        reports=[reported(1, 1), reported(2, 1, spot=FAR, after=900)],
        exhibits=[Exhibit(1, "same", "0123456789abcdef"), Exhibit(2, "same", "0123456789abcdef")],
    )
    assert told(mine, "same_evidence") == []


def test_pictures_with_nothing_on_them_are_not_compared() -> None:
    assert is_flat("0000000000000001", bits=8)
    assert is_flat("ffffffffffffff7f", bits=8)
    assert not is_flat("00000000ffffffff", bits=8)
    assert bits_apart("0f", "00") == 4


def test_four_devices_at_one_spot() -> None:
    people = [person(n) for n in range(1, 5)]
    same = [reported(n, n) for n in range(1, 5)]
    assert only(facts(people, reports=same), "same_spot").severity == LOOK
    assert told(facts(people, reports=same[:3]), "same_spot") == []
    typed = [reported(n, n, by_device=False) for n in range(1, 5)]
    assert told(facts(people, reports=typed), "same_spot") == []


def test_journeys_that_nobody_makes() -> None:
    kyiv, lagos, lima = (50.4, 30.5), (6.5, 3.4), (-12.0, -77.0)
    two = [reported(1, 1, spot=kyiv), reported(2, 1, after=60, spot=lagos)]
    three = [*two, reported(3, 1, after=120, spot=lima)]
    assert only(facts([person(1)], reports=two), "impossible_travel").severity == LOOK
    assert only(facts([person(1)], reports=three), "impossible_travel").severity == HOLD
    typed = [two[0], reported(2, 1, after=60, spot=lagos, by_device=False)]
    assert only(facts([person(1)], reports=typed), "impossible_travel").severity == KNOW
    flown = [two[0], reported(2, 1, after=60 * 9, spot=lagos)]
    assert told(facts([person(1)], reports=flown), "impossible_travel") == []
    vague = [two[0], reported(2, 1, after=60, spot=lagos, accuracy_m=9_000_000.0)]
    assert told(facts([person(1)], reports=vague), "impossible_travel") == []


def insertion(agent: str = "phone", report_after: float = 50, **fake: object) -> Facts:
    """Alice told the finder, who joined below somebody made up just before."""
    people = [person(1), person(2, 1, 10, **fake), person(3, 2, 20)]  # type: ignore[arg-type]  # examples say what they need
    places = [seen(1, "alice's"), seen(2, "home", agent), seen(3, "home", "phone")]
    return facts(people, seen=places, reports=[reported(9, 3, after=report_after)])


def test_somebody_put_in_between() -> None:
    noticed = only(insertion(), "chain_insertion")
    assert (noticed.severity, noticed.suspects, noticed.finding_id) == (HOLD, (2,), 9)
    assert only(insertion(agent="other phone"), "chain_insertion").severity == LOOK
    assert only(insertion(agent="other phone", email="person3+x@example.org"), "chain_insertion").severity == HOLD
    assert told(insertion(report_after=60 * 10), "chain_insertion") == []
    assert told(insertion(recruits=2), "chain_insertion") == []


def test_two_put_in_between_are_both_told_of() -> None:
    people = [person(1), person(2, 1, 10), person(3, 2, 20), person(4, 3, 30)]
    places = [seen(n, "home", "phone") for n in (2, 3, 4)]
    given_ = facts(people, seen=places, reports=[reported(9, 4, after=40)])
    assert set(only(given_, "chain_insertion").suspects) == {2, 3}


def test_every_rule_says_what_it_noticed() -> None:
    hub = person(1)
    leaves = [person(n, 1, after=n, email=f"x+{n}@mailinator.com", account_since=MOMENT) for n in range(2, 14)]
    places = [seen(n, "home", "phone") for n in range(1, 14)]
    everything = [
        *find_risks(facts([hub, *leaves], seen=places, disposable=LIST, attempts=[Attempt(1, MOMENT, "")])),
        *find_risks(copied(HERE, FAR)),
        *find_risks(facts([person(n) for n in range(1, 5)], reports=[reported(n, n) for n in range(1, 5)])),
        *find_risks(facts([person(1)], reports=[reported(1, 1), reported(2, 1, after=5, spot=FAR)])),
        *find_risks(insertion()),
    ]
    assert {noticed.kind for noticed in everything} == set(RULES)
    for noticed in everything:
        assert sentence(noticed.kind, noticed.facts).endswith("."), noticed
        assert len(noticed.key) <= 64
        assert set(noticed.suspects) <= set(noticed.people)


ids = st.integers(1, 9)
worlds = st.builds(
    lambda above, emails, places, spots: facts(
        [person(n, above[n - 1] if above[n - 1] < n else None, after=7 * n, email=emails[n - 1]) for n in range(1, 10)],
        seen=[seen(who, f"line {place}", f"phone {phone}" if phone else "") for who, place, phone in places],
        reports=[
            reported(n, who, after=after, spot=(float(x), float(y))) for n, (who, after, x, y) in enumerate(spots, 1)
        ],
        exhibits=[Exhibit(n, f"file {x % 3}", f"{x:016x}") for n, (_, _, x, _) in enumerate(spots, 1)],
        disposable=LIST,
    ),
    st.lists(ids, min_size=9, max_size=9),
    st.lists(st.sampled_from(["", "a@yopmail.com", "b+1@gmail.com", "b@gmail.com"]), min_size=9, max_size=9),
    st.lists(st.tuples(ids, st.integers(1, 3), st.integers(0, 2)), max_size=25),
    st.lists(st.tuples(ids, st.integers(0, 500), st.integers(0, 9), st.integers(0, 9)), max_size=12),
)


@settings(max_examples=150)
@given(given_=worlds)
def test_whatever_the_facts_what_is_told_is_sound(given_: Facts) -> None:
    """Nobody is told of twice for one thing, only the known are named, and every severity and sentence is there."""
    noticed = find_risks(given_)
    assert len({(each.kind, each.subject) for each in noticed}) == len(noticed)
    assert noticed == find_risks(given_)
    for each in noticed:
        assert KNOW <= each.severity <= HOLD
        assert each.people
        assert set(each.suspects) <= set(each.people)
        assert each.suspects or each.severity < HOLD
        assert sentence(each.kind, each.facts)


def test_every_threshold_is_used() -> None:
    from pathlib import Path

    import campaigns.trust.risk as risk

    room = Path(str(risk.__file__)).parent
    source = "".join(path.read_text() for path in room.glob("*.py") if path.name != "risk_facts.py")
    unused = [each.name for each in fields(Thresholds) if f".{each.name}" not in source]
    assert unused == []

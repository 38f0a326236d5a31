"""Terms from anybody: what is refused, with the field and the bound, however odd the input."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.errors import InvalidInput
from rewards.mechanisms.finder_only import FinderOnly
from rewards.mechanisms.levels import Levels
from rewards.mechanisms.mechanism import Mechanism
from rewards.mechanisms.recursive import Recursive
from rewards.mechanisms.registry import MECHANISMS, chain_mechanism, mechanism
from rewards.mechanisms.terms import read_fraction

HOSTILE_NUMBERS: list[Any] = [
    None,
    True,
    False,
    0.5,
    float("nan"),
    float("inf"),
    [],
    {},
    "",
    " 1/2",
    "1/2 ",
    "1/2\n",
    "1 /2",
    "1e-1",
    "1e999999999",
    "nan",
    "inf",
    "Infinity",
    "½",
    "٠",  # a zero, but not one of the ten that contracts are written in
    "1_0/20",
    "0x1",
    "1/0",
    "0/0",
    ".5",
    "5.",
    "1/2/3",
    "1/-2",
    "--1",
    "+1/2",
    "\ud800",
    "1/" + "9" * 14,
    "9" * 100_000,
    "0." + "0" * 100_000 + "1",
    "1/1000000000001",
    "0.1234567890123",
    10**13,
    10**100_000,
    -(10**100_000),
]


def label(value: object) -> str:
    """Name a test case shortly; Python refuses to print the largest of the integers."""
    return "int" if type(value) is int else ascii(value)[:20]


def refusal_of(name: str, terms: object) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        mechanism(name, terms)
    # a refusal is read by a person and sent as JSON: both have to be possible whatever was refused
    caught.value.message.encode()
    (caught.value.field or "").encode()
    assert len(caught.value.message) < 400
    return caught.value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1/2", Fraction(1, 2)),
        ("0.5", Fraction(1, 2)),
        ("2/4", Fraction(1, 2)),
        ("0", Fraction(0)),
        (0, Fraction(0)),
        (1, Fraction(1)),
        ("007/008", Fraction(7, 8)),
        ("0.000000000001", Fraction(1, 10**12)),
        ("1/1000000000000", Fraction(1, 10**12)),
    ],
)
def test_a_fraction_is_read_exactly(written: object, meant: Fraction) -> None:
    assert read_fraction(written, field="terms/ratio") == meant


@pytest.mark.parametrize("value", ["1/1000000000001", "1000000000001", 10**12 + 1, -(10**5_000)], ids=label)
def test_a_fraction_of_too_many_digits_is_not_even_read(value: object) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_fraction(value, field="terms/any")
    assert caught.value.data == {"most": 10**12}


@pytest.mark.parametrize("value", HOSTILE_NUMBERS, ids=label)
@pytest.mark.parametrize("key", ["ratio", "finder_share"])
def test_hostile_fractions_are_refused_by_field(key: str, value: object) -> None:
    terms = {"ratio": "1/2", key: value}
    assert refusal_of("recursive", terms).field == f"terms/{key}"


@pytest.mark.parametrize("value", [value for value in HOSTILE_NUMBERS if value != 10**13], ids=label)
def test_hostile_levels_are_refused_by_place(value: object) -> None:
    assert refusal_of("levels", {"levels": [value]}).field == "terms/levels/0"


@pytest.mark.parametrize("terms", [None, [], "ratio", 1, True, "{}"])
@pytest.mark.parametrize("name", sorted(MECHANISMS))
def test_terms_are_an_object(name: str, terms: object) -> None:
    assert refusal_of(name, terms).field == "terms"


@pytest.mark.parametrize("name", sorted(MECHANISMS))
def test_an_unknown_key_is_refused_by_its_pointer(name: str) -> None:
    assert refusal_of(name, {"surprise": 1}).field == "terms/surprise"
    assert refusal_of(name, {"a/b~c": 1}).field == "terms/a~1b~0c"
    assert refusal_of(name, {"x" * 10_000: 1}).field == "terms"
    assert refusal_of(name, {"\udfff": 1}).field == "terms"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
keys = st.sampled_from(["ratio", "finder_share", "levels", "default_split", "max_split", "b", "H", "beta"]) | st.text()


@pytest.mark.parametrize("name", sorted(MECHANISMS))
@given(terms=json_values | st.dictionaries(keys, json_values, max_size=3))
def test_any_json_makes_a_rule_or_a_refusal_and_nothing_else(name: str, terms: object) -> None:
    refused_at = ""
    try:
        made = mechanism(name, terms)
    except InvalidInput as refusal:
        refused_at = refusal.field or "nowhere"
    if refused_at:
        assert refused_at.split("/")[0] == "terms"
    else:
        assert mechanism(name, made.to_json()) == made


@pytest.mark.parametrize("ratio", ["1", "1.0", "3/2", "-1/2", 1, -1])
def test_the_ratio_is_below_one(ratio: object) -> None:
    refusal = refusal_of("recursive", {"ratio": ratio})
    assert refusal.field == "terms/ratio"
    assert "below 1" in refusal.message
    assert refusal.data == {"least": "0", "below": "1"}


@pytest.mark.parametrize("share", ["1/2", "0.34", "-1/3", 1])
def test_the_finder_s_share_is_at_most_one_minus_the_ratio(share: object) -> None:
    refusal = refusal_of("recursive", {"ratio": "2/3", "finder_share": share})
    assert refusal.field == "terms/finder_share"
    assert "1/3" in refusal.message
    assert refusal.data == {"least": "0", "most": "1/3"}


def test_a_finder_s_share_of_exactly_one_minus_the_ratio_is_accepted() -> None:
    assert chain_mechanism("recursive", {"ratio": "2/3", "finder_share": "1/3"}) == chain_mechanism(
        "recursive", {"ratio": "2/3"}
    )


@pytest.mark.parametrize("value", HOSTILE_NUMBERS, ids=label)
@pytest.mark.parametrize(
    ("name", "terms", "key"),
    [
        ("split_contract", {"default_split": 0}, "max_split"),
        ("split_contract", {}, "default_split"),
        ("double_geometric", {}, "b"),
        ("almost_uniform", {"H": 10}, "beta"),
        ("almost_uniform", {"beta": 1}, "H"),
    ],
)
def test_hostile_numbers_are_refused_by_field(name: str, terms: dict[str, Any], key: str, value: object) -> None:
    assert refusal_of(name, {**terms, key: value}).field == f"terms/{key}"


@pytest.mark.parametrize(
    ("name", "terms", "field", "bounds"),
    [
        ("split_contract", {"max_split": "3/2"}, "max_split", {"least": "0", "most": "1"}),
        ("split_contract", {"max_split": -1, "default_split": 0}, "max_split", {"least": "0", "most": "1"}),
        ("split_contract", {"default_split": "-1/2"}, "default_split", {"least": "0", "most": "1"}),
        (
            "split_contract",
            {"default_split": "1/2", "max_split": "1/3"},
            "default_split",
            {"least": "0", "most": "1/3"},
        ),
        ("double_geometric", {"b": "1.00000000001"}, "b", {"least": "1/100", "most": "1"}),
        ("double_geometric", {"b": "0.009999999999"}, "b", {"least": "1/100", "most": "1"}),
        ("double_geometric", {"b": 0}, "b", {"least": "1/100", "most": "1"}),
        ("double_geometric", {}, "b", {}),
        ("almost_uniform", {"H": 0, "beta": 1}, "H", {"least": 1, "most": 1_000}),
        ("almost_uniform", {"H": 1_001, "beta": 1}, "H", {"least": 1, "most": 1_000}),
        ("almost_uniform", {"H": 5, "beta": "-1/2"}, "beta", {"least": "0"}),
        ("almost_uniform", {"H": 5}, "beta", {}),
        ("almost_uniform", {"beta": 5}, "H", {}),
    ],
)
def test_terms_under_which_a_law_fails_are_refused_with_the_bound(
    name: str, terms: dict[str, Any], field: str, bounds: dict[str, Any]
) -> None:
    refusal = refusal_of(name, terms)
    assert (refusal.field, refusal.data) == (f"terms/{field}", bounds)
    assert all((f"{bound:,}" if isinstance(bound, int) else bound) in refusal.message for bound in bounds.values())


@pytest.mark.parametrize(
    ("name", "terms", "written"),
    [
        ("split_contract", {}, {"default_split": "1/2", "max_split": "1"}),
        ("split_contract", {"max_split": "1/4"}, {"default_split": "1/4", "max_split": "1/4"}),
        ("split_contract", {"max_split": "0.75"}, {"default_split": "1/2", "max_split": "3/4"}),
        ("split_contract", {"default_split": 1}, {"default_split": "1", "max_split": "1"}),
        ("double_geometric", {"b": "0.01"}, {"b": "1/100"}),
        ("double_geometric", {"b": 1}, {"b": "1"}),
        ("almost_uniform", {"H": 1_000, "beta": 0}, {"H": 1_000, "beta": "0"}),
        ("almost_uniform", {"H": 1, "beta": 10**12}, {"H": 1, "beta": "1000000000000"}),
    ],
)
def test_the_ends_of_the_bounds_are_accepted(name: str, terms: dict[str, Any], written: dict[str, Any]) -> None:
    assert chain_mechanism(name, terms).to_json() == written


@pytest.mark.parametrize(
    ("splits", "field"),
    [
        ([Fraction(1, 2)], "edge_splits"),
        ([None, None, None], "edge_splits"),
        ([None, Fraction(3, 2)], "edge_splits/1"),
        ([Fraction(-1, 2), None], "edge_splits/0"),
        ([None, Fraction(1, 10**13)], "edge_splits/1"),
        ([0.5, None], "edge_splits/0"),
        (["1/2", None], "edge_splits/0"),
        ([None, True], "edge_splits/1"),
    ],
)
def test_splits_are_one_an_edge_and_from_nothing_to_everything(splits: Any, field: str) -> None:
    rule = chain_mechanism("split_contract", {})
    for attempt in (
        lambda: rule.allocate(100, ["dave", "carol", "bob"], edge_splits=splits),
        lambda: rule.explain(100, height=3, distance=0, edge_splits=splits),
    ):
        with pytest.raises(InvalidInput) as caught:
            attempt()
        assert caught.value.field == field
        caught.value.message.encode()
    assert FinderOnly().allocate(100, ["dave", "carol", "bob"], edge_splits=splits).shares[0].amount_minor == 100


def test_a_rule_for_one_path_is_for_that_path_alone() -> None:
    on_path = chain_mechanism("split_contract", {}).along([None, None], height=3)
    with pytest.raises(ValueError, match="3 people, not 4"):
        on_path.amounts(100, 4)


def test_the_laws_hold_for_rules_made_in_python_too() -> None:
    with pytest.raises(InvalidInput, match="below 1"):
        Recursive(ratio=Fraction(1), finder_share=Fraction(0))
    with pytest.raises(InvalidInput, match="at most"):
        Levels(levels=(Fraction(2, 3), Fraction(2, 3)))


@pytest.mark.parametrize(
    ("levels", "field"),
    [
        ([], "terms/levels"),
        ([1] * 101, "terms/levels"),
        ("1/2", "terms/levels"),
        ({"0": 1}, "terms/levels"),
        (["1/2", "1/2", "1/1000000000000"], "terms/levels"),
        ([1, "1/2"], "terms/levels/1"),
        (["1/2", 1], "terms/levels/1"),
        ([5, -1], "terms/levels/1"),
        (["1/2", "-1/4"], "terms/levels/1"),
        ([5, 10**15 + 1], "terms/levels/1"),
        ([1.0], "terms/levels/0"),
        ([[1]], "terms/levels/0"),
    ],
)
def test_levels_that_break_a_bound(levels: object, field: str) -> None:
    assert refusal_of("levels", {"levels": levels}).field == field


def test_a_missing_list_and_a_very_long_one_are_named() -> None:
    assert refusal_of("levels", {}).field == "terms/levels"
    assert "200,000" in refusal_of("levels", {"levels": ["x"] * 200_000}).message


def test_a_hundred_levels_and_the_whole_prize_are_accepted() -> None:
    assert chain_mechanism("levels", {"levels": ["1/100"] * 100}).budget_bound(1_000) == 1_000


def test_fixed_levels_must_fit_into_the_prize() -> None:
    rule = chain_mechanism("levels", {"levels": [50_000, 10_000]})
    rule.check_prize(60_000)
    for attempt in (rule.check_prize, rule.budget_bound, lambda prize: rule.allocate(prize, ["dave"])):
        with pytest.raises(InvalidInput) as caught:
            attempt(59_999)
        assert caught.value.field == "terms/levels"
        assert caught.value.data == {"levels_minor": 60_000, "prize_minor": 59_999}


@pytest.mark.parametrize("prize", [-1, 10**15 + 1, 10**10_000, 1.0, True, "400000", None, float("nan")], ids=label)
@pytest.mark.parametrize("rule", [Recursive(Fraction(1, 2), Fraction(1, 2)), FinderOnly(), Levels((Fraction(1, 2),))])
def test_a_prize_is_a_whole_number_up_to_the_limit(rule: Mechanism, prize: Any) -> None:
    for attempt in (rule.check_prize, rule.budget_bound):
        with pytest.raises(InvalidInput) as caught:
            attempt(prize)
        assert caught.value.field == "prize_minor"


@pytest.mark.parametrize("chain", [[], ["dave", "carol", "dave"]])
def test_an_empty_chain_and_a_repeated_member_are_refused(chain: list[str]) -> None:
    with pytest.raises(InvalidInput) as caught:
        FinderOnly().allocate(100, chain)
    assert caught.value.field == ("chain/2" if chain else "chain")


def test_one_text_is_not_a_chain() -> None:
    with pytest.raises(TypeError, match="sequence of participants"):
        FinderOnly().allocate(100, "dave")


@pytest.mark.parametrize("depth", [0, -1, True, 1.0, "1"])
def test_the_greatest_paid_depth_is_at_least_one(depth: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        FinderOnly().allocate(100, ["dave"], max_depth_paid=depth)
    assert caught.value.field == "max_depth_paid"


@pytest.mark.parametrize("height", [0, -1, True, 1.0])
def test_a_chain_has_at_least_the_finder(height: Any) -> None:
    for rule in (FinderOnly(), Recursive(Fraction(1, 2), Fraction(1, 2))):
        with pytest.raises(ValueError, match="at least the finder"):
            rule.amounts(100, height)


@pytest.mark.parametrize("name", ["", "Recursive", "pyramid", None, 1, ["recursive"], "\ud800", "x" * 10_000])
def test_an_unknown_mechanism_is_refused_with_those_that_exist(name: object) -> None:
    with pytest.raises(InvalidInput) as caught:
        mechanism(name, {})
    assert (caught.value.code, caught.value.field) == ("unknown_mechanism", "mechanism")
    assert caught.value.data == {"allowed": list(MECHANISMS)}
    for known in MECHANISMS:
        assert known in caught.value.message
    caught.value.message.encode()


class PoolRule(Mechanism):
    """Stands for a rule of another family, which has no chain to pay."""

    name = "pool_rule"
    family = "tree"

    @classmethod
    def terms_schema(cls) -> dict[str, Any]:
        return {}

    @classmethod
    def from_json(cls, terms: object) -> Self:
        return cls()

    def to_json(self) -> dict[str, Any]:
        return {}

    def budget_bound(self, prize_minor: int) -> int:
        return prize_minor


def test_a_rule_of_another_family_cannot_split_a_prize(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MECHANISMS, PoolRule.name, PoolRule)
    with pytest.raises(InvalidInput) as caught:
        chain_mechanism("pool_rule", {})
    assert caught.value.code == "wrong_mechanism_family"
    assert caught.value.data == {"allowed": [name for name in MECHANISMS if MECHANISMS[name].family == "chain"]}

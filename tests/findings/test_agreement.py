"""Cohen's kappa: the example of the paper, its laws, and the cases of which nothing is said."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.findings.agreement import ONE_SIDED, TOO_FEW, Agreement, cohens_kappa

tables = st.dictionaries(st.tuples(st.booleans(), st.booleans()), st.integers(0, 50))


def test_the_example_of_1960() -> None:
    """Two judges put 200 cases in three categories: they agree in 140, and chance alone explains 82 of them."""
    said = {
        ("A", "A"): 88, ("A", "B"): 14, ("A", "C"): 18,
        ("B", "A"): 10, ("B", "B"): 40, ("B", "C"): 10,
        ("C", "A"): 2, ("C", "B"): 6, ("C", "C"): 12,
    }  # fmt: skip
    agreement = cohens_kappa(said)
    assert (agreement.n, agreement.agreed) == (200, 140)
    assert agreement.kappa == Fraction(29, 59)
    assert float(agreement.kappa) == pytest.approx(0.492, abs=0.0005)


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        ({(True, True): 20, (True, False): 5, (False, True): 10, (False, False): 15}, Fraction(2, 5)),
        ({(True, True): 6, (False, False): 6}, Fraction(1)),
        ({(True, False): 6, (False, True): 6}, Fraction(-1)),
        ({(True, True): 9, (True, False): 9, (False, True): 9, (False, False): 9}, Fraction(0)),
        # Always the same answer is worth nothing, however often it is right.
        ({(True, True): 90, (True, False): 10}, Fraction(0)),
    ],
)
def test_plain_cases(table: dict[tuple[bool, bool], int], kappa: Fraction) -> None:
    assert cohens_kappa(table).kappa == kappa


def test_of_few_cases_and_one_sided_ones_nothing_is_said() -> None:
    assert cohens_kappa({(True, True): 5, (False, False): 4}) == Agreement(9, 9, None, TOO_FEW)
    assert cohens_kappa({(True, True): 5, (False, False): 5}).kappa == 1
    assert cohens_kappa({(True, True): 500}) == Agreement(500, 500, None, ONE_SIDED)
    assert cohens_kappa({}, fewest=0) == Agreement(0, 0, None, TOO_FEW)


@given(tables)
def test_laws(table: dict[tuple[bool, bool], int]) -> None:
    agreement = cohens_kappa(table)
    turned = cohens_kappa({(other, one): count for (one, other), count in table.items()})
    assert agreement == turned
    if agreement.kappa is None:
        assert agreement.unsaid
        return
    assert -1 <= agreement.kappa <= 1
    assert (agreement.kappa == 1) == (agreement.agreed == agreement.n)
    tripled = cohens_kappa({pair: 3 * count for pair, count in table.items()})
    assert tripled.kappa == agreement.kappa

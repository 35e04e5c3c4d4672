"""Kaplan-Meier against the definition, worked out slowly."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.advisor.curve import as_told
from goodword.advisor.survival import DONE, OPEN, quantiles

LEVELS = (0.1, 0.25, 0.5, 0.7, 0.85, 0.95, 0.99)

observations = st.lists(
    st.tuples(
        st.integers(0, 12).map(lambda day: day / 2),
        st.sampled_from([DONE, OPEN]),
        st.integers(1, 16).map(lambda part: part / 16),
    ),
    min_size=1,
    max_size=40,
)


def by_definition(observed, level):
    """The first length at which the product of what went on has fallen far enough."""
    going_on = 1.0
    for length in sorted({length for length, state, _ in observed if state == DONE}):
        at_risk = sum(weight for age, _, weight in observed if age >= length)
        ended = sum(w for age, state, w in observed if age == length and state == DONE)
        going_on *= 1 - ended / at_risk
        if 1 - going_on >= level - 1e-9:
            return length
    return None


@settings(max_examples=120, deadline=None, derandomize=True, database=None)
@given(observations)
def test_it_is_the_estimate_of_kaplan_and_meier(observed):
    assert quantiles(observed, LEVELS) == tuple(by_definition(observed, at) for at in LEVELS)


def test_without_open_lives_it_is_the_plain_share():
    observed = [(float(day), DONE, 1.0) for day in range(1, 11)]

    assert quantiles(observed, (0.1, 0.5, 0.9, 0.95)) == (1.0, 5.0, 9.0, 10.0)


def test_an_open_life_counts_as_at_least_this_old():
    # Six patients, ended after 1, 3 and 5, still there at 2, 4 and 6 (by hand: 5/6, 5/8, 5/16).
    observed = [(float(day), DONE if day % 2 else OPEN, 1.0) for day in range(1, 7)]

    assert quantiles(observed, (1 / 6, 3 / 8, 0.5, 11 / 16, 0.7)) == (1.0, 3.0, 5.0, 5.0, None)


def test_nothing_is_known_of_what_has_never_ended():
    assert quantiles([(3.0, OPEN, 1.0)], (0.5,)) == (None,)
    assert quantiles([], (0.5, 0.9)) == (None, None)


def test_half_a_weight_twice_is_one_whole():
    halves = [(float(day), DONE, 0.5) for day in (1, 1, 2, 2, 3, 3)]

    assert quantiles(halves, LEVELS) == quantiles([(x, DONE, 1.0) for x in (1.0, 2.0, 3.0)], LEVELS)


@pytest.mark.parametrize("weight", [1e-12, 1.0, 1e12])
def test_only_ratios_of_weights_count(weight):
    observed = [(float(day), DONE, weight) for day in range(10)]

    assert quantiles(observed, (0.5, 0.99)) == (4.0, 9.0)


@pytest.mark.parametrize(
    ("share", "told_at", "expected"),
    [
        ((0.6, DONE), 0.0, (0.6, DONE)),
        ((0.6, DONE), 0.2, (0.5, DONE)),
        ((0.1, DONE), 0.2, (0.0, DONE)),
        ((0.6, OPEN), 0.2, (0.5, OPEN)),
        ((0.6, DONE), None, None),
        ((0.99, DONE), 0.97, None),
        (None, 0.2, None),
    ],
)
def test_a_place_is_read_on_the_odds_that_were_told_with_the_word(share, told_at, expected):
    """Told when 20 in 100 are done already, the place 60 is half of what was left."""
    found = as_told(share, told_at)
    assert found == (expected and (pytest.approx(expected[0]), expected[1]))

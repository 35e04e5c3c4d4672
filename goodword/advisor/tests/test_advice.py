"""What must hold for every advice, whatever the past."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodword.advisor import CAREFUL, EVEN, FAIR, LEVELS, SAFE, Experience, Ground, advise
from goodword.advisor.curve import GRID, Curve
from goodword.advisor.survival import DONE, OPEN
from goodword.advisor.tests.conftest import experience_of

HERE = ("IT", "Laptops", "new")
quickly = settings(max_examples=12, deadline=None, derandomize=True, database=None)
pasts = st.lists(
    st.one_of(st.none(), st.integers(0, 240).map(lambda part: part / 8)), min_size=31, max_size=90
)


@quickly
@given(pasts)
def test_advice_rises_with_its_level_and_is_never_before_now(past):
    experience, now = experience_of(past)
    advice = advise(experience, now, HERE)
    if advice is None:
        assert experience.finished_lives < 30
        return

    lengths = [advice.within(level) for level in LEVELS]
    assert lengths == sorted(lengths)
    assert lengths[0] >= 0


@quickly
@given(pasts)
def test_odds_rise_with_the_length_and_agree_with_the_levels(past):
    experience, now = experience_of(past)
    if (advice := advise(experience, now, HERE)) is None:
        return

    odds = [advice.odds(step / 4) for step in range(200)]
    assert odds == sorted(odds)
    assert all(0 <= chance <= 1 for chance in odds)
    assert all(advice.odds(advice.within(level)) >= level - 1e-9 for level in LEVELS)


def test_the_odds_of_a_length_are_the_way_back_from_a_level():
    experience, now = experience_of([1 + step * 7 % 40 / 4 for step in range(200)])
    advice = advise(experience, now, HERE)

    for level in LEVELS:
        assert advice.odds(advice.within(level)) == pytest.approx(level, abs=0.05)


def test_without_thirty_finished_requests_there_is_no_experience_yet():
    experience, now = experience_of([1.0] * 29)

    assert advise(experience, now, HERE) is None


def test_a_new_service_of_an_old_house_is_advised_with_care():
    experience, now = experience_of([1.0, 2.0, 3.0] * 20)

    old, new = (advise(experience, now, ("IT", service, "")) for service in ("Laptops", "Phones"))

    assert (old.ground, old.fair) == (Ground.USUAL, FAIR)
    assert (new.ground, new.fair) == (Ground.LITTLE, CAREFUL)


def test_what_is_still_open_makes_the_advice_longer():
    quick, now = experience_of([1.0] * 60)
    slow, _ = experience_of([1.0 if number % 3 else None for number in range(60)])

    assert advise(slow, now, HERE).within(FAIR) > advise(quick, now, HERE).within(FAIR)


def test_the_same_kind_of_work_tells_more_than_the_rest_of_the_house():
    experience = Experience()
    for number in range(200):
        place = ("IT", "Laptops", "repair") if number % 2 else HERE
        entry = experience.asked(number / 4, place)
        experience.finished(entry, 20.0 if number % 2 else 2.0)

    assert advise(experience, 50.0, HERE).within(EVEN) == 2.0
    assert advise(experience, 50.0, ("IT", "Laptops", "repair")).within(EVEN) == 20.0


def test_what_is_long_ago_tells_less():
    lengths = [10.0] * 300 + [2.0] * 300
    experience, now = experience_of(lengths)

    assert advise(experience, now, HERE).within(EVEN) == 2.0


def test_a_record_of_broken_advice_makes_the_next_one_careful():
    """Advice was 1 to 2 days, then everything took four: the level is read further up."""
    calm, now = experience_of([1 + number % 10 / 10 for number in range(400)])
    shaken, _ = experience_of(
        [(1 + number % 10 / 10) * (4 if number > 300 else 1) for number in range(400)]
    )

    fair = LEVELS.index(FAIR)
    assert advise(shaken, now, HERE).read_at[fair] > advise(calm, now, HERE).read_at[fair]


def test_a_level_that_is_not_kept_is_refused():
    experience, now = experience_of([1.0] * 60)

    with pytest.raises(ValueError, match="not in tuple"):
        advise(experience, now, HERE).within(0.42)


def test_memory_of_a_finished_request_is_a_few_numbers():
    experience, _ = experience_of([1.0] * 100)

    assert not any(experience._curves[:90])


def test_a_curve_ends_where_nothing_is_known_any_more():
    curve = Curve.of([1.0] * 5 + [None] * (len(GRID) - 5), end=9.0)

    assert curve.at(SAFE) == 9.0
    assert curve.share(5.0) == (GRID[4], OPEN)
    assert curve.share(0.5) == (0.05, DONE)
    assert curve.chance(20.0) == 1.0

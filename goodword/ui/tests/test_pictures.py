"""Bars of working time and of odds."""

import pytest

from goodword.ui import odds
from goodword.ui.working_time_chart import Axis


def test_a_minute_of_the_day_has_its_place():
    axis = Axis(510, 1020)
    assert axis.at(510) == 0
    assert axis.at(765) == 50
    assert axis.at(1100) == 100
    assert axis.bar("ran", 510, 612).width == 20


def test_words_at_the_edges_stay_inside():
    ticks = Axis(510, 1020).ticks([(510, "8:30"), (765, "12:45"), (1020, "17:00")])
    assert [tick.anchor for tick in ticks] == ["start", "middle", "end"]


def test_a_day_that_is_closed_all_day_divides_by_nothing():
    assert Axis(600, 600).at(600) == 0


def test_the_most_common_time_is_the_tallest_bar():
    bars = odds.bars([0, 1, 4, 2], late_from=3)
    assert [bar.x for bar in bars] == [25.0, 50.0, 75.0]
    assert max(bars, key=lambda bar: bar.height).x == 50
    assert [bar.late for bar in bars] == [False, False, True]


def test_no_experience_makes_no_bars():
    assert odds.bars([]) == ()
    assert odds.bars([0, 0]) == ()


@pytest.mark.parametrize(
    ("kind", "x", "anchor"),
    [
        ("p", 50, "middle"),
        ("p", 5, "start"),
        ("p", 95, "end"),
        ("need", 60, "start"),
        ("need", 85, "end"),
    ],
)
def test_words_on_the_strip_do_not_leave_it(kind, x, anchor):
    assert odds.mark(kind, x, "half").anchor == anchor


def test_odds_are_counts_and_never_more_than_all():
    assert odds.odds_words(47, 52) == "47 of the last 52"
    with pytest.raises(ValueError, match="cannot be"):
        odds.odds_words(3, 2)

"""Bars of odds."""

import pytest

from goodword.ui import odds


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

"""What is worked out of promises, and what is held back."""

from __future__ import annotations

from datetime import date

import pytest

from goodword.insight.rules import Case, Share, figures

JUNE, JULY, AUGUST = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)


def cases(number: int, month: date = JUNE, **more) -> list[Case]:
    usual = {"ready": (True, True, True), "asked_for": 3.0, "advised": 3.0, "is_kept": True}
    return [Case(month=month, **(usual | more)) for _case in range(number)]


def test_the_interval_is_wilsons():
    assert Share(45, 52).interval == pytest.approx((0.766, 0.924), abs=0.005)
    assert Share(0, 0).interval == (0.0, 1.0)
    assert Share(10, 10).interval[1] == 1.0


def test_shares_are_never_rounded_up():
    assert Share(199, 200).per_hundred == 99


def test_nothing_is_said_of_nine():
    assert not figures(cases(9)).is_enough
    assert figures(cases(10)).is_enough


def test_a_month_alone_is_not_held_back_alone():
    told = figures(cases(6, JUNE) + cases(12, JULY) + cases(30, AUGUST))

    assert [month.is_shown for month in told.months] == [False, False, True]


def test_two_small_months_hide_each_other():
    told = figures(cases(6, JUNE) + cases(4, JULY) + cases(30, AUGUST))

    assert [month.is_shown for month in told.months] == [False, False, True]


def test_what_was_added_to_the_advice_is_counted():
    sooner = cases(2, asked_for=2.0, is_kept=False)
    told = figures(sooner + cases(6) + cases(3, asked_for=4.2) + cases(1, asked_for=7.0))
    by_key = {one.key: (one.total, one.broken) for one in told.followed}

    assert by_key == {"sooner": (2, 2), "same": (6, 0), "day": (3, 0), "more": (1, 0)}
    assert told.later == 4
    assert told.given_away == pytest.approx((3 * 1.2 + 4) / 12)


def test_a_moved_word_is_neither_kept_nor_broken():
    told = figures(cases(8) + cases(2, is_kept=None))

    assert (told.kept.kept, told.kept.of, told.total) == (8, 8, 10)


def test_coverage_counts_each_level_by_itself():
    told = figures(cases(5) + cases(5, ready=(False, True, True)))

    assert [share.kept for share in told.coverage] == [5, 10, 10]

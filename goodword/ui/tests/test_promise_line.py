"""The geometry of the promise line."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodword.ui.promise_line import (
    GAP,
    NARROW,
    WIDE,
    Label,
    Lengths,
    PromiseLine,
    draw,
    draw_mini,
    place,
    positions,
)

HOUR = 60


def kinds(strokes):
    return [stroke.kind for stroke in strokes]


def words(labels):
    return {label.words: label for label in labels}


def test_a_given_word_stands_before_what_is_needed():
    found = positions(Lengths(now=HOUR, promised=20 * HOUR, needed=25 * HOUR))
    assert found.mark == 77.6
    assert found.flag == 97
    assert found.now is not None
    assert 0 < found.now < 10


@pytest.mark.parametrize(
    ("promised", "needed", "mark"), [(10, 1000, 72.0), (99, 100, 88.0), (10, None, 84.0)]
)
def test_promises_always_stand_where_they_can_be_compared(promised, needed, mark):
    assert positions(Lengths(promised=promised, needed=needed)).mark == mark


def test_what_the_asker_hoped_for_stands_before_the_offer():
    found = positions(Lengths(now=10, promised=600, needed=300))
    assert found.flag == 42.0


def test_without_any_date_there_is_only_now():
    found = positions(Lengths(now=42))
    assert (found.mark, found.flag, found.now) == (None, None, 92.0)
    assert positions(Lengths(now=42, first_word=120)).now == pytest.approx(29.4)
    assert positions(Lengths(now=0)).now == 0
    assert positions(Lengths(now=10, needed=100)).flag == 97


def test_a_broken_promise_is_crossed_in_the_middle():
    found = positions(Lengths(missed=600, now=900, promised=1200))
    assert found.cross == 52.0
    assert found.now == 70.0
    assert found.mark == 88.0
    late = positions(Lengths(missed=600, now=900))
    assert (late.cross, late.now, late.mark) == (52.0, 88.0, None)


def test_what_is_overdue_lies_behind_the_promise():
    found = positions(Lengths(now=800, promised=600))
    assert found.mark is not None
    assert found.now is not None
    assert found.mark < found.now


lengths = st.none() | st.integers(0, 50_000)


@given(lengths, lengths, lengths, lengths, lengths)
def test_nothing_ever_leaves_the_line(now, promised, needed, delivered, missed):
    found = positions(Lengths(now, promised, needed, delivered, missed))
    for at in (found.now, found.mark, found.flag, found.delivered, found.cross):
        assert at is None or 0 <= at <= 97


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 5000))
def test_what_is_later_stands_further_along(now, promised, needed):
    found = positions(Lengths(now=now, promised=promised, needed=needed))
    ends = sorted(
        [(now, found.now), (promised, found.mark), (needed, found.flag)], key=lambda end: end[0]
    )
    for (_, left), (_, right) in pairwise(ends):
        assert left is not None
        assert right is not None
        assert left <= right


def test_a_word_given_is_solid_until_now_and_pale_until_the_ring():
    drawing = draw(PromiseLine("given", now=20, mark=72, flag=97))
    assert kinds(drawing.strokes) == ["rest", "span", "gone"]
    assert drawing.strokes[1].x2 == pytest.approx(70.4)


def test_no_word_yet_is_dots_only():
    assert kinds(draw(PromiseLine("none", now=36)).strokes) == ["rest"]
    assert kinds(draw_mini(PromiseLine("none", now=36)).strokes) == ["rest"]


def test_an_early_delivery_stops_before_the_promise():
    drawing = draw(PromiseLine("early", mark=84, delivered=58))
    assert [(s.kind, s.x2) for s in drawing.strokes] == [("rest", 99.2), ("span", 84), ("gone", 58)]
    assert kinds(draw(PromiseLine("kept", delivered=82)).strokes) == ["rest", "gone"]


def test_beyond_a_broken_date_the_line_is_dotted():
    drawing = draw(PromiseLine("broken", cross=52, now=70, mark=88))
    assert kinds(drawing.strokes) == ["rest", "gone", "over"]
    assert kinds(draw_mini(PromiseLine("broken", cross=52, mark=88)).strokes) == ["gone"]


def test_a_small_line_leaves_room_for_its_ring():
    assert draw_mini(PromiseLine("given", now=20, mark=84)).strokes[0].x2 == 79


def test_labels_that_would_collide_move_to_the_other_row():
    drawing = draw(
        PromiseLine("given", now=94, now_words="Now", flag=97, flag_words="Appointment, Fri 9:30")
    )
    found = words(drawing.labels)
    assert found["Appointment, Fri 9:30"].anchor == "end"
    assert found["Now"].row == "below"


def test_what_only_fits_on_a_wide_screen_is_optional():
    drawing = draw(
        PromiseLine(
            "early",
            mark=84,
            mark_words="Promised Tuesday noon",
            delivered=58,
            delivered_words="Delivered Mon 11:20",
            start_words="Asked Wednesday 18",
        )
    )
    found = words(drawing.labels)
    assert not found["Promised Tuesday noon"].optional
    assert found["Asked Wednesday 18"].optional


def test_what_fits_nowhere_is_left_out():
    long = "x" * 60
    placed = place([Label(long, 50, "above"), Label(long, 50, "above"), Label(long, 50, "above")])
    assert len(placed) == 2


label_lists = st.lists(
    st.builds(
        Label,
        words=st.text("abcdefgh", min_size=1, max_size=25),
        x=st.floats(0, 97),
        row=st.sampled_from(["above", "below"]),
    ),
    max_size=6,
)


@given(label_lists)
def test_labels_never_run_into_each_other(wished):
    placed = place(wished)
    for width, shown in ((WIDE, placed), (NARROW, [one for one in placed if not one.optional])):
        for row in ("above", "below"):
            reaches = sorted(label.reach(width) for label in shown if label.row == row)
            for left, right in pairwise(reaches):
                assert left[1] + GAP <= right[0] + 0.001

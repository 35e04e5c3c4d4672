"""Who gave a word is reminded of its date: half way, later on, and the day before."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.outbox.kinds import kind_of
from goodword.outbox.models import Letter, State
from goodword.requests import actions
from goodword.requests.letters.kinds import REMINDER
from goodword.requests.rules.reminders import reminders
from goodword.requests.rules.standing import StandingPromise
from goodword.requests.tests.conftest import DAY, HOUR, WEEK
from goodword.ui.when import plain
from goodword.working_time import Calendar

OFFICE = Calendar.office("UTC")
NIGHTS = Calendar.from_json(
    {
        "tz": "Europe/London",
        "week": {day: [["22:00", "06:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
    }
)
MORNINGS = Calendar.from_json(
    {
        "tz": "Europe/London",
        "week": {
            "mon": [["09:00", "12:00"]],
            "tue": [["09:00", "12:00"]],
            "thu": [["09:00", "15:00"]],
        },
    }
)
MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


def steps(calendar: Calendar, made_at: datetime, due_at: datetime) -> list[tuple[str, str]]:
    """Each reminder, with the day and hour on the team's wall."""
    promise = StandingPromise(1, due_at, due_at, made_at)
    found = reminders(promise, made_at, calendar)
    return [(it.step, f"{calendar.wall_clock(it.at):%a %d %H:%M}") for it in found]


def test_a_word_of_three_weeks_has_all_three():
    assert steps(OFFICE, MONDAY, MONDAY + 18 * DAY + 8 * HOUR) == [
        ("half", "Wed 11 13:00"),
        ("three_quarters", "Tue 17 11:00"),
        ("day_before", "Thu 19 09:00"),
    ]


def test_where_two_would_come_close_the_day_before_is_the_one():
    assert steps(OFFICE, MONDAY, MONDAY + 7 * DAY) == [
        ("half", "Wed 04 13:00"),
        ("day_before", "Fri 06 09:00"),
    ]


@pytest.mark.parametrize(
    ("due_at", "expected"),
    [
        (MONDAY + 2 * DAY, [("day_before", "Tue 03 09:00")]),
        (MONDAY + 8 * HOUR, [("half", "Mon 02 13:00")]),
        (MONDAY + 6 * HOUR, []),
    ],
    ids=["two days", "a day", "hours"],
)
def test_a_short_word_has_one_or_none(due_at, expected):
    assert steps(OFFICE, MONDAY, due_at) == expected


def test_a_night_belongs_to_the_evening_on_which_it_opens():
    made_at = datetime(2026, 11, 2, 22, tzinfo=UTC)
    due_at = datetime(2026, 11, 7, 6, tzinfo=UTC)  # the end of Friday's night
    assert steps(NIGHTS, made_at, due_at)[-1] == ("day_before", "Thu 05 22:00")


def test_a_part_time_team_is_reminded_on_the_day_it_works_before():
    due_at = datetime(2026, 11, 9, 12, tzinfo=UTC)
    assert steps(MORNINGS, MONDAY, due_at)[-1] == ("day_before", "Thu 05 09:00")


def test_an_hour_that_is_skipped_in_spring_shifts_nothing():
    always = Calendar.always("Europe/Berlin")
    made_at = datetime(2027, 3, 25, 11, tzinfo=UTC)  # noon in Berlin, two days before the change
    assert steps(always, made_at, made_at + 5 * DAY)[-1] == ("day_before", "Mon 29 00:00")


@pytest.fixture
def long_word(laptop, ben, monday):
    """Ben's word for the laptop: in two weeks."""
    actions.offer(laptop, by=ben, at=monday, due_at=monday + 2 * WEEK)
    actions.accept(laptop, by=laptop.asker, at=monday + HOUR)
    return laptop


def said(request) -> list[list[str]]:
    with system_scope("tests"):
        rows = Event.objects.about("request", request.pk).filter(name="promise_reminded")
        return [event.facts["steps"] for event in rows]


def letters() -> list[Letter]:
    with system_scope("tests"):
        return list(Letter.objects.filter(kind=REMINDER).order_by("pk"))


def live_until(request, ben, monday, last_day, first_day=1):
    """Let the clock strike every hour of some days, and Ben write a word every morning."""
    for day in range(first_day, last_day):
        actions.write(request, by=ben, at=monday + day * DAY, words="It goes on.")
        for hour in range(24):
            actions.strike(request, at=monday + day * DAY + hour * HOUR)


@pytest.mark.django_db
def test_the_owner_is_reminded_of_each_step_once(long_word, ben, monday):
    live_until(long_word, ben, monday, 14)

    assert said(long_word) == [["half"], ["three_quarters"], ["day_before"]]
    assert {letter.to for letter in letters()} == {ben}


@pytest.mark.django_db
def test_all_but_the_one_on_the_day_before_wait_for_the_digest(long_word, ben, monday):
    live_until(long_word, ben, monday, 14)

    assert [letter.state for letter in letters()] == [State.HELD, State.HELD, State.WAITING]


@pytest.mark.django_db
def test_who_wants_no_reminders_has_none(long_word, ben, monday):
    ben.letter_choices = {REMINDER: "never"}
    ben.save()
    actions.strike(long_word, at=monday + 8 * DAY)

    assert [letter.state for letter in letters()] == [State.CANCELLED]


@pytest.mark.django_db
def test_a_clock_that_was_late_reminds_once_of_the_last_step(long_word, monday):
    actions.strike(long_word, at=monday + 13 * DAY)

    assert said(long_word) == [["half", "three_quarters", "day_before"]]


@pytest.mark.django_db
def test_a_word_that_was_kept_or_passed_is_nobodys_reminder(long_word, ask, ben, monday):
    actions.deliver(long_word, by=ben, at=monday + 2 * DAY, words="There it is.")
    actions.strike(long_word, at=monday + 13 * DAY)
    passed = ask()
    actions.offer(passed, by=ben, at=monday, due_at=monday + WEEK)
    actions.strike(passed, at=monday + 2 * WEEK)

    assert said(long_word) == said(passed) == []


@pytest.mark.django_db
def test_while_the_asker_has_the_next_step_nobody_is_reminded(long_word, ben, monday):
    actions.ask_asker(long_word, by=ben, at=monday + DAY, question="Which size?")
    actions.strike(long_word, at=monday + 9 * DAY)
    assert said(long_word) == []

    actions.answer_question(long_word, by=long_word.asker, at=monday + 9 * DAY, answer="Small.")
    actions.strike(long_word, at=monday + 9 * DAY + HOUR)
    assert said(long_word) == [], "half of the time is over later now"


@pytest.mark.django_db
def test_a_word_that_is_moved_begins_anew(long_word, ben, monday):
    actions.strike(long_word, at=monday + 8 * DAY)
    actions.offer(
        long_word, by=ben, at=monday + 8 * DAY, due_at=monday + 3 * WEEK, reason="They are late."
    )
    actions.strike(long_word, at=monday + 8 * DAY + 3 * HOUR)
    assert said(long_word) == [["half"]], "the asker has the next step"

    actions.accept(long_word, by=long_word.asker, at=monday + 8 * DAY + 4 * HOUR)
    actions.strike(long_word, at=monday + 18 * DAY)
    assert said(long_word) == [["half"], ["half", "three_quarters", "day_before"]]


@pytest.mark.django_db
def test_a_word_on_the_day_before_is_the_word_that_is_owed(promised, ben, monday):
    """Reminded on Tuesday morning, Ben says at once that it stands: nothing was missed."""
    actions.strike(promised, at=monday + DAY)
    actions.will_make_it(promised, by=ben, at=monday + DAY)
    actions.strike(promised, at=promised.due_at - HOUR)

    with system_scope("tests"):
        names = set(Event.objects.about("request", promised.pk).values_list("name", flat=True))
    assert "promise_reminded" in names
    assert "word_missed" not in names


@pytest.mark.django_db
def test_the_letter_says_what_is_left_and_what_can_be_done(promised, monday):
    actions.strike(promised, at=monday + DAY)
    (letter,) = letters()
    with system_scope("tests"):
        worded = kind_of(REMINDER).resolver(letter, monday + DAY)
        actions.deliver(promised, by=promised.owner, at=monday + DAY, words="There.")
        unsaid = kind_of(REMINDER).resolver(letter, monday + DAY)

    assert "One working day is left before the day of Wednesday 4 November" in plain(worded.text)
    for button in ("It is done", "I will make it", "Offer another date"):
        assert button in worded.text
    assert unsaid is None


@pytest.mark.django_db
def test_the_asker_reads_nothing_of_reminders(promised, signed_in, amina, ben, monday):
    actions.strike(promised, at=monday + DAY)
    path = f"/requests/{promised.reference}/"

    assert b"working day is left" in signed_in(ben).get(path).content
    assert b"working day is left" not in signed_in(amina).get(path).content

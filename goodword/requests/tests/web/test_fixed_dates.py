"""A date outside that nobody here can move: the conference begins, and later is too late."""

from __future__ import annotations

import pytest

from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.outbox.models import Letter
from goodword.requests import actions
from goodword.requests.actions.keeping import ABOUT
from goodword.requests.forms.dates import date_choices
from goodword.requests.models import ServiceRequest
from goodword.requests.rules.states import State
from goodword.requests.tests.web.conftest import DAY, HOUR, text

WHY = "The conference begins"


@pytest.fixture
def conference(ask, monday):
    """Badges that are of no use after Thursday noon."""
    return ask(title="Badges", fixed_at=monday + 3 * DAY + 2 * HOUR, fixed_why=WHY)


def test_amina_names_it_when_she_asks(send, amina, it_help):
    answer = send(amina, "ask", title="Badges", fixed_at="2026-11-05T12:00", fixed_why=f" {WHY} ")
    asked = ServiceRequest.objects.visible_to(amina).get()

    assert answer.status_code == 303
    assert asked.fixed_why == WHY
    with system_scope("tests"):
        first = Event.objects.about(ABOUT, asked.pk).first()
    assert first.facts["fixed_at"] == asked.fixed_at.isoformat()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"fixed_at": "2026-11-05T12:00"}, "Say what happens then"),
        ({"fixed_why": WHY}, "Say when that is."),
        ({"fixed_at": "2001-01-01T09:00", "fixed_why": WHY}, "That moment has passed"),
    ],
)
def test_a_date_has_a_reason_and_lies_ahead(send, amina, it_help, typed, said):
    answer = send(amina, "ask", title="Badges", **typed)

    assert answer.status_code == 422
    assert said in text(answer)
    assert "<details open>" in text(answer)


def test_both_sides_read_it(look, conference, amina, ben):
    for person in (amina, ben):
        page = text(look(person, "request", conference))

        assert "Too late after <b><time" in page
        assert WHY in page
        assert "Needed Thu" in page


def test_ben_sees_its_real_odds_before_he_gives_his_word(look, past, conference, ben, monday):
    page = text(look(ben, "offers", conference, at=monday))
    known = actions.forecast(conference, monday)

    assert known.chance(conference.fixed_at) < 0.85
    assert f"the last moment: {WHY}, <b" in page
    assert f"a fair promise, but too late: {WHY}, <b" in page
    assert f"it is too late ({WHY}); about" in page


def test_what_it_would_push_aside_to_make_it_is_shown(look, past, conference, ben, monday):
    assert "If this goes first instead" in text(look(ben, "offers", conference, at=monday))


def test_a_date_after_it_is_never_agreed_beforehand(conference, ben, monday):
    fair = next(date.at for date in date_choices(conference, monday) if date.is_fair)
    actions.offer(conference, by=ben, at=monday + HOUR, due_at=fair, words="")

    assert fair > conference.fixed_at
    assert conference.state == State.OFFERED


def test_a_date_before_it_is_as_good_as_any(conference, ben, monday):
    actions.offer(conference, by=ben, at=monday + HOUR, due_at=monday + 2 * DAY, words="")

    assert conference.state == State.PROMISED


def test_an_action_refuses_one_without_a_reason(ask, monday):
    with pytest.raises(Refusal, match="Say what happens then"):
        ask(fixed_at=monday + DAY)


def test_amina_names_it_later_and_reads_its_odds(send, look, past, laptop, amina, ben, monday):
    answer = send(amina, "fixed-date", laptop, fixed_at="2026-11-05T12:00", fixed_why=WHY)
    laptop.refresh_from_db()

    assert answer.status_code == 303
    assert (laptop.fixed_at, laptop.fixed_why) == (monday + 3 * DAY + 2 * HOUR, WHY)
    assert "You named a date after which" in text(look(amina, "request", laptop))
    assert "Ready by Thursday, noon: " in text(look(amina, "fixed-date", laptop))
    assert "Amina named a date" in text(look(ben, "request", laptop))


def test_ben_hears_of_it_and_not_the_one_who_named_it(send, laptop, amina, ben, now):
    send(amina, "fixed-date", laptop, fixed_at="2026-11-05T12:00", fixed_why=WHY)
    with system_scope("tests"):
        told = set(Letter.objects.filter(kind="requests.desk").values_list("to", flat=True))

    assert ben.pk in told
    assert amina.pk not in told


def test_what_ben_learns_amina_is_told(send, look, laptop, amina, ben):
    send(ben, "fixed-date", laptop, fixed_at="2026-11-05T12:00", fixed_why=WHY)
    with system_scope("tests"):
        told = list(Letter.objects.filter(kind="requests.news").values_list("to", flat=True))

    assert told == [amina.pk]
    assert "Ben learned of a date after which it is too late" in text(
        look(amina, "request", laptop)
    )


@pytest.mark.parametrize("later", [None, 1])
def test_the_team_neither_takes_it_away_nor_names_a_later_one(conference, ben, monday, later):
    date = conference.fixed_at + DAY if later else None
    why = WHY if later else ""

    with pytest.raises(Refusal, match="Only the side that asked"):
        actions.fix_date(conference, by=ben, at=monday, fixed_at=date, fixed_why=why)


def test_each_change_is_told_as_what_it_is(conference, amina, ben, monday):
    fixed = conference.fixed_at
    actions.fix_date(conference, by=ben, at=monday, fixed_at=fixed - DAY, fixed_why=WHY)
    actions.fix_date(conference, by=amina, at=monday, fixed_at=fixed, fixed_why=WHY)
    actions.fix_date(conference, by=amina, at=monday, fixed_at=None, fixed_why="")
    with system_scope("tests"):
        events = list(Event.objects.about(ABOUT, conference.pk))

    assert [one.to_team.replace("\u00a0", " ").split(",")[0] for one in events[1:]] == [
        "Ben learned that it is too late after Wednesday 4 November",
        "Amina moved the date after which it is too late from Wednesday 4 November",
        "Amina said that it is not too late after Thursday 5 November",
    ]


def test_a_word_that_stands_for_later_says_so_and_does_not_move(send, look, promised, amina, ben):
    before = promised.due_at
    send(amina, "fixed-date", promised, fixed_at="2026-11-03T12:00", fixed_why=WHY)
    promised.refresh_from_db()

    assert promised.due_at == before
    for person in (amina, ben):
        assert "which is too late: talk about" in text(look(person, "request", promised))


def test_an_offered_date_that_comes_too_late_says_so(look, offered, amina, ben, monday):
    date = monday + 2 * DAY
    actions.fix_date(offered, by=amina, at=monday + HOUR, fixed_at=date, fixed_why=WHY)

    for person in (amina, ben):
        assert "is too late: talk about another one" in text(look(person, "request", offered))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"fixed_at": "2026-11-05T12:00", "fixed_why": WHY}, "stands here already"),
        ({"fixed_at": "2001-01-01T09:00", "fixed_why": WHY}, "That moment has passed"),
        ({"fixed_at": "", "fixed_why": WHY}, "Say when that is."),
    ],
)
def test_what_cannot_be_is_said_beside_it(send, conference, amina, typed, said):
    answer = send(amina, "fixed-date", conference, **typed)

    assert answer.status_code == 422
    assert said in text(answer)


def test_of_two_at_one_time_the_second_sees_the_first(send, conference, amina, ben, monday):
    seen = str(conference.number_of_events)
    actions.offer(conference, by=ben, at=monday + HOUR, due_at=monday + 2 * DAY, words="")
    answer = send(amina, "fixed-date", conference, fixed_at="", fixed_why="", version=seen)

    assert answer.status_code == 409
    assert "Ben was faster" in text(answer)


def test_a_stranger_does_not_learn_of_it(send, look, conference, chidi):
    assert look(chidi, "fixed-date", conference).status_code == 404
    assert send(chidi, "fixed-date", conference, fixed_at="").status_code == 404


def test_what_is_done_has_no_date_any_more(delivered, amina, monday):
    at = monday + 2 * DAY

    with pytest.raises(Refusal, match="not possible any more"):
        actions.fix_date(delivered, by=amina, at=at, fixed_at=at + DAY, fixed_why=WHY)

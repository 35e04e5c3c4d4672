"""A date outside that nobody here can move: the conference begins, and later is too late."""

from __future__ import annotations

import pytest

from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
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

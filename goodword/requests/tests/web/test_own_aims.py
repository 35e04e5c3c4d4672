"""Promised Tuesday, aim for Monday: one's own inner date, seen by oneself alone."""

from __future__ import annotations

import pytest

from goodword.house.refusals import Refusal
from goodword.requests import actions
from goodword.requests.models import Aim
from goodword.requests.tests.web.conftest import DAY, HOUR, text

TUESDAY = "2026-11-03T15:00"


def test_ben_sets_one_and_reads_it_on_the_page_and_the_desk(send, look, promised, ben):
    answer = send(ben, "aim", promised, aim_at=TUESDAY)

    assert answer.status_code == 303
    assert "Only you see it." in text(look(ben, "request", promised))
    for name in ("pages:desk", "pages:order"):
        assert "Your own aim: tomorrow, 3 pm." in text(look(ben, name, "it-help"))


def test_nobody_else_learns_of_it(send, look, promised, ben, amina, person, it_help):
    dana = person("Dana Reyes", it_help)
    send(ben, "aim", promised, aim_at=TUESDAY)

    assert "tomorrow, 3 pm" not in text(look(amina, "request", promised))
    assert "tomorrow, 3 pm" not in text(look(dana, "request", promised))
    assert "Your own aim:" not in text(look(dana, "pages:desk", "it-help"))


def test_no_clock_counts_it_and_nothing_happened(send, promised, ben):
    before = promised.number_of_events, promised.wake_at, promised.next_word_at
    send(ben, "aim", promised, aim_at=TUESDAY)
    promised.refresh_from_db()

    assert (promised.number_of_events, promised.wake_at, promised.next_word_at) == before


def test_left_empty_it_is_gone(send, promised, ben):
    send(ben, "aim", promised, aim_at=TUESDAY)
    send(ben, "aim", promised, aim_at="")

    assert not Aim.objects.visible_to(ben).exists()


@pytest.mark.parametrize(("hours", "why"), [(-2, "lies ahead"), (24 * 9, "before the promised")])
def test_an_aim_lies_between_now_and_the_promise(promised, ben, monday, hours, why):
    with pytest.raises(Refusal, match=why):
        actions.set_aim(promised, by=ben, at=monday + HOUR, aim_at=monday + hours * HOUR)


def test_who_is_not_of_the_team_has_none(promised, chidi, monday):
    with pytest.raises(Refusal):
        actions.set_aim(promised, by=chidi, at=monday + HOUR, aim_at=monday + DAY)

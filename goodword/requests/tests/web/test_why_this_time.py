"""Why this time: the whole sum behind a due moment."""

from __future__ import annotations

import pytest

from goodword.requests import actions
from goodword.requests.tests.web.conftest import HOUR, text


@pytest.mark.parametrize("clock", ["next_word", "first_word", "offer"])
def test_every_clock_that_runs_can_be_explained(clock, look, laptop, amina):
    page = text(look(amina, "why", laptop, clock))

    assert "This is the whole sum." in page
    assert "version 1" in page


def test_a_promise_is_explained_with_its_pause(look, asked_back, amina, monday):
    actions.answer_question(asked_back, by=amina, at=monday + 3 * HOUR, answer="English")
    page = text(look(amina, "why", asked_back, "promise", at=monday + 4 * HOUR))

    assert "Ben gave their word" in page
    assert "Paused while Amina was asked" in page
    assert "Which keyboard does Dana want?" in page


def test_a_clock_that_does_not_run_is_not_there(look, laptop, amina):
    assert look(amina, "why", laptop, "promise").status_code == 404
    assert look(amina, "why", laptop, "no-such").status_code == 404


def test_a_stranger_is_told_nothing(look, promised, chidi):
    assert look(chidi, "why", promised, "promise").status_code == 404

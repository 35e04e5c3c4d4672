"""The fold by itself: what happens out of turn changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from goodword.requests.rules import clocks
from goodword.requests.rules.replay import apply, replay
from goodword.requests.rules.standing import Happening, Standing
from goodword.requests.rules.states import State
from goodword.working_time import Calendar

MONDAY = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
OFFICE = Calendar.office("UTC")
POLICY = {
    "first_word_minutes": 120,
    "offer_days": 2,
    "update_days": 5,
    "is_emergency": False,
    "waits_outside": False,
}


def happening(name: str, **facts: object) -> Happening:
    return Happening(name, MONDAY, by=1, facts=facts)


@pytest.fixture
def asked() -> Standing:
    return apply(None, happening("asked", team=1, policy=POLICY))


def test_nothing_happened_is_no_request():
    with pytest.raises(ValueError, match="Nothing has happened"):
        replay([])


@pytest.mark.parametrize(
    "name",
    [
        "question_reminded",
        "question_answered",
        "offer_reminded",
        "delivery_reminded",
        "promise_reminded",
        "sponsor_reminded",
        "warned",
        "assured",
    ],
)
def test_what_has_nothing_to_work_on_changes_nothing(asked, name):
    after = apply(asked, happening(name))
    assert replace(after, number=1, last_decision=1, last_act="asked") == asked


def test_a_word_that_does_not_stand_cannot_break(asked):
    after = apply(asked, happening("broken"))
    assert (after.broken, after.verdicts) == (None, {})


def test_a_promise_made_while_a_question_waits_is_kept_for_after(asked):
    waiting = apply(asked, happening("question_asked", question=1))
    due_at = (MONDAY + timedelta(days=1)).isoformat()
    promised = apply(waiting, happening("promised", promise=1, due_at=due_at))
    answered = apply(promised, happening("question_answered", question=1))
    assert (promised.state, answered.state) == (State.WAITING_ASKER, State.PROMISED)


def test_a_promise_made_while_waiting_in_the_work_goes_on_with_the_work(asked):
    working = replace(asked, state=State.IN_PROGRESS)
    waiting = apply(working, happening("question_asked", question=1))
    due_at = (MONDAY + timedelta(days=1)).isoformat()
    promised = apply(waiting, happening("promised", promise=1, due_at=due_at))
    assert apply(promised, happening("question_answered")).state == State.IN_PROGRESS


def test_an_event_of_a_later_release_is_read_over(asked):
    assert apply(asked, happening("something_new")).state == State.ASKED


def test_no_date_is_owed_once_it_was_offered(asked):
    assert clocks.offer_due(replace(asked, date_owed_from=None), OFFICE) is None
    assert clocks.offer_due(asked, OFFICE) == datetime(2026, 11, 4, 17, 0, tzinfo=UTC)


def test_a_delivery_that_is_unknown_still_owes_a_word(asked):
    delivered = replace(asked, state=State.DELIVERED, word_owed_from=None)
    assert clocks.next_word(delivered, OFFICE).kind == "update"


@pytest.mark.parametrize(("days", "lead_hours"), [(1, 4.0), (2, 8.0), (5, 8.0), (10, 12.0)])
def test_the_still_fine_word_comes_early_but_not_too_early(asked, days, lead_hours):
    """max(1 working day, 15 %) and never more than half (DOMAIN 3)."""
    due = OFFICE.add(MONDAY, timedelta(hours=8 * days))
    facts = {"promise": 1, "due_at": due.isoformat()}
    promised = apply(asked, happening("promised", **facts))
    lead = clocks.promise_lead(promised.promise, OFFICE)
    assert lead == timedelta(hours=lead_hours)


def test_the_owner_may_name_the_moment_of_the_next_word(asked):
    named = MONDAY + timedelta(days=3)
    heard = replace(asked, word_owed_from=None, last_word_at=MONDAY, next_word_named=named)
    assert clocks.update_due(heard, OFFICE) == named


def test_a_named_moment_is_at_most_two_intervals_away(asked):
    named = MONDAY + timedelta(days=90)
    heard = replace(asked, word_owed_from=None, last_word_at=MONDAY, next_word_named=named)
    assert clocks.update_due(heard, OFFICE) == datetime(2026, 11, 16, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("urgent", "expected"),
    [
        ({"is_emergency": True}, datetime(2026, 11, 2, 14, 0, tzinfo=UTC)),
        ({"waits_outside": True}, datetime(2026, 11, 3, 17, 0, tzinfo=UTC)),
    ],
)
def test_urgent_requests_hear_more_often(asked, urgent, expected):
    policy = replace(asked.policy, **urgent)
    heard = replace(asked, policy=policy, word_owed_from=None, last_word_at=MONDAY)
    assert clocks.update_due(heard, OFFICE) == expected


def test_a_question_that_is_unknown_still_owes_a_word(asked):
    waiting = replace(asked, state=State.WAITING_ASKER, word_owed_from=None)
    assert clocks.next_word(waiting, OFFICE).kind == "update"

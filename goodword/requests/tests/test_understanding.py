"""Playing back, asking back, planning, and waiting both ways."""

from __future__ import annotations

import pytest

from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.requests import actions
from goodword.requests.models import PlanStep
from goodword.requests.rules import clocks
from goodword.requests.tests.conftest import DAY, HOUR

pytestmark = pytest.mark.django_db


def test_a_playback_is_confirmed_in_one_act(laptop, amina, ben, monday):
    actions.play_back(laptop, by=ben, at=monday + HOUR, words="A laptop by the 16th.")
    assert (laptop.state, laptop.playback_state) == ("acknowledged", "open")

    actions.confirm_playback(laptop, by=amina, at=monday + 2 * HOUR)
    assert laptop.playback_state == "yes"


def test_a_playback_is_corrected_in_the_askers_words(laptop, amina, ben, monday):
    actions.play_back(laptop, by=ben, at=monday + HOUR, words="A laptop by the 16th.")
    actions.correct_playback(laptop, by=amina, at=monday + 2 * HOUR, correction="Two of them.")
    assert laptop.playback_state == "not_quite"


def test_there_must_be_a_playback_to_confirm(laptop, amina, monday):
    with pytest.raises(Refusal, match="nothing to confirm"):
        actions.confirm_playback(laptop, by=amina, at=monday + HOUR)


def test_an_empty_playback_says_nothing(laptop, ben, monday):
    with pytest.raises(Refusal, match="Say what you understood"):
        actions.play_back(laptop, by=ben, at=monday + HOUR, words="  ")


def test_waiting_for_the_asker_moves_the_date_by_working_time(promised, amina, ben, monday):
    due_before = promised.due_at
    actions.ask_asker(promised, by=ben, at=monday + DAY, question="Which size?")
    assert promised.state == "waiting_asker"

    actions.answer_question(promised, by=amina, at=monday + DAY + 3 * HOUR, answer="Small.")
    assert promised.state == "promised"
    assert promised.due_at == due_before + DAY - 5 * HOUR


def test_an_answer_within_the_same_minute_moves_nothing(promised, amina, ben, monday):
    due_before = promised.due_at
    actions.ask_asker(promised, by=ben, at=monday + DAY, question="Which size?")
    actions.answer_question(promised, by=amina, at=monday + DAY, answer="Small.")
    assert promised.due_at == due_before


def test_a_paused_word_is_not_broken_by_its_date(promised, ben, monday):
    actions.ask_asker(promised, by=ben, at=monday + DAY, question="Which size?")
    actions.strike(promised, at=monday + 4 * DAY)
    assert promised.promise_state == "accepted"


def test_what_is_delivered_in_a_pause_stood_later_by_it(promised, amina, ben, monday):
    actions.ask_asker(promised, by=ben, at=monday + DAY, question="Which size?")
    actions.deliver(promised, by=ben, at=monday + 4 * DAY, words="Both sizes.")
    assert promised.promise_state == "kept"

    actions.not_yet(promised, by=amina, at=monday + 4 * DAY + HOUR, missing="The cable.")
    assert promised.promise_state == "accepted"


def test_a_pause_that_ends_with_a_hand_over_moved_the_word(promised, ben, chidi, finance, monday):
    actions.ask_asker(promised, by=ben, at=monday + DAY, question="Which size?")
    actions.hand_over(
        promised, by=ben, at=monday + 3 * DAY, to_team=finance, reason="They buy them."
    )
    actions.accept_handover(promised, by=chidi, at=monday + 3 * DAY + HOUR)
    actions.strike(promised, at=monday + 3 * DAY + 2 * HOUR)
    assert promised.promise_state == "accepted"


def test_nothing_is_late_the_moment_the_asker_answers(laptop, amina, ben, monday):
    actions.ask_asker(laptop, by=ben, at=monday + HOUR, question="Which size?")
    answered_at = monday + 10 * DAY
    actions.answer_question(laptop, by=amina, at=answered_at, answer="Small.")
    assert laptop.next_word_kind == "offer"
    assert laptop.next_word_at > answered_at + DAY


def test_the_second_reminder_leaves_the_owner_a_day(promised, ben, monday):
    actions.ask_asker(promised, by=ben, at=monday + HOUR, question="Which size?")
    for _reminder in clocks.QUESTION_REMINDERS:
        assert promised.next_word_kind == "question"
        reminded_at = promised.next_word_at + HOUR
        actions.strike(promised, at=reminded_at)
    assert promised.next_word_kind == "update"
    assert promised.next_word_at > reminded_at


def test_a_pause_needs_a_question(promised, ben, monday):
    with pytest.raises(Refusal, match="needs a question"):
        actions.ask_asker(promised, by=ben, at=monday + DAY, question=" ")


def test_one_question_at_a_time(promised, ben, monday):
    actions.ask_asker(promised, by=ben, at=monday + DAY, question="Which size?")
    with pytest.raises(Refusal, match="not possible any more"):
        actions.ask_asker(promised, by=ben, at=monday + DAY, question="Which colour?")


def test_a_question_is_answered_once(promised, amina, ben, monday):
    actions.ask_asker(promised, by=ben, at=monday + DAY, question="Which size?")
    actions.answer_question(promised, by=amina, at=monday + DAY, answer="Small.")
    with pytest.raises(Refusal, match="answered already"):
        actions.answer_question(promised, by=amina, at=monday + DAY, answer="Big.")


def test_after_two_reminders_the_owner_may_close(promised, ben, monday):
    actions.ask_asker(promised, by=ben, at=monday + DAY, question="Which size?")
    with pytest.raises(Refusal, match="reminded twice"):
        actions.close_unanswered(promised, by=ben, at=monday + 2 * DAY)
    actions.strike(promised, at=monday + 10 * DAY)
    actions.close_unanswered(promised, by=ben, at=monday + 10 * DAY)
    assert (promised.state, promised.promise_state) == ("closed", "released")


def test_a_plan_keeps_what_was_done(promised, ben, monday):
    actions.make_plan(promised, by=ben, at=monday + 2 * HOUR, steps=[("Order", ""), ("Set up", "")])
    with system_scope("tests"):
        first = PlanStep.objects.get(position=1)
    actions.finish_step(promised, by=ben, at=monday + 3 * HOUR, step=first)
    steps = [("Order", ""), ("Install", "Tuesday"), ("Set up", "")]
    actions.make_plan(promised, by=ben, at=monday + 4 * HOUR, steps=steps)
    with system_scope("tests"):
        done = list(PlanStep.objects.exclude(done_at=None).values_list("words", flat=True))
    assert done == ["Order"]


def test_a_step_is_finished_once(promised, ben, monday):
    [step] = actions.make_plan(promised, by=ben, at=monday + 2 * HOUR, steps=[("Order", "")])
    actions.finish_step(promised, by=ben, at=monday + 3 * HOUR, step=step)
    with pytest.raises(Refusal, match="done already"):
        actions.finish_step(promised, by=ben, at=monday + 3 * HOUR, step=step)


def test_a_step_that_a_colleague_finished_is_not_done_twice(promised, ben, monday):
    [step] = actions.make_plan(promised, by=ben, at=monday + 2 * HOUR, steps=[("Order", "")])
    with system_scope("tests"):
        seen_open = PlanStep.objects.get(pk=step.pk)
    actions.finish_step(promised, by=ben, at=monday + 3 * HOUR, step=step)
    with pytest.raises(Refusal, match="done already"):
        actions.finish_step(promised, by=ben, at=monday + 3 * HOUR, step=seen_open)


def test_a_plan_has_steps(promised, ben, monday):
    with pytest.raises(Refusal, match="at least one step"):
        actions.make_plan(promised, by=ben, at=monday + 2 * HOUR, steps=[(" ", "")])


def test_waiting_for_somebody_else_does_not_pause(promised, ben, monday):
    until = monday + DAY
    actions.start_work(promised, by=ben, at=monday + 2 * HOUR)
    actions.wait_for_other(promised, by=ben, at=monday + 3 * HOUR, on_whom="Dell", until=until)
    actions.strike(promised, at=monday + 3 * DAY)
    assert promised.promise_state == "broken"


def test_what_was_waited_for_has_come(promised, ben, monday):
    until = monday + DAY
    actions.wait_for_other(promised, by=ben, at=monday + 3 * HOUR, on_whom="Dell", until=until)
    actions.resume(promised, by=ben, at=monday + 4 * HOUR)
    assert promised.state == "in_progress"


def test_waiting_says_for_whom_and_until_when(promised, ben, monday):
    at = monday + 2 * HOUR
    with pytest.raises(Refusal, match="whom you wait for"):
        actions.wait_for_other(promised, by=ben, at=at, on_whom=" ", until=at + DAY)
    with pytest.raises(Refusal, match="choose a later one"):
        actions.wait_for_other(promised, by=ben, at=at, on_whom="Dell", until=at)

"""Offers, counter-offers, moves: how a word is born, moved and ended."""

from __future__ import annotations

import pytest

from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.requests import actions
from goodword.requests.models import Offer
from goodword.requests.tests.conftest import DAY, HOUR

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(laptop, ben, monday):
    """Ben offers a date three weeks away; Amina has not answered."""
    actions.offer(laptop, by=ben, at=monday + HOUR, due_at=monday + 21 * DAY)
    return laptop


def promises_of(service_request):
    with system_scope("tests"):
        return list(service_request.promises.values_list("state", "is_first"))


def test_the_asker_answers_with_another_date_and_the_team_agrees(offered, amina, ben, monday):
    at = monday + 2 * HOUR
    actions.counter(offered, by=amina, at=at, due_at=monday + 7 * DAY, reason="She starts then.")
    assert offered.next_word_kind == "offer"
    assert offered.offer.stands_until == monday + 7 * DAY

    promise = actions.accept(offered, by=ben, at=at + HOUR)
    assert promise.made_by == ben
    assert promise.due_at == monday + 7 * DAY


def test_an_offer_lapses_and_a_new_date_is_owed(offered, monday):
    actions.strike(offered, at=monday + 5 * DAY)
    assert offered.state == "acknowledged"
    with system_scope("tests"):
        assert Offer.objects.get().answer == "lapsed"


def test_a_lapsed_offer_cannot_be_accepted(offered, amina, monday):
    actions.strike(offered, at=monday + 5 * DAY)
    with pytest.raises(Refusal, match="not open any more"):
        actions.accept(offered, by=amina, at=monday + 5 * DAY)


def test_an_offered_date_that_has_passed_cannot_be_accepted(laptop, amina, ben, monday):
    actions.counter(laptop, by=amina, at=monday, due_at=monday + HOUR)
    with pytest.raises(Refusal, match="has passed"):
        actions.accept(laptop, by=ben, at=monday + 2 * HOUR)


def test_an_offer_can_be_taken_back_by_its_own_side(offered, amina, ben, monday):
    with pytest.raises(Refusal, match="Only IT help"):
        actions.withdraw_offer(offered, by=amina, at=monday + 2 * HOUR)
    actions.withdraw_offer(offered, by=ben, at=monday + 2 * HOUR)
    assert offered.state == "acknowledged"
    with pytest.raises(Refusal, match="not open any more"):
        actions.withdraw_offer(offered, by=ben, at=monday + 3 * HOUR)


def test_the_asker_takes_back_their_own_counter_offer(offered, amina, monday):
    actions.counter(offered, by=amina, at=monday + 2 * HOUR, due_at=monday + 7 * DAY)
    actions.withdraw_offer(offered, by=amina, at=monday + 3 * HOUR)
    assert offered.offer_id is None


def test_a_part_first_says_which_part(laptop, ben, monday):
    with pytest.raises(Refusal, match="which part"):
        actions.offer(laptop, by=ben, at=monday, due_at=monday + DAY, kind="part_first")


def test_a_part_first_always_waits_for_a_yes(laptop, ben, monday):
    actions.offer(
        laptop, by=ben, at=monday, due_at=monday + DAY, kind="part_first", part_words="The box"
    )
    assert laptop.state == "offered"


def test_a_date_more_than_three_years_away_is_refused(laptop, ben, monday):
    with pytest.raises(Refusal, match="three years"):
        actions.offer(laptop, by=ben, at=monday, due_at=monday + 2000 * DAY)


def test_moving_a_word_needs_a_reason(promised, ben, monday):
    with pytest.raises(Refusal, match="Say why it should move"):
        actions.offer(promised, by=ben, at=monday + 2 * HOUR, due_at=monday + 3 * DAY)


def test_a_warned_date_moves_when_the_asker_agrees(promised, amina, ben, monday):
    at = monday + DAY
    actions.warn(promised, by=ben, at=at, reason="A part is late.", due_at=monday + 4 * DAY)
    assert promised.promise_state == "at_risk"

    actions.accept(promised, by=amina, at=at + HOUR)
    assert promises_of(promised) == [("moved", True), ("accepted", False)]


def test_a_refused_move_leaves_the_date_standing_at_risk(promised, amina, ben, monday):
    at = monday + DAY
    actions.warn(promised, by=ben, at=at, reason="A part is late.", due_at=monday + 4 * DAY)
    actions.refuse_move(promised, by=amina, at=at + HOUR, words="It must be Wednesday.")
    assert promised.promise_state == "at_risk"
    assert promised.due_at == monday + 2 * DAY + 6 * HOUR


def test_there_must_be_a_move_to_refuse(promised, amina, monday):
    with pytest.raises(Refusal, match="no new date"):
        actions.refuse_move(promised, by=amina, at=monday + 2 * HOUR)


def test_a_warning_needs_a_word_and_a_reason(laptop, ben, monday):
    with pytest.raises(Refusal, match="No word stands"):
        actions.warn(laptop, by=ben, at=monday, reason="Late")
    actions.offer(laptop, by=ben, at=monday, due_at=monday + DAY)
    with pytest.raises(Refusal, match="Say why"):
        actions.warn(laptop, by=ben, at=monday + HOUR, reason=" ")


def test_i_will_still_make_it_takes_the_risk_and_the_offer_away(promised, ben, monday):
    at = monday + DAY
    actions.warn(promised, by=ben, at=at, reason="A part is late.", due_at=monday + 4 * DAY)
    actions.will_make_it(promised, by=ben, at=at + HOUR)
    assert promised.promise_state == "accepted"
    assert promised.offer_id is None


def test_without_a_word_there_is_nothing_to_make(laptop, ben, monday):
    with pytest.raises(Refusal, match="No word stands"):
        actions.will_make_it(laptop, by=ben, at=monday)


def test_a_move_that_lapses_leaves_the_word(promised, ben, monday):
    at = monday + DAY
    actions.warn(promised, by=ben, at=at, reason="Late part.", due_at=monday + 20 * DAY)
    actions.strike(promised, at=promised.due_at)
    assert promised.promise_state == "at_risk"
    assert promised.offer_id is None or promised.offer.answer == ""


def test_the_clock_breaks_a_word_and_owes_an_apology(promised, monday):
    actions.strike(promised, at=monday + 3 * DAY)
    assert promised.promise_state == "broken"
    assert promised.next_word_kind == "recovery"


def test_an_apology_is_own_words_and_a_new_date(promised, amina, ben, monday):
    at = monday + 3 * DAY
    actions.strike(promised, at=at)
    actions.apologise(
        promised,
        by=ben,
        at=at,
        words="I forgot to order it. I am sorry.",
        what_changes="Orders are checked daily.",
        due_at=monday + 5 * DAY,
    )
    actions.accept(promised, by=amina, at=at + HOUR)
    assert promises_of(promised) == [("broken", True), ("accepted", False)]


def test_an_apology_without_a_new_date_is_refused_while_work_is_open(promised, ben, monday):
    actions.strike(promised, at=monday + 3 * DAY)
    with pytest.raises(Refusal, match="new date"):
        actions.apologise(promised, by=ben, at=monday + 3 * DAY, words="Sorry.")


def test_who_got_a_new_word_already_is_still_owed_an_apology(promised, amina, ben, monday):
    at = monday + 3 * DAY
    actions.strike(promised, at=at)
    actions.offer(promised, by=ben, at=at, due_at=at + 2 * DAY)
    actions.accept(promised, by=amina, at=at + HOUR)
    actions.apologise(promised, by=ben, at=at + 2 * HOUR, words="I forgot it. I am sorry.")
    assert promises_of(promised) == [("broken", True), ("accepted", False)]
    with system_scope("tests"):
        standing = actions.stand(promised)
    assert (standing.recovery_from, standing.date_owed_from) == (None, None)


def test_an_apology_may_ask_to_move_the_new_word(promised, amina, ben, monday):
    at = monday + 3 * DAY
    actions.strike(promised, at=at)
    actions.offer(promised, by=ben, at=at, due_at=at + 2 * DAY)
    actions.accept(promised, by=amina, at=at + HOUR)
    later = at + 4 * DAY
    actions.apologise(promised, by=ben, at=at + 2 * HOUR, words="Sorry.", due_at=later)
    assert (promised.promise_state, promised.offer.due_at) == ("accepted", later)


def test_after_a_late_delivery_the_words_are_still_owed(promised, ben, monday):
    at = monday + 3 * DAY
    actions.deliver(promised, by=ben, at=at, words="Here it is, late.")
    actions.apologise(promised, by=ben, at=at + HOUR, words="I forgot it. I am sorry.")
    assert promised.state == "delivered"
    assert promised.next_word_kind == "confirm"


def test_there_must_be_something_to_apologise_for(promised, ben, monday):
    with pytest.raises(Refusal, match="no broken promise"):
        actions.apologise(promised, by=ben, at=monday + HOUR, words="Sorry.")

"""Asker two acts, provider two acts: ask, give the word, deliver, confirm."""

from __future__ import annotations

from datetime import datetime

import pytest

from goodword.house.guard import system_scope
from goodword.house.refusals import Conflict, Refusal
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.models import ServiceRequest
from goodword.requests.tests.conftest import DAY, HOUR, Ask

pytestmark = pytest.mark.django_db


def test_a_request_has_a_next_word_from_the_first_moment(laptop, monday):
    assert laptop.state == "asked"
    assert laptop.next_word_kind == "first_word"
    assert laptop.next_word_at == monday + 2 * HOUR


def test_one_act_acknowledges_and_promises(promised, ben):
    assert promised.state == "promised"
    assert promised.owner == ben
    assert promised.promise_state == "accepted"


def test_a_date_after_the_published_time_waits_for_the_askers_yes(laptop, amina, ben, monday):
    actions.offer(laptop, by=ben, at=monday + HOUR, due_at=monday + 21 * DAY)
    assert laptop.state == "offered"

    actions.accept(laptop, by=amina, at=monday + 2 * HOUR)
    assert laptop.state == "promised"


def test_a_date_not_after_the_needed_by_is_a_promise_at_once(ask: Ask, ben, monday):
    wished = ask(needed_by=monday + 30 * DAY)
    actions.offer(wished, by=ben, at=monday + HOUR, due_at=monday + 21 * DAY)
    assert wished.state == "promised"


def test_a_date_after_the_needed_by_is_only_an_offer(ask: Ask, ben, monday):
    wished = ask(needed_by=monday + DAY)
    actions.offer(wished, by=ben, at=monday + HOUR, due_at=monday + 2 * DAY)
    assert wished.state == "offered"


def test_a_word_kept_is_kept(delivered, amina, monday):
    assert delivered.state == "delivered"
    assert delivered.promise_state == "kept"

    actions.confirm(delivered, by=amina, at=monday + DAY + HOUR)
    assert delivered.state == "confirmed"
    assert delivered.next_word_at is None


def test_a_word_is_broken_by_its_date_even_if_no_clock_was_there(promised, ben, monday):
    actions.deliver(promised, by=ben, at=monday + 3 * DAY, words="Late.")

    assert promised.promise_state == "broken"
    assert promised.next_word_kind == "recovery"


def test_nobody_confirms_their_own_delivery(ask: Ask, ben, monday):
    own = ask(by=ben)
    actions.answer_now(own, by=ben, at=monday + HOUR, words="Done myself")

    with pytest.raises(Refusal, match="somebody else has to confirm"):
        actions.confirm(own, by=ben, at=monday + 2 * HOUR)


def test_a_provider_may_not_confirm_for_the_asker(delivered, ben, monday):
    with pytest.raises(Refusal, match="Only Amina"):
        actions.confirm(delivered, by=ben, at=monday + 2 * DAY)


def test_a_stranger_may_not_promise(laptop, chidi, monday):
    with pytest.raises(Refusal, match="Only IT help"):
        actions.offer(laptop, by=chidi, at=monday + HOUR, due_at=monday + DAY)


def test_a_promise_is_about_the_future(laptop, ben, monday):
    with pytest.raises(Refusal, match="about the future"):
        actions.offer(laptop, by=ben, at=monday, due_at=monday - DAY)


def test_who_saw_an_older_state_is_told_and_nothing_happens(laptop, ben, monday):
    version = laptop.number_of_events
    actions.offer(laptop, by=ben, at=monday + HOUR, due_at=monday + 2 * DAY)

    with pytest.raises(Conflict, match="Somebody was faster"):
        actions.acknowledge(laptop.seen(version), by=ben, at=monday + 2 * HOUR)


def test_a_message_in_between_is_no_conflict(laptop, amina, ben, monday):
    version = laptop.number_of_events
    actions.write(laptop, by=amina, at=monday + HOUR, words="It may be a used one.")

    actions.acknowledge(laptop.seen(version), by=ben, at=monday + 2 * HOUR)
    assert laptop.state == "acknowledged"


def test_a_team_note_is_no_word_to_the_asker(laptop, ben, monday):
    actions.write(laptop, by=ben, at=monday + HOUR, words="Ask Mia.", team_only=True)
    assert laptop.state == "asked"


def test_the_same_nonce_asks_once(ask: Ask, amina: Person, monday: datetime):
    first, second = ask(nonce="n1"), ask(nonce="n1")
    assert first.pk == second.pk
    with system_scope("tests"):
        assert ServiceRequest.objects.count() == 1


def test_without_a_service_the_duty_team_has_it(amina, ben, it_help, monday):
    lost = actions.ask(by=amina, at=monday, title="Whom do I ask about parking?")
    assert lost.team == it_help

"""The asker's verdict, and everything after it."""

from __future__ import annotations

import pytest

from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.requests import actions
from goodword.requests.models import Delivery, ServiceRecord
from goodword.requests.tests.conftest import DAY, HOUR

pytestmark = pytest.mark.django_db


def test_not_yet_before_the_date_goes_on_under_the_same_word(delivered, amina, monday):
    actions.not_yet(delivered, by=amina, at=monday + DAY + HOUR, missing="The charger.")
    assert (delivered.state, delivered.promise_state) == ("in_progress", "accepted")
    assert delivered.reopened == 1


def test_not_yet_after_the_date_was_not_kept_after_all(delivered, amina, monday):
    actions.not_yet(delivered, by=amina, at=monday + 4 * DAY, missing="All of it.")
    assert delivered.promise_state == "broken"
    assert delivered.next_word_kind in {"reminded", "offer"}


def test_partly_says_what_is_missing(delivered, amina, monday):
    with pytest.raises(Refusal, match="what is missing"):
        actions.not_yet(delivered, by=amina, at=monday + DAY, missing="", partly=True)


def test_not_yet_without_a_promise_owes_a_date(laptop, amina, ben, monday):
    actions.answer_now(laptop, by=ben, at=monday + HOUR, words="Use the old one.")
    actions.not_yet(laptop, by=amina, at=monday + 2 * HOUR, missing="It is broken.")
    assert laptop.state == "in_progress"


def test_silence_is_taken_as_done_after_one_reminder(delivered, monday):
    actions.strike(delivered, at=monday + 15 * DAY)
    assert delivered.state == "closed"
    with system_scope("tests"):
        assert Delivery.objects.get().answer == "taken"


def test_what_was_taken_as_done_reopens_with_one_click(delivered, amina, monday):
    actions.strike(delivered, at=monday + 15 * DAY)
    actions.reopen(delivered, by=amina, at=monday + 16 * DAY, reason="It does not start.")
    assert (delivered.state, delivered.promise_state) == ("in_progress", "kept")


def test_after_thirty_days_one_asks_anew(delivered, amina, monday):
    actions.confirm(delivered, by=amina, at=monday + DAY)
    with pytest.raises(Refusal, match="Please ask anew"):
        actions.reopen(delivered, by=amina, at=monday + 40 * DAY, reason="Broken.")


def test_the_feedback_window_ends_by_itself(delivered, amina, monday):
    actions.confirm(delivered, by=amina, at=monday + DAY)
    actions.strike(delivered, at=monday + 16 * DAY)
    assert delivered.state == "closed"


def test_what_is_confirmed_cannot_be_confirmed_again(delivered, amina, monday):
    actions.confirm(delivered, by=amina, at=monday + DAY)
    with pytest.raises(Refusal, match="not possible any more"):
        actions.confirm(delivered, by=amina, at=monday + DAY)


def test_taking_it_back_releases_the_word(promised, amina, monday):
    actions.withdraw(promised, by=amina, at=monday + DAY, reason="She comes later.")
    assert (promised.state, promised.promise_state) == ("cancelled", "released")


def test_taking_it_back_answers_an_open_offer(laptop, amina, ben, monday):
    actions.offer(laptop, by=ben, at=monday + HOUR, due_at=monday + 21 * DAY)
    actions.withdraw(laptop, by=amina, at=monday + 2 * HOUR)
    assert laptop.offer_id is None


def test_a_reminder_brings_a_word_within_a_working_day(promised, amina, monday):
    actions.remind(promised, by=amina, at=monday + 2 * HOUR)
    assert promised.next_word_at <= monday + DAY + 7 * HOUR


def test_the_one_who_typed_it_may_remind_but_not_confirm(ask, amina, dafydd, ben, monday):
    typed = ask(by=dafydd, on_behalf_of=amina)
    actions.remind(typed, by=dafydd, at=monday + HOUR)
    actions.answer_now(typed, by=ben, at=monday + HOUR, words="Yes.")
    with pytest.raises(Refusal, match="Only Amina"):
        actions.confirm(typed, by=dafydd, at=monday + 2 * HOUR)


@pytest.fixture
def dafydd(person, finance):
    return person("Dafydd Pryce", finance)


def test_the_record_of_a_service_is_kept_by_what_happens(delivered, laptops):
    with system_scope("tests"):
        record = ServiceRecord.objects.get(service=laptops)
    assert (record.kept, record.broken) == (1, 0)
    assert record.half_minutes == 480


def test_a_word_found_broken_by_any_act_is_on_the_record(promised, amina, laptops, monday):
    actions.write(promised, by=amina, at=monday + 4 * DAY, words="Where is it?")
    with system_scope("tests"):
        assert ServiceRecord.objects.get(service=laptops).broken == 1


def test_what_another_team_took_over_is_not_on_the_record(laptop, ben, chidi, finance, monday):
    at = monday + HOUR
    actions.hand_over(laptop, by=ben, at=at, to_team=finance, reason="They buy them.")
    actions.accept_handover(laptop, by=chidi, at=at)
    actions.offer(laptop, by=chidi, at=at, due_at=at + DAY)
    actions.deliver(laptop, by=chidi, at=at + HOUR, words="Here it is.")
    with system_scope("tests"):
        record = laptop.service.record
    assert (record.kept, record.half_minutes) == (0, None)


def test_a_request_without_a_service_keeps_no_record(amina, ben, it_help, monday):
    lost = actions.ask(by=amina, at=monday, title="Whom do I ask?")
    actions.answer_now(lost, by=ben, at=monday + HOUR, words="Me.")
    with system_scope("tests"):
        assert not ServiceRecord.objects.exists()


def test_a_closed_one_is_reopened_rather_than_disputed(delivered, amina, monday):
    actions.strike(delivered, at=monday + 15 * DAY)
    with pytest.raises(Refusal, match="Reopen it instead"):
        actions.dispute(delivered, by=amina, at=monday + 16 * DAY, words="No.")

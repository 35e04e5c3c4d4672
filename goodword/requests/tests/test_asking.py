"""Asking, for oneself and for others, and the people around a request."""

from __future__ import annotations

import pytest

from goodword.history.models import Event
from goodword.house import limits
from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.requests import actions
from goodword.requests.models import ServiceRequest
from goodword.requests.tests.conftest import DAY, HOUR

pytestmark = pytest.mark.django_db


@pytest.fixture
def dafydd(person, records):
    """A colleague of Amina's who sits at the desk."""
    return person("Dafydd Pryce", records)


def test_a_request_needs_a_title_of_reasonable_length(ask):
    with pytest.raises(Refusal, match="what you need"):
        ask(title="   ")
    with pytest.raises(Refusal, match="at most 200"):
        ask(title="x" * 201)
    with pytest.raises(Refusal, match="at most 100000"):
        ask(words="x" * 100_001)


def test_a_wish_lies_ahead(ask, monday):
    with pytest.raises(Refusal, match="choose a later one"):
        ask(needed_by=monday - HOUR)


def test_nobody_asks_without_end(ask, monkeypatch):
    monkeypatch.setattr(limits, "REQUESTS_PER_PERSON_AND_HOUR", 2)
    ask(), ask()
    with pytest.raises(Refusal, match="2 times within an hour"):
        ask()


def test_where_no_team_is_on_duty_a_service_must_be_chosen(amina, records, monday):
    with pytest.raises(Refusal, match="nobody is on duty"):
        actions.ask(by=amina, at=monday, title="Whom do I ask?")


def test_an_emergency_is_answered_within_the_hour(ask, monday):
    assert ask(emergency="The server room is wet").next_word_at == monday + HOUR


def test_somebody_waiting_outside_shortens_a_long_first_word(ask, laptops, monday):
    with system_scope("tests"):
        laptops.charter.first_word_minutes = 900
        laptops.charter.save()
    assert ask(waiting_outside="A student").next_word_at == monday + 4 * HOUR


def test_saying_later_that_somebody_waits_shortens_it_too(laptop, amina, monday):
    actions.wait_outside(laptop, by=amina, at=monday + HOUR, words="A student")
    assert laptop.waiting_since == monday + HOUR


def test_who_types_for_somebody_else_sees_it_until_removed(ask, amina, dafydd, monday):
    typed = ask(by=dafydd, on_behalf_of=amina)
    assert ServiceRequest.objects.visible_to(dafydd).exists()

    actions.remove_filer(typed, by=amina, at=monday + HOUR)
    assert not ServiceRequest.objects.visible_to(dafydd).exists()
    with pytest.raises(Refusal, match="Nobody else"):
        actions.remove_filer(typed, by=amina, at=monday + HOUR)


def test_a_delegate_of_the_own_team_may_confirm(delivered, amina, dafydd, monday):
    actions.name_delegate(delivered, by=amina, at=monday + DAY, to=dafydd)
    actions.confirm(delivered, by=dafydd, at=monday + DAY)
    assert delivered.state == "confirmed"


def test_a_delegate_is_from_the_own_team_and_named_by_the_asker(laptop, amina, ben, chidi, monday):
    with pytest.raises(Refusal, match="from your own team"):
        actions.name_delegate(laptop, by=amina, at=monday, to=chidi)
    with pytest.raises(Refusal, match="Only the person who asked"):
        actions.name_delegate(laptop, by=ben, at=monday, to=chidi)


def test_who_does_it_cannot_confirm_it_for_a_colleague(ask, ben, person, it_help, monday):
    own = ask(by=ben)
    helper = person("Mia Roth", it_help)
    with pytest.raises(Refusal, match="cannot confirm it"):
        actions.name_delegate(own, by=ben, at=monday, to=helper)


def test_a_delegate_can_be_taken_back(laptop, amina, dafydd, monday):
    actions.name_delegate(laptop, by=amina, at=monday, to=dafydd)
    actions.name_delegate(laptop, by=amina, at=monday, to=None)
    assert laptop.delegate is None


def test_a_name_is_put_on_it_by_hand_or_by_taking_it(laptop, ben, chidi, person, it_help, monday):
    mia = person("Mia Roth", it_help)
    actions.take(laptop, by=ben, at=monday + HOUR)
    with pytest.raises(Refusal, match="Ben has it already"):
        actions.take(laptop, by=mia, at=monday + HOUR)
    actions.assign(laptop, by=ben, at=monday + HOUR, to=None)
    assert laptop.owner is None
    with pytest.raises(Refusal, match="Chidi is not in IT help"):
        actions.assign(laptop, by=ben, at=monday + HOUR, to=chidi)


def test_a_first_word_names_the_next_one(laptop, ben, monday):
    at = monday + HOUR
    actions.acknowledge(laptop, by=ben, at=at, words="I have it.", next_word_at=at + DAY)
    assert (laptop.owner, laptop.next_word_at) == (ben, at + DAY)
    with pytest.raises(Refusal, match="lies ahead"):
        actions.acknowledge(laptop, by=ben, at=at, next_word_at=at)


def test_a_first_word_says_when_the_clock_expects_the_next(laptop, ben, monday):
    actions.acknowledge(laptop, by=ben, at=monday + HOUR)
    with system_scope("tests"):
        said = Event.objects.about("request", laptop.pk).last().to_asker
    assert laptop.next_word_at == monday.replace(day=4, hour=17)
    assert said.endswith("will write to you by Wednesday\N{NBSP}4\N{NBSP}November, 5\N{NBSP}pm.")


def test_a_stranger_has_no_part_in_the_conversation(laptop, chidi, monday):
    with pytest.raises(Refusal, match="Only IT help"):
        actions.write(laptop, by=chidi, at=monday, words="Hello")


def test_a_reference_shows_neither_order_nor_number():
    reference = actions.asking.new_reference()
    assert reference.startswith("GW-")
    assert len(reference) == 9
    assert not set(reference[3:]) & set("01ILO")

"""Three times without a yes: those who lead both sides are asked, once."""

from __future__ import annotations

import pytest

from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.outbox.kinds import kind_of
from goodword.outbox.models import Letter
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.letters.kinds import DUTY, THIRD
from goodword.requests.models import ServiceRequest
from goodword.requests.tests.conftest import DAY, HOUR, WEEK
from tests.rig.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def farida(records, monday) -> Person:
    """Farida leads student records, where Amina works."""
    lead = make_person("Farida Aziz", records, at=monday)
    records.lead = lead
    records.save()
    return lead


def go_to_and_fro(request, amina, ben, monday, times) -> None:
    """Ben offers and Amina asks for another date, so many times in turn."""
    for number in range(times):
        at = monday + number * HOUR
        if number % 2:
            actions.counter(request, by=amina, at=at, due_at=monday + 2 * DAY, reason="Sooner.")
        else:
            actions.offer(request, by=ben, at=at, due_at=monday + 8 * WEEK, reason="Later.")


def asked(request: ServiceRequest) -> list[str]:
    with system_scope("tests"):
        rows = Event.objects.about("request", request.pk).filter(name="leads_asked")
        return [event.facts["why"] for event in rows]


def told(kind: str) -> list[Letter]:
    with system_scope("tests"):
        return list(Letter.objects.filter(kind=kind).select_related("to"))


def test_the_third_round_without_a_yes_goes_to_both_leads(laptop, amina, ben, farida, monday):
    go_to_and_fro(laptop, amina, ben, monday, 3)
    assert asked(laptop) == []
    go_to_and_fro(laptop, amina, ben, monday + 3 * HOUR, 2)

    assert asked(laptop) == ["rounds"]
    assert [letter.to for letter in told(THIRD)] == [farida]
    assert ben in [letter.to for letter in told(DUTY)]


def test_who_leads_the_asker_reads_nothing_of_it(laptop, amina, ben, farida, monday):
    go_to_and_fro(laptop, amina, ben, monday, 5)
    (letter,) = told(THIRD)
    worded = kind_of(THIRD).resolver(letter, monday + DAY)

    assert (
        worded.subject == "Amina Yusuf and IT help tried three times and have not found together."
    )
    assert laptop.reference in worded.text
    assert laptop.title not in worded.text
    assert "Dana" not in worded.text


def test_a_yes_ends_the_count(laptop, amina, ben, farida, monday):
    go_to_and_fro(laptop, amina, ben, monday, 3)
    actions.accept(laptop, by=amina, at=monday + 3 * HOUR)
    for day in (1, 2):
        at = monday + day * DAY
        actions.offer(laptop, by=ben, at=at, due_at=monday + 9 * WEEK, reason="They are late.")
        actions.refuse_move(laptop, by=amina, at=at + HOUR)
    assert asked(laptop) == []


def test_who_asks_a_third_time_how_it_goes_is_heard_by_the_leads(laptop, amina, farida, monday):
    for day in range(4):
        actions.remind(laptop, by=amina, at=monday + day * DAY)
    assert asked(laptop) == ["reminded"]


def test_what_did_not_do_the_job_three_times_goes_to_the_leads(laptop, amina, ben, farida, monday):
    actions.offer(laptop, by=ben, at=monday, due_at=monday + DAY)
    for hour in range(3):
        at = monday + hour * HOUR
        actions.deliver(laptop, by=ben, at=at, words="There.")
        actions.not_yet(laptop, by=amina, at=at, missing="The charger.")
    assert asked(laptop) == ["reopened"]


def test_nobody_is_asked_about_what_is_confidential(ask, it_help, amina, ben, farida, monday):
    it_help.readers.add(ben)
    closed = ask(confidential=True)
    for day in range(4):
        actions.remind(closed, by=amina, at=monday + day * DAY)
    assert asked(closed) == []


def test_a_letter_is_not_sent_when_it_was_settled_meanwhile(laptop, amina, ben, farida, monday):
    go_to_and_fro(laptop, amina, ben, monday, 5)
    actions.withdraw(laptop, by=amina, at=monday + DAY)
    (letter,) = told(THIRD)
    assert kind_of(THIRD).resolver(letter, monday + DAY) is None

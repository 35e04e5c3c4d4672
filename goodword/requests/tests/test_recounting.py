"""Due times follow the hours as they are; an agreed date is nobody's to move but people's."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.people.actions import set_hours
from goodword.requests import actions, jobs
from goodword.requests.actions.keeping import fill, stand
from goodword.requests.models import ServiceRequest
from goodword.requests.tests.conftest import DAY, HOUR

pytestmark = pytest.mark.django_db

OFFICE = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
MORNINGS = {day: [["09:00", "11:00"]] for day in ("mon", "tue", "thu")}


@pytest.fixture
def hours(it_help, monday):
    """Publish hours of IT help, from today on."""

    def publish(week, at=monday) -> None:
        set_hours(it_help, by=None, at=at, valid_from=at.date(), zone="Europe/London", week=week)

    publish(OFFICE, monday - DAY)
    jobs.recount(monday)
    return publish


def told(request) -> list[str]:
    with system_scope("tests"):
        rows = Event.objects.about("request", request.pk).filter(name="date_outside_hours")
        return list(rows.values_list("to_team", flat=True))


def test_what_is_due_follows_the_new_hours(hours, laptop, it_help, monday):
    before = laptop.next_word_at
    hours(MORNINGS)
    assert jobs.recount(monday + HOUR) == 1
    laptop.refresh_from_db()
    fresh = ServiceRequest(pk=laptop.pk)
    with system_scope("tests"):
        it_help.refresh_from_db()
        fill(fresh, stand(laptop), it_help.calendar())

    assert laptop.next_word_at == fresh.next_word_at != before
    assert laptop.wake_at == fresh.wake_at


def test_new_reminders_reach_the_words_that_were_given_before(hours, promised, monday):
    """A version of the product that counts otherwise has its migration ask for it."""
    with system_scope("tests"):
        ServiceRequest.objects.filter(pk=promised.pk).update(wake_at=None)
        import_module("goodword.requests.migrations.0015_count_words_anew").count_anew(apps, None)
    jobs.recount(monday + HOUR)
    promised.refresh_from_db()

    assert promised.wake_at is not None


def test_it_is_done_once(hours, laptop, monday):
    hours(MORNINGS)
    assert [jobs.recount(monday + HOUR) for _time in range(3)] == [1, 0, 0]


def test_an_agreed_date_stays_and_its_owner_is_told_once(hours, promised, monday):
    due = promised.due_at
    hours(MORNINGS)
    jobs.recount(monday + HOUR)
    hours(MORNINGS | {"fri": [["09:00", "12:00"]]})
    jobs.recount(monday + 2 * HOUR)
    promised.refresh_from_db()

    assert promised.due_at == due
    assert len(told(promised)) == 1
    assert "nobody works at Wednesday 4 November" in told(promised)[0].replace("\xa0", " ")


def test_a_date_within_the_new_hours_is_nobodys_trouble(hours, laptop, ben, monday):
    actions.offer(laptop, by=ben, at=monday + HOUR, due_at=monday + DAY)
    hours(MORNINGS)
    jobs.recount(monday + HOUR)

    assert told(laptop) == []


def test_a_long_desk_is_counted_in_rounds(hours, ask, monday, monkeypatch):
    from goodword.requests.actions import recounting

    for number in range(5):
        ask(title=f"Number {number}")
    hours(MORNINGS)
    monkeypatch.setattr(recounting, "A_ROUND", 2)

    assert [jobs.recount(monday + timedelta(minutes=one)) for one in range(5)] == [2, 2, 1, 0, 0]

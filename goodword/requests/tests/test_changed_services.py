"""When a service changes, due times follow where they are sooner; an agreed date stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goodword.catalogue import actions as catalogue
from goodword.catalogue.rules import CharterText
from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.outbox.models import Letter
from goodword.people.models import Person
from goodword.requests import actions, jobs
from goodword.requests.letters.kinds import DUTY, NEWS
from goodword.requests.tests.conftest import DAY, HOUR

pytestmark = pytest.mark.django_db


@pytest.fixture
def publish(laptops, ben, monday):
    """Publish laptops with other times, in the middle of Monday."""
    jobs.recount(monday)

    def published(**times) -> None:
        before = laptops.charter
        text = CharterText(
            scope=("Laptops",),
            not_in_scope=("Phones",),
            bring=("The date",),
            steps=({"name": "Order", "note": "", "usual": ""},),
            changes="Write to us.",
            emergencies="Ring us.",
            audiences=("Everybody",),
            usual_minutes=before.usual_minutes,
            nearly_always_minutes=before.nearly_always_minutes,
            first_word_minutes=before.first_word_minutes,
            offer_days=before.offer_days,
            update_days=before.update_days,
        )
        at = monday + HOUR
        catalogue.publish_charter(laptops, by=ben, at=at, text=replace(text, **times))
        jobs.recount(at)

    return published


def named(request, *names) -> list[str]:
    with system_scope("tests"):
        rows = Event.objects.about("request", request.pk).filter(name__in=names)
        return list(rows.values_list("name", flat=True))


def letters(kind) -> list[Person]:
    with system_scope("tests"):
        return [letter.to for letter in Letter.objects.filter(kind=kind).select_related("to")]


CHANGES = ("service_changed", "word_sooner", "service_ended")


def test_a_sooner_word_holds_for_what_was_asked_before_and_the_asker_hears_it(
    publish, ask, ben, amina, monday
):
    request = ask()
    actions.acknowledge(request, by=ben, at=monday, next_word_at=None)
    before = request.next_word_at
    publish(offer_days=1, update_days=1)
    request.refresh_from_db()

    assert request.next_word_at < before
    assert named(request, *CHANGES) == ["service_changed", "word_sooner"]
    assert amina in letters(NEWS)


def test_later_times_change_nothing_for_what_was_asked_before(publish, ask, ben, monday):
    request = ask()
    actions.acknowledge(request, by=ben, at=monday)
    before = request.next_word_at
    publish(offer_days=9, update_days=20)
    request.refresh_from_db()

    assert request.next_word_at == before
    assert named(request, *CHANGES) == []


def test_nothing_is_late_at_once(publish, laptop, monday):
    """A first word within one minute, published an hour later, is not held against anybody."""
    before = laptop.next_word_at
    publish(first_word_minutes=1)
    laptop.refresh_from_db()
    assert (laptop.next_word_at, named(laptop, *CHANGES)) == (before, [])


def test_an_agreed_date_stays(publish, promised):
    due = promised.due_at
    publish(offer_days=1, update_days=1)
    promised.refresh_from_db()
    assert promised.due_at == due


def test_when_a_service_ends_its_owner_is_told_once_and_the_asker_not(
    publish, laptops, promised, ben, amina, monday
):
    catalogue.retire(laptops, by=ben, at=monday + DAY)
    assert [jobs.recount(monday + DAY) for _time in range(3)] == [1, 0, 0]

    assert named(promised, *CHANGES) == ["service_ended"]
    assert ben in letters(DUTY)
    with system_scope("tests"):
        (event,) = Event.objects.about("request", promised.pk).filter(name="service_ended")
    assert event.to_asker == ""


def test_a_new_service_is_only_noted(laptop, monday):
    assert jobs.recount(monday) == 0

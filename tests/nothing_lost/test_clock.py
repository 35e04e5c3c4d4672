"""The clock of a machine is set, or the clocks of everybody change (RELIABILITY 52)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from goodword.history.models import Event
from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.requests import actions
from goodword.requests.jobs import sweep
from goodword.requests.models import ServiceRequest

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LONDON = ZoneInfo("Europe/London")


def events_of(request: ServiceRequest) -> list[Event]:
    with system_scope("tests"):
        return list(Event.objects.about("request", request.pk))


def test_a_clock_put_back_by_an_hour_repeats_nothing(laptop, now):
    late = now + 2 * DAY
    assert sweep(late) > 0
    before = len(events_of(laptop))

    assert sweep(late - HOUR) == 0
    assert sweep(late) == 0
    assert len(events_of(laptop)) == before


def test_what_is_done_while_the_clock_is_back_comes_after_what_happened(laptop, ben, now):
    sweep(now + 2 * DAY)
    actions.write(laptop, by=ben, at=now + DAY, words="I am on it.")
    moments = [event.at for event in events_of(laptop)]

    assert moments == sorted(moments)
    assert moments[-1] == now + 2 * DAY


def test_a_clock_a_day_ahead_and_back_again_makes_no_storm(laptop, now):
    first = sweep(now + DAY)
    for ahead in (timedelta(), DAY, HOUR, DAY):
        assert sweep(now + ahead) == 0
    names = [event.name for event in events_of(laptop)]

    assert first == len(names) - 1
    assert len(names) == len(set(names))


def test_the_database_refuses_one_effect_twice(laptop, now):
    sweep(now + 2 * DAY)
    (missed, *_more) = [event for event in events_of(laptop) if event.effect]
    again = {"about_kind": "request", "about_id": laptop.pk, "number": 99, "at": now}

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(**again, name=missed.name, effect=missed.effect)


#: Asked on this wall clock; a person answers by this one: two open hours later, nine to five.
NIGHTS = {
    "summer time ends": ("2026-10-23 16:30", "2026-10-26 10:30"),
    "summer time begins": ("2027-03-26 16:30", "2027-03-29 10:30"),
    "into a leap day": ("2028-02-28 16:00", "2028-02-29 10:00"),
    "out of a leap day": ("2028-02-29 16:00", "2028-03-01 10:00"),
    "the year ends": ("2026-12-31 16:30", "2027-01-01 10:30"),
}


def wall(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)


def ask(window: Client, title: str, **more: str) -> ServiceRequest:
    form = {"title": title, "service": "it-help/laptop", **more}
    path = str(window.post("/ask/", form)["Location"])
    with system_scope("tests"):
        return ServiceRequest.objects.get(reference=path.strip("/").split("/")[-1])


@pytest.mark.parametrize("night", NIGHTS)
def test_a_first_word_is_due_on_the_wall_clock_of_the_team(night, signed_in, amina, ben, laptops):
    asked, answered = (wall(text) for text in NIGHTS[night])
    with clock.frozen(asked):
        request = ask(signed_in(amina), "A laptop")

    assert request.next_word_at == answered.astimezone(UTC)


@pytest.mark.parametrize("night", NIGHTS)
def test_every_later_clock_ends_with_the_close_of_a_day(night, signed_in, amina, ben, laptops):
    """An offer owed (C3), a reminder of a question (C6): five o'clock before and after."""
    with clock.frozen(wall(NIGHTS[night][0])) as at:
        request = ask(signed_in(amina), "A laptop")
        actions.acknowledge(request, by=ben, at=at)
        owed = [request.next_word_at]
        actions.ask_asker(request, by=ben, at=at, question="Which size?")
        owed.append(request.next_word_at)

    walls = [timezone.localtime(moment, LONDON) for moment in owed]
    assert [(moment.hour, moment.minute) for moment in walls] == [(17, 0)] * 2


@pytest.mark.parametrize("typed", ["2027-03-28T01:30", "2026-10-25T01:30"])
def test_a_time_that_is_skipped_or_comes_twice_is_refused_in_words(
    typed, signed_in, amina, ben, laptops
):
    with clock.frozen(wall("2026-10-22 10:00")):
        page = signed_in(amina).post("/ask/", {"title": "A laptop", "needed_by": typed})

    assert page.status_code == 422
    assert "The clock is changed at that hour" in page.content.decode()

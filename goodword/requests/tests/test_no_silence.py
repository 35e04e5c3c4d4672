"""The invariant, three times: the transition function, the database, and random lives."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.people.models import Person, Team
from goodword.requests import actions
from goodword.requests.actions.keeping import KEPT, fill, stand
from goodword.requests.models import Promise, ServiceRequest
from goodword.requests.rules.states import ENDED, PromiseState
from goodword.requests.tests.conftest import Ask
from goodword.requests.tests.walking import Walk

pytestmark = pytest.mark.django_db

STEPS_A_LIFE = 30


@pytest.fixture
def walk(ask: Ask, amina: Person, ben: Person, chidi: Person, finance: Team, monday: datetime):
    def start(seed: int) -> Walk:
        wish = {1: {}, 2: {"needed_by": monday + timedelta(days=4)}, 0: {"emergency": "Fire"}}
        request = ask(at=monday, **wish[seed % 3])
        return Walk(request, amina, ben, chidi, finance, monday, random.Random(seed))

    return start


@pytest.mark.parametrize("seed", range(24))
def test_no_life_falls_silent(walk, seed):
    life = walk(seed)
    for _step in range(STEPS_A_LIFE):
        with system_scope("tests"):
            life.take_a_step()
            check_no_silence(life)
            check_kept_columns_follow_from_events(life)
            check_promises(life)


def check_no_silence(life: Walk) -> None:
    request = life.request
    if request.state in ENDED:
        assert request.next_word_at is None, life.done
        return
    assert request.next_word_at is not None, life.done
    assert request.wake_at is not None or request.next_word_at <= life.at, life.done


def check_kept_columns_follow_from_events(life: Walk) -> None:
    stored = ServiceRequest.objects.get(pk=life.request.pk)
    fresh = ServiceRequest.objects.get(pk=life.request.pk)
    standing = stand(fresh)
    team = Team.objects.get(pk=standing.team)
    fill(fresh, standing, team.calendar())
    for name in KEPT:
        assert getattr(fresh, f"{name}_id", getattr(fresh, name)) == getattr(
            stored, f"{name}_id", getattr(stored, name)
        ), (name, life.done)


def check_promises(life: Walk) -> None:
    promises = list(Promise.objects.filter(service_request=life.request))
    standing = [p for p in promises if p.state in {"accepted", "at_risk"}]
    assert len(standing) <= 1
    assert len([p for p in promises if p.is_first]) == min(1, len(promises))
    for promise in promises:
        assert promise.state in PromiseState.values
        assert (promise.ended_at is None) == (promise in standing), life.done
        if promise.state == PromiseState.KEPT:
            assert promise.ended_at <= promise.stands_at, life.done


def test_the_database_refuses_an_open_request_without_a_next_word(laptop):
    with pytest.raises(IntegrityError), transaction.atomic(), system_scope("tests"):
        ServiceRequest.objects.filter(pk=laptop.pk).update(next_word_at=None)


def test_history_is_numbered_without_gaps(walk):
    life = walk(7)
    with system_scope("tests"):
        for _step in range(STEPS_A_LIFE):
            life.take_a_step()
        numbers = list(
            Event.objects.about("request", life.request.pk).values_list("number", flat=True)
        )
    assert numbers == list(range(1, len(numbers) + 1))


def test_an_event_is_never_edited(laptop):
    with system_scope("tests"):
        event = Event.objects.about("request", laptop.pk).get()
    with pytest.raises(TypeError, match="never edited"):
        event.save()


def test_the_clock_says_honestly_that_a_word_was_missed(laptop, monday):
    actions.strike(laptop, at=monday + timedelta(hours=3))
    with system_scope("tests"):
        last = Event.objects.about("request", laptop.pk).last()
    assert last.name == "word_missed"
    assert "We owe you an update since" in last.to_asker


def test_the_cover_person_is_asked_after_a_working_day(laptop, it_help, ben, monday):
    it_help.cover = ben
    it_help.save()
    actions.strike(laptop, at=monday + timedelta(days=2))
    with system_scope("tests"):
        names = list(Event.objects.about("request", laptop.pk).values_list("name", flat=True))
    assert names == ["asked", "word_missed", "cover_asked"]


def test_a_clock_that_runs_twice_does_it_once(laptop, monday):
    later = monday + timedelta(days=2)
    assert actions.strike(laptop, at=later) == 2
    assert actions.strike(laptop, at=later) == 0


def test_two_words_missed_on_one_day_ask_the_cover_person_once_for_each(promised, ben, monday):
    """Both working days end with the same Friday; that stopped the clocks of the request once."""
    wednesday = promised.due_at
    thursday, friday = wednesday + timedelta(hours=18), wednesday + timedelta(days=2, hours=2)
    actions.strike(promised, at=wednesday + timedelta(minutes=1))
    words = {"words": "Tomorrow at ten.", "next_word_at": thursday}
    actions.write(promised, by=ben, at=wednesday + timedelta(minutes=30), **words)
    actions.strike(promised, at=friday)
    actions.write(promised, by=ben, at=friday, words="Not yet.")
    actions.strike(promised, at=friday + timedelta(minutes=1))

    with system_scope("tests"):
        events = Event.objects.about("request", promised.pk).filter(name="cover_asked")
        assert len({event.facts["due_at"] for event in events}) == len(events) == 2

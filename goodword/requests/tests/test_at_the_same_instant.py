"""Two people act at the same instant: one is the winner, the other is told kindly."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection

from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.requests import actions
from goodword.requests.models import Delivery, Promise, ServiceRequest
from goodword.requests.tests.conftest import DAY, HOUR

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mia(person, it_help):
    """Ben's colleague."""
    return person("Mia Roth", it_help)


def race(*acts: Callable[[], object]) -> list[str]:
    """Start all acts behind one barrier; answer what each was told, "" for the winner."""
    barrier, told = threading.Barrier(len(acts)), [""] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            act()
        except Refusal as refusal:
            told[place] = str(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=it) for it in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def copy(service_request: ServiceRequest) -> ServiceRequest:
    """The request as another browser has it, in the version both have seen."""
    with system_scope("tests"):
        fresh = ServiceRequest.objects.get(pk=service_request.pk)
    return fresh.seen(service_request.number_of_events)


def test_the_last_emergency_of_a_month_is_had_once(ask, amina, monday):
    def emergency(request):
        actions.make_emergency(request, by=amina, at=monday, why="The exam hall is shut")

    first, *others = (ask(title=f"Number {number}") for number in range(3))
    emergency(first)
    told = race(*(partial(emergency, copy(one)) for one in others))

    assert sorted(map(bool, told)) == [False, True]
    assert "All 2 emergencies of this month are used" in "".join(told)


def test_a_button_pressed_twice_asks_once(ask, monday):
    def press():
        ask(nonce="the same")

    assert race(press, press) == ["", ""]
    with system_scope("tests"):
        assert ServiceRequest.objects.count() == 1


def offering(service_request, who, monday):
    mine = copy(service_request)
    due_at = monday + 2 * DAY
    return lambda: actions.offer(mine, by=who, at=monday + HOUR, due_at=due_at)


def delivering(service_request, who, monday):
    mine = copy(service_request)
    return lambda: actions.deliver(mine, by=who, at=monday + DAY, words="Done.")


def confirming(service_request, who, monday):
    mine = copy(service_request)
    return lambda: actions.confirm(mine, by=who, at=monday + DAY + HOUR)


def taking(service_request, who, monday):
    mine = copy(service_request)
    return lambda: actions.take(mine, by=who, at=monday + HOUR)


def test_two_give_their_word(laptop, ben, mia, monday):
    told = race(*(offering(laptop, who, monday) for who in (ben, mia)))
    assert sorted(bool(words) for words in told) == [False, True]
    with system_scope("tests"):
        assert Promise.objects.count() == 1


def test_two_deliver(promised, ben, mia, monday):
    told = race(*(delivering(promised, who, monday) for who in (ben, mia)))
    assert "Somebody was faster" in "".join(told)
    with system_scope("tests"):
        assert Delivery.objects.count() == 1


def test_one_confirms_in_two_windows(delivered, amina, monday):
    told = race(*(confirming(delivered, amina, monday) for _window in range(2)))
    assert sorted(bool(words) for words in told) == [False, True]


def test_ten_take_it_and_one_has_it(laptop, ben, person, it_help, monday):
    team = [ben, *(person(f"Helper{number} Roth", it_help) for number in range(9))]
    told = race(*(taking(laptop, who, monday) for who in team))
    assert told.count("") == 1
    with system_scope("tests"):
        assert ServiceRequest.objects.get().owner is not None

"""Somebody outside is waiting: who, how many and since when, from the ask form to the word."""

from __future__ import annotations

import pytest

from goodword.requests.models import ServiceRequest
from goodword.requests.tests.web.conftest import DAY, text, typed


@pytest.fixture
def queue(ask, monday):
    """Twenty-two students have waited since Friday."""
    since = monday - 3 * DAY
    return ask(waiting_outside="Students", waiting_many=22, waiting_since=since)


def test_amina_says_so_when_she_asks(send, amina, laptops, monday):
    asked = {"waiting_outside": "Students", "waiting_many": "22", "waiting_since": typed(monday)}
    send(amina, "ask", title="Cards", service="it-help/laptop", **asked)
    here = ServiceRequest.objects.visible_to(amina).get()

    assert (here.waiting_many, here.waiting_since) == (22, monday)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"waiting_many": "3"}, "Say who is waiting, and for what."),
        ({"waiting_outside": "Students", "waiting_since": "2026-11-05T09:00"}, "wait already"),
    ],
)
def test_they_are_named_and_wait_already(send, amina, laptops, more, said):
    answer = send(amina, "ask", title="Cards", service="it-help/laptop", **more)

    assert answer.status_code == 422
    assert said in text(answer)


@pytest.mark.parametrize("page", ["request", "offers"])
def test_the_pages_of_the_request_say_it(look, queue, ben, page):
    said = text(look(ben, page, queue))

    assert "Somebody outside is waiting: Students" in said
    assert "22 people" in said
    assert "since <time" in said


def test_the_desk_says_it_in_the_row_and_in_why_it_is_here(look, queue, ben):
    said = text(look(ben, "pages:desk", "it-help"))

    assert "22 outside wait" in said
    assert "Somebody outside is waiting, since Friday, 10 am. " in said

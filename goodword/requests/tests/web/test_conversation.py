"""The conversation holds everything that people wrote, wherever they wrote it, in order."""

from __future__ import annotations

import pytest

from goodword.requests import actions
from goodword.requests.models import Message
from goodword.requests.tests.web.conftest import DAY, HOUR, text

SAID = [
    "Dana starts on the 16th.",
    "One laptop, not two.",
    "Nothing in stock.",
    "Then it must be.",
    "Which keyboard?",
    "An English one.",
    "I forgot it. I am sorry.",
    "It is on your desk.",
    "The charger is missing.",
    "A last word by mail.",
]


@pytest.fixture
def lived(laptop, amina, ben, monday):
    """Almost everything that can happen to a request."""
    late, later = monday + 11 * DAY, monday + 14 * DAY
    actions.play_back(laptop, by=ben, at=monday + HOUR, words="Two laptops.")
    actions.correct_playback(laptop, by=amina, at=monday + 2 * HOUR, correction=SAID[1])
    actions.offer(laptop, by=ben, at=monday + 3 * HOUR, due_at=late, reason=SAID[2])
    actions.accept(laptop, by=amina, at=monday + 4 * HOUR, words=SAID[3])
    actions.ask_asker(laptop, by=ben, at=monday + 5 * HOUR, question=SAID[4])
    actions.answer_question(laptop, by=amina, at=monday + 6 * HOUR, answer=SAID[5])
    actions.strike(laptop, at=later)
    actions.apologise(laptop, by=ben, at=later, words=SAID[6], due_at=later + DAY)
    actions.deliver(laptop, by=ben, at=later + HOUR, words=SAID[7])
    actions.not_yet(laptop, by=amina, at=later + 2 * HOUR, missing=SAID[8])
    mail = Message.Channel.MAIL
    actions.write(laptop, by=amina, at=later + 3 * HOUR, words=SAID[9], channel=mail)
    return laptop


@pytest.mark.parametrize("who", ["amina", "ben"])
def test_both_sides_read_all_of_it_in_order(who, request, look, lived, monday):
    person = request.getfixturevalue(who)
    page = text(look(person, "request", lived, at=monday + 15 * DAY))
    thread = page.partition('id="thread"')[2]
    places = [thread.find(words) for words in SAID]

    assert -1 not in places
    assert places == sorted(places)
    assert "by mail" in thread


def test_where_it_waits_stands_under_the_title(look, promised, amina, ben, monday):
    until = monday + DAY
    actions.wait_for_other(promised, by=ben, at=monday + HOUR, on_whom="The shop", until=until)
    his = text(look(ben, "request", promised, at=monday + 2 * HOUR))
    hers = text(look(amina, "request", promised, at=monday + 2 * HOUR))

    assert "You wait for The shop until tomorrow, 10 am." in his
    assert "Ben waits for The shop until tomorrow, 10 am." in hers


def test_who_it_is_for_and_who_typed_it_are_named(look, ask, amina, chidi):
    filed = ask(by=chidi, on_behalf_of=amina, beneficiary_name="Temi Adeyemi")
    page = text(look(chidi, "request", filed))

    assert "for Temi Adeyemi" in page
    assert "Typed by you." in page


def test_figures_of_services_come_in_one_query(lived, laptops, django_assert_num_queries):
    from goodword.catalogue.sections import records_of

    with django_assert_num_queries(1):
        found = records_of([laptops])

    assert found[laptops.pk].total >= 0


def test_a_request_too_many_within_an_hour_is_refused_kindly(send, amina, laptops, monkeypatch):
    from goodword.house import limits

    monkeypatch.setattr(limits, "REQUESTS_PER_PERSON_AND_HOUR", 1)
    send(amina, "ask", title="A laptop", nonce="one")
    response = send(amina, "ask", title="Another laptop", nonce="two")

    assert response.status_code == 429
    assert "Please wait a little" in text(response)
    assert "Another laptop" in text(response)

"""The page of a request: one for the asker's side, one for the team's."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodword.house import clock
from goodword.requests import actions
from goodword.requests.tests.web.conftest import DAY, HOUR, address, text

QUERIES_AT_MOST = 10


def test_a_stranger_does_not_learn_that_the_request_exists(look, laptop, chidi):
    for page in ("request", "banner", "calendar"):
        assert look(chidi, page, laptop).status_code == 404
    assert look(chidi, "why", laptop, "promise").status_code == 404


def test_a_reference_that_does_not_exist_answers_the_same(look, chidi):
    assert look(chidi, "request", "GW-NOSUCH").status_code == 404


def test_amina_reads_what_she_asked_and_who_has_it(look, laptop, amina):
    page = text(look(amina, "request", laptop))

    assert "A laptop for Dana" in page
    assert "Dana starts on the 16th." in page
    assert "<b>IT help has it.</b> A person will answer you" in page
    assert "Those who take part, and everybody in IT help." in page


def test_ben_reads_that_he_owes_a_first_word(look, laptop, ben):
    page = text(look(ben, "request", laptop))

    assert "<b>A first word from you</b> to Amina" in page
    assert 'data-key="d"' in page


def test_the_asker_has_no_bar_of_acts_and_no_team_composer(look, laptop, amina):
    page = text(look(amina, "request", laptop))

    assert "actbar" not in page
    assert "Only my team" not in page


def test_a_team_note_is_never_in_the_askers_page(look, send, laptop, amina, ben):
    send(ben, "messages", laptop, words="A secret of the team", to="team")
    send(ben, "messages", laptop, words="Hello Amina", to="all")
    hers, his = text(look(amina, "request", laptop)), text(look(ben, "request", laptop))

    assert "Hello Amina" in hers
    assert "A secret of the team" not in hers
    assert "Only IT help sees this" in his


def test_the_inner_aim_is_never_in_the_askers_page(look, send, laptop, amina, ben):
    form = {"pick": "other", "due_at": "2026-11-06T15:00", "aim_at": "2026-11-05T03:33"}
    send(ben, "offers", laptop, **form)

    assert "3:33" not in text(look(amina, "request", laptop))


def test_an_empty_message_keeps_the_page_and_says_what_is_missing(send, laptop, ben):
    response = send(ben, "messages", laptop, words=" ", to="team")

    assert response.status_code == 422
    assert "Write something first." in text(response)


def test_a_message_that_is_too_long_is_kept_and_refused(send, laptop, amina):
    words = "long words " * 10_000
    response = send(amina, "messages", laptop, words=words)

    assert response.status_code == 422
    assert "long words long words" in text(response)


def test_a_stranger_cannot_write(send, laptop, chidi):
    assert send(chidi, "messages", laptop, words="Hello").status_code == 404


def test_somebody_with_two_hats_can_wear_either(look, ask, ben):
    own = ask(by=ben)
    asking, helping = look(ben, "request", own), look(ben, "request", own, side="team")

    assert "actbar" not in text(asking)
    assert "actbar" in text(helping)


def test_a_team_that_is_asked_to_take_it_reads_it_without_notes(look, send, handed, ben, chidi):
    send(ben, "messages", handed, words="A secret of the team", to="team")
    page = text(look(chidi, "request", handed))

    assert "IT help asks whether you take this over" in page
    assert "Yes, we take it" in page
    assert "A secret of the team" not in page


def test_the_asker_hears_of_the_hand_over(look, handed, amina):
    assert "Finance is asked to take this over" in text(look(amina, "request", handed))


@pytest.mark.parametrize("who", ["amina", "ben"])
def test_a_long_conversation_costs_no_more_queries(who, request, signed_in, laptop, ben, monday):
    person = request.getfixturevalue(who)
    window = signed_in(person)
    _busy(laptop, ben, monday)
    _queries(window, laptop, monday)
    few = _queries(window, laptop, monday)
    for number in range(10):
        actions.write(laptop, by=ben, at=monday + 2 * HOUR, words=f"Message {number}")

    assert _queries(window, laptop, monday) == few <= QUERIES_AT_MOST


def _busy(laptop, ben, monday) -> None:
    """Everything that can happen in two days has happened once."""
    at = monday + HOUR
    actions.write(laptop, by=ben, at=at, words="I have it.")
    actions.play_back(laptop, by=ben, at=at, words="A laptop for Dana.")
    actions.make_plan(laptop, by=ben, at=at, steps=[("Order it", "today")])
    actions.offer(laptop, by=ben, at=at, due_at=monday + DAY)
    actions.ask_asker(laptop, by=ben, at=at, question="Which keyboard?")


def _queries(window, laptop, monday) -> int:
    with clock.frozen(monday + 3 * HOUR), CaptureQueriesContext(connection) as queries:
        assert window.get(address("request", laptop)).status_code == 200
    return len(queries)


def test_the_banner_is_not_sent_twice(signed_in, laptop, amina, monday):
    window = signed_in(amina)
    with clock.frozen(monday + HOUR):
        first = window.get(address("banner", laptop))
        again = window.get(address("banner", laptop), headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_the_banner_comes_anew_when_something_happened(signed_in, laptop, amina, ben, monday):
    window = signed_in(amina)
    with clock.frozen(monday + HOUR):
        first = window.get(address("banner", laptop))
        actions.acknowledge(laptop, by=ben, at=monday + HOUR)
        again = window.get(address("banner", laptop), headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 200
    assert "Ben has it" in text(again)


def test_the_promise_goes_into_a_calendar(look, promised, amina):
    response = look(amina, "calendar", promised)

    assert response["Content-Type"].startswith("text/calendar")
    assert b"DTEND:20261104T160000Z" in response.content


def test_without_a_promise_there_is_nothing_for_a_calendar(look, laptop, amina):
    assert look(amina, "calendar", laptop).status_code == 404


def test_a_poll_keeps_the_hat(look, ask, ben):
    own = ask(by=ben)
    page = text(look(ben, "request", own, side="team"))

    assert f'data-poll="/requests/{own.reference}/banner/?side=team"' in page
    assert "A first word from you" in text(look(ben, "banner", own, side="team"))


def test_a_poll_that_changes_nothing_costs_little(signed_in, laptop, amina, monday):
    window = signed_in(amina)
    with clock.frozen(monday + HOUR):
        tag = window.get(address("banner", laptop))["ETag"]
        with CaptureQueriesContext(connection) as queries:
            window.get(address("banner", laptop), headers={"If-None-Match": tag})

    assert len(queries) <= 3

"""Each door of the asker's side: what it does, what it refuses, who does not find it."""

from __future__ import annotations

import pytest

from goodword.requests.tests.web.conftest import DAY, text, typed

THURSDAY = "2026-11-05T15:00"

#: scene, door, what is typed, the state that follows
DONE = [
    ("asked_back", "question-answer", {"answer": "An English one."}, "promised"),
    ("offered", "offer-answer", {"answer": "yes"}, "promised"),
    ("offered", "counter-offers", {"answer": "agree"}, "promised"),
    ("offered", "counter-offers", {"answer": "later", "due_at": "2026-12-01T12:00"}, "offered"),
    ("offered", "counter-offers", {"answer": "talk", "words": "Ring me at 12."}, "offered"),
    (
        "offered",
        "counter-offers",
        {"answer": "sooner", "due_at": THURSDAY, "words": "Dana comes then."},
        "offered",
    ),
    ("at_risk", "move-answer", {"answer": "yes"}, "promised"),
    ("at_risk", "move-answer", {"answer": "no", "words": "It must be then."}, "promised"),
    ("laptop", "withdrawal", {"reason": "Dana does not come."}, "cancelled"),
    ("promised", "reminder", {}, "promised"),
    ("declined", "dispute", {"words": "You lent one to Eva."}, "asked"),
    ("declined", "passing-on", {}, "asked"),
]

#: scene, door, what is typed, the sentence beside it
REFUSED = [
    ("asked_back", "question-answer", {"answer": ""}, "Write your answer first"),
    ("laptop", "question-answer", {"answer": "An English one."}, "answered already"),
    ("laptop", "playback-answer", {"answer": "yes"}, "nothing to confirm"),
    ("laptop", "playback-answer", {"answer": "not_quite"}, "Say what is different"),
    ("offered", "counter-offers", {"words": "Kept words"}, "Choose one of the answers"),
    ("offered", "counter-offers", {"answer": "later"}, "Say which day and time would do"),
    ("offered", "counter-offers", {"answer": "sooner", "due_at": THURSDAY}, "must be sooner"),
    ("offered", "counter-offers", {"answer": "talk"}, "how to reach you"),
    ("promised", "move-answer", {"answer": "no", "words": "Kept words"}, "no new date"),
    ("laptop", "reopening", {"reason": "It is broken."}, "not possible any more"),
    ("delivered", "reopening", {"reason": ""}, "Say what is missing"),
    ("laptop", "dispute", {"words": "I do not agree."}, "not possible any more"),
    ("declined", "dispute", {"words": ""}, "Say why"),
    ("laptop", "passing-on", {}, "not possible any more"),
    ("laptop", "filer", {}, "Nobody else typed this"),
]

DOORS = sorted({door for _scene, door, *_rest in (*DONE, *REFUSED)} | {"delegate"})


@pytest.mark.parametrize(("scene", "door", "form", "state"), DONE)
def test_a_door_does_one_thing_and_shows_the_request(
    scene, door, form, state, request, send, amina
):
    wanted = request.getfixturevalue(scene)

    response = send(amina, door, wanted, **form)

    wanted.refresh_from_db()
    assert (response.status_code, response.url) == (303, wanted.get_absolute_url())
    assert wanted.state == state


@pytest.mark.parametrize(("scene", "door", "form", "sentence"), REFUSED)
def test_a_refusal_stands_beside_what_was_typed(scene, door, form, sentence, request, send, amina):
    response = send(amina, door, request.getfixturevalue(scene), **form)

    assert response.status_code == 422
    assert sentence in text(response)
    for name, words in form.items():
        assert name == "answer" or words in text(response)


@pytest.mark.parametrize("door", DOORS)
def test_a_stranger_does_not_learn_that_the_request_exists(door, send, look, laptop, chidi):
    assert send(chidi, door, laptop).status_code == 404
    assert look(chidi, door, laptop).status_code == 404


@pytest.mark.parametrize("door", sorted(set(DOORS) - {"offer-answer"}))
def test_the_team_cannot_answer_for_the_asker(door, send, laptop, ben):
    assert send(ben, door, laptop).status_code == 404


def test_amina_says_that_she_was_understood(send, look, laptop, amina, ben, monday):
    from goodword.requests import actions

    actions.play_back(laptop, by=ben, at=monday, words="A laptop for Dana, with an account.")
    asked = text(look(amina, "request", laptop))
    send(amina, "playback-answer", laptop, answer="yes")

    assert "Yes, that is it" in asked
    assert "Understood the same way" in text(look(amina, "request", laptop))


def test_amina_corrects_what_was_understood(send, look, laptop, amina, ben, monday):
    from goodword.requests import actions

    actions.play_back(laptop, by=ben, at=monday, words="A laptop for Dana.")
    send(amina, "playback-answer", laptop, answer="not_quite", correction="Two laptops.")

    assert "Two laptops." in text(look(ben, "request", laptop))


def test_a_closed_request_is_opened_again(send, delivered, amina, monday):
    at = monday + 2 * DAY
    send(amina, "feedback:close", delivered, at=at, outcome="yes")
    send(amina, "reopening", delivered, at=at, reason="It does not start.")
    delivered.refresh_from_db()

    assert delivered.state == "in_progress"


def test_amina_names_somebody_of_her_team(send, laptop, amina, records, person):
    dana = person("Dana Reyes", records)
    send(amina, "delegate", laptop, to=str(dana.pk))
    laptop.refresh_from_db()

    assert laptop.delegate == dana


def test_somebody_of_another_team_cannot_stand_in(send, laptop, amina, chidi):
    assert send(amina, "delegate", laptop, to=str(chidi.pk)).status_code == 422


def test_amina_takes_off_who_typed_it(send, look, ask, amina, chidi):
    filed = ask(by=chidi, on_behalf_of=amina)
    before = look(chidi, "request", filed).status_code
    send(amina, "filer", filed)

    assert before == 200
    assert look(chidi, "request", filed).status_code == 404


def test_a_later_date_while_a_word_stands_needs_a_reason(send, promised, amina, monday):
    form = {"answer": "later", "due_at": typed(monday + 8 * DAY)}
    response = send(amina, "counter-offers", promised, **form)

    assert response.status_code == 422
    assert "Say why it should move" in text(response)

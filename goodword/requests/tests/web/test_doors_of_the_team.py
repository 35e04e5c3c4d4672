"""Each door of the team: what it does, what it refuses, and what a stranger learns: nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from goodword.house import clock
from goodword.requests.tests.web.conftest import address, text

MONDAY = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
FRIDAY = "2026-11-06T15:00"
LONG_AGO = "2001-01-01T09:00"

#: scene, door, what is typed, the state that follows (empty: unchanged)
DONE = [
    ("laptop", "acknowledgement", {"words": "I have it."}, "acknowledged"),
    ("laptop", "answer", {"words": "Take the spare one in room 2."}, "delivered"),
    ("laptop", "delivery", {"words": "Take the spare one in room 2."}, "delivered"),
    ("laptop", "playbacks", {"words": "You need a laptop for Dana."}, "acknowledged"),
    ("laptop", "question", {"question": "Which keyboard?"}, "waiting_asker"),
    ("laptop", "plan", {"words_1": "Order it", "when_1": "today"}, "acknowledged"),
    ("laptop", "offers", {"pick": "other", "due_at": FRIDAY}, "promised"),
    ("laptop", "outside", {"words": "A visitor"}, "asked"),
    ("promised", "work", {}, "in_progress"),
    ("promised", "wait", {"on_whom": "The shop", "until": FRIDAY}, "waiting_other"),
    ("promised", "warning", {"words": "The parcel is late."}, "promised"),
    ("promised", "assurance", {}, "promised"),
    ("countered", "offer-answer", {"answer": "yes"}, "promised"),
    ("offered", "offer-answer", {"answer": "withdraw"}, "acknowledged"),
    (
        "laptop",
        "decline",
        {"why": "not_ours", "words": "No.", "way": "answer", "answer_words": "Ask the library."},
        "declined",
    ),
]

#: scene, door, what is typed, the sentence beside it
REFUSED = [
    ("laptop", "acknowledgement", {"next_word_at": LONG_AGO}, "choose a later moment"),
    ("laptop", "answer", {"words": ""}, "Write the answer first"),
    ("laptop", "delivery", {"words": " "}, "Say in a line what you did"),
    ("laptop", "playbacks", {"done_means": "A laptop"}, "Say what you understood"),
    ("laptop", "question", {"effect": "No order"}, "Ask a question they can answer"),
    ("laptop", "plan", {"when_1": "today"}, "A plan needs at least one step"),
    ("laptop", "offers", {"pick": "other"}, "Choose a date you can stand behind"),
    ("laptop", "offers", {"pick": "soon", "reason": "Kept"}, "Choose one of the dates"),
    ("laptop", "offers", {"due_at": LONG_AGO, "reason": "Kept"}, "A promise is about the future"),
    ("laptop", "offers", {"due_at": "soon", "reason": "Kept"}, "Give a day and a time"),
    ("laptop", "offers", {"due_at": FRIDAY, "kind": "part_first"}, "Say which part they get"),
    ("laptop", "offers", {"due_at": FRIDAY, "kind": "swap"}, "Say which request would wait"),
    ("promised", "offers", {"due_at": FRIDAY}, "Say why it should move"),
    ("laptop", "work", {}, "not possible any more"),
    ("promised", "wait", {"until": FRIDAY}, "Say for whom you wait"),
    ("promised", "wait", {"on_whom": "The shop", "until": LONG_AGO}, "choose a later one"),
    ("promised", "warning", {"due_at": FRIDAY}, "Say what happened"),
    ("laptop", "warning", {"words": "Late."}, "No word stands"),
    ("laptop", "assurance", {}, "No word stands"),
    ("laptop", "recovery", {"words": "Sorry.", "due_at": FRIDAY}, "no broken promise"),
    ("laptop", "closing", {}, "reminded twice"),
    ("laptop", "resumption", {}, "not possible any more"),
    ("laptop", "outside", {"words": ""}, "Say who is waiting"),
    ("laptop", "decline", {"why": "not_ours", "words": "No.", "way": "team"}, "Say which team"),
    ("laptop", "decline", {"why": "not_ours", "words": "No.", "way": "person"}, "Say who can help"),
    ("laptop", "decline", {"words": "No."}, "A decline always comes with a way on"),
    ("laptop", "handover", {"reason": "Theirs"}, "Choose a team"),
    ("laptop", "plan-step", {"step": "77"}, "This step is not there"),
    ("laptop", "offer-answer", {"answer": "yes"}, "not open any more"),
]

DOORS = sorted({door for _scene, door, *_rest in (*DONE, *REFUSED)} | {"owner"})


@pytest.mark.parametrize(("scene", "door", "form", "state"), DONE)
def test_a_door_does_one_thing_and_shows_the_request(scene, door, form, state, request, send, ben):
    wanted = request.getfixturevalue(scene)

    response = send(ben, door, wanted, **form)

    wanted.refresh_from_db()
    assert (response.status_code, response.url) == (303, wanted.get_absolute_url())
    assert wanted.state == state


@pytest.mark.parametrize(("scene", "door", "form", "sentence"), REFUSED)
def test_a_refusal_stands_beside_what_was_typed(scene, door, form, sentence, request, send, ben):
    response = send(ben, door, request.getfixturevalue(scene), **form)

    assert response.status_code == 422
    assert sentence in text(response)
    for name, words in form.items():
        assert name in {"pick", "step"} or words.strip() in text(response)


@pytest.mark.parametrize("door", DOORS)
def test_a_stranger_does_not_learn_that_the_request_exists(door, send, look, laptop, chidi):
    assert send(chidi, door, laptop).status_code == 404
    assert look(chidi, door, laptop).status_code == 404


@pytest.mark.parametrize("door", sorted(set(DOORS) - {"offer-answer", "outside"}))
def test_the_asker_cannot_use_the_doors_of_the_team(door, send, laptop, amina):
    assert send(amina, door, laptop).status_code == 404


def test_ben_puts_his_name_on_it_and_takes_it_off(send, laptop, ben):
    send(ben, "owner", laptop, to=str(ben.pk))
    laptop.refresh_from_db()
    owner = laptop.owner

    send(ben, "owner", laptop, to="")
    laptop.refresh_from_db()

    assert (owner, laptop.owner) == (ben, None)


def test_a_name_from_another_team_cannot_be_put_on_it(send, laptop, ben, chidi):
    response = send(ben, "owner", laptop, to=str(chidi.pk))

    assert response.status_code == 422


def test_a_step_of_the_plan_is_ticked_off(send, laptop, ben):
    from goodword.requests import actions

    step, *_rest = actions.make_plan(laptop, by=ben, at=MONDAY, steps=[("Order it", "today")])
    send(ben, "plan-step", laptop, step=str(step.pk))
    step.refresh_from_db()

    assert step.done_by == ben


def test_ben_says_sorry_and_offers_a_new_date(send, look, broken, ben, monday):
    at = monday + timedelta(days=3)
    page = look(ben, "recovery", broken, at=at)
    form = {"words": "I forgot it. I am sorry.", "pick": "other", "due_at": FRIDAY}

    assert "It was not kept" in text(page)
    assert send(ben, "recovery", broken, at=at, **form).status_code == 303


def test_where_no_word_was_broken_ben_is_not_told_that_one_was(signed_in, send, promised, ben):
    with clock.frozen(MONDAY):
        page = signed_in(ben).get(address("recovery", promised), follow=True)
    refused = send(ben, "recovery", promised, words="Sorry.", pick="other", due_at=FRIDAY)

    assert page.redirect_chain == [(promised.get_absolute_url(), 302)]
    assert "There is no broken promise to write about." in text(page)
    assert refused.status_code == 422
    assert "It was not kept" not in text(refused)


def test_an_apology_without_words_is_not_sent(send, broken, ben, monday):
    at = monday + timedelta(days=3)
    response = send(ben, "recovery", broken, at=at, what_changes="A list", due_at=FRIDAY)

    assert response.status_code == 422
    assert "Say sorry in your own words first" in text(response)
    assert "A list" in text(response)


def test_what_was_waited_for_has_come(send, promised, ben):
    send(ben, "wait", promised, on_whom="The shop", until=FRIDAY)
    send(ben, "resumption", promised)
    promised.refresh_from_db()

    assert promised.state == "in_progress"


def test_another_team_is_asked_and_says_yes(send, look, laptop, ben, chidi, finance):
    form = {"to_team": str(finance.pk), "reason": "They buy laptops now."}
    assert send(ben, "handover", laptop, **form).status_code == 303
    assert "They buy laptops now" in text(look(chidi, "request", laptop))

    assert send(chidi, "handover-answer", laptop, answer="yes").status_code == 303
    laptop.refresh_from_db()
    assert laptop.team == finance


def test_who_says_no_to_a_hand_over_says_why_and_sees_it_no_more(send, handed, chidi):
    unsaid = send(chidi, "handover-answer", handed, answer="no")
    said = send(chidi, "handover-answer", handed, answer="no", words="We only pay for them.")

    assert unsaid.status_code == 422
    assert (said.status_code, said.url) == (303, "/")


def test_a_hand_over_to_somebody_in_particular_is_found_by_name(send, laptop, ben, chidi, finance):
    form = {"to_team": str(finance.pk), "reason": "Theirs", "to_person": "chidi okafor"}

    assert send(ben, "handover", laptop, **form).status_code == 303


def test_nobody_is_called_like_that(send, laptop, ben, finance):
    form = {"to_team": str(finance.pk), "reason": "Theirs", "to_person": "Nobody Atall"}
    response = send(ben, "handover", laptop, **form)

    assert response.status_code == 422
    assert "We know nobody called" in text(response)


def test_two_people_of_the_same_name_are_told_apart_by_address(send, laptop, ben, finance, person):
    person("Sam Lee", finance)
    person("Sam Lee", finance, email="sam2@northmoor.example", handle="sam-lee-2")
    form = {"to_team": str(finance.pk), "reason": "Theirs", "to_person": "Sam Lee"}

    assert "There are two people" in text(send(ben, "handover", laptop, **form))


def test_no_answer_after_two_reminders_ends_it(send, look, asked_back, ben, monday):
    from goodword.requests import actions

    later, way = monday + timedelta(days=20), "Close, as no answer came"
    assert way not in text(look(ben, "request", asked_back))
    actions.strike(asked_back, at=later)
    assert way in text(look(ben, "request", asked_back, at=later))
    response = send(ben, "closing", asked_back, at=later)
    asked_back.refresh_from_db()

    assert (response.status_code, asked_back.state) == (303, "closed")

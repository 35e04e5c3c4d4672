"""Picked rows: one act on several, each done or refused for itself."""

from __future__ import annotations

import pytest

from goodword.pages.tests.conftest import DAY, HOUR
from goodword.requests import actions
from goodword.requests.models import Message, Offer, ServiceRequest

pytestmark = pytest.mark.django_db
ACTS = "/desk/it-help/acts/"


def post(window, person, **data):
    return window(person).post(ACTS, data, follow=True)


def text(answer):
    return answer.content.decode().replace("\xa0", " ")


def test_the_page_says_whom_it_touches_before_anything_is_done(window, ben, ask):
    laptop, printer = ask("A laptop"), ask("A printer")

    answer = post(window, ben, act="write", pick=[laptop.reference, printer.reference])

    assert answer.status_code == 200
    assert "Whom it touches" in text(answer)
    assert "2 requests" in text(answer)
    assert Message.objects.visible_to(ben).count() == 0


def test_given_to_one_person(window, ben, person, it_help, ask):
    dana = person("Dana Reyes", it_help)
    laptop, printer = ask("A laptop"), ask("A printer")

    picks = [laptop.reference, printer.reference]
    answer = post(window, ben, act="give", sure="1", to=dana.pk, pick=picks)

    assert "Given to Dana" in text(answer)
    owners = ServiceRequest.objects.answerable_by(ben).values_list("owner", flat=True)
    assert list(owners) == [dana.pk, dana.pk]


def test_only_people_of_the_team_can_be_given_it(window, ben, chidi, ask):
    laptop = ask()

    answer = post(window, ben, act="give", sure="1", to=chidi.pk, pick=[laptop.reference])

    assert answer.status_code == 422
    assert "Choose somebody of your team." in text(answer)


def test_each_asker_gets_a_message_of_their_own(window, ben, amina, ask):
    laptop, printer = ask("A laptop"), ask("A printer")

    picks = [laptop.reference, printer.reference]
    answer = post(window, ben, act="write", sure="1", words="We moved to room 7.", pick=picks)

    assert "Written to" in text(answer)
    said = Message.objects.visible_to(amina).values_list("service_request", "words")
    assert sorted(said) == [(one.pk, "We moved to room 7.") for one in (laptop, printer)]


def test_what_was_typed_is_kept_when_something_is_missing(window, ben, ask):
    laptop = ask()

    answer = post(
        window, ben, act="offer", sure="1", words="As soon as we can", pick=[laptop.reference]
    )

    assert answer.status_code == 422
    assert "Choose a date you can stand behind." in text(answer)
    assert "As soon as we can" in text(answer)


def test_a_new_date_is_offered_and_what_refuses_says_why(window, ben, ask, promise, now):
    laptop = ask("A laptop", needed_by=now + HOUR)
    station = promise("A docking station")

    answer = post(
        window,
        ben,
        act="offer",
        sure="1",
        due_at=(now + 2 * DAY).strftime("%Y-%m-%dT16:00"),
        pick=[laptop.reference, station.reference],
    )

    page = text(answer)
    assert "1 was not done" in page
    assert "Say why, in one sentence." in page
    assert "Offered to" in page
    offered = Offer.objects.visible_to(ben).filter(answer="")
    assert [one.service_request_id for one in offered] == [laptop.pk]


def test_a_standing_word_is_asked_to_move_with_the_reason(window, ben, promise, now):
    station = promise()

    post(
        window,
        ben,
        act="offer",
        sure="1",
        reason="The supplier is late",
        due_at=(now + 2 * DAY).strftime("%Y-%m-%dT16:00"),
        pick=[station.reference],
    )

    station = ServiceRequest.objects.answerable_by(ben).get(pk=station.pk)
    assert station.promise_state == "at_risk"
    assert station.offer.instead_of_id == station.promise_id


def test_who_was_slower_is_told_and_nothing_is_done_twice(window, ben, person, it_help, ask, now):
    dana = person("Dana Reyes", it_help)
    laptop = ask()
    seen = laptop.number_of_events
    actions.acknowledge(laptop, by=dana, at=now)

    answer = post(
        window,
        ben,
        act="give",
        sure="1",
        to=ben.pk,
        pick=[laptop.reference],
        **{f"version-{laptop.reference}": seen},
    )

    assert "Somebody was faster." in text(answer)
    assert ServiceRequest.objects.answerable_by(ben).get(pk=laptop.pk).owner_id == dana.pk


@pytest.mark.parametrize("data", [{"act": "give"}, {"act": "burn", "pick": ["X"]}, {}])
def test_without_a_row_or_an_act_nothing_happens(window, ben, ask, data):
    ask()

    assert "Pick at least one row first." in text(post(window, ben, **data))


def test_rows_of_other_desks_are_passed_over(window, chidi, finance, ask):
    laptop = ask()

    data = {"act": "write", "sure": "1", "words": "Hello", "pick": [laptop.reference]}
    answer = window(chidi).post("/desk/finance/acts/", data, follow=True)

    assert "Pick at least one row first." in text(answer)
    assert "laptop" not in text(answer)


def test_a_stranger_does_not_learn_that_the_desk_exists(window, chidi, ask):
    laptop = ask()

    assert post(window, chidi, act="give", pick=[laptop.reference]).status_code == 404


def test_the_filters_stay_after_the_act(window, ben, ask):
    laptop = ask()

    data = {"act": "give", "sure": "1", "to": ben.pk, "back": "q=laptop&evil=1"}
    answer = window(ben).post(ACTS, {**data, "pick": [laptop.reference]})

    assert answer.url == "/desk/it-help/?q=laptop"

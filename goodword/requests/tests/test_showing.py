"""What a row says of a request to each side, along its whole life."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone

from goodword.people.models import Person, Team
from goodword.requests import actions, showing
from goodword.requests.models import ServiceRequest
from goodword.requests.tests.conftest import DAY, HOUR, Ask

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_london():
    with timezone.override("Europe/London"):
        yield


def row(service_request: ServiceRequest, side: showing.Side, at: datetime) -> showing.Row:
    """The row as a list shows it, read through the eyes of the asker."""
    found = ServiceRequest.objects.visible_to(service_request.asker).filter(pk=service_request.pk)
    (shown,) = showing.rows_of(found, side, at)
    return shown


def told(service_request: ServiceRequest, side: showing.Side, at: datetime) -> str:
    return row(service_request, side, at).sentence.striptags().replace("\xa0", " ")


def state(service_request: ServiceRequest, side: showing.Side, at: datetime) -> tuple[str, str]:
    found = row(service_request, side, at)
    return found.kind, found.state


def acts(service_request: ServiceRequest, side: showing.Side, at: datetime) -> list[str]:
    return [act.words.replace("\xa0", " ") for act in row(service_request, side, at).acts]


def test_just_asked(laptop, monday):
    assert state(laptop, "asker", monday) == ("none", "No word yet")
    assert told(laptop, "asker", monday) == "IT help has it. A person answers you by today, noon."
    assert told(laptop, "team", monday) == (
        "For Amina Yusuf, Student records. A first word by today, noon."
    )
    assert row(laptop, "team", monday).due == "By 12:00"
    assert row(laptop, "team", monday).due_rest.replace("\xa0", " ") == "first word in 2 h"
    assert acts(laptop, "team", monday) == ["Send a word"]
    assert acts(laptop, "asker", monday) == []


def test_a_first_word_that_is_late_is_said_honestly(laptop, monday):
    late = monday + 3 * HOUR

    assert told(laptop, "asker", late) == "IT help has it. We owe you a word since today at noon."
    assert told(laptop, "team", late).endswith("A first word is owed since today at noon.")
    assert row(laptop, "team", late).due_rest.replace("\xa0", " ") == "first word 1 h late"


def test_heard_without_a_date(laptop, ben, monday):
    actions.acknowledge(laptop, by=ben, at=monday + HOUR)
    at = monday + HOUR

    assert state(laptop, "asker", at) == ("none", "No date yet")
    assert told(laptop, "asker", at).startswith("Ben has it. Next word by ")
    assert "Next word by" in told(laptop, "team", at)
    assert "A word is owed since" in told(laptop, "team", at + 9 * DAY)


def test_a_date_offered_is_amina_s_turn(ask: Ask, ben, monday):
    laptop = ask(needed_by=monday + DAY)
    actions.offer(laptop, by=ben, at=monday, due_at=monday + 3 * DAY, words="Thursday")

    assert state(laptop, "asker", monday) == ("proposed", "Date offered")
    assert told(laptop, "asker", monday) == "Ben can do it by Thursday, 10 am."
    assert row(laptop, "asker", monday).rest == "your turn"
    assert row(laptop, "team", monday).rest == "their turn"
    assert acts(laptop, "asker", monday) == ["Agree to Thursday, 10 am", "Talk about it"]
    assert row(laptop, "asker", monday).acts[0].post["answer"] == "yes"
    assert told(laptop, "team", monday).endswith("You offered Thursday, 10 am.")
    assert row(laptop, "team", monday).due_rest == "offered, not answered yet"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("part_first", "Ben offers a part first, by Thursday, 10 am."),
        ("another_way", "Ben offers another way, by Thursday, 10 am."),
    ],
)
def test_other_kinds_of_offers_say_what_they_are(ask: Ask, ben, monday, kind, said):
    laptop = ask(needed_by=monday + DAY)
    more = {"kind": kind, "part_words": "The account", "words": "A loan first"}
    actions.offer(laptop, by=ben, at=monday, due_at=monday + 3 * DAY, **more)

    assert told(laptop, "asker", monday) == said


def test_amina_asks_for_another_date_and_ben_answers_with_one(ask: Ask, amina, ben, monday):
    laptop = ask(needed_by=monday + DAY)
    actions.offer(laptop, by=ben, at=monday, due_at=monday + 3 * DAY, words="Thursday")
    actions.counter(laptop, by=amina, at=monday, due_at=monday + 2 * DAY, reason="The talk")

    assert state(laptop, "team", monday) == ("countered", "Counter-offer")
    assert told(laptop, "asker", monday) == "You asked for Wednesday, 10 am. Ben answers you."
    assert told(laptop, "team", monday).endswith("Amina asks for Wednesday, 10 am instead.")
    assert row(laptop, "team", monday).due_rest == "asked for by Amina"
    assert acts(laptop, "team", monday) == ["Answer Amina"]


def test_a_word_given(promised, monday):
    at = monday + HOUR

    assert state(promised, "asker", at) == ("given", "Word given")
    assert told(promised, "asker", at) == "Ben gave you their word: Wednesday, 4 pm."
    assert told(promised, "team", at).endswith("By Wednesday, 4 pm.")
    assert row(promised, "team", at).due.replace("\xa0", " ") == "Wed 4, 4 pm"
    assert row(promised, "team", at).due_rest.replace("\xa0", " ") == "2 days 5 h left"
    assert row(promised, "team", promised.due_at).due_rest == "its time has come"


def test_waiting_for_somebody_else_the_word_stands(promised, ben, monday):
    at = monday + 2 * HOUR
    actions.wait_for_other(promised, by=ben, at=at, on_whom="the supplier", until=at + DAY)

    said = "Ben waits for the supplier. The word stands: Wednesday, 4 pm."
    assert told(promised, "asker", at) == said
    assert row(promised, "team", at).sub.endswith("Waits for the supplier")


def test_waiting_on_amina_the_clock_stands_still(promised, ben, monday):
    at = monday + 2 * HOUR
    actions.ask_asker(promised, by=ben, at=at, question="Which\ncolour? " + "x" * 200)

    assert state(promised, "asker", at) == ("wait", "Waiting on you")
    assert state(promised, "team", at) == ("wait", "Waiting on Amina")
    assert told(promised, "asker", at).startswith("Ben asks you: “Which colour? xxx")
    assert told(promised, "asker", at).endswith("…”")
    assert row(promised, "asker", at).rest == "clock paused"
    assert row(promised, "team", at).due == "Paused"
    assert acts(promised, "asker", at) == ["Answer Ben"]
    now = row(promised, "asker", at).line.now
    assert row(promised, "asker", at + 2 * DAY).line.now == now


def test_at_risk_before_and_with_another_date(promised, ben, monday):
    at = monday + 2 * HOUR
    actions.warn(promised, by=ben, at=at, reason="The supplier is late")

    assert state(promised, "asker", at) == ("risk", "At risk")
    assert told(promised, "asker", at) == "Ben says that Wednesday, 4 pm is at risk."
    assert acts(promised, "team", at) == ["Offer another date", "I will still make it"]

    actions.warn(promised, by=ben, at=at, reason="Later", due_at=monday + 4 * DAY)

    assert told(promised, "asker", at) == (
        "Ben says that Wednesday, 4 pm is at risk, and offers Friday, 10 am."
    )
    assert row(promised, "asker", at).rest.replace("\xa0", " ") == "looks like Fri 6"
    assert row(promised, "team", at).due_rest.replace("\xa0", " ") == "looks like Fri 6, 10 am"
    assert acts(promised, "asker", at)[0] == "Agree to Friday, 10 am"


def test_a_broken_word_until_a_new_one_is_offered(promised, ben, monday):
    at = promised.due_at + HOUR / 2
    actions.strike(promised, at=at)

    assert state(promised, "asker", at) == ("broken", "Broken")
    assert told(promised, "asker", at).startswith("Ben did not keep their word. A person writes")
    assert told(promised, "asker", at + 9 * DAY).endswith(
        "did not keep their word, and owes you one."
    )
    assert told(promised, "team", at).endswith("The word for today, 4 pm was not kept.")
    assert acts(promised, "team", at) == ["Make it right with Amina"]
    assert row(promised, "team", at).line.cross is not None

    actions.apologise(
        promised, by=ben, at=at, words="I am sorry.", what_changes="", due_at=at + 20 * DAY
    )
    assert told(promised, "asker", at).startswith("Ben did not keep their word, and offers")


def test_delivered_early_and_confirmed(delivered, amina, monday):
    at = monday + DAY

    assert state(delivered, "asker", at) == ("early", "Kept early")
    assert told(delivered, "asker", at) == (
        "Ben delivered today at 10 am, before the day promised."
    )
    assert acts(delivered, "asker", at) == ["Did this do it?"]
    assert acts(delivered, "team", at) == []
    assert row(delivered, "team", at).due.startswith("Delivered 10:00")
    assert "not answered yet" in told(delivered, "team", at)

    actions.confirm(delivered, by=amina, at=at + HOUR)

    assert "You said it does the job." in told(delivered, "asker", at + HOUR)
    assert "It does the job." in told(delivered, "team", at + HOUR)
    assert row(delivered, "asker", at + HOUR).acts == ()


def test_kept_on_its_day_and_taken_as_done(promised, ben, monday):
    at = monday + 2 * DAY
    actions.deliver(promised, by=ben, at=at, words="Here")

    assert state(promised, "asker", at) == ("kept", "Kept")
    assert told(promised, "asker", at) == "Ben delivered today at 10 am."

    for _day in range(20):
        at += DAY
        actions.strike(promised, at=at)

    assert "Taken as done." in told(promised, "asker", at)
    assert "Taken as done." in told(promised, "team", at)


def test_delivered_late(promised, ben, monday):
    at = promised.due_at + HOUR
    actions.strike(promised, at=at)
    actions.deliver(promised, by=ben, at=at, words="Here")

    assert state(promised, "asker", at) == ("broken", "Delivered late")


def test_answered_at_once_needs_no_word(laptop, ben, amina, monday):
    actions.answer_now(laptop, by=ben, at=monday, words="It is in the cupboard.")
    assert state(laptop, "asker", monday) == ("proposed", "Answered")

    actions.confirm(laptop, by=amina, at=monday)
    assert state(laptop, "asker", monday) == ("kept", "Answered")


def test_declined_with_a_way_on(laptop, ben, monday):
    more = {"why": "not_ours", "words": "Estates", "way": "answer", "answer_words": "Room 7"}
    actions.decline(laptop, by=ben, at=monday, **more)

    assert state(laptop, "asker", monday) == ("declined", "Declined, with a way on")
    assert "cannot do this, and names a way on." in told(laptop, "asker", monday)


def test_taken_back(laptop, amina, monday):
    actions.withdraw(laptop, by=amina, at=monday)

    assert state(laptop, "asker", monday) == ("none", "Taken back")
    assert told(laptop, "asker", monday) == "Ended today at 10 am."
    assert told(laptop, "team", monday).endswith("Ended today at 10 am.")
    assert row(laptop, "asker", monday).rest == ""


def test_a_playback_asks_to_be_confirmed(laptop, ben, monday):
    actions.play_back(laptop, by=ben, at=monday, words="A light one")

    assert acts(laptop, "asker", monday) == ["Ben asks: did I understand you?"]


def test_marks_stand_after_the_title(ask: Ask, ben, finance: Team, monday):
    laptop = ask(waiting_outside="A student", emergency="Exam tomorrow")
    actions.acknowledge(laptop, by=ben, at=monday)
    actions.hand_over(laptop, by=ben, at=monday, to_team=finance, reason="Theirs")

    marks = [mark.words for mark in row(laptop, "team", monday).markers]
    assert marks == ["Someone outside waits", "Emergency", "Offered to Finance"]
    assert len(row(laptop, "asker", monday).markers) == 2


def test_the_plan_of_the_row(promised, ben, monday):
    actions.make_plan(promised, by=ben, at=monday + HOUR, steps=[("Order", ""), ("Set up", "")])
    at = monday + 2 * HOUR
    assert row(promised, "team", at).sub.endswith("Step 1 of 2, Order")

    for step in promised.plan_steps.visible_to(ben):
        actions.finish_step(promised, by=ben, at=at, step=step)
    assert row(promised, "team", at).sub.endswith("All 2 steps done")


def test_the_line_says_in_words_what_it_shows(ask: Ask, ben, monday):
    laptop = ask(needed_by=monday + DAY)
    actions.offer(laptop, by=ben, at=monday, due_at=monday + 3 * DAY, words="Thursday")

    line = showing.line_of(laptop, monday, laptop.team.calendar())
    label = line.label.replace("\xa0", " ")
    assert label.startswith("Asked today at 10 am. Offered for Thursday 5 November, 10 am.")
    assert label.endswith("Needed by tomorrow, 10 am.")


def test_who_only_typed_it_has_nothing_to_do(delivered, monday):
    calendar = delivered.team.calendar()

    shown = showing.row_of(delivered, "asker", monday + DAY, calendar, may_act=False)

    assert shown.acts == ()


def test_a_list_costs_one_query_however_long(
    ask: Ask, amina: Person, monday, django_assert_num_queries
):
    for number in range(12):
        ask(title=f"Request {number}")
    requests = ServiceRequest.objects.asked_by(amina)

    with django_assert_num_queries(1):
        assert len(showing.rows_of(requests, "asker", monday)) == 12
    assert showing.rows_of(requests.none(), "asker", monday) == []


def test_ben_answers_with_yet_another_date(ask: Ask, amina, ben, monday):
    laptop = ask(needed_by=monday + DAY)
    actions.offer(laptop, by=ben, at=monday, due_at=monday + 3 * DAY, words="Thursday")
    actions.counter(laptop, by=amina, at=monday, due_at=monday + 2 * DAY, reason="The talk")
    actions.offer(laptop, by=ben, at=monday, due_at=monday + 3 * DAY - HOUR, words="Earlier")

    assert state(laptop, "asker", monday) == ("countered", "Counter-offer")
    assert told(laptop, "asker", monday) == "Ben offers Thursday, 9 am instead."


def test_an_asker_in_no_team_is_named_alone(ask: Ask, person, monday):
    laptop = ask(by=person("Dana Reyes"))

    assert told(laptop, "team", monday).startswith("For Dana Reyes. A first word")
    assert row(laptop, "team", monday).sub == "Dana Reyes. Asked 10:00"


def test_closed_for_lack_of_an_answer(promised, ben, monday):
    actions.ask_asker(promised, by=ben, at=monday + HOUR, question="Which colour?")
    at = monday + HOUR
    for _day in range(10):
        at += DAY
        actions.strike(promised, at=at)
    actions.close_unanswered(promised, by=ben, at=at)

    assert state(promised, "asker", at) == ("none", "Closed without an answer")
    assert row(promised, "asker", at).acts == ()


def test_a_missed_word_is_marked_on_both_sides(promised, monday):
    late = promised.due_at - HOUR
    assert row(promised, "team", monday + 2 * HOUR).markers == ()

    assert [mark.words for mark in row(promised, "team", late).markers] == ["A word is owed"]
    assert [mark.words for mark in row(promised, "asker", late).markers] == ["We owe you a word"]

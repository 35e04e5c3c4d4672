"""An emergency has a reason and a cost, and both sides see the cost before it is agreed."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.requests import actions
from goodword.requests.models import Displaced, Emergency
from goodword.requests.rules.displaced import Word, budget, moves, total_days
from goodword.requests.tests.conftest import DAY, HOUR
from goodword.requests.tests.test_forecast import AT, EVERY_SORT
from goodword.requests.tests.web.conftest import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(past, ask, ben, monday):
    """Ben's team brought six laptops lately and has given its word for two more."""
    for number in range(6):
        done = ask(at=monday - 8 * DAY, title=f"Done {number}")
        actions.deliver(done, by=ben, at=monday - 5 * DAY, words="Here it is.")
    words = []
    for number in (2, 12):
        promised = ask(title=f"Promised in {number} days")
        due = monday + number * DAY
        actions.offer(promised, by=ben, at=monday + HOUR, due_at=due, reason="So it is.")
        if promised.state == "offered":
            actions.accept(promised, by=promised.asker, at=monday + HOUR)
        words.append(promised)
    return words


def emergency(request, by, at, **more) -> Emergency:
    return actions.make_emergency(request, by=by, at=at, why="The exam hall is shut", **more)


@pytest.mark.parametrize("calendar", EVERY_SORT)
def test_displaced_days_sum_up(calendar):
    die = random.Random(4)
    for number in range(30):
        words = [
            Word(key, AT + timedelta(hours=die.randint(1, 400)), AT + timedelta(hours=key))
            for key in range(number)
        ]
        per_day = die.uniform(0.1, 20)
        moved = moves(words, per_day=per_day, calendar=calendar)

        assert total_days(moved) == pytest.approx(number / per_day)
        assert all(move.after >= move.before for move in moved)
        assert [move.due for move in moved] == sorted(word.due for word in words)


def test_a_team_that_delivers_nothing_says_nothing():
    assert moves([Word(1, AT, AT)], per_day=0, calendar=EVERY_SORT[0]) == []


@pytest.mark.parametrize(
    ("asked", "most"), [([], 2), ([3, 4, 5], 2), ([30, 40, 50], 4), ([0, 0, 100], 2)]
)
def test_the_budget_is_a_tenth_and_at_least_two(asked, most):
    assert budget(asked) == most


def test_what_it_pushes_aside_is_kept_with_it(busy, laptop, amina, monday):
    made = emergency(laptop, amina, monday + HOUR)
    with system_scope("tests"):
        rows = list(Displaced.objects.filter(emergency=made))

    assert (made.displaced_words, len(rows)) == (2, 2)
    assert made.displaced_days == pytest.approx(2 * 30 / 6)
    assert sum(row.days for row in rows) == pytest.approx(made.displaced_days)
    assert next(row.breaks for row in rows)


def test_it_is_answered_within_the_hour_from_now_on(laptop, amina, monday):
    emergency(laptop, amina, monday + HOUR)

    assert laptop.next_word_at == monday + HOUR
    assert laptop.emergency == "The exam hall is shut"


def test_above_the_budget_something_of_ones_own_waits(ask, amina, monday):
    first, second, third, other = (ask(title=f"Number {number}") for number in range(4))
    emergency(first, amina, monday)
    emergency(second, amina, monday)
    with pytest.raises(Refusal, match="All 2 emergencies of this month are used"):
        emergency(third, amina, monday)
    made = emergency(third, amina, monday, instead_of=other)

    assert (made.within_budget, made.instead_of) == (False, other)
    assert [event for event in said(other) if third.reference in event]


def said(request) -> list[str]:
    from goodword.history.models import Event

    with system_scope("tests"):
        return list(Event.objects.about("request", request.pk).values_list("to_team", flat=True))


def test_the_thread_says_in_words_what_it_moves(ask, busy, laptop, amina, monday):
    emergency(laptop, amina, monday + HOUR)
    assert "It moves 2 promises, 10 working days in all." in said(laptop)[-1]


def test_where_nothing_moves_the_thread_says_so(laptop, amina, monday):
    emergency(laptop, amina, monday + HOUR)
    assert "It moves no promise that we know of." in said(laptop)[-1]


def test_only_ones_own_open_request_can_wait(ask, amina, ben, person, finance, monday):
    first, second, third = (ask(title=f"Number {number}") for number in range(3))
    emergency(first, amina, monday)
    emergency(second, amina, monday)
    dana = person("Dana Reyes", finance)
    hers = actions.ask(by=dana, at=monday, title="Hers", service=third.service)
    with pytest.raises(Refusal, match="Only another open request of the same person"):
        emergency(third, amina, monday, instead_of=hers)


@pytest.mark.parametrize("which", [0, 1])
def test_nothing_confidential_is_named_on_what_waits_or_goes_first(
    ask, amina, ben, it_help, monday, which
):
    it_help.readers.add(ben)
    first, other = (ask(title=f"{n}", confidential=n == which) for n in (0, 1))
    with pytest.raises(Refusal, match="and nothing confidential"):
        emergency(first, amina, monday, instead_of=other)
    assert not [event for event in said(other) if first.reference in event]


def test_what_waits_is_ones_own_also_within_the_budget(ask, person, finance, amina, monday):
    dana = person("Dana Reyes", finance)
    hers = actions.ask(by=dana, at=monday, title="Hers", service=ask().service)
    with pytest.raises(Refusal, match="Only another open request of the same person"):
        emergency(ask(title="First"), amina, monday, instead_of=hers)


def test_the_lead_may_stand_for_it(ask, amina, records, person, monday):
    records.lead = person("Lena Fischer", records)
    records.save()
    requests = [ask(title=f"Number {number}") for number in range(3)]
    emergency(requests[0], amina, monday)
    emergency(requests[1], amina, monday)
    with pytest.raises(Refusal, match="lead of the asker's own team"):
        emergency(requests[2], amina, monday, sponsor=amina)
    made = emergency(requests[2], amina, monday, sponsor=records.lead)

    assert (made.sponsor, made.within_budget) == (records.lead, False)


@pytest.mark.parametrize("kind", ["safety", "legal", "data"])
def test_safety_law_and_data_are_never_held_up(ask, amina, monday, kind):
    for number in range(4):
        made = emergency(ask(title=f"Number {number}"), amina, monday, kind=kind)
    assert made.within_budget


def test_nothing_confidential_is_counted_where_the_other_side_sees_it(
    busy, laptop, ask, amina, ben, it_help, monday
):
    it_help.readers.add(ben)
    at = monday + HOUR
    before = (actions.cost_of(laptop, at, laptop.team.calendar()), actions.budget_of(laptop, at))
    hidden = ask(title="Hidden", confidential=True)
    actions.offer(hidden, by=ben, at=at, due_at=monday + DAY, kind="another_way")
    actions.accept(hidden, by=amina, at=at)
    gone = ask(at=monday - DAY, title="Gone", confidential=True)
    actions.deliver(gone, by=ben, at=at, words="Here it is.")
    emergency(ask(title="Urgent", confidential=True), amina, at)

    after = (actions.cost_of(laptop, at, laptop.team.calendar()), actions.budget_of(laptop, at))
    assert after == before


def test_a_new_month_has_a_new_budget(ask, amina, monday):
    for number in range(2):
        emergency(ask(title=f"Number {number}"), amina, monday)
    december = monday + 30 * DAY
    assert emergency(ask(at=december, title="Another"), amina, december).within_budget


def test_asked_as_an_emergency_it_counts_too(ask, monday):
    for number in range(2):
        ask(title=f"Number {number}", emergency="The hall is shut")
    with pytest.raises(Refusal, match="Ask without it here"):
        ask(title="One more", emergency="The hall is shut")
    with system_scope("tests"):
        assert Emergency.objects.count() == 2


def test_both_sides_see_what_it_moves_before(busy, look, laptop, amina, ben):
    page = text(look(amina, "emergency", laptop))

    assert "It moves 2 promises that were given already," in page
    assert "10 working days in all" in page
    assert "Promised in 2 days" in page
    assert "2 emergencies of this month left" in page
    assert "Promised in 2 days" in text(look(ben, "emergency", laptop))


def test_what_one_may_not_see_has_no_title(busy, look, person, finance, laptops, monday):
    dana = person("Dana Reyes", finance)
    hers = actions.ask(by=dana, at=monday, title="Hers", service=laptops)
    page = text(look(dana, "emergency", hers))

    assert "A request of somebody else" in page
    assert "Promised in 2 days" not in page


def test_a_wish_before_the_fair_date_shows_what_goes_first_costs(busy, ask, look, ben, monday):
    wish = ask(title="Soon, please", needed_by=monday + DAY)
    page = text(look(ben, "offers", wish))

    assert "If this goes first instead" in page
    assert "Make it an emergency" in page


def test_an_emergency_is_made_on_the_page(send, laptop, amina, monday):
    answer = send(amina, "emergency", laptop, why="The hall is shut", kind="")
    laptop.refresh_from_db()

    assert answer.status_code == 303
    assert laptop.emergency == "The hall is shut"


def test_how_many_wait_outside_and_since_when_is_shown(send, look, laptop, amina, monday):
    send(
        amina, "outside", laptop, words="Students at window 3", many="22", since="2026-11-02T09:00"
    )
    page = text(look(amina, "request", laptop))

    assert "22 people" in page
    assert "Students at window 3" in page


def test_who_waits_has_begun_to_wait(send, laptop, amina):
    answer = send(amina, "outside", laptop, words="A student", since="2026-11-05T09:00")

    assert answer.status_code == 422

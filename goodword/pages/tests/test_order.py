"""What first? A suggestion with its reasons, for the people of the desk alone."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from goodword.requests import actions
from goodword.requests.rules.ordering import Lane, Piece, in_order

pytestmark = pytest.mark.django_db

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PAGE = "/desk/it-help/order/"
AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def ask(amina, laptops, now):
    def asked(title: str, **more):
        return actions.ask(by=amina, at=now - DAY, title=title, service=laptops, **more)

    return asked


def titles(client, query: str = "") -> list[str]:
    from re import findall

    page = client.get(PAGE + query).content.decode()
    return findall(r'<p class="row-title"><a href="[^"]*">([^<]*)</a>', page)


def test_lanes_go_before_room_and_room_before_age():
    die = random.Random(7)
    pieces = [
        Piece(key, Lane(die.randint(1, 4)), AT - die.randint(0, 90) * DAY, die.random() * 5, 1.0)
        for key in range(200)
    ]
    found = in_order(pieces)

    assert [one.lane for one in found] == sorted(one.lane for one in pieces)
    for before, after in pairwise(found):
        if before.lane == after.lane:
            assert before.room <= after.room


def test_equal_room_goes_by_age():
    young, old = (Piece(key, Lane.REST, AT - days * DAY, 1, 1) for key, days in ((1, 1), (2, 9)))

    assert in_order([young, old]) == [old, young]


def test_safety_goes_first_and_the_desk_can_see_why(ask, signed_in, amina, ben, now):
    ask("A usual thing")
    ask("Somebody at the window", waiting_outside="A student")
    ask("The hall is shut", emergency="No exam today")
    safe = ask("A cable lies bare")
    actions.make_emergency(safe, by=amina, at=now, why="Somebody may be hurt", kind="safety")
    client = signed_in(ben)

    assert titles(client) == [
        "A cable lies bare",
        "The hall is shut",
        "Somebody at the window",
        "A usual thing",
    ]
    assert (
        "</b> Safety, law or people&#39;s data. It is due now." in client.get(PAGE).content.decode()
    )


def test_a_date_that_cannot_move_goes_before_a_word_that_can_wait(ask, signed_in, ben, now):
    badges = ask("Badges", fixed_at=now + HOUR * 3, fixed_why="The conference begins")
    actions.acknowledge(badges, by=ben, at=now)
    page = signed_in(ben).get(PAGE).content.decode().replace("\xa0", " ")

    assert "Usual work. Too late in 3 h, and half of such work still takes 1 day." in page


def test_what_waits_for_the_asker_is_not_there(ask, signed_in, ben, now):
    asked = ask("Which keyboard?")
    actions.ask_asker(asked, by=ben, at=now, question="English or German?")

    assert titles(signed_in(ben)) == []


def test_mine_leaves_out_what_a_colleague_has(ask, signed_in, ben, person, it_help, now):
    dana = person("Dana Reyes", it_help)
    hers = ask("Hers")
    actions.take(hers, by=dana, at=now)
    ask("Nobody's")

    assert titles(signed_in(ben), "?whose=me") == ["Nobody&#39;s"]
    assert len(titles(signed_in(ben))) == 2


def test_a_desk_is_ordered_for_its_own_team_alone(signed_in, chidi, it_help):
    assert signed_in(chidi).get(PAGE).status_code == 404


def test_queries_stay_the_same_however_much_waits(
    ask, signed_in, ben, django_assert_max_num_queries
):
    for number in range(12):
        ask(f"Number {number}")
    client = signed_in(ben)
    client.get(PAGE)
    with django_assert_max_num_queries(10):
        client.get(PAGE)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_the_page_can_be_read_by_everybody(theme, width, ask, browser_page, axe, is_too_wide, ben):
    ask("A usual thing")
    ask("Somebody at the window", waiting_outside="A student")
    page = browser_page(theme=theme, width=width).sign_in(ben).go(PAGE)
    page.get_by_text("Somebody outside is waiting, since ").first.wait_for()

    assert axe(page) == []
    assert not is_too_wide(page)

"""A team's desk: what lies there, in the order of care."""

from __future__ import annotations

import pytest

from goodword.house import clock
from goodword.pages.tests.conftest import DAY, HOUR
from goodword.people.models import Absence
from goodword.requests import actions

pytestmark = pytest.mark.django_db
DESK = "/desk/it-help/"


def read(window, person, path=DESK, status=200):
    answer = window(person).get(path)
    assert answer.status_code == status
    return answer.content.decode().replace("\xa0", " ")


def section(page, heading):
    """The part of the page under a heading, up to the next section."""
    _before, _heading, rest = page.partition(heading)
    return rest.split("</section>")[0]


def test_my_desk_is_the_one_of_my_first_team(window, ben):
    answer = window(ben).get("/desk/")

    assert answer.status_code == 302
    assert answer.url == DESK


def test_who_is_in_no_team_is_told_so_kindly(window, operator):
    assert "You are in no team yet" in read(window, operator, "/desk/")


def test_a_desk_is_for_its_team(window, amina, it_help):
    read(window, amina, DESK, 404)
    read(window, amina, "/desk/no-such-team/", 404)


def test_an_empty_desk_says_so_in_words(window, ben):
    page = read(window, ben)

    assert "Nobody is waiting for a first word." in page
    assert "Nothing lies on the desk" in page
    assert "Nothing is late. No promise falls due today." in page


def test_each_request_lies_in_its_section(window, ben, ask, promise, now):
    ask("Nobody answered this")
    promise("Due today")
    promise("Due on Friday", due_at=now + 3 * DAY)
    acknowledged = ask("Heard, without a date")
    actions.acknowledge(acknowledged, by=ben, at=now)
    asked_back = promise("We asked back")
    actions.ask_asker(asked_back, by=ben, at=now, question="Which colour?")
    risky = promise("This one is late soon")
    actions.warn(risky, by=ben, at=now, reason="The supplier is late")
    waiting = promise("Waits for the supplier", due_at=now + 2 * DAY)
    actions.wait_for_other(waiting, by=ben, at=now, on_whom="the supplier", until=now + DAY)
    done = promise("It is there")
    actions.deliver(done, by=ben, at=now, words="On your desk")

    page = read(window, ben)

    assert "Nobody answered this" in section(page, "Needs a first word")
    assert "Due today" in section(page, "Promised for today")
    assert "Due on Friday" in section(page, ">Later")
    assert "Heard, without a date" in section(page, "No date yet")
    assert "We asked: “Which colour?”" in section(page, "Waiting on the asker")
    assert "This one is late soon" in section(page, "At risk <span")
    assert "Waits for the supplier" in section(page, "Waiting on somebody else")
    assert "It is there" in section(page, "Waiting for their yes")


def test_a_broken_word_comes_first(window, ben, promise, now, signed_in):
    broken = promise("Promised and not kept", due_at=now + HOUR)
    actions.strike(broken, at=now + 2 * HOUR)

    with clock.frozen(now + 2 * HOUR):
        page = signed_in(ben).get(DESK).content.decode()

    assert "Promised and not kept" in section(page, "A word was not kept")
    assert page.index("A word was not kept") < page.index("Needs a first word")
    assert "1 thing is late." in page


def test_a_hand_over_lies_on_the_desk_that_is_asked(window, ben, chidi, ask, finance, now):
    laptop = ask()
    actions.acknowledge(laptop, by=ben, at=now - HOUR / 2)
    actions.hand_over(laptop, by=ben, at=now, to_team=finance, reason="The budget is theirs")

    theirs, ours = read(window, chidi, "/desk/finance/"), read(window, ben)

    assert "A laptop for Dana" in section(theirs, "Hand-overs to answer")
    assert 'type="checkbox" name="pick"' not in theirs
    assert "Offered to Finance" in section(ours, "No date yet")


def test_chidi_learns_nothing_of_it(window, chidi, ask, promise, finance):
    ask()
    promise()

    page = read(window, chidi, "/desk/finance/")

    assert "laptop for Dana" not in page
    assert "Everything open <span>0</span>" in page


def test_the_plan_stands_below_the_title(window, ben, promise, now):
    station = promise()
    steps = [("Order it", "today"), ("Set it up", "tomorrow")]
    actions.make_plan(station, by=ben, at=now, steps=steps)

    assert "Amina Yusuf, Student records. Step 1 of 2, Order it" in read(window, ben)


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("q=docking", {"docking"}),
        ("q=amina+laptop", {"laptop"}),
        ("whose=me", {"docking"}),
        ("whose=nobody", {"laptop", "printer"}),
        ("outside=1", {"printer"}),
        ("emergency=1", {"laptop"}),
        ("asking=student-records", {"docking", "laptop", "printer"}),
        ("asking=finance", set()),
        ("service=999999999", set()),
        ("service=nonsense&whose=nonsense", {"docking", "laptop", "printer"}),
    ],
)
def test_filters_narrow_the_list(window, ben, finance, ask, promise, query, left):
    promise("One docking station")
    ask("One laptop", emergency="Exam tomorrow")
    ask("One printer", waiting_outside="A student at the window")

    page = read(window, ben, f"{DESK}?{query}")

    assert {word for word in ("docking", "laptop", "printer") if f"One {word}" in page} == left


def test_one_search_after_another_finds_what_each_asks_for(window, ben, ask):
    # the query is prepared with the first words and asked again with the next
    lamp, chair = ask("One lamp, 100% dark"), ask(r"One chair, 100 \_dents")

    assert "One lamp" in read(window, ben, f"{DESK}?q=LAMP")
    assert "One lamp" not in read(window, ben, f"{DESK}?q=chair")
    assert "One chair" in read(window, ben, f"{DESK}?q={chair.reference.lower()}")
    assert "One chair" not in read(window, ben, f"{DESK}?q={lamp.reference.lower()}")


@pytest.mark.parametrize(
    ("typed", "left"),
    [("0%25", "lamp"), ("_", "chair"), (r"\_", "chair"), ("1_0", ""), ("n%25p", ""), ("'", "")],
)
def test_wild_cards_are_letters_like_any_other(window, ben, ask, typed, left):
    ask("One lamp, 100% dark")
    ask(r"One chair, 100 \_dents")

    page = read(window, ben, f"{DESK}?q={typed}")

    found = {word for word in ("lamp", "chair") if f"One {word}" in page}
    assert found == ({left} if left else set())


def test_long_sections_are_cut_and_go_on_where_they_ended(window, ben, ask, now):
    for number in range(11):
        ask(f"Request {number:02}", at=now - HOUR + number * HOUR / 60)
    client = window(ben)
    page = client.get(DESK).content.decode()

    more = page.split('class="desk-more"><a href="')[1].split('"')[0].replace("&amp;", "&")
    rest = client.get(more).content.decode()

    assert "Show 3 more" in page
    assert "Request 07" in page
    assert "Request 08" not in page
    assert [f"Request {number:02}" in rest for number in (7, 8, 9, 10)] == [False, True, True, True]


def test_a_place_that_is_none_begins_the_section_anew(window, ben, ask):
    ask()

    assert "A laptop for Dana" in read(window, ben, f"{DESK}?section=first&after=nonsense")
    assert "That was the last one." in read(window, ben, f"{DESK}?section=risk&after=")


def test_the_load_counts_words_and_says_who_is_away(
    window, ben, person, it_help, laptops, promise, now
):
    dana = person("Dana Reyes", it_help)
    today = now.date()
    Absence.objects.create(person=dana, from_on=today, until_on=today + 2 * DAY, cover=ben)
    promise("One")
    promise("Two")

    page = read(window, ben)

    assert "<b>Ben</b> <small>2 words given</small>" in page
    assert "away until Thu 26" in page
    assert "0 words given, covered by Ben" in page


def test_hours_are_shown_where_the_charter_names_the_effort(window, ben, laptops, promise):
    laptops.charter.effort_minutes = 17 * 60
    laptops.charter.save(update_fields=["effort_minutes"])
    promise("One")
    promise("Two")

    page = read(window, ben)

    assert "<b>Ben</b> 34 of 32 h" in page
    assert "2 words given, full" in page


def test_emergencies_of_the_week_are_counted(window, ben, ask):
    ask(emergency="Exam tomorrow")

    assert "<b>Emergencies</b> <small>1 this week, usual is 0</small>" in read(window, ben)


def test_the_desk_costs_ten_queries_with_five_rows_and_with_fifty(
    window, ben, ask, promise, now, django_assert_max_num_queries
):
    for number in range(5):
        promise(f"Early {number}", due_at=now + DAY)
    client = window(ben)
    client.get(DESK)
    with django_assert_max_num_queries(10) as few:
        client.get(DESK)
    for number in range(45):
        ask(f"Request {number}")

    with django_assert_max_num_queries(10) as many:
        client.get(DESK)

    assert len(many) == len(few)


def test_a_swap_by_htmx_and_a_full_visit_give_the_same_list(window, ben, ask):
    ask()
    client = window(ben)

    whole = client.get(f"{DESK}?q=laptop").content.decode()
    swapped = client.get(f"{DESK}?q=laptop", headers={"HX-Request": "true"}).content.decode()

    assert 'id="desk-list"' in swapped
    assert section(swapped, "Needs a first word") == section(whole, "Needs a first word")


def test_a_load_without_known_effort_draws_no_empty_bar(window, ben, promise):
    promise()
    page = read(window, ben)
    strip = page[page.index('class="load') :].split("</ul>")[0]
    assert "1 word given" in strip
    assert strip.count('class="load-bg"') == 1


def test_each_row_says_why_it_is_here(window, ben, amina, ask, promise, now):
    safe = ask("A cable lies bare")
    actions.make_emergency(safe, by=amina, at=now, why="Somebody may be hurt", kind="safety")
    ask("One printer", waiting_outside="A student at the window")
    promise("A docking station")
    asked_back = promise("Which colour?")
    actions.ask_asker(asked_back, by=ben, at=now, question="Black or grey?")

    page = read(window, ben)

    assert "Safety, law or people&#39;s data. A word is owed within 30 min" in page
    assert "Somebody outside is waiting, since today, 8:30. A word is owed within" in page
    assert "Usual work. 7 h are left, and half of such work still takes 1 day: tight." in page
    assert "Not in your hands now: Amina was asked something" in page


def test_the_page_what_first_gives_the_same_reason(window, ben, promise, past, now):
    promise("A docking station", due_at=now + 3 * DAY)

    desk, order = read(window, ben), read(window, ben, f"{DESK}order/")

    why = desk.split("Why here?")[1].split("<p", 1)[1].split(">", 1)[1].split("<")[0]
    assert "are left, and half of such work still takes" in why
    assert f"<b>Why is this here?</b> {why}" in order


def test_of_a_large_team_the_strip_shows_some_people_and_the_way_to_all(
    window, ben, it_help, person, ask, now
):
    for number in range(14):
        person(f"C{number} Colleague", it_help)
    zoe = person("Zoe Last", it_help)
    actions.offer(ask(), by=zoe, at=now, due_at=now + DAY, words="It will be there")

    some = _strip(read(window, ben))

    assert some.count("<li>") == 14  # twelve people, the others, emergencies
    assert "<b>Zoe</b> <small>1 word given</small>" in some
    assert ">4 more people</a>" in some
    everybody = _strip(read(window, ben, f"{DESK}?people=all"))
    assert everybody.count("<li>") == 17
    assert "more people" not in everybody


def _strip(page: str) -> str:
    return page[page.index('class="load') :].split("</ul>", maxsplit=1)[0]

"""Home: both hats on one page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.feedback.actions import close_loop
from goodword.feedback.models import Thanks
from goodword.house import clock
from goodword.pages.tests.conftest import DAY, HOUR
from goodword.requests import actions

pytestmark = pytest.mark.django_db


def read(window, person, path="/"):
    answer = window(person).get(path)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def test_who_is_new_here_is_told_what_to_do(window, amina):
    page = read(window, amina)

    assert "Good morning, Amina." in page
    assert "You wear two hats here" in page
    assert "Nothing to do." in page
    assert "You wait for nothing" in page


@pytest.mark.parametrize(
    ("hour", "greeting"), [(9, "Good morning"), (13, "Good afternoon"), (19, "Good evening")]
)
def test_the_greeting_follows_the_persons_own_clock(signed_in, amina, now, hour, greeting):
    with clock.frozen(now.replace(hour=hour)):
        assert f"{greeting}, Amina." in signed_in(amina).get("/").content.decode()


def test_amina_sees_who_has_her_request_and_by_when_a_person_answers(window, amina, ask):
    ask()

    page = read(window, amina)

    assert "A laptop for Dana" in page
    assert "<b>IT help</b> has it." in page
    assert "No word yet" in page


def test_ben_owes_a_first_word_and_can_send_it_at_once(window, ben, ask):
    laptop = ask()

    page = read(window, ben)

    assert "A first word from your team" in page
    assert f"/requests/{laptop.reference}/acknowledgement/" in page


def test_a_word_due_today_stands_on_both_homes(window, amina, ben, promise):
    station = promise()

    bens, aminas = read(window, ben), read(window, amina)

    assert "Amina Yusuf has your word" in bens
    assert f"/requests/{station.reference}/delivery/" in bens
    assert "You have the word of Ben Keller" in aminas
    assert "Nothing to do" in aminas
    assert "<b>Ben</b> gave you their word" in aminas


def test_amina_agrees_to_an_offer_with_one_press(window, amina, ben, ask, now):
    laptop = ask(needed_by=now + DAY)
    actions.offer(laptop, by=ben, at=now, due_at=now + 3 * DAY, words="On Friday")

    page = read(window, amina)

    assert "<b>Ben</b> can do it by" in page
    assert f'action="/requests/{laptop.reference}/offer-answer/"' in page
    assert "Agree to Friday" in page


def test_a_broken_word_comes_first_and_asks_for_an_apology(window, ben, promise, now, signed_in):
    station = promise(due_at=now + HOUR)
    actions.strike(station, at=now + 2 * HOUR)

    with clock.frozen(now + 2 * HOUR):
        page = signed_in(ben).get("/").content.decode()

    assert "An apology and a new word" in page
    assert f"/requests/{station.reference}/recovery/" in page


def test_a_delivery_asks_amina_whether_it_did(window, amina, ben, promise, now):
    station = promise()
    actions.deliver(station, by=ben, at=now, words="On your desk")

    page = read(window, amina)

    assert "Did this do it?" in page
    assert f"/requests/{station.reference}/confirmation/" in page


def test_a_question_is_amina_s_turn(window, amina, ben, promise, now):
    station = promise()
    actions.ask_asker(station, by=ben, at=now, question="Which desk?")

    page = read(window, amina)

    assert "Ben Keller needs an answer from you" in page
    assert "“Which desk?”" in page


def test_a_hand_over_waits_for_my_teams_yes(window, amina, ben, chidi, ask, finance, now):
    laptop = ask()
    actions.acknowledge(laptop, by=ben, at=now - HOUR / 2)
    actions.hand_over(laptop, by=ben, at=now, to_team=finance, reason="It is about the budget")

    page = read(window, chidi)

    assert "IT help asks your team to take over" in page
    assert f"/requests/{laptop.reference}/handover-answer/" in page


def test_chidi_sees_nothing_of_it(window, chidi, ask, promise):
    ask()
    promise()

    page = read(window, chidi)

    assert "laptop for Dana" not in page
    assert "docking" not in page
    assert "You wait for nothing" in page


def test_the_month_says_how_my_word_was_kept(window, ben, promise, now):
    early = promise("Early one", due_at=now + 2 * DAY)
    actions.deliver(early, by=ben, at=now, words="Done")

    assert "1 of 1 kept</b>, 1 of them early" in read(window, ben)


def test_services_i_asked_for_before_are_one_click_away(window, amina, ask):
    ask()

    assert "/ask/?service=it-help%2Flaptop" in read(window, amina)


def test_home_costs_the_same_however_much_there_is(
    window, amina, ben, ask, promise, django_assert_max_num_queries
):
    promise()
    client = window(amina)
    client.get("/")
    with django_assert_max_num_queries(15) as few:
        client.get("/")
    for number in range(12):
        ask(f"Request {number}")

    with django_assert_max_num_queries(15) as many:
        client.get("/")

    assert len(many) == len(few)


def test_everything_i_asked_for_is_listed_page_by_page(window, amina, ask, now):
    for number in range(27):
        ask(f"Request {number}", at=now - timedelta(days=2, minutes=number))
    client = window(amina)

    first = client.get("/asked/").content.decode()
    older = first.split("?after=")[1].split('"')[0]
    second = client.get("/asked/?after=" + older).content.decode()

    assert first.count('class="row row--time"') == 25
    assert second.count('class="row row--time"') == 2
    assert "Request 26" in second


def test_the_list_knows_both_hats_and_finds_words(window, amina, ben, ask, promise):
    ask("A laptop for Dana")
    promise("A docking station")

    assert "docking" in read(window, ben, "/asked/?hat=gave")
    assert "docking" not in read(window, ben, "/asked/")
    assert "laptop" not in read(window, amina, "/asked/?q=docking").split("<main")[1]
    assert "Nothing here fits" in read(window, amina, "/asked/?q=elephant")


@pytest.mark.parametrize("after", ["nonsense", "2026-01-01~x", "2026-99-99T00:00~1", "~1"])
def test_a_place_that_is_none_begins_at_the_start(window, amina, ask, after):
    ask()

    assert "A laptop for Dana" in read(window, amina, f"/asked/?after={after}")


def test_a_long_day_is_cut_and_says_how_much_more_there_is(window, ben, ask):
    for number in range(11):
        ask(f"Request {number}")

    page = read(window, ben)

    assert "3 more are due today" in page
    assert page.count("btn--small btn--word") == 1
    assert 'href="/desk/">See them' in page


def test_a_good_word_stays_until_it_is_put_away(window, amina, ben, promise, now):
    station = promise()
    actions.deliver(station, by=ben, at=now, words="On your desk")
    close_loop(station, by=amina, at=now, thanks="You saved my day.", strengths=["respect"])
    client = window(ben)

    page = client.get("/").content.decode()
    key = Thanks.objects.visible_to(ben).get().pk
    client.post(f"/good-words/{key}/showing/", {"show": "1"})
    shown = client.get("/").content.decode()
    client.post(f"/good-words/{key}/seeing/")

    assert "You saved my day." in page
    assert "Student records, for Respect" in page
    assert "Only you can see it." in page
    assert "On your team&#39;s page." in shown
    assert "You saved my day." not in client.get("/").content.decode()


def test_a_broken_word_is_named_in_my_month(signed_in, ben, promise, now):
    station = promise("Promised and not kept", due_at=now + HOUR)
    actions.strike(station, at=now + 2 * HOUR)

    with clock.frozen(now + 2 * HOUR):
        page = signed_in(ben).get("/").content.decode()

    assert "0 of 1 kept" in page
    assert "The one that was not:" in page
    assert f'/requests/{station.reference}/">Promised and not kept</a>.' in page


def test_my_turn_comes_first_in_the_lists(window, amina, ben, ask, promise, now):
    ask("Just asked")
    asked_back = promise("Asked back", due_at=now + 20 * DAY)
    actions.ask_asker(asked_back, by=ben, at=now, question="Which one?")
    client = window(amina)

    rows = client.get("/").content.decode().split('id="asked-h"')[1]
    mine = client.get("/asked/?which=mine").content.decode()
    earlier = client.get("/asked/?which=earlier").content.decode()
    everything = client.get("/asked/?which=open").content.decode()

    assert rows.index("Asked back") < rows.index("Just asked")
    assert ("Asked back" in mine, "Just asked" in mine) == (True, False)
    assert "Just asked" in everything
    assert "Nothing here fits" in earlier


def test_the_list_of_nobody_is_empty_in_words(window, operator):
    assert "You have not asked for anything" in read(window, operator, "/asked/")
    assert "Nobody has your word yet" in read(window, operator, "/asked/?hat=gave")
    assert "You are in no team yet." in read(window, operator)


def test_who_only_typed_it_sees_it_without_anything_to_press(
    window, chidi, amina, ben, promise, now
):
    station = promise(by=chidi, on_behalf_of=amina)
    actions.deliver(station, by=ben, at=now, words="There")

    page = read(window, chidi)

    assert "A docking station" in page
    assert "Did this do it?</a>" not in page.split('id="asked-h"')[1]


def test_a_word_that_is_late_says_since_when(window, amina, ben, ask, now):
    laptop = ask(at=now - DAY)
    actions.take(laptop, by=ben, at=now - DAY)

    assert "A first word from you" in read(window, ben)
    assert "Ben Keller owes you a word" in read(window, amina)


def test_amina_s_other_date_waits_for_ben_s_answer(window, amina, ben, ask, now):
    laptop = ask(needed_by=now + DAY)
    actions.offer(laptop, by=ben, at=now, due_at=now + 3 * DAY, words="Friday")
    actions.counter(laptop, by=amina, at=now, due_at=now + 2 * DAY, reason="The talk")

    page = read(window, ben)

    assert "Amina Yusuf answers with another date" in page
    assert f"/requests/{laptop.reference}/offer-answer/" in page


def test_a_risky_word_for_today_leads_to_another_date(window, ben, promise, now):
    station = promise()
    actions.warn(station, by=ben, at=now, reason="The supplier is late")

    assert f'/requests/{station.reference}/offers/">Offer another date' in read(window, ben)


def test_the_next_word_is_due_although_no_date_is(window, ben, ask, now):
    laptop = ask()
    soon = now + 2 * HOUR
    actions.acknowledge(laptop, by=ben, at=now, next_word_at=soon)

    assert "The next word from you" in read(window, ben)


def test_what_waits_for_ben_among_what_carries_his_name(window, ben, ask, promise, now):
    promise("Nothing to decide")
    asked = ask("Nobody answered")
    actions.take(asked, by=ben, at=now - HOUR / 2)

    page = read(window, ben, "/asked/?hat=gave&which=mine")

    assert "Nobody answered" in page
    assert "Nothing to decide" not in page

"""A form is done once however often it is sent; no second text is lost (RELIABILITY 41, 42)."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from playwright.sync_api import Route

from goodword.catalogue.models import Service
from goodword.history.jobs import forget_forms
from goodword.history.models import FormKey
from goodword.history.once import DoneOnce
from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.house.limits import FORM_KEYS_KEPT
from goodword.people.models import Person, Team
from goodword.requests import actions
from goodword.requests.models import ServiceRequest
from tests.nothing_lost.conftest import key_on, said

pytestmark = pytest.mark.django_db
ONCE = "This had arrived already. It was done once."


def test_every_form_on_a_page_has_a_key_of_its_own(signed_in, amina):
    keys = signed_in(amina).get("/me/").content.decode().split('name="form_key" value="')[1:]

    assert len(keys) > 2
    assert len({key[:22] for key in keys}) == len(keys)


def test_a_message_sent_twice_is_said_once_and_the_sender_is_told(signed_in, amina, laptop, say):
    window = signed_in(amina)
    key = key_on(window.get(laptop.get_absolute_url()))
    first, second = say(window, "Any news?", key), say(window, "Any news?", key)

    assert said(laptop) == ["Any news?"]
    assert second.url == first.url
    assert ONCE in window.get(second.url).content.decode()


def test_who_asks_again_after_the_answer_was_lost_is_led_to_the_request(signed_in, amina, it_help):
    typed = {"title": "My laptop is slow", "words": "Since Monday.", "form_key": "the-same-key"}

    def dies_before_the_answer(request: HttpRequest) -> HttpResponse:
        actions.ask(by=amina, at=clock.now(), title=typed["title"], team=it_help)
        raise ConnectionAbortedError

    dying = RequestFactory().post(reverse("requests:ask"), typed)
    dying.user = amina
    with pytest.raises(ConnectionAbortedError):
        DoneOnce(dies_before_the_answer)(dying)
    again = signed_in(amina).post(reverse("requests:ask"), typed)

    [request] = ServiceRequest.objects.visible_to(amina)
    assert (again.status_code, again.url) == (303, request.get_absolute_url())


def test_other_words_under_the_same_key_are_kept_and_can_be_sent_as_well(
    signed_in, amina, laptop, say
):
    window = signed_in(amina)
    say(window, "Any news?", "the-very-same-key")
    page = say(window, "And the charger, please", "the-very-same-key")

    assert page.status_code == 409
    assert "sent this form before, with other words" in page.content.decode()
    assert "And the charger, please" in page.content.decode()
    say(window, "And the charger, please", key_on(page))
    assert said(laptop) == ["Any news?", "And the charger, please"]


def test_a_form_that_was_refused_may_be_put_right_and_sent(signed_in, amina, laptop, say):
    window = signed_in(amina)

    assert say(window, "", "the-very-same-key").status_code == 422
    assert say(window, "Any news?", "the-very-same-key").status_code == 303
    assert said(laptop) == ["Any news?"]


def test_the_same_words_from_another_window_are_asked_about_once(signed_in, amina, laptop, say):
    window = signed_in(amina)
    say(window, "Any news about it?", "the-key-of-one-window")
    page = say(window, "Any news about it?", "the-key-of-another")

    assert page.status_code == 409
    assert "You have sent exactly this a moment ago" in page.content.decode()
    assert said(laptop) == ["Any news about it?"]
    say(window, "Any news about it?", key_on(page), form_again="1")
    assert said(laptop) == ["Any news about it?"] * 2


def test_the_same_words_later_on_are_said_again(signed_in, amina, laptop, say, now):
    say(signed_in(amina), "Any news about it?", "the-key-of-one-window")
    with clock.frozen(now + timedelta(minutes=3)):
        say(signed_in(amina), "Any news about it?", "the-key-of-another")

    assert said(laptop) == ["Any news about it?"] * 2


def test_one_persons_key_is_nobody_elses(signed_in, amina, ben, laptop, say):
    say(signed_in(amina), "Any news?", "the-very-same-key")
    say(signed_in(ben), "Tomorrow", "the-very-same-key")

    assert said(laptop) == ["Any news?", "Tomorrow"]


def test_a_file_with_other_content_is_another_form(signed_in, amina, laptop, say):
    window, files = signed_in(amina), [SimpleUploadedFile("a.txt", it) for it in (b"one", b"two")]
    answers = [say(window, "See here", "the-very-same-key", files=file) for file in files]

    assert [answer.status_code for answer in answers] == [303, 409]
    assert "Your files: please choose them again" in answers[1].content.decode()


#: A form that makes something: its address, what is typed, and how many there are then.
MAKING = {
    "a request": (
        lambda: reverse("requests:ask"),
        {"title": "My chair squeaks"},
        lambda: ServiceRequest.objects.filter(title="My chair squeaks").count(),
    ),
    "a service": (
        lambda: reverse("catalogue:offer", args=["it-help"]),
        {"name": "A phone", "summary": "One that rings", "audience": "everyone"},
        lambda: Service.objects.filter(name="A phone").count(),
    ),
    "a team": (
        lambda: reverse("catalogue:new-team"),
        {"name": "Estates"},
        lambda: Team.objects.filter(name="Estates").count(),
    ),
    "an invitation": (
        lambda: reverse("people:invitations"),
        {"name": "Dana Reyes", "email": "dana@northmoor.example"},
        lambda: Person.objects.get_queryset().filter(email="dana@northmoor.example").count(),
    ),
    "a time away": (
        lambda: reverse("people:absences"),
        {"from_on": "2026-12-01", "until_on": "2026-12-02"},
        lambda: Person.objects.get_queryset().filter(absences__note="").count() and 1,
    ),
    "a topic": (
        lambda: reverse("people:expertise"),
        {"topic": "Apostilles"},
        lambda: Person.objects.get_queryset().filter(expertise__topic="Apostilles").count(),
    ),
    "a saved view": (
        lambda: reverse("pages:saved-views", args=["it-help"]),
        {"name": "Late ones", "who": "me", "query": "q=printer"},
        lambda: 1,
    ),
}


@pytest.mark.parametrize("what", MAKING)
def test_whatever_a_form_makes_is_made_once(what, signed_in, operator, ben, it_help, laptops):
    address, typed, count = MAKING[what]
    it_help.memberships.create(person=operator, from_on="2025-01-01")
    window = signed_in(operator)
    answers = [
        window.post(address(), {**typed, "form_key": "the-very-same-key"}) for _turn in range(2)
    ]

    assert [answer.status_code // 100 for answer in answers] == [3, 3]
    assert answers[1].url == answers[0].url
    with system_scope("tests"):
        assert count() == 1


@pytest.mark.parametrize("key", ["", "short", "k" * 65, "not/a/key/at/all", "\x00" * 20])
def test_a_form_without_a_proper_key_is_simply_done(key, signed_in, amina, laptop, say):
    assert say(signed_in(amina), "Any news?", key).status_code == 303
    assert not FormKey.objects.sent_by(amina.pk).exists()


def test_the_words_themselves_are_not_kept_with_the_key(signed_in, amina, laptop, say):
    say(signed_in(amina), "Something private", "the-very-same-key")

    assert "private" not in str(FormKey.objects.sent_by(amina.pk).values().get())


def test_keys_are_forgotten_after_a_week(signed_in, amina, laptop, say, now):
    say(signed_in(amina), "Any news?", "the-very-same-key")

    assert forget_forms(now + FORM_KEYS_KEPT) == 0
    assert forget_forms(now + FORM_KEYS_KEPT + timedelta(seconds=1)) == 1
    assert not FormKey.objects.sent_by(amina.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_at_one_instant_one_is_done(amina, laptop, say):
    together = Barrier(6)
    answers: list[int] = []

    def send() -> None:
        window = Client()
        window.force_login(amina)
        together.wait()
        answers.append(say(window, "Any news?", "the-very-same-key").status_code)
        connections.close_all()

    threads = [Thread(target=send) for _one in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303] * 6
    assert said(laptop) == ["Any news?"]


@pytest.mark.browser
def test_a_double_click_and_back_and_send_again_say_it_once(browser_page, amina, laptop):
    visit = browser_page(width=390).sign_in(amina)
    page = visit.go(laptop.get_absolute_url())
    page.get_by_label("Write to").fill("Any news about it?")
    page.get_by_role("button", name="Send").dblclick()
    page.wait_for_url("**#message-*")
    assert said(laptop) == ["Any news about it?"]

    page.goto(visit.address + "/teams/")
    page.go_back()
    page.go_back()
    page.get_by_label("Write to").fill("Any news about it?")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="You have sent exactly this a moment ago").wait_for()
    assert said(laptop) == ["Any news about it?"]


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_two_tabs_ask_once_and_the_second_is_told(scripts, browser_page, amina, it_help):
    visit = browser_page(scripts=scripts).sign_in(amina)
    tabs = [visit.go("/ask/"), visit.page.context.new_page()]
    tabs[1].goto(visit.address + "/ask/")
    for tab in tabs:
        tab.get_by_label("What do you need, in one line?").fill("My chair squeaks")
        tab.get_by_role("button", name="Ask IT help").click()
    tabs[1].get_by_role("heading", name="You have sent exactly this a moment ago").wait_for()

    assert ServiceRequest.objects.asked_by(amina).count() == 1
    tabs[1].get_by_role("link", name="Look at what is there now").click()
    assert tabs[1].get_by_role("heading", name="My chair squeaks").is_visible()


@pytest.mark.browser
def test_words_that_come_back_after_a_lost_answer_are_the_same_form(browser_page, amina, laptop):
    visit = browser_page().sign_in(amina)
    page = visit.go(laptop.get_absolute_url())

    def lose_the_answer(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    page.route("**/messages/", lose_the_answer)
    page.get_by_label("Write to").press_sequentially("Any news about it?")
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("chrome-error:**")
    page.unroute("**/messages/")
    page.go_back()
    page.get_by_role("button", name="Send").click()
    page.get_by_text(ONCE).wait_for()

    assert said(laptop) == ["Any news about it?"]

"""Two people find a date: what each may propose, and what is said of who asked and how early."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.requests import actions
from goodword.requests.models import Offer, Promise
from goodword.requests.tests.web.conftest import DAY, HOUR, text, typed


def said(request) -> str:
    with system_scope("tests"):
        return str(Event.objects.about("request", request.pk).last().to_team).replace("\xa0", " ")


def latest(request) -> Offer:
    with system_scope("tests"):
        return Offer.objects.filter(service_request=request).latest("pk")


def test_a_part_first_can_be_asked_for(send, offered, amina, monday):
    form = {"answer": "part_first", "due_at": typed(monday + 2 * DAY), "part_words": "The screen"}
    assert send(amina, "counter-offers", offered, **form).status_code == 303

    assert (latest(offered).kind, latest(offered).part_words) == ("part_first", "The screen")
    assert "asked for a part first" in said(offered)


def test_a_part_has_to_be_named(send, offered, amina, monday):
    answer = send(
        amina, "counter-offers", offered, answer="part_first", due_at=typed(monday + 2 * DAY)
    )

    assert answer.status_code == 422
    assert "Say which part would help first." in text(answer)


def test_another_way_can_be_proposed(send, offered, amina, monday):
    form = {"answer": "another_way", "due_at": typed(monday + 2 * DAY), "words": "Lend us one."}
    send(amina, "counter-offers", offered, **form)

    assert (latest(offered).kind, latest(offered).reason) == ("another_way", "Lend us one.")


def test_a_swap_lets_another_own_request_wait(send, offered, ask, amina, ben, monday):
    other = ask(title="Another laptop")
    form = {"answer": "swap", "due_at": typed(monday + 2 * DAY), "swap_with": str(other.pk)}
    send(amina, "counter-offers", offered, **form)
    actions.accept(offered, by=ben, at=monday + 2 * HOUR)

    assert offered.state == "promised"
    assert f"so that {offered.reference} can go first" in said(other)


def test_only_ones_own_request_can_be_swapped(offered, person, finance, laptops, amina, monday):
    dana = person("Dana Reyes", finance)
    hers = actions.ask(by=dana, at=monday, title="Hers", service=laptops)
    with pytest.raises(Refusal, match="Only another open request of the same person"):
        actions.counter(
            offered,
            by=amina,
            at=monday + 2 * HOUR,
            due_at=monday + 2 * DAY,
            kind="swap",
            swap_with=hers,
        )


def test_who_asked_to_move_a_date_and_how_early_is_said(promised, ben, amina, monday):
    due_at = monday + 5 * DAY
    actions.offer(promised, by=ben, at=monday + DAY, due_at=due_at, reason="The parcel is late.")
    asked = said(promised)
    actions.accept(promised, by=amina, at=monday + DAY + HOUR)
    actions.counter(
        promised, by=amina, at=monday + 2 * DAY, due_at=monday + 4 * DAY, reason="Dana comes."
    )

    assert "Ben asked to move the date from Wednesday 4 November" in asked
    assert "1 day 6 hours of working time before it." in asked
    assert "Amina asked to move the date from Saturday" in said(promised)


def test_the_first_date_is_kept_for_ever(promised, ben, amina, monday):
    with system_scope("tests"):
        first = Promise.objects.get(service_request=promised)
    due_at = monday + 5 * DAY
    actions.offer(promised, by=ben, at=monday + DAY, due_at=due_at, reason="Late.")
    actions.accept(promised, by=amina, at=monday + DAY + HOUR)
    with system_scope("tests"):
        kept = Promise.objects.get(service_request=promised, is_first=True)

    assert (kept.pk, kept.due_at, kept.state) == (first.pk, first.due_at, "moved")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_a_date_is_found_from_both_sides(
    theme, width, browser_page, axe, is_too_wide, ask, amina, ben, now
):
    wanted = ask(at=now - HOUR)
    actions.offer(wanted, by=ben, at=now, due_at=now + timedelta(days=20), reason="No stock.")
    hers = browser_page(theme=theme, width=width).sign_in(amina)
    page = hers.go(f"{wanted.get_absolute_url()}counter-offers/")
    page.locator(".choice").filter(has_text="A part of it first").click()
    page.get_by_label("Which day and time?").fill("2026-11-27T12:00")
    page.get_by_label("Which part comes first?").fill("The screen")
    assert axe(page) == []
    assert not is_too_wide(page)
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("By then: The screen").wait_for()

    his = browser_page(theme=theme, width=width).sign_in(ben)
    page = his.go(wanted.get_absolute_url())
    page.get_by_role("button", name="Agree to").click()
    page.get_by_text("You gave Amina your word").first.wait_for()
    wanted.refresh_from_db()
    assert wanted.state == "promised"

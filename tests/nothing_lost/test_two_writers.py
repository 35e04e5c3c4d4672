"""Two people change one thing: the second sees both texts and decides; nothing is lost."""

from __future__ import annotations

import re
from html import unescape
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from goodword.catalogue import actions as catalogue
from goodword.house.refusals import Conflict
from goodword.people import actions
from goodword.people.models import Person, Team
from goodword.ui.versions import VersionedForm

pytestmark = pytest.mark.django_db
INPUT = re.compile(
    r'<input type="(?:text|hidden|email|date|time|number)" name="([^"]+)"(?: value="([^"]*)")?'
)
AREA = re.compile(r'<textarea name="([^"]+)"[^>]*>\s*([^<]*)</textarea>')
CHOSEN = re.compile(r'<select name="([^"]+)".*?</select>', re.DOTALL)
OPTION = re.compile(r'<option value="([^"]*)" selected')
RADIO = re.compile(r'<input type="radio" name="([^"]+)" value="([^"]*)"[^>]* checked')


def form_of(page: HttpResponse, action: str) -> dict[str, str]:
    """What a browser would send from the form with this address, untouched."""
    text = page.content.decode()
    forms = re.findall(r'<form[^>]*method="post"[^>]*>.*?</form>', text, re.DOTALL)
    form = next(one for one in forms if f'action="{action}"' in one or "action=" not in one[:200])
    found = {name: unescape(value) for name, value in [*INPUT.findall(form), *AREA.findall(form)]}
    for select in CHOSEN.finditer(form):
        for value in OPTION.findall(select[0])[:1]:
            found[select[1]] = value
    return found | dict(RADIO.findall(form))


@pytest.fixture
def olga(operator: Person) -> Person:
    """Olga runs Goodword, so she may change everything that Ben may."""
    return operator


def test_each_keeps_what_only_one_of_them_changed(signed_in, ben, olga, it_help):
    address = reverse("people:team-settings", args=["it-help"])
    bens, olgas = signed_in(ben), signed_in(olga)
    form, other = form_of(bens.get(address), address), form_of(olgas.get(address), address)
    olgas.post(address, other | {"phone": "4413"})
    page = bens.post(address, form | {"how_we_work": "By ticket"})

    assert page.status_code == 409
    assert "Olga was faster." in page.content.decode()
    assert "You did not change the same" in page.content.decode()
    bens.post(address, form_of(page, address))
    it_help.refresh_from_db()
    assert (it_help.phone, it_help.how_we_work) == ("4413", "By ticket")


def test_what_both_changed_stands_side_by_side_and_is_decided_by_sending_again(
    signed_in, ben, olga, it_help
):
    address = reverse("people:team-settings", args=["it-help"])
    bens, olgas = signed_in(ben), signed_in(olga)
    form, other = form_of(bens.get(address), address), form_of(olgas.get(address), address)
    olgas.post(address, other | {"how_we_work": "By phone"})
    page = bens.post(address, form | {"how_we_work": "By ticket"})

    assert "By phone" in page.content.decode()
    assert form_of(page, address)["how_we_work"] == "By ticket"
    it_help.refresh_from_db()
    assert it_help.how_we_work == "By phone"
    assert bens.post(address, form_of(page, address)).status_code == 302
    it_help.refresh_from_db()
    assert it_help.how_we_work == "By ticket"


def _happening(window: Client, words: str, form: dict[str, str]) -> HttpResponse:
    return window.post("/teams/it-help/happening/", form | {"words": words})  # type: ignore[return-value]


def test_what_is_happening_is_not_written_over_unseen(signed_in, ben, olga, it_help):
    windows = [signed_in(ben), signed_in(olga)]
    forms = [form_of(one.get("/teams/it-help/"), "/teams/it-help/happening/") for one in windows]
    _happening(windows[1], "We move house.", forms[1])
    page = _happening(windows[0], "Exams begin.", forms[0])

    assert page.status_code == 409
    assert "We move house." in page.content.decode()
    assert "Exams begin." in page.content.decode()
    it_help.refresh_from_db()
    assert it_help.happening == "We move house."


def test_a_profile_open_in_two_windows(signed_in, amina):
    window = signed_in(amina)
    first = form_of(window.get("/me/"), "/me/")
    second = form_of(window.get("/me/"), "/me/")
    window.post("/me/", first | {"role": "Registrar"})
    page = window.post("/me/", second | {"reach_words": "4413"})

    assert page.status_code == 409
    assert "You have changed this in another window." in page.content.decode()
    window.post("/me/", form_of(page, "/me/"))
    amina.refresh_from_db()
    assert (amina.role, amina.reach_words) == ("Registrar", "4413")


def test_switching_the_light_off_is_no_conflict(signed_in, amina):
    window = signed_in(amina)
    form = form_of(window.get("/me/"), "/me/")
    window.post("/me/theme/", {"theme": "dark"})

    assert window.post("/me/", form | {"role": "Registrar"}).status_code == 302


def test_a_service_and_who_may_ask_for_it(signed_in, ben, olga, laptops):
    address = reverse("catalogue:facts", args=["it-help", "laptop"])
    window = signed_in(ben)
    form = form_of(window.get(address), address)
    catalogue.change_service(laptops, by=olga, at=laptops.made_at, summary="Within a week")
    page = window.post(address, form | {"summary": "Within two days"})

    assert page.status_code == 409
    assert "Olga was faster." in page.content.decode()
    assert "Within a week" in page.content.decode()
    assert window.post(address, form_of(page, address)).status_code == 302
    laptops.refresh_from_db()
    assert laptops.summary == "Within two days"


def test_a_charter_can_be_published_on_top_of_the_one_that_came_between(
    signed_in, ben, olga, laptops
):
    address = reverse("catalogue:charter", args=["it-help", "laptop"])
    bens, olgas = signed_in(ben), signed_in(olga)
    whole = {"bring": "A name", "quality": "It starts", "audiences": "All", "not_in_scope": "Desks"}
    whole |= {"changes": "Any time", "emergencies": "Call"}
    form, other = form_of(bens.get(address), address), form_of(olgas.get(address), address)
    assert olgas.post(address, other | whole | {"scope": "A tablet"}).status_code == 302
    page = bens.post(address, form | whole | {"scope": "A laptop"})

    assert page.status_code == 409
    assert "Olga was faster." in page.content.decode()
    assert "A tablet" in page.content.decode()
    assert bens.post(address, form_of(page, address)).status_code == 302
    laptops.refresh_from_db()
    assert (laptops.charter.version, laptops.charter.scope) == (3, ["A laptop"])


BUTTONS = {
    "a service is offered no more": lambda: reverse(
        "catalogue:retirement", args=["it-help", "laptop"]
    ),
    "somebody leaves a team": lambda: "/teams/it-help/people/dana-reyes/end/",
}


@pytest.mark.parametrize("what", BUTTONS)
def test_a_button_drawn_for_an_earlier_state_says_so(
    what, signed_in, ben, person, it_help, laptops, now
):
    person("Dana Reyes", it_help)
    window = signed_in(ben)
    answers = [window.post(BUTTONS[what](), {"version": "1"}, follow=True) for _turn in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert "Somebody was faster" in answers[1].content.decode()
    laptops.refresh_from_db()
    assert (laptops.retired_at is not None) is (what[0] == "a")


@pytest.mark.django_db(transaction=True)
def test_of_many_at_one_instant_one_is_first_and_the_others_are_told(ben, it_help, now):
    together, told = Barrier(5), []

    def change(number: int) -> None:
        team = Team.objects.get(pk=it_help.pk)
        together.wait()
        try:
            actions.change_team(team, by=ben, at=now, seen_version=1, phone=str(number))
            told.append("kept")
        except Conflict:
            told.append("told")
        finally:
            connections.close_all()

    threads = [Thread(target=change, args=[number]) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["kept"] + ["told"] * 4


@pytest.mark.browser
@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_the_page_with_both_texts(
    theme, width, browser_page, signed_in, axe, is_too_wide, ben, olga, it_help
):
    address = reverse("people:team-settings", args=["it-help"])
    page = browser_page(theme=theme, width=width).sign_in(ben).go(address)
    page.get_by_label("How we work").fill(
        "By ticket, in the order they come.\n\nCall when it burns."
    )
    page.get_by_label("Phone", exact=True).fill("4410")
    actions.change_team(
        it_help, by=olga, at=it_help.happening_at, how_we_work="By phone, from nine to five."
    )
    page.get_by_role("button", name="Save").first.click()
    page.get_by_role("heading", name="Olga was faster.").wait_for()

    assert axe(page) == []
    assert not is_too_wide(page)
    page.get_by_role("button", name="Save").first.click()
    page.get_by_text("Saved.").wait_for()
    it_help.refresh_from_db()
    assert it_help.how_we_work.startswith("By ticket")


def test_a_form_without_a_version_is_judged_like_any_other():
    assert VersionedForm({}).is_valid()

"""What a guest sees: the one request, and nothing else of the house."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache

from goodword.channels import actions as channels
from goodword.channels.models import InboundMail
from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.people.models import Person, Team
from goodword.requests import actions
from goodword.requests.models import ServiceRequest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_asked_before(db):
    cache.clear()


@pytest.fixture
def page_of(let_in):
    def read(request, client=None):
        answer = (client or let_in(request)).get(f"/requests/{request.reference}/")
        assert answer.status_code == 200
        return answer.content.decode()

    return read


@pytest.mark.parametrize(
    "path",
    [
        "/teams/", "/people/", "/services/", "/ask/", "/asked/", "/desk/", "/counts/", "/me/",
        "/sent-mail/", "/ask/suggestions/?q=laptop", "/people/amina-yusuf/", "/teams/it-help/",
        "/guests/", "/mail-in/", "/account/password/change/",
    ],
)  # fmt: skip
def test_the_rest_of_the_house_is_not_there(transcript, let_in, path):
    assert let_in(transcript).get(path).status_code == 404


def test_who_typed_it_is_told_in_a_sentence_of_its_own(transcript, page_of):
    assert ". Typed by Amina" in page_of(transcript)


def test_home_is_the_one_request(transcript, let_in):
    assert let_in(transcript).get("/", follow=True).redirect_chain[-1] == (
        f"/requests/{transcript.reference}/",
        302,
    )


def test_another_request_of_hers_needs_a_link_of_its_own(transcript, ask_for_gwen, let_in):
    other = ask_for_gwen("A library card")
    client = let_in(transcript)

    assert client.get(f"/requests/{other.reference}/").status_code == 404
    assert let_in(other).get(f"/requests/{other.reference}/").status_code == 200


def test_the_frame_offers_no_way_into_the_house(transcript, page_of):
    page = page_of(transcript)

    for path in ('href="/teams/"', 'href="/services/"', 'href="/asked/"', "/counts/", "data-ask"):
        assert path not in page
    assert "/people/" not in page


def test_she_reads_after_when_it_is_too_late_and_the_house_names_it(transcript, ben, page_of, now):
    date = now + timedelta(days=2)
    actions.fix_date(transcript, by=ben, at=now, fixed_at=date, fixed_why="Her visa appointment")
    page = page_of(transcript)

    assert "Too late after" in page
    assert "fixed-date/" not in page
    assert "IT help learned of a date" in page


def test_who_has_it_is_the_team_until_they_write(transcript, ben, page_of, let_in, now):
    client = let_in(transcript)
    actions.assign(transcript, by=ben, at=now + timedelta(minutes=1), to=ben)
    assert "Ben" not in page_of(transcript, client)

    with clock.frozen(now + timedelta(minutes=2)):
        actions.write(transcript, by=ben, at=now + timedelta(minutes=2), words="Which year?")
        assert "Ben Keller" in page_of(transcript, client)


def test_a_colleague_who_only_did_something_stays_the_team(
    transcript, ben, person, it_help, page_of, let_in, now
):
    client = let_in(transcript)
    milan = person("Milan Novak", it_help)
    actions.write(transcript, by=ben, at=now + timedelta(minutes=1), words="Which year?")
    actions.make_plan(transcript, by=milan, at=now + timedelta(minutes=2), steps=[("Print", "")])

    with clock.frozen(now + timedelta(minutes=3)):
        page = page_of(transcript, client)
    assert "IT help made a plan" in page
    assert "Milan" not in page


def test_a_guest_answers_accepts_and_says_done(transcript, ben, let_in, now):
    client = let_in(transcript)
    at = now + timedelta(minutes=1)
    actions.play_back(transcript, by=ben, at=at, words="A transcript in English")
    here = f"/requests/{transcript.reference}"
    with clock.frozen(now + timedelta(minutes=2)):
        said = client.post(f"{here}/playback-answer/", {"answer": "yes"})
        wrote = client.post(f"{here}/messages/", {"words": "For 2024."})
    assert [said.status_code, wrote.status_code] == [303, 303]

    transcript.refresh_from_db()
    actions.answer_now(transcript, by=ben, at=now + timedelta(minutes=3), words="Here it is.")
    with clock.frozen(now + timedelta(minutes=4)):
        closed = client.post(
            f"{here}/confirmation/", {"outcome": "yes", "thanks": "Thank you, Ben."}
        )
    assert closed.status_code == 303


def test_a_guest_takes_who_typed_it_off(transcript, amina, let_in):
    answer = let_in(transcript).post(f"/requests/{transcript.reference}/filer/", {})

    assert answer.status_code == 303
    assert not ServiceRequest.objects.visible_to(amina).filter(pk=transcript.pk).exists()


def test_a_guest_stands_in_no_directory(gwen, amina, operator):
    assert gwen not in Person.objects.visible_to(amina)
    assert gwen not in Person.objects.visible_to(operator)
    assert list(Person.objects.guests_for(operator)) == [gwen]
    assert list(Person.objects.guests_for(amina)) == []


def test_a_guest_knows_themselves_and_no_team(gwen):
    assert list(Person.objects.visible_to(gwen)) == [gwen]
    assert list(Team.objects.visible_to(gwen)) == []


def test_a_guest_says_what_they_are_called(transcript, gwen, let_in):
    client = let_in(transcript)
    client.post("/guest/me/", {"name": "Gwen Ann Price", "zone": "Europe/Berlin", "language": "en"})
    gwen.refresh_from_db()

    assert (gwen.name, gwen.zone) == ("Gwen Ann Price", "Europe/Berlin")
    assert client.post("/guest/me/", {"name": " "}).status_code == 422
    assert client.get("/guest/me/").status_code == 200


def test_leaving_takes_back_what_is_open_and_ends_letters(transcript, gwen, let_in, letters, ben):
    client = let_in(transcript)
    assert b"taken back" in client.get("/guest/leaving/").content
    client.post("/guest/leaving/")
    transcript.refresh_from_db()

    assert transcript.state == "cancelled"
    assert client.get("/guest/me/").status_code == 302
    assert letters() == []


def test_leaving_takes_back_all_requests_not_only_the_one_they_came_in_to(
    transcript, ask_for_gwen, let_in
):
    other = ask_for_gwen("A library card")
    let_in(transcript).post("/guest/leaving/")
    other.refresh_from_db()

    assert other.state == "cancelled"


@pytest.mark.parametrize("path", ["/guest/me/", "/guest/mine/", "/guest/leaving/"])
def test_a_colleague_has_no_page_of_a_guest(signed_in, amina, path):
    assert signed_in(amina).get(path).status_code == 404


def test_a_mail_that_came_with_it_is_read_on_the_page_and_nowhere_else(transcript, gwen, let_in):
    mail = channels.receive(b"From: a@b.example\r\n\r\nHello\r\n", at=clock.now(), source="test")
    with system_scope("tests"):
        InboundMail.objects.filter(pk=mail.pk).update(
            state="applied", service_request=transcript, handled_at=clock.now()
        )

    assert not InboundMail.objects.visible_to(gwen).exists()
    page = f"/requests/{transcript.reference}/mails/{mail.key}/"
    assert let_in(transcript).get(page).status_code == 404

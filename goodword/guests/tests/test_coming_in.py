"""The door, the letter, the link: fifteen minutes, once, and only for who reads the mailbox."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from goodword.guests import actions
from goodword.guests.models import MagicLink
from goodword.guests.tests.conftest import GWEN, ways_in
from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_asked_before(db):
    cache.clear()


def test_gwen_comes_in_by_her_mailbox_alone(transcript, let_in):
    page = let_in(transcript).get(f"/requests/{transcript.reference}/")

    assert page.status_code == 200
    assert b"A transcript for my visa" in page.content


def test_coming_in_proves_the_mailbox(transcript, gwen, let_in, now):
    let_in(transcript)
    gwen.refresh_from_db()

    assert gwen.proven_at == now


def test_opening_the_link_alone_changes_nothing(transcript, letters, door):
    client = Client()
    client.post(door(transcript))
    [way] = ways_in(letters()[-1])

    assert client.get(way).status_code == 200
    assert client.get(f"/requests/{transcript.reference}/").status_code == 302


def test_a_link_works_once(transcript, letters, door):
    Client().post(door(transcript))
    [way] = ways_in(letters()[-1])

    assert [Client().post(way).status_code for _time in range(2)] == [302, 410]


def test_a_link_works_for_fifteen_minutes(transcript, letters, door, now):
    Client().post(door(transcript))
    [way] = ways_in(letters()[-1])

    with clock.frozen(now + timedelta(minutes=15)):
        assert Client().get(way).status_code == 410
        assert Client().post(way).status_code == 410


def test_a_letter_that_was_late_lets_nobody_in(transcript, letters, door, now):
    Client().post(door(transcript))
    with system_scope("tests"):
        MagicLink.objects.update(ends_at=now + timedelta(seconds=1))

    with clock.frozen(now + timedelta(minutes=1)):
        assert ways_in("".join(letters())) == []
    with pytest.raises(Refusal):
        actions.come_in("never-given", at=now)


def test_a_fresh_link_ends_the_one_before(transcript, letters, door, now):
    Client().post(door(transcript))
    [first] = ways_in(letters()[-1])
    with clock.frozen(now + timedelta(minutes=1)):
        Client().post(door(transcript))

        assert Client().get(first).status_code == 410


def test_neither_the_database_nor_the_outbox_holds_the_key(transcript, letters, door):
    from goodword.outbox.models import Letter

    Client().post(door(transcript))
    key = ways_in(letters()[-1])[0].split("/")[3]
    with system_scope("tests"):
        rows = [*MagicLink.objects.values_list(), *Letter.objects.values_list()]

    assert key not in repr(rows)


def test_the_door_says_the_same_to_everybody(transcript, door):
    answers = [
        Client().post(path)
        for path in (door(transcript), "/guest/GW-NOTHING/x/", f"/guest/{transcript.reference}/x/")
    ]

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content.partition(b"csrf")[0] for answer in answers}) == 1


def test_a_foreign_key_writes_to_nobody(transcript, letters):
    letters()
    Client().post(f"/guest/{transcript.reference}/forged/")

    assert letters() == []


def test_who_lost_the_letter_asks_by_address(transcript, ask_for_gwen, letters):
    ask_for_gwen("A library card")
    letters()
    Client().post("/guest/", {"email": " Gwen@Elsewhere.example "})

    assert len(ways_in("".join(letters()))) == 2


def test_asking_by_address_says_the_same_whether_or_not_somebody_has_it(transcript, amina):
    answers = [
        Client().post("/guest/", {"email": address})
        for address in (GWEN, "nobody@elsewhere.example", amina.email)
    ]

    assert len({(answer.status_code, answer.content) for answer in answers}) == 1


def test_a_colleague_gets_no_link(transcript, amina, letters):
    letters()
    Client().post("/guest/", {"email": amina.email})

    assert letters(amina.email) == []


def test_no_address_is_a_mistake_beside_the_field(db, organisation):
    answer = Client().post("/guest/", {"email": ""})

    assert answer.status_code == 422
    assert b"Give the address" in answer.content


def test_an_address_is_written_to_five_times_an_hour(transcript, door):
    answers = [Client().post("/guest/", {"email": GWEN}).status_code for _time in range(6)]

    assert answers == [200] * 5 + [429]


def test_a_network_asks_twenty_times_in_ten_minutes(organisation):
    answers = [
        Client().post("/guest/", {"email": f"n{number}@elsewhere.example"}).status_code
        for number in range(21)
    ]

    assert answers == [200] * 20 + [429]


def test_the_door_leads_who_is_in_to_the_request(transcript, let_in, door):
    assert let_in(transcript).get(door(transcript)).url == f"/requests/{transcript.reference}/"


def test_coming_in_takes_whatever_session_the_browser_had(transcript, letters, door, chidi):
    client = Client()
    client.force_login(chidi)
    before = client.session.session_key
    client.post(door(transcript))
    client.post(ways_in(letters()[-1])[0])

    assert client.session.session_key != before
    assert client.get("/teams/").status_code == 404


def test_a_guest_who_left_is_not_let_in(transcript, gwen, letters, door):
    Client().post(door(transcript))
    [way] = ways_in(letters()[-1])
    Person.objects.filter(pk=gwen.pk).update(is_active=False)

    assert Client().post(way).status_code == 410


def test_a_session_of_a_guest_ends_after_an_idle_hour(transcript, let_in, now):
    client = let_in(transcript)
    client.get(f"/requests/{transcript.reference}/")
    with clock.frozen(now + timedelta(minutes=61)):
        assert client.get(f"/requests/{transcript.reference}/").status_code == 302


def test_a_guest_has_no_password_to_forget(transcript, gwen, letters):
    letters()
    Client().post("/account/password/reset/", {"email": GWEN})

    assert not gwen.has_usable_password()
    assert letters() == []

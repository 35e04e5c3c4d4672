"""The buttons of a letter: a link alone never agrees, a press by its receiver does."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodword.history.models import Event, FormKey
from goodword.house import clock
from goodword.outbox import addresses
from goodword.outbox.kinds import kind_of
from goodword.outbox.models import Letter
from goodword.requests import actions as requests
from goodword.requests.models import Apology, Promise
from goodword.ui.kept import KEY

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def laptop(amina, ben, laptops, now):
    """Ben offers Amina a laptop by another way, in three days."""
    asked = requests.ask(by=amina, at=now, title="A laptop", service=laptops)
    requests.offer(asked, by=ben, at=now, due_at=now + 3 * DAY, kind="another_way")
    return asked


@pytest.fixture
def key(laptop, amina):
    """What stands in the buttons of Amina's latest letter."""
    return addresses.act_key(Letter.objects.filter(to=amina).latest("pk").token)


@pytest.fixture
def agree(client, key):
    """Open, or press, the button that agrees."""

    def at(method="post", noun="offer-answer", **typed):
        data = {"answer": "yes"} | typed
        return getattr(client, method)(f"/from-mail/{key}/{noun}/", data)

    return at


def test_a_press_agrees_for_whom_the_letter_was_written_to(agree, key, amina, client):
    response = agree()
    assert (response.status_code, response["Location"]) == (303, f"/from-mail/{key}/")
    assert Promise.objects.get().offer.answered_by == amina
    assert b"Agreed. The word is given." in client.get(f"/from-mail/{key}/").content


def test_opening_a_link_changes_nothing(agree, laptop):
    before = Event.objects.count()
    page = agree("get")
    assert b"Opened from your mail, Amina Yusuf" in page.content
    assert b"Opening the link did nothing yet" in page.content
    assert agree("head").status_code == 200
    assert Event.objects.count() == before


@pytest.mark.parametrize("wrong", ["", "x" * 26 + "." + "y" * 26])
def test_a_key_that_was_not_made_here_opens_nothing(client, key, wrong):
    forged = wrong or key[:-1] + ("a" if key[-1] != "a" else "b")
    assert client.get(f"/from-mail/{forged}/").status_code == 410
    assert client.post(f"/from-mail/{forged}/offer-answer/", {"answer": "yes"}).status_code == 410
    assert not Promise.objects.exists()


def test_the_address_a_letter_bounces_to_is_no_key(client, key):
    token = key.partition(".")[0]
    assert client.get(f"/from-mail/{token}/offer-answer/").status_code == 410


def test_who_is_signed_in_sees_the_whole_page(agree, client, amina, laptop):
    client.force_login(amina)
    response = agree("get")
    assert response["Location"] == f"/requests/{laptop.reference}/offer-answer/?answer=yes"


def test_a_press_of_who_signed_in_meanwhile_counts_and_no_key_is_kept(
    agree, client, amina, laptop, key
):
    client.force_login(amina)
    response = agree(**{KEY: "a-key-of-the-form"})
    assert (response.status_code, response["Location"]) == (303, laptop.get_absolute_url())
    assert Promise.objects.exists()
    (kept,) = FormKey.objects.sent_by(amina.pk).values_list("purpose", "key", "body", "answer")
    assert key not in "".join(kept)


@pytest.mark.parametrize("is_right", [True, False])
def test_looking_at_a_link_begins_no_transaction(client, key, is_right):
    shown = key if is_right else key[:-1] + ("a" if key[-1] != "a" else "b")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/from-mail/{shown}/")
    assert not [one for one in asked if one["sql"].startswith("SAVEPOINT")]


def test_somebody_else_who_is_signed_in_gets_nothing(agree, client, ben):
    client.force_login(ben)
    assert agree("get").status_code == 410
    assert agree().status_code == 410
    assert not Promise.objects.exists()


def test_it_opens_only_while_it_may(agree, amina):
    assert agree("get").status_code == 200
    amina.is_active = False
    amina.save()
    assert agree("get").status_code == 410


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_who_has_a_second_step_is_led_to_sign_in(agree, amina, laptop, client, key, method):
    TOTP.activate(amina, generate_totp_secret())
    page = agree(method)["Location"]
    assert page.startswith(f"/requests/{laptop.reference}/offer-answer/")
    assert client.get(page)["Location"].startswith("/account/login/")
    assert client.get(f"/from-mail/{key}/")["Location"] == laptop.get_absolute_url()
    assert not Promise.objects.exists()


def test_recovery_codes_alone_are_no_second_step(agree, amina):
    RecoveryCodes.activate(amina)
    assert agree("get").status_code == 200


def test_nothing_confidential_is_opened_by_a_link(agree, laptop):
    laptop.privacy = "confidential"
    laptop.save()
    assert agree("get").status_code == 410


def test_after_two_weeks_a_link_has_ended(agree, now, key, client):
    Letter.objects.update(posted_at=now - 15 * DAY, sent_at=None)
    assert agree("get").status_code == 410


def test_what_has_been_decided_meanwhile_is_not_decided_again(agree, laptop, amina, now):
    agree()
    again = agree()
    assert again.status_code == 409
    assert b"This has moved on since the letter was written." in again.content
    assert agree("get").status_code == 200
    assert Promise.objects.count() == 1


def test_a_press_on_an_older_view_is_a_conflict(agree, laptop, ben, now):
    version = laptop.number_of_events
    requests.offer(laptop, by=ben, at=now, due_at=now + 5 * DAY, kind="another_way")
    assert agree(version=version).status_code == 409


@pytest.mark.parametrize("is_seen", [True, False])
def test_words_that_came_too_late_are_not_lost(agree, laptop, ben, now, is_seen):
    version = laptop.number_of_events
    requests.offer(laptop, by=ben, at=now, due_at=now + 5 * DAY, kind="another_way")
    if not is_seen:
        agree()
    words = {"answer": "talk", "words": "Please call me before noon."}
    late = agree(noun="counter-offers", version=version, **words)
    assert late.status_code == 409
    assert b"Please call me before noon." in late.content


def test_what_is_wrong_is_said_beside_what_was_typed(agree):
    response = agree(noun="counter-offers", answer="sooner", words="")
    assert response.status_code == 422
    assert b"Say why it must be sooner." in response.content


def test_what_the_rules_refuse_is_said_too(agree, now):
    response = agree(noun="counter-offers", answer="later", due_at="2020-01-01 12:00")
    assert response.status_code == 422
    assert b"choose a later date" in response.content


def test_what_else_somebody_asked_for_is_no_matter_of_a_letter(agree, amina, laptops, now):
    requests.ask(by=amina, at=now, title="Something else", service=laptops)
    assert b"Something else" not in agree("get", noun="counter-offers").content


def test_an_act_that_no_letter_offers_is_not_there(agree):
    assert agree("get", noun="withdrawal").status_code == 404


def test_an_act_of_the_other_side_is_not_offered(agree):
    assert b"Nothing was changed just now" in agree("get", noun="delivery").content
    assert agree(noun="delivery", words="Done.").status_code == 409


def test_a_letter_shows_what_can_be_done_now(client, key, amina, laptop):
    page = client.get(f"/from-mail/{key}/").content.decode()
    assert "Agree to" in page
    assert f"/from-mail/{key}/counter-offers/?answer=later" in page
    client.force_login(amina)
    assert client.get(f"/from-mail/{key}/")["Location"] == f"/requests/{laptop.reference}/"


def test_who_may_no_longer_read_a_request_gets_nothing_of_it(client, laptop, ben, amina, now):
    requests.write(laptop, by=amina, at=now, words="A secret.")
    key = addresses.act_key(Letter.objects.filter(to=ben).latest("pk").token)
    assert b"A secret." in client.get(f"/from-mail/{key}/").content
    ben.memberships.all().delete()
    gone = client.get(f"/from-mail/{key}/")
    assert (gone.status_code, b"A secret." in gone.content) == (410, False)


def test_a_guest_has_their_own_door(client, ben, it_help, now, key):
    guest = requests.known_guest(name="Dana", email="dana@home.example", at=now)
    letter = Letter.objects.latest("pk")
    Letter.objects.filter(pk=letter.pk).update(to=guest)
    assert client.get(f"/from-mail/{addresses.act_key(letter.token)}/").status_code == 410


def ways_in(client, letter):
    """What the page of a letter offers, by the noun of each act."""
    page = client.get(f"/from-mail/{addresses.act_key(letter.token)}/").content.decode()
    return re.findall(r"/from-mail/[^/]+/([a-z-]+)/", page)


@pytest.fixture
def press(client):
    """Press what the latest letter to somebody offers."""

    def at(person, noun, **typed):
        key = addresses.act_key(Letter.objects.filter(to=person).latest("pk").token)
        opened = client.get(f"/from-mail/{key}/{noun}/")
        assert opened.status_code == 200
        return client.post(f"/from-mail/{key}/{noun}/", typed)

    return at


@pytest.fixture
def screen(amina, ben, laptops, now):
    """Amina asks for a screen, and Ben answers her first question about it."""
    asked = requests.ask(by=amina, at=now, title="A screen", service=laptops)
    requests.acknowledge(asked, by=ben, at=now)
    requests.write(asked, by=amina, at=now, words="For Monday?")
    return asked


def test_the_team_declines_and_names_who_can_help(press, screen, ben, finance, amina):
    typed = {"why": "not_ours", "words": "We have no screens.", "way": "team"}
    refused = press(ben, "decline", **typed, to_team="Nobody")
    assert b"There is no team called" in refused.content
    assert press(ben, "decline", **typed, to_team="finance").status_code == 303
    screen.refresh_from_db()
    assert screen.state == "declined"
    assert press(amina, "passing-on").status_code == 303
    assert screen.handovers.get().to_team == finance


def test_a_page_opened_by_a_link_does_not_list_the_teams(client, screen, ben, finance):
    key = addresses.act_key(Letter.objects.filter(to=ben).latest("pk").token)
    for noun in ("decline", "handover"):
        assert b"Finance" not in client.get(f"/from-mail/{key}/{noun}/").content


def test_the_team_asks_another_to_take_it(press, screen, ben, finance, client):
    assert press(ben, "handover", to_team="Finance", reason="They buy it.").status_code == 303
    assert screen.handovers.get().to_team == finance
    assert "handover" not in ways_in(client, Letter.objects.filter(to=ben).latest("pk"))


def test_a_broken_word_is_made_good(press, screen, ben, now, client):
    requests.offer(screen, by=ben, at=now, due_at=now + DAY, words="It will be there")
    after = now + 2 * DAY
    with clock.frozen(after):
        assert "recovery" not in ways_in(client, Letter.objects.filter(to=ben).latest("pk"))
        requests.strike(screen, at=after)
        letter = Letter.objects.filter(to=ben).latest("pk")
        assert ways_in(client, letter)[0] == "recovery"
        wrong = press(ben, "recovery", words="I am sorry.", pick="other")
        assert b"Choose a date you can stand behind." in wrong.content
        due = f"{now + 5 * DAY:%Y-%m-%d %H:%M}"
        typed = {"words": "I am sorry.", "pick": "other", "due_at": due}
        assert press(ben, "recovery", **typed).status_code == 303
        assert Apology.objects.get().words == "I am sorry."
        assert "recovery" not in ways_in(client, letter)


def test_the_asker_needs_it_sooner_although_a_word_stands(press, screen, amina, ben, now):
    requests.offer(screen, by=ben, at=now, due_at=now + 5 * DAY, words="It will be there")
    due = f"{now + 3 * DAY:%Y-%m-%d %H:%M}"
    typed = {"answer": "sooner", "due_at": due, "words": "Dana comes earlier."}
    assert press(amina, "counter-offers", **typed).status_code == 303
    assert screen.offers.last().side == "asker"


def test_what_is_rare_is_one_button_in_the_letter(screen, ben, now):
    letter = Letter.objects.filter(to=ben).latest("pk")
    text = kind_of(letter.kind).resolver(letter, now).text
    key = addresses.act_key(letter.token)
    assert f"Something else:\nhttp://localhost:8000/from-mail/{key}/\n" in text
    assert "/decline/" not in text

"""One click in the mail program ends what may be ended, and nothing else (RFC 8058)."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from django.test import Client

from goodword.outbox import actions, addresses, composing, kinds, sending
from goodword.outbox.models import Letter, State
from goodword.outbox.tests.conftest import NEWS, WORD, resolve

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _https(settings):
    settings.CONFIGURATION = dataclasses.replace(
        settings.CONFIGURATION, base_url="https://goodword.example"
    )
    kinds.register(
        NEWS, resolve, reason="because of a test", label="News", urgent=False, automatic=True,
        may_refuse=True, by_one_click=True,
    )  # fmt: skip


@pytest.fixture
def window():
    """A mail program: it has no session, and sends no token of a form."""
    return Client(enforce_csrf_checks=True)


def headers_of(letter, at):
    mail = composing.compose(letter, sending.words_of(letter, at), kinds.kind_of(letter.kind), at)
    return mail.partition(b"\r\n\r\n")[0].decode()


def address_of(letter):
    return f"/letters/off/{addresses.off_key(letter.token)}/"


def test_news_offer_to_end_and_a_word_does_not(post, now):
    told, word = headers_of(post(kind=NEWS), now), headers_of(post(kind=WORD), now)
    assert "List-Unsubscribe: <https://goodword.example/letters/off/" in told
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in told
    assert "Unsubscribe" not in word


def test_without_https_nothing_is_offered(post, now, settings):
    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, base_url="http://here")
    assert "Unsubscribe" not in headers_of(post(kind=NEWS), now)


def test_a_mail_program_ends_them_without_signing_in(post, window, amina):
    answer = window.post(address_of(post(kind=NEWS)), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    amina.refresh_from_db()
    assert amina.letter_choices == {NEWS: "never"}
    assert post(kind=NEWS).state == State.CANCELLED
    assert post(kind=WORD).state == State.WAITING


def test_opening_the_link_only_asks(post, window, amina):
    page = window.get(address_of(post(kind=NEWS)))
    assert b"Opening this page did nothing yet." in page.content
    assert b"News" in page.content
    amina.refresh_from_db()
    assert amina.letter_choices == {}


def test_a_letter_that_may_not_be_ended_ends_nothing(post, window, amina):
    answer = window.post(address_of(post(kind=WORD)))
    assert b"Nothing in that letter can be ended" in answer.content
    amina.refresh_from_db()
    assert amina.letter_choices == {}


@pytest.mark.parametrize("wrong", ["", "x", "bounce"])
def test_nobody_guesses_a_key(post, window, wrong):
    token = post(kind=NEWS).token
    key = {"": token, "x": f"{token}.{'x' * 26}", "bounce": addresses.act_key(token)}[wrong]
    assert window.post(f"/letters/off/{key}/").status_code == 404


def test_of_a_digest_only_what_may_be_ended_ends(post, window, amina, now):
    amina.letter_choices = {WORD: "digest"}
    amina.save()
    for kind in (NEWS, WORD):
        post(kind=kind)
    digest = actions.make_digest(amina, now + DAY)
    assert "List-Unsubscribe: " in headers_of(digest, now + DAY)
    window.post(address_of(digest))
    amina.refresh_from_db()
    assert amina.letter_choices == {WORD: "digest", NEWS: "never"}


def test_a_digest_of_words_offers_no_end(post, amina, now):
    amina.letter_choices = {WORD: "digest"}
    amina.save()
    for _number in range(2):
        post(kind=WORD)
    assert "Unsubscribe" not in headers_of(actions.make_digest(amina, now + DAY), now + DAY)


def test_what_waits_for_the_digest_does_not_come_any_more(post, window):
    first, waits = post(kind=NEWS), post(kind=NEWS)
    window.post(address_of(first))
    assert Letter.objects.get(pk=waits.pk).state == State.CANCELLED


def test_who_has_left_is_not_found(post, window, amina):
    letter = post(kind=NEWS)
    amina.is_active = False
    amina.save()
    assert window.get(address_of(letter)).status_code == 404

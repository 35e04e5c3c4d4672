"""Letters to guests: nothing to a mailbox that proved nothing, the door in every link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from goodword.guests.models import MagicLink
from goodword.house.guard import system_scope
from goodword.outbox import own_letters
from goodword.outbox.actions import post
from goodword.requests import actions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_asked_before(db):
    cache.clear()


def test_an_unproven_mailbox_learns_that_there_is_something_and_no_more(transcript, letters):
    [letter] = letters()

    assert "There is something for you at Northmoor University" in letter
    for word in ("transcript", "Amina", "Gwen Ann", "Ben", "IT help", "Reply-To"):
        assert word not in letter


def test_the_link_is_the_door(transcript, letters, door):
    assert door(transcript) in letters()[0]


def test_a_proven_mailbox_reads_what_is_new(transcript, ben, let_in, letters, door, now):
    let_in(transcript)
    actions.write(transcript, by=ben, at=now + timedelta(minutes=1), words="Which year?")
    [letter] = letters()

    assert "Which year?" in letter
    assert "Ben Keller" in letter
    assert door(transcript) in letter
    assert f"/requests/{transcript.reference}/" not in letter
    assert "/me/" not in letter


def test_a_letter_names_only_who_wrote(transcript, ben, let_in, letters, now):
    let_in(transcript)
    actions.assign(transcript, by=ben, at=now, to=ben)
    actions.make_plan(transcript, by=ben, at=now, steps=[("Print", "")])

    assert "Ben" not in "".join(letters())


def test_the_letter_that_lets_in_says_nothing_of_what_it_opens(transcript, door, letters, client):
    client.post(door(transcript))
    letter = letters()[-1]

    assert "Your way in" in letter
    assert "transcript" not in letter


def test_a_letter_about_no_request_leads_to_the_page_that_asks_for_a_way_in(gwen, letters, now):
    letters()
    post(
        kind=own_letters.NOTE,
        to=gwen,
        at=now,
        key="a note",
        about=("person", gwen.pk),
        facts={"subject": "News", "words": "The office moves to the third floor."},
    )
    [letter] = letters()

    assert reverse("guests:find") in letter
    assert "third floor" not in letter


def test_a_way_in_is_read_in_the_mailbox_alone(transcript, gwen, amina, letters, door):
    Client().post(door(transcript))
    with system_scope("a test counts them"):
        assert MagicLink.objects.count() == 1

    assert not MagicLink.objects.visible_to(gwen).exists()
    assert not MagicLink.objects.visible_to(amina).exists()

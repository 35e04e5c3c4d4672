"""Letters to guests: nothing to a mailbox that proved nothing, the door in every link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache

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

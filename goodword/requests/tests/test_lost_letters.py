"""RELIABILITY 4: after two days of tries the owner is told, and the request shows it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.outbox import actions as outbox
from goodword.outbox import jobs
from goodword.outbox.actions import How, Result
from goodword.outbox.models import Letter, State
from goodword.requests.actions import acknowledge, ask, write
from goodword.requests.letters.kinds import DUTY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _as_the_system():
    jobs._looked.clear()
    with system_scope("tests"):
        yield


@pytest.fixture
def asked(amina, ben, it_help, now):
    request = ask(by=amina, at=now, title="A laptop", team=it_help)
    acknowledge(request, by=ben, at=now)
    return request


def refuse_all_to(person, at):
    """Let every letter to somebody come to nothing."""
    while letters := [it for it in outbox.claim("w", at, 50) if it.to_id == person.pk]:
        outbox.settle([Result(letter, How.NEVER, "550 no such mailbox") for letter in letters], at)


def lost_on(request):
    return list(Event.objects.about("request", request.pk).filter(name="letter_lost"))


def test_the_owner_hears_that_the_asker_did_not(asked, amina, ben, signed_in, now):
    refuse_all_to(amina, now)
    jobs.watch(now)
    (event,) = lost_on(asked)
    assert "Amina" in event.to_team
    assert event.to_asker == ""
    told = Letter.objects.get(facts__event=event.pk)
    assert (told.to, told.kind) == (ben, DUTY)
    page = signed_in(ben).get(f"/requests/{asked.reference}/")
    assert b"did not arrive" in page.content
    assert b"did not arrive" not in signed_in(amina).get(f"/requests/{asked.reference}/").content


def test_a_mailbox_that_does_not_answer_is_told_once(asked, amina, ben, now):
    for hours in (0, 1, 2):
        at = now + timedelta(hours=hours)
        write(asked, by=ben, at=at, words=f"Word number {hours}")
        refuse_all_to(amina, at)
        jobs.watch(at)
    assert len(lost_on(asked)) == 1


def test_that_the_owner_did_not_get_it_either_is_not_told_of_itself(asked, amina, ben, now):
    refuse_all_to(amina, now)
    jobs.watch(now)
    (event,) = lost_on(asked)
    told = Letter.objects.get(facts__event=event.pk)
    Letter.objects.filter(pk=told.pk).update(state=State.FAILED, is_lost=True)
    jobs.watch(now + timedelta(minutes=5))
    assert len(lost_on(asked)) == 1


def test_whoever_may_not_see_it_any_more_is_not_spoken_of(asked, amina, ben, now):
    refuse_all_to(amina, now)
    letter = Letter.objects.filter(is_lost=True).first()
    Letter.objects.filter(pk=letter.pk).update(about_id=asked.pk + 1_000)
    Letter.objects.exclude(pk=letter.pk).update(is_lost=False)
    jobs.watch(now)
    assert lost_on(asked) == []

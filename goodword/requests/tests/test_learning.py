"""What is advised comes from what was known, and is kept beside what was chosen."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodword.advisor import LEVELS
from goodword.house.guard import system_scope
from goodword.requests import actions
from goodword.requests.actions.learning import LOOKED_AT, experience_at, scale
from goodword.requests.models import Advised, Life, Outlook
from goodword.requests.tests.conftest import DAY, HOUR

pytestmark = pytest.mark.django_db


def outlook(laptops, at: datetime) -> Outlook | None:
    return Outlook.objects.of_service(laptops, at)


def test_without_experience_nothing_is_advised(laptop, monday):
    assert actions.learn(at=monday) == 0
    assert actions.forecast(laptop, monday) is None


def test_forty_laptops_are_experience(past, laptop, monday):
    known = actions.forecast(laptop, monday)

    assert known.of == 40
    assert monday < known.even < known.aim <= known.fair < known.safe
    assert 0.4 < known.chance(known.even) < 0.75


def test_nobody_waits_while_it_is_reckoned(past, ask, monday):
    ask(at=monday)
    with CaptureQueriesContext(connection) as asked:
        actions.learn(at=monday + 2 * HOUR)
    said = [one["sql"] for one in asked]
    (lives,) = [place for place, sql in enumerate(said) if f"LIMIT {LOOKED_AT}" in sql]
    begun = [sql.startswith("SAVEPOINT") for sql in said[:lives]]
    ended = [sql.startswith("RELEASE SAVEPOINT") for sql in said[:lives]]
    assert sum(begun) == sum(ended)


def test_what_happens_later_does_not_change_what_was_known(past, ask, ben, laptops, monday):
    before = outlook(laptops, monday)
    slow = ask(at=monday)
    actions.deliver(slow, by=ben, at=monday + 60 * DAY, words="At last.")
    actions.learn(at=monday + 60 * DAY)
    after = outlook(laptops, monday + 60 * DAY)

    assert outlook(laptops, monday).pk == before.pk
    assert after.lengths != before.lengths


def test_the_advice_and_the_choice_are_kept_with_a_word(past, laptop, ben, monday):
    known = actions.forecast(laptop, monday)
    actions.offer(laptop, by=ben, at=monday, due_at=known.even)
    with system_scope("tests"):
        kept = Advised.objects.get(offer=laptop.offers.get())

    assert (kept.even_at, kept.safe_at) == (known.even, known.safe)
    assert kept.odds == known.chance(known.even)
    assert kept.ready_at is None


def test_what_was_advised_is_held_against_what_happened(past, laptop, ben, monday):
    actions.offer(laptop, by=ben, at=monday, due_at=monday + 9 * DAY, reason="So long.")
    actions.deliver(laptop, by=ben, at=monday + 2 * DAY, words="Done.")
    with system_scope("tests"):
        assert Advised.objects.get().ready_at == monday + 2 * DAY


def test_only_where_odds_were_told_is_there_a_record_of_how_good_they_were(
    past, ask, ben, laptops, monday
):
    """Answered at once, no word was given: the life counts, its place on the odds does not."""
    answered, worded = ask(), ask(at=monday + HOUR)
    actions.answer_now(answered, by=ben, at=monday + HOUR, words="Here it is.")
    actions.offer(worded, by=ben, at=monday + 3 * HOUR, due_at=monday + 2 * DAY)
    actions.deliver(worded, by=ben, at=monday + DAY, words="On your desk.")

    with system_scope("tests"):
        known = experience_at(monday + 2 * DAY)
    places = [lives[0] for lives in known.shares(scale(monday + 2 * DAY), 0.0)]
    assert (answered.life.word_place, answered.life.share is None) == (None, False)
    assert worded.life.word_place > 0
    assert len(places) == 1


def test_waiting_for_the_asker_is_no_part_of_the_work(past, ask, amina, ben, monday):
    laptop = ask()
    actions.offer(laptop, by=ben, at=monday, due_at=monday + 3 * DAY + HOUR)
    actions.ask_asker(laptop, by=ben, at=monday + HOUR, question="Which keyboard?")
    actions.answer_question(laptop, by=amina, at=monday + DAY + HOUR, answer="English")
    actions.deliver(laptop, by=ben, at=monday + 2 * DAY, words="Done.")
    with system_scope("tests"):
        life, kept = Life.objects.get(service_request=laptop), Advised.objects.get()

    assert [life.length, life.paused] == pytest.approx([1.0, 1.0])
    assert kept.ready_at == monday + DAY


def test_an_older_request_is_advised_later_dates(past, laptop, monday):
    fresh = actions.forecast(laptop, monday)
    old = actions.forecast(laptop, monday + 3 * DAY)

    assert old.age == pytest.approx(3.0)
    assert old.fair >= fresh.fair
    assert old.share_by(fresh.fair) < fresh.share_by(fresh.fair)


def test_not_yet_is_not_done(past, delivered, amina, monday):
    actions.not_yet(delivered, by=amina, at=monday + DAY + HOUR, missing="The charger")
    with system_scope("tests"):
        life = Life.objects.get(service_request=delivered)
        assert (life.is_done, life.length, life.share) == (False, None, None)
        assert Advised.objects.get().ready_at is None


def test_what_is_reopened_after_a_yes_was_done_all_the_same(past, delivered, amina, monday):
    actions.confirm(delivered, by=amina, at=monday + DAY + HOUR)
    actions.reopen(delivered, by=amina, at=monday + 3 * DAY, reason="It broke")
    with system_scope("tests"):
        assert Life.objects.get(service_request=delivered).is_done


def test_what_is_taken_back_took_at_least_so_long(past, laptop, amina, monday):
    actions.withdraw(laptop, by=amina, at=monday + DAY, reason="Not needed.")
    with system_scope("tests"):
        life = Life.objects.get(service_request=laptop)

    assert not life.is_done
    assert life.length == pytest.approx(1.0)


def test_what_was_asked_before_the_advisor_is_caught_up_with(past, delivered, monday):
    actions.learn(at=monday + DAY)
    with system_scope("tests"):
        before = Life.objects.get(service_request=delivered)
        before.delete()
    assert actions.learn(at=monday + 2 * DAY) == 1
    with system_scope("tests"):
        after = Life.objects.get(service_request=delivered)

    assert (after.is_done, after.length) == (True, before.length)


def test_what_is_confidential_is_not_learned_from(past, ask, ben, laptops, monday):
    laptops.readers.add(ben)
    before = outlook(laptops, monday)
    ask(confidential=True, at=monday - DAY)
    actions.learn(at=monday + HOUR)

    assert outlook(laptops, monday + HOUR).of == before.of


def test_it_is_learned_once_an_hour(past, ask, laptops, monday):
    ask(at=monday)
    assert actions.learn(at=monday + HOUR / 2) == 0
    assert actions.learn(at=monday + HOUR) > 0


def test_the_same_past_gives_the_same_advice_on_every_database(past, laptops, monday):
    known = outlook(laptops, monday)

    assert known.lengths == sorted(known.lengths)
    assert (known.lengths[0], known.lengths[8], known.lengths[-1]) == (2.0, 5.0, 12.0)
    assert known.read_at == list(LEVELS)

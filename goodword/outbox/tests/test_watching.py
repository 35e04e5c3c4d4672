"""Nothing stands still unnoticed: alarms to the operators, and what is lost is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.outbox import actions, jobs, lost
from goodword.outbox.actions.watching import KIND as ALARM
from goodword.outbox.models import Letter, State, Trouble
from goodword.outbox.tests.conftest import NEWS, address_of, free_port, refuse
from goodword.outbox.transports import SmtpServer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _never_looked(operator):
    jobs._looked.clear()


def alarms():
    return [letter.facts["words"] for letter in Letter.objects.filter(kind=ALARM).order_by("pk")]


def test_nothing_to_tell_is_no_letter(now):
    assert jobs.watch(now) == 0
    assert not Letter.objects.exists()


def test_a_letter_nobody_tries_alarms_the_operators_once(post, now):
    post()
    for minutes in range(0, 60, 5):
        jobs.watch(now + timedelta(minutes=minutes))
    (words,) = alarms()
    assert words.startswith("1 letter has been due for more than ten minutes")
    assert Trouble.objects.get().since == now + timedelta(minutes=15)


def test_every_five_minutes_is_often_enough(post, now):
    jobs.watch(now)
    post(at=now - timedelta(minutes=30))
    assert jobs.watch(now + timedelta(minutes=4)) == 0
    assert jobs.watch(now + timedelta(minutes=5)) == 1
    # A clock that was set back does not stop the looking.
    jobs.watch(now - timedelta(days=1))
    assert jobs._looked == [now - timedelta(days=1)]


def test_the_alarm_leaves_as_a_letter_of_its_own(post, spool, operator, now):
    post()
    later = now + timedelta(minutes=11)
    jobs.watch(later)
    jobs.drain(later, transport=spool)
    letter = Letter.objects.get(kind=ALARM)
    assert (letter.to, letter.state) == (operator, State.SENT)
    assert "/sent-mail/post/" in letter.text
    assert "because you run Goodword" in letter.text


def test_a_trouble_that_comes_again_soon_is_the_same_trouble(post, spool, now):
    post(at=now - timedelta(minutes=11))
    jobs.watch(now)
    jobs.drain(now, transport=spool)
    jobs.watch(now + timedelta(minutes=5))
    assert Trouble.objects.get().over_at == now + timedelta(minutes=5)
    post(at=now)
    jobs.watch(now + timedelta(minutes=30))
    assert Trouble.objects.get().over_at is None
    assert len(alarms()) == 1
    jobs.drain(now + timedelta(minutes=30), transport=spool)
    jobs.watch(now + timedelta(minutes=35))
    post(at=now + timedelta(hours=2))
    jobs.watch(now + timedelta(hours=3))
    assert len(alarms()) == 2


def test_a_mail_server_that_does_not_answer_is_told_after_an_hour(post, now):
    post()
    nowhere = SmtpServer(address_of(free_port()))
    for minutes in (0, 5, 30, 59, 61, 70):
        jobs.send_due(now + timedelta(minutes=minutes), transport=nowhere)
        jobs.watch(now + timedelta(minutes=minutes))
    (words,) = alarms()
    assert words.startswith("Mail is delayed: 1 letter is on its way for 1 h.")


def test_a_worker_that_stopped_loses_its_letters_to_the_sweeper(post, now):
    post()
    assert actions.claim("a worker that dies", now)
    jobs.watch(now + timedelta(minutes=6))
    assert Letter.objects.get().state == State.WAITING


def test_a_lost_letter_is_told_to_those_it_concerns_once(post, now):
    told = []
    lost.register("thing", lambda letter, at: told.append((letter.about_id, at)))
    refused, back, fine = post(about=1), post(about=2), post(about=3)
    refuse([letter for letter in actions.claim("w", now, 3) if letter.pk == refused.pk], now)
    actions.came_back(back, words="nobody here", at=now)
    jobs.watch(now)
    jobs.watch(now + timedelta(minutes=5))
    lost.forget("thing")
    assert told == [(1, now), (2, now)]
    assert alarms() == ["2 letters will not arrive: they were given up, refused or came back."]
    assert not actions.tell_lost(refused, now)
    fine.refresh_from_db()
    assert fine.told_at is None


def test_an_alarm_that_cannot_be_delivered_is_no_reason_for_another(post, now):
    post()
    later = now + timedelta(minutes=11)
    jobs.watch(later)
    refuse([it for it in actions.claim("w", later, 9) if it.kind == ALARM], later)
    jobs.watch(later + timedelta(minutes=5))
    assert len(alarms()) == 1


def test_a_letter_tried_again_by_the_operator_may_be_told_again(post, now):
    letter = post()
    refuse(actions.claim("w", now), now)
    jobs.watch(now)
    letter.refresh_from_db()
    assert (letter.is_lost, letter.told_at) == (True, now)
    assert actions.try_again_now(letter, now)
    letter.refresh_from_db()
    assert (letter.is_lost, letter.told_at) == (False, None)


@pytest.fixture
def many(amina, now):
    """Write so many automatic letters, as if each were the only one of its hour."""

    def write(number, at=now, **more):
        return Letter.objects.bulk_create(
            Letter(
                key=f"many:{at}:{count}",
                kind=NEWS,
                to=amina,
                about_kind="thing",
                about_id=count,
                token=f"{at:%H%M}{count}",
                message_id=f"<{at:%H%M}{count}@localhost>",
                thread=f"thread-{at:%H%M}{count}",
                posted_at=at,
                ready_at=at,
                next_try_at=at,
                is_braked=True,
                **more,
            )
            for count in range(number)
        )

    return write


def test_the_whole_house_brakes_what_it_says_by_itself(post, many, spool, monkeypatch, now):
    monkeypatch.setattr("goodword.house.limits.AUTOMATIC_MAILS_PER_TEN_MINUTES", 4)
    many(6)
    own = post("A person's own words")
    jobs.drain(now, transport=spool)
    states = list(Letter.objects.filter(kind=NEWS).values_list("state", flat=True))
    assert sorted(states) == ["braked"] * 2 + ["sent"] * 4
    own.refresh_from_db()
    assert own.state == State.SENT
    held = Letter.objects.filter(state=State.BRAKED).first()
    assert held.because.startswith("The whole house had written more automatic letters")
    jobs.watch(now)
    assert alarms()[0].startswith("2 automatic letters are held back")
    jobs.drain(now + timedelta(minutes=11), transport=spool)
    assert not Letter.objects.exclude(state=State.SENT).exists()
    held.refresh_from_db()
    assert held.because == ""


def test_a_worker_takes_no_more_than_the_brake_lets_pass(many, monkeypatch, now):
    monkeypatch.setattr("goodword.house.limits.AUTOMATIC_MAILS_PER_TEN_MINUTES", 2)
    many(3)
    assert len(actions.claim("one", now, 9)) == 2
    assert actions.claim("two", now, 9) == []
    assert actions.brake(now) == 1


def test_about_one_thing_there_are_five_automatic_letters_an_hour(post, person, now):
    people = [person(f"Reader{number} Okoro") for number in range(3)]
    for reader in people:
        reader.letter_choices = {NEWS: "now"}
    states = [
        post(kind=NEWS, to=people[number % 3], at=now + timedelta(minutes=number)).state
        for number in range(6)
    ]
    assert states == [State.WAITING] * 5 + [State.HELD]
    assert Letter.objects.get(state=State.HELD).because.endswith("automatic letters about this.")


def test_one_act_told_to_a_whole_team_is_one_occasion(post, person):
    states = set()
    for number in range(8):
        reader = person(f"Reader{number} Okoro")
        reader.letter_choices = {NEWS: "now"}
        states.add(post(kind=NEWS, to=reader).state)
    assert states == {State.WAITING}

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction

from goodword.house.guard import system_scope
from goodword.outbox import actions, jobs, kinds
from goodword.outbox.actions import How, Result
from goodword.outbox.kinds import Rendered
from goodword.outbox.models import Letter, State
from goodword.outbox.sending import BUDGET, Batch
from goodword.outbox.tests.conftest import BROKEN, HIDDEN, WORD, address_of, free_port, resolve
from goodword.outbox.transports import Away, Doubt, NotNow, SmtpServer, Spool

pytestmark = pytest.mark.django_db(transaction=True)


def again(letter: Letter) -> Letter:
    letter.refresh_from_db()
    return letter


def test_a_letter_reaches_a_real_mail_server(post, smtp, mailbox, now):
    letter = post("You will have it by Thursday")
    assert jobs.send_due(now, transport=smtp) == 1
    assert again(letter).state == State.SENT
    assert (letter.sent_at, letter.subject) == (now, "You will have it by Thursday")
    assert f"Message-ID: {letter.message_id}".encode() in mailbox.taken[0]
    assert mailbox.envelopes == [(f"bounce+{letter.token}@localhost", ["amina@northmoor.example"])]


def test_letters_leave_of_a_database_that_was_counted(post, now, tmp_path):
    for number in range(20):
        post(about=number)
    jobs.drain(now, transport=Spool(tmp_path))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    letter = post("It stands on your desk", about=99)

    jobs.drain(now, transport=Spool(tmp_path))

    assert again(letter).state == State.SENT


def test_not_now_is_tried_again_by_the_plan_under_the_same_id(post, smtp, mailbox, now):
    letter = post()
    mailbox.answers = ["451 greylisted"]
    jobs.send_due(now, transport=smtp)
    assert again(letter).state == State.WAITING
    assert letter.next_try_at == now + timedelta(minutes=1)
    assert letter.last_error == "451 greylisted"
    assert jobs.send_due(now + timedelta(minutes=1), transport=smtp) == 1
    assert (again(letter).state, letter.attempts, letter.last_error) == (State.SENT, 2, "")


@pytest.mark.parametrize("where", ["answers", "recipients"])
def test_never_is_believed_at_once(post, smtp, mailbox, now, where):
    letter = post()
    setattr(mailbox, where, ["550 nobody here"])
    jobs.send_due(now, transport=smtp)
    assert (again(letter).state, letter.last_error) == (State.FAILED, "550 nobody here")


def test_a_server_that_is_not_there_is_tried_again(post, now):
    letter = post()
    jobs.send_due(now, transport=SmtpServer(address_of(free_port())))
    assert again(letter).state == State.WAITING
    assert "ConnectionRefusedError" in letter.last_error


def test_a_server_that_hangs_up_after_the_last_byte_leaves_a_doubt(post, smtp, mailbox, now):
    letter = post()
    mailbox.hangs_up = True
    jobs.send_due(now, transport=smtp)
    assert (again(letter).state, letter.doubts) == (State.WAITING, 1)
    mailbox.hangs_up = False
    jobs.send_due(now + timedelta(minutes=1), transport=smtp)
    assert again(letter).state == State.PERHAPS_TWICE
    assert len(mailbox.taken) == 2


class Dies:
    """A worker that falls over right after the server said 250."""

    is_repeatable = False

    def __init__(self, way):
        self.way = way

    def hand_over(self, mail, **how):
        self.way.hand_over(mail, **how)
        raise KeyboardInterrupt

    def settle(self):
        """Nothing is certain."""

    def close(self):
        self.way.close()


def test_a_crash_after_250_is_tried_once_more_and_marked(post, smtp, mailbox, now):
    letter = post()
    with pytest.raises(KeyboardInterrupt):
        jobs.send_due(now, transport=Dies(smtp))
    assert again(letter).state == State.LEASED
    assert jobs.send_due(now + timedelta(minutes=1), transport=smtp) == 0
    later = now + timedelta(minutes=6)
    jobs.send_due(later, transport=smtp)
    jobs.send_due(later + timedelta(minutes=1), transport=smtp)
    assert (again(letter).state, letter.doubts) == (State.PERHAPS_TWICE, 1)
    ids = {line for mail in mailbox.taken for line in mail.split(b"\r\n") if b"Message-ID" in line}
    assert (len(mailbox.taken), len(ids)) == (2, 1)


class Meanwhile(SmtpServer):
    """A way to the mail server on which somebody else holds the database from the last byte on."""

    def __init__(self, way: SmtpServer, letter: Letter) -> None:
        super().__init__(way._server)
        self._letter = letter
        self._is_held, self._goes_on = Event(), Event()
        self._holder = Thread(target=self._hold)

    def hand_over(self, mail: bytes, *, sender: str, to: str, token: str) -> None:
        super().hand_over(mail, sender=sender, to=to, token=token)
        self._holder.start()
        assert self._is_held.wait(10)

    def _hold(self) -> None:
        with transaction.atomic(), system_scope("tests"):
            Letter.objects.filter(pk=self._letter.pk).update(last_error="")
            self._is_held.set()
            self._goes_on.wait(10)
        connection.close()

    def let_go(self, _seconds: float = 0) -> None:
        self._goes_on.set()
        self._holder.join()


@pytest.fixture
def _impatient() -> Iterator[None]:
    """The database lets nobody wait for a lock longer than a moment."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50" if sqlite else "SET lock_timeout = '50ms'")
    yield
    connection.close()


@pytest.mark.usefixtures("_impatient")
def test_a_letter_that_left_is_written_down_once_the_database_is_free(post, smtp, mailbox, now):
    letter = post()
    way = Meanwhile(smtp, letter)
    (taken,) = actions.claim("worker", now)

    with closing(way):
        assert Batch(way, now, pause=way.let_go).send([taken]) == 1

    assert (again(letter).state, letter.doubts, len(mailbox.taken)) == (State.SENT, 0, 1)


@pytest.mark.usefixtures("_impatient")
def test_a_database_that_stays_held_is_no_reason_to_wait_for_ever(post, smtp, mailbox, now):
    letter = post()
    way = Meanwhile(smtp, letter)
    pauses: list[float] = []
    (taken,) = actions.claim("worker", now)

    with closing(way), pytest.raises(OperationalError):
        Batch(way, now, pause=pauses.append).send([taken])
    way.let_go()

    assert (pauses, len(mailbox.taken)) == ([1, 3, 9], 1)
    assert again(letter).state == State.LEASED


def test_what_is_no_lock_is_not_waited_for(post, smtp, now):
    post()
    (taken,) = actions.claim("worker", now)
    pauses: list[float] = []
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE outbox_letter RENAME TO elsewhere")
    try:
        with pytest.raises(DatabaseError):
            Batch(smtp, now, pause=pauses.append).send([taken])
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO outbox_letter")
    assert pauses == []


def test_a_second_doubt_is_the_last(post, smtp, mailbox, now):
    letter = post()
    mailbox.hangs_up = True
    jobs.send_due(now, transport=smtp)
    jobs.send_due(now + timedelta(minutes=1), transport=smtp)
    assert again(letter).state == State.PERHAPS_TWICE
    assert jobs.drain(now + timedelta(days=3), transport=smtp) == 0


def test_a_crash_before_the_spool_leaves_no_doubt(post, spool, now):
    letter = post()
    assert actions.claim("a worker that dies", now)
    later = now + timedelta(minutes=6)
    jobs.send_due(later, transport=spool)
    jobs.send_due(later + timedelta(minutes=1), transport=spool)
    assert (again(letter).state, letter.doubts) == (State.SENT, 0)


def test_a_worker_that_lost_its_lease_cannot_write_its_result(post, now):
    letter = post()
    (slow,) = actions.claim("slow", now)
    actions.let_lapse(now + timedelta(minutes=6))
    (quick,) = actions.claim("quick", now + timedelta(minutes=7))
    assert (slow.lease_no, quick.lease_no) == (1, 2)
    for how in How:
        actions.settle([Result(slow, how, "too late", Rendered("x", "x", "x"))], now)
        assert again(letter).state == State.LEASED
    assert not actions.settle([], now, leaving=slow)
    assert actions.settle([], now, leaving=quick)


def test_a_letter_whose_lease_is_lost_before_it_leaves_is_not_handed_over(post, smtp, mailbox, now):
    letter = post()

    def slow_to_word(asked, at):
        actions.let_lapse(now + timedelta(minutes=6))
        return resolve(asked, at)

    kinds.register(WORD, slow_to_word, reason="because this is a test")
    assert jobs.send_due(now, transport=smtp) == 1
    assert (mailbox.taken, again(letter).state) == ([], State.WAITING)


def test_two_workers_never_have_the_same_letter(post, now):
    for about in range(3):
        post(about=about)
    first, second = actions.claim("one", now, 2), actions.claim("two", now, 2)
    assert (len(first), len(second)) == (2, 1)
    assert not {letter.pk for letter in first} & {letter.pk for letter in second}


def test_a_long_thread_hides_nobody_who_comes_later(post, now):
    for _number in range(5):
        post()
    other = post(about=2)
    (first, second) = actions.claim("one", now, 2)
    assert (first.about_id, second.pk) == (1, other.pk)
    assert actions.claim("two", now, 2) == []


def test_in_one_thread_letters_keep_their_order(post, smtp, mailbox, now):
    first, second, other = post("first"), post("second"), post("other", about=2)
    mailbox.answers = ["451 not now"]
    jobs.drain(now, transport=smtp)
    assert [again(it).state for it in (first, second, other)] == ["waiting", "waiting", "sent"]
    jobs.drain(now + timedelta(minutes=1), transport=smtp)
    subjects = [b"first" in mailbox.taken[1], b"second" in mailbox.taken[2]]
    assert subjects == [True, True]


def test_after_48_hours_a_letter_is_given_up_and_stands_out(post, now, spool):
    letter = post()
    nowhere = SmtpServer(address_of(free_port()))
    at = now
    while again(letter).state == State.WAITING:
        at = letter.next_try_at
        jobs.send_due(at, transport=nowhere)
    assert (letter.state, at - now) == (State.FAILED, timedelta(hours=47, minutes=51))
    assert letter in Letter.objects.stuck(at)
    assert actions.try_again_now(letter, at)
    assert not actions.try_again_now(letter, at)
    jobs.send_due(at, transport=spool)
    assert again(letter).state == State.SENT


def test_who_may_no_longer_see_it_does_not_get_it(post, spool, now):
    letter = post()
    HIDDEN.add(1)
    jobs.send_due(now, transport=spool)
    assert again(letter).state == State.CANCELLED
    assert "no longer theirs" in letter.because


def test_who_left_gets_nothing(post, amina, spool, now):
    letter = post()
    amina.is_active = False
    amina.save()
    jobs.send_due(now, transport=spool)
    assert again(letter).because == "This person no longer works here."


def test_a_mistake_in_one_letter_holds_nobody_else_up(post, spool, now):
    broken, fine = post(about=13), post()
    BROKEN.add(13)
    assert jobs.send_due(now, transport=spool) == 2
    assert [again(it).state for it in (broken, fine)] == ["waiting", "sent"]
    assert broken.last_error == "It could not be put into words: ZeroDivisionError"
    BROKEN.clear()
    jobs.send_due(broken.next_try_at, transport=spool)
    assert again(broken).state == State.SENT


def test_an_address_no_mail_can_carry_is_refused_here(post, amina, spool, now):
    amina.email = "ämina@northmoor.example"
    amina.save()
    letter = post()
    jobs.send_due(now, transport=spool)
    assert again(letter).state == State.FAILED
    assert "cannot be written" in letter.last_error


def test_a_batch_that_takes_too_long_gives_the_rest_back(post, spool, now):
    letters = [post(about=about) for about in range(3)]
    ticks = iter((0, 1, 2, BUDGET + 1))
    taken = actions.claim("w", now, 3)
    assert Batch(spool, now, seconds=lambda: next(ticks)).send(taken) == 2
    assert [again(it).state for it in letters] == ["sent", "sent", "waiting"]
    assert again(letters[2]).attempts == 0


def test_a_server_that_cannot_be_reached_is_asked_once_for_a_whole_batch(post, now, monkeypatch):
    letters = [post(about=about) for about in range(3)]
    behind = post("behind", about=0)
    asked = []
    connect = SmtpServer._connect

    def counted(way):
        asked.append(way)
        return connect(way)

    monkeypatch.setattr(SmtpServer, "_connect", counted)
    assert jobs.send_due(now, transport=SmtpServer(address_of(free_port()))) == 3
    assert len(asked) == 1
    assert {again(it).attempts for it in letters} == {1}
    # What comes after it in the same thread waits as long, and was not tried.
    assert (again(behind).attempts, behind.next_try_at) == (0, now + timedelta(minutes=1))


def test_one_conversation_carries_a_batch_and_survives_its_end(post, smtp, mailbox, now):
    for about in range(3):
        post(about=about)
    mailbox.answers = ["421 enough for now"]
    assert jobs.drain(now, transport=smtp) == 3
    assert jobs.drain(now + timedelta(minutes=1), transport=smtp) == 1
    assert len(mailbox.taken) == 3
    assert mailbox.conversations == 3


def test_a_conversation_the_server_ended_meanwhile_is_begun_anew(smtp, mailbox):
    how = {"sender": "goodword@localhost", "to": "amina@northmoor.example", "token": "x"}
    with closing(smtp):
        smtp.hand_over(b"Subject: one\r\n\r\none\r\n", **how)
        smtp._smtp.sock.shutdown(socket.SHUT_RDWR)
        smtp.hand_over(b"Subject: two\r\n\r\ntwo\r\n", **how)
    assert len(mailbox.taken) == 2


@pytest.mark.parametrize(
    ("senders", "state"), [("451 not you, not now", "waiting"), ("550 not you", "failed")]
)
def test_a_server_that_does_not_like_the_sender_says_so(post, smtp, mailbox, now, senders, state):
    letter = post()
    mailbox.senders = [senders]
    jobs.send_due(now, transport=smtp)
    assert (again(letter).state, letter.last_error) == (state, senders)


def test_a_server_that_hangs_up_while_it_is_greeted_leaves_no_doubt(post, smtp, mailbox, now):
    letter = post()
    mailbox.hangs_up_at = "MAIL"
    jobs.send_due(now, transport=smtp)
    assert (again(letter).state, letter.doubts) == (State.WAITING, 0)
    mailbox.hangs_up_at = "RCPT"
    jobs.send_due(now + timedelta(minutes=1), transport=smtp)
    assert (again(letter).attempts, letter.doubts) == (2, 0)


def test_a_spool_that_is_not_certain_takes_the_letter_once_more(post, spool, now, monkeypatch):
    letters = [post(), post(about=2)]
    HIDDEN.add(2)

    def uncertain(way):
        raise Away("The spool folder: no space left")

    with monkeypatch.context() as broken:
        broken.setattr(Spool, "settle", uncertain)
        jobs.send_due(now, transport=spool)
    assert [again(it).state for it in letters] == ["waiting", "cancelled"]
    jobs.send_due(now + timedelta(minutes=1), transport=spool)
    assert (again(letters[0]).state, letters[0].doubts) == (State.SENT, 0)


def test_a_spool_whose_folder_went_away_is_not_certain(tmp_path):
    with pytest.raises(NotNow, match="The spool folder"):
        Spool(tmp_path / "spool").settle()


def test_a_long_batch_into_the_spool_is_written_down_bit_by_bit(post, spool, now, monkeypatch):
    monkeypatch.setattr("goodword.outbox.sending.CARRIED", 2)
    for about in range(3):
        post(about=about)
    assert jobs.send_due(now, transport=spool) == 3
    assert set(Letter.objects.values_list("state", flat=True)) == {State.SENT}


def test_a_round_has_an_end(post, spool, now):
    for about in range(3):
        post(about=about)
    assert jobs.send_due(now, limit=2, transport=spool) == 2
    assert jobs.drain(now, transport=spool) == 1


def test_the_spool_keeps_each_letter_once(post, spool, tmp_path, now):
    letter = post("kept")
    jobs.send_due(now, transport=spool)
    kept = tmp_path / "spool" / f"{letter.token}.eml"
    assert b"Subject: kept" in kept.read_bytes()
    spool.hand_over(b"again", sender="", to="", token=letter.token)
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_a_spool_that_cannot_be_written_is_tried_again(tmp_path):
    (tmp_path / "spool").write_text("not a folder")
    with pytest.raises(NotNow, match="The spool folder"):
        Spool(tmp_path / "spool").hand_over(b"", sender="", to="", token="x")


def test_counts_say_how_the_post_gets_on(post, now):
    post()
    assert jobs.status(now + timedelta(minutes=11)) == {
        "waiting": 1,
        "stuck": 1,
        "oldest_waiting_seconds": 660,
    }


def test_nothing_to_do_is_nothing(db, now):
    assert jobs.status(now) == {"stuck": 0, "oldest_waiting_seconds": 0}
    assert jobs.drain(now) == 0


def test_doubt_is_its_own_answer():
    assert not issubclass(Doubt, NotNow)

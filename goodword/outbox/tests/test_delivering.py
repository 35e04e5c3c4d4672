from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.outbox import actions, jobs
from goodword.outbox.models import Letter, State
from goodword.outbox.tests.conftest import BROKEN, HIDDEN, address_of, free_port
from goodword.outbox.transports import Doubt, NotNow, SmtpServer, Spool

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


def test_a_second_doubt_is_the_last(post, smtp, mailbox, now):
    letter = post()
    mailbox.hangs_up = True
    jobs.send_due(now, transport=smtp)
    jobs.send_due(now + timedelta(minutes=1), transport=smtp)
    assert again(letter).state == State.PERHAPS_TWICE
    assert jobs.drain(now + timedelta(days=3), transport=smtp) == 0


def test_a_crash_before_the_spool_leaves_no_doubt(post, spool, now):
    letter = post()
    actions.claim("a worker that dies", now)
    later = now + timedelta(minutes=6)
    jobs.send_due(later, transport=spool)
    jobs.send_due(later + timedelta(minutes=1), transport=spool)
    assert (again(letter).state, letter.doubts) == (State.SENT, 0)


def test_a_worker_that_lost_its_lease_cannot_write_its_result(post, now):
    post()
    slow = actions.claim("slow", now)
    actions.let_lapse(now + timedelta(minutes=6))
    quick = actions.claim("quick", now + timedelta(minutes=7))
    assert (slow.lease_no, quick.lease_no) == (1, 2)
    assert not actions.hand_over(slow, in_doubt=True)
    assert not actions.fail(slow, "too late")
    assert actions.hand_over(quick, in_doubt=True)


def test_a_letter_whose_lease_is_lost_before_it_leaves_is_not_handed_over(
    post, spool, now, monkeypatch
):
    letter = post()

    def elsewhere(*_args, **_how):
        return False

    monkeypatch.setattr("goodword.outbox.actions.hand_over", elsewhere)
    assert jobs.send_due(now, transport=spool) == 1
    assert again(letter).state == State.LEASED


def test_two_workers_never_have_the_same_letter(post, now):
    post()
    assert actions.claim("one", now)
    assert actions.claim("two", now) is None


def test_the_conditional_update_decides_where_rows_cannot_be_locked(post, now, monkeypatch):
    letter = post()
    from goodword.outbox.models import LetterQuerySet

    first = LetterQuerySet.first

    def somebody_was_faster(self):
        found = first(self)
        Letter.objects.filter(pk=letter.pk).update(lease_no=7)
        return found

    monkeypatch.setattr(LetterQuerySet, "first", somebody_was_faster)
    assert actions.claim("late", now) is None


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
    with pytest.raises(ZeroDivisionError):
        jobs.send_due(now, transport=spool)
    jobs.send_due(now, transport=spool)
    assert [again(it).state for it in (broken, fine)] == ["leased", "sent"]


def test_an_address_no_mail_can_carry_is_refused_here(post, amina, spool, now):
    amina.email = "ämina@northmoor.example"
    amina.save()
    letter = post()
    jobs.send_due(now, transport=spool)
    assert again(letter).state == State.FAILED
    assert "cannot be written" in letter.last_error


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

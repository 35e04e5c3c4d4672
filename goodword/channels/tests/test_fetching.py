"""Mailboxes are read by IMAP from a real server, over real sockets."""

from __future__ import annotations

import dataclasses
import imaplib
import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import OperationalError

from goodword.channels import actions, jobs
from goodword.channels.actions import arriving
from goodword.channels.coming_in import fetching, mailboxes
from goodword.channels.coming_in.mailboxes import CannotFetch, Folder
from goodword.channels.models import InboundMail, Reason, State, WayIn
from goodword.channels.tests.conftest import written
from goodword.house import faults, limits
from goodword.operations.running import mail_ways
from goodword.operations.running.stopping import Stop
from tests.rig import imap_server

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def a_server(papers):
    with imap_server.serving(papers) as server:
        yield server


@pytest.fixture
def server(a_server, settings, papers):
    """A server with an empty mailbox, whose certificate our own authority signed."""
    settings.CONFIGURATION = dataclasses.replace(
        settings.CONFIGURATION, imap_authority=papers.authority, mail_border=("mx.here",)
    )
    with a_server.opened() as box:
        box.delete(box.uids(charset=None))
    yield a_server
    if a_server.process is None:
        a_server.start()


def mail(number, **more):
    """A mail as our border hands it in."""
    vouched = "mx.here; dmarc=pass header.from=northmoor.example"
    return written(f"Number {number}.", Message_ID=f"<{number}@x>", Authentication_Results=vouched,
                   Subject=f"Number {number}", **more)  # fmt: skip


@pytest.fixture
def look(server, settings, now):
    """Look into the mailbox once, as the process that reads it does."""

    def once(at=now, may_work=lambda: True, **more):
        mailbox = server.mailbox(**more)
        with mailboxes.opened(mailbox, settings.CONFIGURATION) as folder:
            return fetching.read(mailbox, folder, at=at, may_work=may_work)

    return once


def way_in():
    return WayIn.objects.get()


def subjects():
    return [row.subject for row in InboundMail.objects.filter(state=State.APPLIED).order_by("pk")]


def test_what_is_new_is_stored_then_marked_then_read(server, look, amina, it_help, now):
    server.append(mail(1), mail(2))
    assert (look(), look()) == (2, 0)
    assert len(server.uids("SEEN")) == 2
    assert jobs.handle_waiting(now) == 2
    assert subjects() == ["Number 1", "Number 2"]


def test_the_first_time_only_what_nobody_has_read_is_taken(server, look, amina, it_help):
    server.append(mail(1), flags=["\\Seen"])
    server.append(mail(2))
    assert look() == 1


def test_a_colleague_who_opens_a_mail_first_hides_nothing_from_us(server, look, amina, it_help):
    look()
    server.append(mail(1), flags=["\\Seen"])
    assert look() == 1


def test_what_was_taken_is_moved_where_the_operator_wants_it(server, look, amina, it_help):
    server.append(mail(1))
    assert look(done="Taken") == 1
    assert (server.uids(), len(server.uids(folder="Taken"))) == ([], 1)


def test_another_folder_and_several_mailboxes_are_read_by_themselves(server, look, amina, it_help):
    look(folder="INBOX")
    with server.opened() as box:
        if not box.folder.exists("Desk"):
            box.folder.create("Desk")
    server.append(mail(1), folder="Desk")
    assert (look(folder="Desk"), look(folder="INBOX")) == (1, 0)
    assert WayIn.objects.count() == 2


def test_a_worker_that_died_before_it_marked_a_mail_stores_it_once(
    server, look, amina, it_help, monkeypatch, now
):
    class Died(Exception):
        pass

    def die(_self, _uid):
        raise Died

    server.append(mail(1))
    with monkeypatch.context() as then:
        then.setattr(Folder, "mark", die)
        with pytest.raises(Died):
            look()
    assert (server.uids("SEEN"), InboundMail.objects.count()) == ([], 1)
    look()
    assert (len(server.uids("SEEN")), InboundMail.objects.count()) == (1, 1)


def test_a_worker_that_died_before_it_noted_a_mail_stores_it_once(
    server, look, amina, it_help, monkeypatch
):
    class Died(Exception):
        pass

    def die(name):
        if name == "imap.stored":
            raise Died

    server.append(mail(1))
    with monkeypatch.context() as then:
        then.setattr(faults, "point", die)
        with pytest.raises(Died):
            look()
    assert look() == 1
    assert (len(server.uids("SEEN")), InboundMail.objects.count()) == (1, 1)


@pytest.mark.parametrize("breaks_off", [False, True])
def test_a_mail_that_cannot_be_marked_keeps_nobody_waiting_and_is_told(
    server, look, amina, it_help, monkeypatch, breaks_off
):
    mark = Folder._mark

    def broken(self, uid):
        if uid == stuck:
            raise imaplib.IMAP4.abort("gone") if breaks_off else imaplib.IMAP4.error("STORE: NO")
        mark(self, uid)

    server.append(mail(1), mail(2), mail(3))
    stuck = int(server.uids()[0])
    monkeypatch.setattr(Folder, "_mark", broken)
    for _time in range(fetching.TRIES):
        with suppress(imaplib.IMAP4.abort):
            look()
        assert "abort" in way_in().mark_trouble or "STORE: NO" in way_in().mark_trouble
    look()
    assert (InboundMail.objects.count(), len(server.uids("SEEN"))) == (3, 2)
    assert way_in().unmarked == {}


def test_when_a_mark_works_again_the_trouble_is_over(server, look, amina, it_help, monkeypatch):
    def broken(_self, _uid):
        raise imaplib.IMAP4.error("STORE: NO")

    server.append(mail(1))
    with monkeypatch.context() as then:
        then.setattr(Folder, "_mark", broken)
        look()
    look()
    assert (way_in().mark_trouble, way_in().unmarked, len(server.uids("SEEN"))) == ("", {}, 1)


def test_a_large_mailbox_is_taken_in_batches_and_little_is_written_for_each_mail(
    server, look, amina, it_help, monkeypatch
):
    written_down = []
    note = actions.note_way

    def noted(known, **facts):
        written_down.append({name: len(it) for name, it in facts.items() if isinstance(it, dict)})
        note(known, **facts)

    monkeypatch.setattr(fetching, "BATCH", 3)
    monkeypatch.setattr(actions, "note_way", noted)
    server.append(*map(mail, range(11)))
    server.append(mail(11), flags=["\\Seen"])
    assert (look(), look()) == (11, 0)
    assert max(size for facts in written_down for size in facts.values()) == 3
    assert (way_in().backlog, way_in().pending, way_in().unmarked) == ([], {}, {})


def test_of_an_interrupted_mailbox_the_rest_is_taken_whoever_read_it_meanwhile(
    server, look, amina, it_help, monkeypatch
):
    monkeypatch.setattr(fetching, "BATCH", 2)
    server.append(*map(mail, range(5)))
    asked = iter([True, True, True, False])
    assert look(may_work=lambda: next(asked)) == 3
    with server.opened() as box:
        box.flag(server.uids(), "\\Seen", value=True)
    assert look() == 2


def test_while_nothing_can_be_kept_the_server_keeps_it(server, look, amina, it_help, monkeypatch):
    def no(*_args, **_more):
        raise actions.NotKept("No space left on device")

    server.append(mail(1))
    with monkeypatch.context() as then:
        then.setattr(actions, "arrive", no)
        with pytest.raises(actions.NotKept):
            look()
    assert server.uids("SEEN") == []
    assert look() == 1


def test_while_the_database_is_away_a_mail_waits_as_a_file(
    server, look, amina, it_help, monkeypatch, now
):
    def away(*_args, **_more):
        raise OperationalError("away")

    server.append(mail(1))
    with monkeypatch.context() as then:
        then.setattr(arriving, "receive", away)
        look()
    assert (jobs.bring_in_waiting(now), InboundMail.objects.count()) == (1, 1)


def test_a_mail_the_server_does_not_give_out_keeps_nobody_else_waiting(
    server, look, amina, it_help, monkeypatch
):
    fetch = Folder.fetch

    def broken(self, uid):
        if uid == poison:
            raise CannotFetch("NO")
        return fetch(self, uid)

    server.append(mail(1), mail(2), mail(3))
    poison = int(server.uids()[1])
    with monkeypatch.context() as then:
        then.setattr(Folder, "fetch", broken)
        assert look() == 2
        assert (len(server.uids("SEEN")), WayIn.objects.get().pending) == (2, {str(poison): 1})
    assert look() == 1
    assert WayIn.objects.get().pending == {}


def test_what_the_server_never_gives_out_is_left_there_unread(
    server, look, amina, it_help, monkeypatch
):
    def broken(_self, _uid):
        raise CannotFetch("NO")

    server.append(mail(1))
    monkeypatch.setattr(Folder, "fetch", broken)
    for _time in range(fetching.TRIES + 2):
        look()
    assert list(WayIn.objects.get().pending.values()) == [fetching.TRIES]
    assert len(server.uids("UNSEEN")) == 1


def test_when_the_server_numbers_its_mails_anew_nothing_is_lost_or_done_twice(
    server, look, amina, it_help, now
):
    server.append(mail(1))
    look()
    jobs.handle_waiting(now)
    before = WayIn.objects.get().validity
    server.stop()
    server.start()
    server.append(mail(1), mail(2), flags=["\\Seen"])
    look()
    jobs.handle_waiting(now)
    assert WayIn.objects.get().validity != before
    assert subjects() == ["Number 1", "Number 2"]
    assert InboundMail.objects.filter(reason=Reason.DUPLICATE).count() == 1


def test_of_a_mail_over_the_limit_only_so_much_is_fetched_that_it_is_seen(
    server, look, amina, it_help, monkeypatch, now
):
    monkeypatch.setattr(limits, "MAIL_SIZE", 2_000)
    server.append(mail(1) + b"x" * 9_000)
    look()
    jobs.handle_waiting(now)
    row = InboundMail.objects.get()
    assert (row.reason, row.size) == (Reason.TOO_MUCH, 2_001)


def test_a_stranger_s_certificate_is_not_believed(server, look, settings):
    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, imap_authority=None)
    with pytest.raises(mailboxes.TROUBLE, match="CERTIFICATE_VERIFY_FAILED"):
        look()


def test_what_stands_in_the_way_is_written_down_without_the_password(server, settings, now):
    mailbox = server.mailbox(secret="not the word")
    with (
        pytest.raises(mailboxes.TROUBLE) as refused,
        mailboxes.opened(mailbox, settings.CONFIGURATION),
    ):
        pass
    mail_ways.note_trouble(mailbox, refused.value)
    way = WayIn.objects.get()
    assert "MailboxLoginError" in way.trouble
    assert "not the word" not in way.trouble + repr(mailbox)
    actions.works(mailbox.name, at=now + timedelta(hours=1))
    way.refresh_from_db()
    assert (way.trouble, way.trouble_at) == ("", None)


@pytest.mark.django_db(transaction=True)
def test_a_server_that_tells_by_itself_is_heard(server, settings, amina, it_help):
    stop, here = Stop(), threading.Event()
    fetch = fetching.read

    def once(*args, **more):
        number = fetch(*args, **more)
        here.set()
        if number:
            stop.set()
        return number

    reading = threading.Thread(
        target=mail_ways.keep_reading,
        args=(server.mailbox(), settings.CONFIGURATION, stop, lambda: True),
    )
    with pytest.MonkeyPatch.context() as then:
        then.setattr(fetching, "read", once)
        reading.start()
        assert here.wait(60)
        server.append(mail(1))
        reading.join(60)
    assert not reading.is_alive()
    assert InboundMail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_server_that_is_away_is_tried_again_and_noted(server, settings):
    class Pauses(Stop):
        rests: list[float] = []

        def wait(self, seconds):
            self.rests.append(seconds)
            if len(self.rests) == 3:
                self.set()
            return self.is_set()

    stop = Pauses()
    server.stop()
    mail_ways.keep_reading(server.mailbox(), settings.CONFIGURATION, stop, lambda: True)
    assert stop.rests == [4.0, 8.0, 16.0]
    assert "refused" in WayIn.objects.get().trouble


def test_one_reads_and_the_others_stand_by(server, settings):
    class Pauses(Stop):
        def wait(self, _seconds):
            self.set()
            return True

    mail_ways.keep_reading(server.mailbox(), settings.CONFIGURATION, Pauses(), lambda: False)
    assert not WayIn.objects.exists()

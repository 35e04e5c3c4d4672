"""Who runs Goodword sees how each way in gets on, and is told when one stands still."""

from __future__ import annotations

import argparse
import dataclasses
import io
import json
from datetime import timedelta

import pytest
from django.db import DataError

from goodword.channels import actions, health, jobs, status
from goodword.channels.coming_in import waiting_room
from goodword.channels.coming_in.waiting_room import Brought
from goodword.channels.models import InboundMail
from goodword.channels.tests.conftest import written
from goodword.house.mail_settings import Listen, Mailbox
from goodword.operations.watching import alerts, measuring, troubles
from goodword.outbox.models import Letter

pytestmark = pytest.mark.django_db
DOOR = "lmtp 127.0.0.1:2424"
BOX = "imap help at imap.example.org, INBOX"


@pytest.fixture
def two_ways(settings):
    settings.CONFIGURATION = dataclasses.replace(
        settings.CONFIGURATION,
        mail_listen=Listen("lmtp", "127.0.0.1", 2424),
        imap=(Mailbox("imap.example.org", 993, "help", "a secret word"),),
    )


def test_a_way_that_works_is_silent_for_moments(two_ways, now):
    for name in (DOOR, BOX):
        actions.works(name, at=now)
    assert health.silent_for(now + timedelta(seconds=30), 0) == 30
    actions.works(DOOR, at=now + timedelta(seconds=30))
    assert health.silent_for(now + timedelta(seconds=40), 0) == 40


def test_one_never_seen_to_work_counts_from_when_we_began(two_ways, now):
    actions.works(DOOR, at=now)
    assert health.silent_for(now, 77.0) == 77.0


def test_where_none_is_set_none_is_silent(now, db):
    assert (health.ways(now), health.silent_for(now, 77.0)) == ([], 0.0)


def test_the_operator_gets_one_letter_when_mail_stops_and_one_when_it_is_over(
    two_ways, operator, now
):
    for name in (DOOR, BOX):
        actions.works(name, at=now)

    def told(minutes):
        at = now + timedelta(minutes=minutes)
        facts = measuring.Facts(mail_way_silent=health.silent_for(at, 0))
        troubles.settle(facts, at=at)
        return Letter.objects.filter(kind__startswith="operations.trouble").count()

    assert [told(5), told(16), told(17)] == [0, 1, 1]
    for name in (DOOR, BOX):
        actions.works(name, at=now + timedelta(minutes=18))
    assert [told(18), told(24)] == [1, 2]
    assert alerts.by_name("mail-way").level is alerts.Level.ALARM


def test_the_page_shows_each_way_and_what_is_in_its_way(two_ways, signed_in, operator, ben, now):
    actions.works(DOOR, at=now)
    actions.is_troubled(BOX, "MailboxLoginError: no", at=now)
    page = signed_in(operator).get("/mail-in/").content.decode()
    assert DOOR in page
    assert "In its way: MailboxLoginError: no" in page
    assert "a secret word" not in page
    assert DOOR not in signed_in(ben).get("/mail-in/").content.decode()


def test_the_command_says_it_too(two_ways, now):
    actions.works(DOOR, at=now)
    out = io.StringIO()
    status.run(argparse.Namespace(json=True), io.StringIO(), out)
    told = json.loads(out.getvalue())
    assert [way["name"] for way in told["ways"]] == [DOOR, BOX]
    assert told["waiting_as_files"] == 0
    waiting_room.keep(written(), Brought(now, "a test"))
    out = io.StringIO()
    status.run(argparse.Namespace(json=False), io.StringIO(), out)
    assert f"way in, {BOX}: never seen to work" in out.getvalue()
    assert "waiting as files for the database: 1" in out.getvalue()


def test_a_file_that_the_database_will_not_have_keeps_no_other_out(now, db, monkeypatch):
    bring_in = actions.bring_in

    def picky(waiting):
        if b"poison" in waiting.content:
            raise DataError("no")
        bring_in(waiting)

    monkeypatch.setattr(actions, "bring_in", picky)
    for words in ("one", "poison", "two"):
        waiting_room.keep(written(words), Brought(now, "a test"))
    jobs.bring_in_waiting(now)
    assert (InboundMail.objects.count(), waiting_room.names()) == (2, [])
    assert len(list(waiting_room.folder().glob("*.refused"))) == 1

"""What stands still is told to who runs Goodword: on every page, and once by letter."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.house.guard import system_scope
from goodword.operations.models import Trouble
from goodword.operations.running import web_life
from goodword.operations.watching import standing, troubles
from goodword.operations.watching.measuring import Facts
from goodword.outbox.jobs import drain
from goodword.outbox.models import Letter

WELL = Facts()
SILENT = Facts(worker_silent=600)
LATE = Facts(mail_in_seconds=3600, clock_silent=600)


@pytest.fixture(autouse=True)
def _nobody_has_looked():
    standing.keep(None)
    yield
    standing.keep(None)


def _letters():
    with system_scope("tests"):
        return list(Letter.objects.order_by("pk").values_list("kind", "state"))


def test_a_letter_is_posted_when_it_begins_and_when_it_is_over(operator, amina, now):
    assert troubles.settle(SILENT, at=now) == 1
    assert troubles.settle(SILENT, at=now + timedelta(minutes=1)) == 0
    assert troubles.settle(WELL, at=now + timedelta(minutes=10)) == 0
    assert troubles.settle(WELL, at=now + timedelta(minutes=16)) == 1
    assert troubles.settle(WELL, at=now + timedelta(minutes=30)) == 0
    assert [kind for kind, _ in _letters()] == [troubles.BEGAN, troubles.OVER]


def test_what_comes_again_within_minutes_is_the_same_trouble(operator, now):
    troubles.settle(SILENT, at=now)
    troubles.settle(WELL, at=now + timedelta(minutes=1))
    assert troubles.settle(SILENT, at=now + timedelta(minutes=2)) == 0
    assert Trouble.objects.get().well_since is None
    assert troubles.settle(WELL, at=now + timedelta(minutes=9)) == 0
    assert Trouble.objects.get().over_at is None


def test_each_trouble_has_a_letter_of_its_own(operator, now):
    assert troubles.settle(LATE, at=now) == 2


def test_a_database_that_takes_nothing_in_is_told_nothing(operator, now):
    assert troubles.settle(Facts(can_write=False), at=now) == 0


def test_the_letters_say_what_it_is_and_what_to_do(operator, now):
    troubles.settle(SILENT, at=now)
    drain(now)
    with system_scope("tests"):
        letter = Letter.objects.get()
    assert letter.subject.startswith("No worker lives")
    assert "Noticed: today, 9:30." in letter.text
    troubles.settle(WELL, at=now + timedelta(minutes=10))
    troubles.settle(WELL, at=now + timedelta(minutes=16))
    drain(now + timedelta(minutes=16))
    with system_scope("tests"):
        letter = Letter.objects.get(kind=troubles.OVER)
    assert letter.subject.startswith("This is over: “No worker lives")
    assert "Noticed: today, 9:30. Well again: today, 9:40." in letter.text


def test_a_letter_that_could_only_leave_afterwards_is_not_sent(operator, now):
    troubles.settle(SILENT, at=now)
    Trouble.objects.update(well_since=now, over_at=now)
    drain(now)
    assert _letters() == [(troubles.BEGAN, "cancelled")]


def test_who_no_longer_runs_goodword_is_told_nothing(operator, now):
    troubles.settle(SILENT, at=now)
    operator.is_operator = False
    operator.save()
    drain(now)
    assert _letters() == [(troubles.BEGAN, "cancelled")]


def test_the_clock_looks_about(operator, now, monkeypatch):
    monkeypatch.setattr(standing, "measure", lambda at: SILENT)
    assert troubles.watch(now) == 1


def test_the_web_looks_about_too(operator, now, monkeypatch):
    monkeypatch.setattr(standing, "measure", lambda at: SILENT)
    web_life.look_about()
    assert standing.latest() == SILENT
    assert Trouble.objects.count() == 1


# On the pages.


def test_who_runs_goodword_reads_it_on_every_page(signed_in, operator):
    standing.keep(SILENT)
    for page in ("/", "/services/", "/teams/"):
        said = signed_in(operator).get(page, follow=True).content.decode()
        assert "No worker lives: letters are not sent, and mails are not read." in said


def test_others_read_only_that_mail_is_late_and_only_where_it_matters(signed_in, amina):
    standing.keep(SILENT)
    home = signed_in(amina).get("/").content.decode()
    assert "Mail is delayed at the moment." in home
    assert "No worker lives" not in home
    assert "Mail is delayed" not in signed_in(amina).get("/services/").content.decode()


def test_a_full_disk_is_no_business_of_who_asks(signed_in, amina):
    standing.keep(Facts(disk_free_percent=5))
    assert "notice--risk mb-5" not in signed_in(amina).get("/").content.decode()


def test_where_all_is_well_nothing_is_said(signed_in, operator):
    standing.keep(WELL)
    assert "notice--broken mb-5" not in signed_in(operator).get("/").content.decode()


def test_a_page_asks_the_database_nothing_for_it(operator, django_assert_num_queries, rf):
    standing.keep(SILENT)
    from goodword.operations.watching.banner import notices

    request = rf.get("/")
    request.user = operator
    with django_assert_num_queries(0):
        assert len(notices(request)) == 1


def test_what_was_seen_long_ago_says_nothing(monkeypatch):
    standing.keep(SILENT)
    monkeypatch.setattr(standing, "steady", lambda: 1e12)
    assert standing.latest() is None
    assert standing.troubles() == []

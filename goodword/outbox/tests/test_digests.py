from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.outbox import jobs
from goodword.outbox.actions import make_digest
from goodword.outbox.models import Letter, State
from goodword.outbox.tests.conftest import HIDDEN, NEWS

AT_ONE = timedelta(hours=3, minutes=30)


@pytest.fixture
def news(post):
    return lambda said="news", about=1: post(said, kind=NEWS, about=about)


def test_what_may_wait_comes_as_one_letter_merged_by_request(news, spool, now, tmp_path):
    held = [news("begun"), news("printed", 2), news("halfway")]
    assert jobs.send_due(now, transport=spool) == 0
    assert jobs.send_due(now + AT_ONE, transport=spool) == 1
    digest = Letter.objects.get(kind="outbox.digest")
    assert digest.subject == "3 pieces of news about 2 requests"
    assert digest.text.index("begun") < digest.text.index("halfway") < digest.text.index("printed")
    assert digest.text.count("Thing 1") == 1
    states = Letter.objects.filter(pk__in=[letter.pk for letter in held])
    assert set(states.values_list("state", flat=True)) == {State.SENT}
    assert len(list((tmp_path / "spool").iterdir())) == 1


def test_a_single_piece_of_news_goes_as_itself(news, spool, now):
    letter = news("begun")
    jobs.send_due(now + AT_ONE, transport=spool)
    letter.refresh_from_db()
    assert (letter.state, letter.subject) == (State.SENT, "begun")


def test_news_about_one_request_say_so(news, spool, now):
    news("begun"), news("halfway")
    jobs.send_due(now + AT_ONE, transport=spool)
    assert Letter.objects.filter(subject="2 pieces of news about one request").exists()


def test_what_may_no_longer_be_seen_is_left_out(news, spool, now):
    hidden, seen = news("secret", 2), news("begun")
    HIDDEN.add(2)
    jobs.send_due(now + AT_ONE, transport=spool)
    hidden.refresh_from_db()
    seen.refresh_from_db()
    assert (hidden.state, seen.state) == (State.CANCELLED, State.SENT)
    assert "secret" not in Letter.objects.get(kind="outbox.digest").text


def test_a_digest_of_nothing_is_not_sent(news, spool, now):
    letters = [news("a", 2), news("b", 2)]
    HIDDEN.add(2)
    jobs.send_due(now + AT_ONE, transport=spool)
    everything = Letter.objects.values_list("state", flat=True)
    assert set(everything) == {State.CANCELLED}
    assert len(everything) == len(letters) + 1


def test_nothing_held_makes_no_digest(amina, now):
    assert make_digest(amina, now) is None

from __future__ import annotations

import re

import pytest

from goodword.house import limits
from goodword.outbox import actions, jobs
from goodword.outbox.models import Letter, State
from goodword.outbox.tests.conftest import refuse


@pytest.fixture
def sent(post, spool, now):
    letter = post("You will have it by Thursday")
    jobs.send_due(now, transport=spool)
    letter.refresh_from_db()
    return letter


def test_everybody_reads_their_own_letters(sent, signed_in, amina):
    page = signed_in(amina).get("/sent-mail/")
    assert b"You will have it by Thursday" in page.content
    one = signed_in(amina).get(f"/sent-mail/{sent.token}/")
    assert b"You will have it by Thursday" in one.content


def test_a_stranger_does_not_learn_that_a_letter_exists(sent, signed_in, chidi):
    window = signed_in(chidi)
    assert b"Thursday" not in window.get("/sent-mail/").content
    assert window.get(f"/sent-mail/{sent.token}/").status_code == 404
    assert window.get(f"/sent-mail/{sent.token}/html/").status_code == 404
    assert window.get("/sent-mail/post/").status_code == 404


def test_the_html_twin_stands_in_a_sandbox(sent, signed_in, amina):
    page = signed_in(amina).get(f"/sent-mail/{sent.token}/html/")
    assert page.content == b"<p>You will have it by Thursday</p>"
    policy = page.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_a_letter_on_its_way_has_no_words_yet(post, signed_in, amina):
    letter = post()
    window = signed_in(amina)
    assert b"not been written out yet" in window.get("/sent-mail/").content
    assert b"made when it is sent" in window.get(f"/sent-mail/{letter.token}/").content
    assert window.get(f"/sent-mail/{letter.token}/html/").status_code == 404


def test_letters_are_found_by_what_they_say(sent, signed_in, amina):
    window = signed_in(amina)
    assert b"by Thursday" in window.get("/sent-mail/?q=thursday").content
    assert b"No letter says that" in window.get("/sent-mail/?q=friday%00").content


def test_an_empty_page_says_what_will_be_here(signed_in, chidi):
    assert b"No letters yet" in signed_in(chidi).get("/sent-mail/").content


def test_older_letters_are_one_click_away(post, signed_in, amina, now):
    for number in range(limits.ROWS_PER_PAGE + 1):
        post(f"letter {number}", about=number)
    Letter.objects.update(state=State.SENT, sent_at=now)
    window = signed_in(amina)
    first = window.get("/sent-mail/").content.decode()
    (more,) = re.findall(r"after=(\w+)", first)
    older = window.get(f"/sent-mail/?q=&after={more}").content.decode()
    assert older.count('class="row"') == 1
    assert "after=" not in older


def test_the_operator_sees_that_it_went_and_never_what_it_says(sent, signed_in, operator):
    page = signed_in(operator).get("/sent-mail/post/")
    assert b"Amina Yusuf" in page.content
    assert b"Thursday" not in page.content
    assert signed_in(operator).get(f"/sent-mail/{sent.token}/").status_code == 404


def test_what_is_stuck_stands_on_top_and_can_be_tried_again(post, signed_in, operator, now):
    letter = post()
    refuse(actions.claim("w", now), now)
    window = signed_in(operator)
    assert b"550 nobody here" in window.get("/sent-mail/post/").content
    for words in (b"on its way again", b"on its way already"):
        page = window.post(f"/sent-mail/post/{letter.token}/another-try/", follow=True)
        assert words in page.content
    letter.refresh_from_db()
    assert letter.state == State.WAITING


def test_what_came_back_and_what_was_never_tried_stand_out(post, signed_in, operator, now):
    actions.came_back(post(), words="nobody here", at=now)
    page = signed_in(operator).get("/sent-mail/post/")
    assert b"Came back: Amina Yusuf" in page.content


def test_only_the_operator_puts_a_letter_back(post, signed_in, amina):
    letter = post()
    url = f"/sent-mail/post/{letter.token}/another-try/"
    assert signed_in(amina).post(url).status_code == 404

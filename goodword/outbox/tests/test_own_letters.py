from __future__ import annotations

from datetime import timedelta

from goodword.outbox import jobs, own_letters
from goodword.outbox.models import State
from goodword.people import letters as people_letters


def test_a_note_says_what_another_room_wrote(post, spool, now):
    letter = post(
        kind=own_letters.NOTE,
        facts={
            "subject": "Welcome",
            "words": "Hello.\n\nCome in.",
            "button": "In",
            "link": "http://x/",
        },
    )
    jobs.send_due(now, transport=spool)
    letter.refresh_from_db()
    assert letter.subject == "Welcome"
    assert "Come in." in letter.text
    assert "You get this because it is about your own account." in letter.text


def test_a_note_needs_no_button(post, spool, now):
    letter = post(kind=own_letters.NOTE, facts={"subject": "Welcome", "words": "Hello."})
    jobs.send_due(now, transport=spool)
    letter.refresh_from_db()
    assert letter.state == State.SENT


def test_the_room_of_people_words_its_own_letters(amina, spool, now, monkeypatch):
    said = people_letters.Words("Your password was changed", ("Hello Amina,",), "Look", "http://x/")
    kind = people_letters.Kind("because of a test", lambda *_: said)
    letter = own_letters.Letter(to=amina, about_id=1, posted_at=now)
    rendered = own_letters.of_people(kind, people_letters.PASSWORD_CHANGED)(letter, now)
    assert rendered is not None
    assert "Hello Amina," in rendered.text
    plain = people_letters.Words("Your password was changed", ("Hello Amina,",))
    kind = people_letters.Kind("because of a test", lambda *_: plain)
    assert own_letters.of_people(kind, people_letters.PASSWORD_CHANGED)(letter, now)


def test_a_way_in_is_sent_and_not_kept(amina, post, spool, now, signed_in):
    people_letters.post(
        people_letters.NEW_PASSWORD, to=amina, about=("person", amina.pk), at=now, key="reset:1"
    )
    jobs.send_due(now, transport=spool)
    letter = own_letters.Letter.objects.get(key="reset:1")
    assert (letter.state, letter.text, letter.html) == (State.SENT, "", "")
    page = signed_in(amina).get(f"/sent-mail/{letter.token}/").content.decode()
    assert "are not kept" in page


def test_a_way_in_that_ended_is_not_sent(amina, post, spool, now):
    people_letters.post(
        people_letters.NEW_PASSWORD, to=amina, about=("person", amina.pk), at=now, key="reset:1"
    )
    jobs.send_due(now + timedelta(hours=2), transport=spool)
    assert own_letters.Letter.objects.get(key="reset:1").state == State.CANCELLED

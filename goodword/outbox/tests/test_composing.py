from __future__ import annotations

import email
from email.policy import default

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodword.outbox import composing, kinds
from goodword.outbox.kinds import Rendered
from goodword.outbox.models import Letter
from goodword.outbox.tests.conftest import NEWS, WORD
from goodword.outbox.writing import Group, Sheet, render
from goodword.people.models import Person

HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from('\r\n\0\t\x0b\x0c\x1c\x85\u2028\u2029\u202e\ud800<>@,;:"\\()'),
        st.characters(),
    ),
    max_size=60,
)


def mail_of(rendered, now, kind=WORD, name="Amina Yusuf"):
    person = Person(pk=3, name=name, email="amina@northmoor.example")
    letter = Letter(
        to=person,
        kind=kind,
        token="t",
        message_id="<letter.t@localhost>",
        thread="<thread.x@localhost>",
        about_kind="thing",
        about_id=1,
    )
    return composing.compose(letter, rendered, kinds.kind_of(kind), now)


def read(mail):
    return email.message_from_bytes(mail, policy=default)


def test_headers_say_what_they_should(now):
    mail = read(mail_of(Rendered("Hello", "t", "<p>t</p>", "GW-7K3M9Q", "Ben Keller"), now))
    assert mail["From"] == "Ben Keller <goodword@localhost>"
    assert mail["In-Reply-To"] == mail["References"] == "<thread.x@localhost>"
    assert mail["Reply-To"].startswith("Goodword <reply+7k3m9q.")
    assert mail["Auto-Submitted"] is None
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_the_products_own_words_are_marked_automatic(now):
    mail = read(mail_of(Rendered("Hello", "t", "<p>t</p>"), now, NEWS))
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["X-Goodword-Loop"] == "localhost"
    assert (mail["Reply-To"], mail["From"]) == (None, "Goodword <goodword@localhost>")


EXPECTED = {
    "Date", "From", "To", "Subject", "Message-ID", "Reply-To", "In-Reply-To", "References",
    "MIME-Version", "Content-Type",
}  # fmt: skip


@settings(
    max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(subject=HOSTILE, name=HOSTILE, by=HOSTILE)
def test_case_8_no_words_of_anybody_become_a_header(now, subject, name, by):
    raw = mail_of(Rendered(subject, subject, subject, "GW-7K3M9Q", by), now, name=name)
    mail = email.message_from_bytes(raw)
    assert set(mail.keys()) == EXPECTED
    assert read(raw)["To"].addresses[0].addr_spec == "amina@northmoor.example"
    assert len(read(raw)["To"].addresses) == 1


def test_case_8_an_encoded_word_that_somebody_typed_is_not_decoded(now):
    typed = "=?utf-8?q?=0ABcc:_evil@x.example?="
    mail = read(mail_of(Rendered(typed, "t", "t", "GW-7K3M9Q", typed), now, name=typed))
    assert mail["Subject"] == typed.replace("=?", "= ?")
    assert len(mail["To"].addresses) == len(mail["From"].addresses) == 1


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=HOSTILE, html=HOSTILE)
def test_both_twins_come_out_as_they_were_written(now, text, html):
    raw = mail_of(Rendered("Hello", text, html), now)
    parts = [part.get_payload(decode=True).decode() for part in read(raw).iter_parts()]
    assert [part.splitlines() for part in parts] == [
        composing._writable(words).splitlines() or [""] for words in (text, html)
    ]
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize("address", ["", "amina", "ami na@x.example", "a@" + "x" * 70 + ".example"])
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(ValueError):  # noqa: PT011 - the words differ by what is wrong
        composing.wire_address(address)


def test_a_foreign_domain_is_written_in_signs_all_servers_take():
    assert composing.wire_address("amina@nordmöör.example").endswith(".example")


def test_both_twins_carry_the_same_facts():
    sheet = Sheet(
        heading="You will have it by Thursday, 4 pm.",
        strong="Thursday, 4 pm",
        signed="Ben Keller, IT help, today at 9:41.",
        paragraphs=("Hello Amina,",),
        own_words="I checked <twice> & again.",
        facts=(("What", "A laptop (GW-7K3M9Q)"),),
        groups=(Group("A title", ("one", "two"), "http://localhost:8000/x", "Next tomorrow."),),
        next_word="Next word today by 4 pm.",
        button=("Open it", "http://localhost:8000/y"),
        reply="You can simply reply.",
        why="You get this because you asked.",
    )
    made = render(sheet)
    for words in (
        "Thursday, 4 pm",
        "Ben Keller",
        "Hello Amina",
        "A laptop",
        "one",
        "Next tomorrow",
        "Next word today",
        "http://localhost:8000/y",
        "simply reply",
        "because you asked",
    ):
        assert words in made.text
        assert words in made.html
    assert "I checked <twice> & again." in made.text
    assert "I checked &lt;twice&gt; &amp; again." in made.html
    assert "<strong>Thursday, 4 pm</strong>" in made.html


def test_a_strong_piece_that_is_not_there_changes_nothing():
    assert Sheet(heading="Hello", strong="x", why="").heading_pieces == ("Hello", "", "")


def test_without_a_profile_page_the_way_leads_home(monkeypatch):
    from django.urls import NoReverseMatch

    from goodword.outbox import writing

    def nowhere(name):
        raise NoReverseMatch

    monkeypatch.setattr(writing, "reverse", nowhere)
    assert writing.reach_address() == "http://localhost:8000/"
    monkeypatch.setattr(writing, "reverse", lambda name: "/me/")
    assert writing.reach_address() == "http://localhost:8000/me/"


def test_a_persons_own_words_follow_their_name():
    """What the program explains comes after them: it is not said by who signed."""
    sheet = Sheet(
        heading="The desk asks you to take over “Translate”.",
        signed="Mei Tanaka",
        own_words="They come to you first.",
        paragraphs=("What is open stays with the desk.",),
        why="You get this because you lead a team that it concerns.",
    )
    made = render(sheet)
    for twin in (made.text, made.html):
        order = [twin.index(one) for one in ("Mei Tanaka", "They come", "What is open")]
        assert order == sorted(order)

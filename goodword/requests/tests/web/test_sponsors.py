"""Who is named to stand for an emergency is told, and says whether they do."""

from __future__ import annotations

import pytest

from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.outbox.models import Letter
from goodword.requests import actions
from goodword.requests.letters import sponsor as letters
from goodword.requests.tests.web.conftest import HOUR, text

WHY = "The exam hall is shut"


@pytest.fixture
def lena(records, person):
    """Who leads the records team, to which Amina belongs."""
    records.lead = person("Lena Fischer", records)
    records.save()
    return records.lead


@pytest.fixture
def named(ask, amina, lena, monday):
    """The third emergency of the month: Amina names her lead for it."""
    for number in range(2):
        actions.make_emergency(ask(title=f"Number {number}"), by=amina, at=monday, why=WHY)
    third = ask(title="Exam papers")
    actions.make_emergency(third, by=amina, at=monday, why=WHY, sponsor=lena)
    return third


def told(kind: str) -> list[str]:
    with system_scope("tests"):
        rows = Letter.objects.filter(kind=kind).select_related("to").order_by("pk")
        return [one.to.preferred_name for one in rows]


def worded(now) -> str:
    with system_scope("tests"):
        letter = Letter.objects.filter(kind="requests.sponsor").select_related("to").get()
    said = letters.resolve(letter, now)
    return said.text.replace("\u00a0", " ") if said else ""


def test_lena_is_told_who_named_her_and_what_breaks(named, monday):
    said = worded(monday)

    assert told("requests.sponsor") == ["Lena"]
    assert "Amina Yusuf named you to stand for an emergency." in said
    assert WHY in said
    assert "no promise that we know of" in said
    assert "Exam papers" not in said


def test_what_it_moves_is_said_in_whole_days(named):
    made = named.emergency_record
    made.displaced_words, made.displaced_days = 2, 10.0
    assert ("What it moves", "2 promises, 10 working days in all") in list(letters.facts_of(made))


def test_until_she_answers_it_says_that_she_was_named(look, named, amina, ben):
    for person in (amina, ben):
        page = text(look(person, "request", named))
        assert "Lena Fischer is named as standing for it, not yet confirmed." in page


def test_her_yes_stands_on_the_request(send, look, named, lena, ben, monday):
    answer = send(lena, "sponsor", named, answer="yes")

    assert answer.status_code == 303
    assert "Lena Fischer stands for it: confirmed." in text(look(ben, "request", named))
    assert worded(monday) == ""


def test_her_no_is_told_to_both_sides_and_it_goes_on(send, look, named, lena, amina, ben):
    before = named.next_word_at
    send(lena, "sponsor", named, answer="no", words="Ask me before.")
    named.refresh_from_db()
    page = text(look(amina, "request", named))

    assert "Lena Fischer was named and did not agree: denied." in page
    assert "Ask me before." in page
    assert (named.emergency, named.next_word_at) == (WHY, before)
    assert "Amina" in told("requests.notice")
    assert "Ben" in told("requests.desk")


def test_she_can_come_round_while_it_is_open(send, named, lena, amina, monday):
    send(lena, "sponsor", named, answer="no")
    assert send(lena, "sponsor", named, answer="no").status_code == 422
    send(lena, "sponsor", named, answer="yes")
    actions.withdraw(named, by=amina, at=monday + 2 * HOUR)

    assert send(lena, "sponsor", named, answer="no").status_code == 422


def test_nobody_else_answers_for_her(look, send, named, amina, ben, chidi):
    for person in (amina, ben, chidi):
        assert look(person, "sponsor", named).status_code == 404
        assert send(person, "sponsor", named, answer="yes").status_code == 404


def test_she_reads_no_more_of_the_request_by_it(look, named, lena):
    assert look(lena, "request", named).status_code == 404
    assert "Exam papers" not in text(look(lena, "sponsor", named))


def test_who_stands_for_it_themselves_is_not_asked(ask, amina, lena, monday):
    mine = ask(title="Number 3", on_behalf_of=amina, by=lena)
    for number in range(2):
        actions.make_emergency(ask(title=f"Number {number}"), by=amina, at=monday, why=WHY)
    made = actions.make_emergency(mine, by=lena, at=monday, why=WHY, sponsor=lena)

    assert made.sponsor_answer == "confirmed"
    assert told("requests.sponsor") == []


def test_of_a_confidential_one_the_letter_says_who_named_her_alone(
    ask, amina, ben, it_help, lena, monday, look
):
    it_help.readers.add(ben)
    closed = ask(title="Exam papers", confidential=True)
    for number in range(2):
        actions.make_emergency(ask(title=f"Number {number}"), by=amina, at=monday, why=WHY)
    with pytest.raises(Refusal, match="Only the side that asked can name"):
        actions.make_emergency(closed, by=ben, at=monday, why=WHY, sponsor=lena)
    closed.refresh_from_db()
    actions.make_emergency(closed, by=amina, at=monday, why=WHY, sponsor=lena)

    for said in (worded(monday), text(look(lena, "sponsor", closed))):
        assert "Amina Yusuf named you" in said
        assert WHY not in said
        assert "IT help" not in said

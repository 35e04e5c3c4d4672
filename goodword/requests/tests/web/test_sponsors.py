"""Who is named to stand for an emergency is told, and says whether they do."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.outbox.models import Letter
from goodword.requests import actions, jobs
from goodword.requests.letters import sponsor as letters
from goodword.requests.letters import wording
from goodword.requests.models import ServiceRequest
from goodword.requests.tests.web.conftest import DAY, HOUR, text
from tests.rig.cast import join

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
        posted = Letter.objects.filter(kind="requests.sponsor").select_related("to")
        letter = posted.order_by("pk").last()
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


def happened(request, name: str) -> list[str]:
    with system_scope("tests"):
        events = Event.objects.about("request", request.pk).filter(name=name)
        return [event.to_asker for event in events]


def test_who_was_named_before_there_was_a_reminder_is_asked_too(named, amina, monday):
    """A version of the product that counts otherwise has its migration ask for it."""
    migration = import_module("goodword.requests.migrations.0018_count_silent_sponsors_anew")
    with system_scope("tests"):
        kept = ServiceRequest.objects.get(pk=named.pk).wake_at
        ServiceRequest.objects.filter(pk=named.pk).update(wake_at=None)
        migration.count_anew(apps, None)
    jobs.recount(monday + HOUR)

    with system_scope("tests"):
        assert ServiceRequest.objects.get(pk=named.pk).wake_at == kept


def test_a_sponsor_who_says_nothing_is_asked_once_more(named, amina, lena, monday):
    for day in range(5):
        actions.write(named, by=amina, at=monday + day * DAY, words="Any news?")
        for hour in range(1, 24, 4):
            actions.strike(named, at=monday + day * DAY + hour * HOUR)

    assert told("requests.sponsor") == ["Lena", "Lena"]
    said = "Lena was asked once more whether they stand for this emergency."
    assert happened(named, "sponsor_reminded") == [said]
    assert "you have not said whether you do" in worded(monday + 5 * DAY)


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_who_has_answered_is_not_reminded(send, named, lena, monday, answer):
    send(lena, "sponsor", named, answer=answer)
    named.refresh_from_db()
    actions.strike(named, at=monday + 3 * DAY)

    assert happened(named, "sponsor_reminded") == []


def test_what_has_ended_reminds_nobody(named, amina, lena, monday):
    actions.withdraw(named, by=amina, at=monday + HOUR)
    actions.strike(named, at=monday + 3 * DAY)

    assert happened(named, "sponsor_reminded") == []


def test_her_home_page_shows_what_waits_for_her(look, send, named, lena, chidi):
    line = "You were named to stand for an emergency"
    page = text(look(lena, "pages:home"))

    assert line in page
    assert f"/requests/{named.reference}/sponsor/" in page
    assert "Exam papers" not in page
    assert line not in text(look(chidi, "pages:home"))
    send(lena, "sponsor", named, answer="yes")
    assert line not in text(look(lena, "pages:home"))


@pytest.fixture
def denied(send, named, lena, amina):
    """Lena did not agree to the third emergency of the month."""
    send(lena, "sponsor", named, answer="no", words="Ask me before.")
    named.refresh_from_db()
    return named


@pytest.fixture
def otto(person, team, amina):
    """Otto leads another team to which Amina belongs."""
    archive = team("The archive")
    archive.lead = person("Otto Brandt", archive)
    archive.save()
    join(amina, archive)
    return archive.lead


def test_after_her_no_amina_reads_what_she_can_do_and_where(look, denied, amina, ben, monday):
    page, said = text(look(amina, "request", denied)), happened(denied, "sponsor_denied")

    assert f"/requests/{denied.reference}/backing/" in page
    assert "Name another lead, or let another request of yours wait instead." in said[0]
    assert f"/requests/{denied.reference}/backing/" in text(look(ben, "request", denied))
    assert f"/requests/{denied.reference}/backing/" in notice(amina, monday)


def notice(person, at) -> str:
    """The last letter to the asker that something needs them."""
    with system_scope("tests"):
        posted = Letter.objects.filter(kind="requests.notice", to=person).select_related("to")
        said = wording.resolve(posted.order_by("pk").last(), at)
    return said.text.replace("\u00a0", " ")


def test_another_lead_can_be_named(look, send, denied, amina, lena, otto, monday):
    answer = send(amina, "backing", denied, sponsor=otto.pk)
    page = text(look(amina, "request", denied))

    assert answer.status_code == 303
    assert "Otto Brandt is named as standing for it, not yet confirmed." in page
    assert "Ask me before." in page
    assert told("requests.sponsor") == ["Lena", "Otto"]
    assert "Amina Yusuf named you" in worded(monday)
    assert look(lena, "sponsor", denied).status_code == 404


def test_or_another_own_request_waits(ask, look, send, denied, amina):
    other = ask(title="A new chair")
    send(amina, "backing", denied, instead_of=other.pk)
    denied.emergency_record.refresh_from_db()

    assert denied.emergency_record.instead_of == other
    assert f"{other.reference} waits now" in text(look(amina, "request", denied))
    assert f"so that {denied.reference} can go first" in text(look(amina, "request", other))
    assert "backing" not in text(look(amina, "request", denied))


def test_where_there_is_neither_the_page_says_with_whom_to_talk(look, ask, amina, lena, monday):
    alone = ask(title="Exam papers")
    actions.make_emergency(alone, by=amina, at=monday, why=WHY, sponsor=lena)
    actions.answer_as_sponsor(alone, by=lena, at=monday + HOUR, stands=False)

    assert "Talk with who said no" in text(look(amina, "backing", alone))


def test_who_said_no_is_not_named_again_and_one_of_both_is_chosen(send, denied, amina, lena, otto):
    for typed in ({"sponsor": lena.pk}, {"sponsor": amina.pk}, {}):
        assert send(amina, "backing", denied, **typed).status_code == 422
    with pytest.raises(Refusal, match="They said no"):
        actions.back_emergency(denied, by=amina, at=denied.asked_at, sponsor=lena)


def test_before_anybody_said_no_there_is_nothing_to_choose(look, send, named, amina, chidi, otto):
    answer = send(amina, "backing", named, sponsor=otto.pk)
    assert look(amina, "backing", named).url == named.get_absolute_url()

    assert "Nobody who was named for it has said no." in text(answer)
    assert "backing" not in text(look(amina, "request", named))
    assert send(chidi, "backing", named, sponsor=otto.pk).status_code == 404

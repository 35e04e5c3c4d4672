"""A service comes to another team: its lead says yes first, and nobody's word goes along."""

from __future__ import annotations

import pytest

from goodword.catalogue import actions as catalogue
from goodword.catalogue.models import Service, ServiceMove
from goodword.house.guard import system_scope
from goodword.house.refusals import Conflict, Refusal
from goodword.outbox.models import Letter
from goodword.people.models import Membership
from goodword.people.privacy import Privacy
from goodword.requests import actions, jobs
from goodword.requests.models import ServiceRecord, ServiceRequest
from goodword.requests.tests.web.conftest import DAY, HOUR, text

LAPTOP = ("it-help", "laptop")


@pytest.fixture
def offered_move(laptops, finance, ben, chidi, monday):
    """Ben asks finance to take laptops over; Chidi leads finance."""
    with system_scope("tests"):
        finance.lead = chidi
        finance.save()
    why = "You buy them."
    return catalogue.offer_service(laptops, by=ben, at=monday, to_team=finance, reason=why)


@pytest.fixture
def moved(offered_move, chidi, monday):
    """And Chidi says yes, an hour later."""
    return catalogue.take_service(offered_move, by=chidi, at=monday + HOUR)


def told() -> list[tuple[str, str]]:
    with system_scope("tests"):
        rows = Letter.objects.filter(kind="catalogue.move").order_by("pk")
        return [(one.to.preferred_name, one.facts["answer"]) for one in rows.select_related("to")]


def test_ben_reads_what_becomes_of_it_and_asks_finance(look, send, laptop, finance, ben):
    page = text(look(ben, "catalogue:move", *LAPTOP))
    answer = send(ben, "catalogue:move", *LAPTOP, to_team=finance.pk, reason="You buy them.")

    assert "What is open stays with IT help" in page
    assert "1 request is open with you" in page
    assert answer.status_code == 302
    assert "Finance has not answered yet" in text(look(ben, "catalogue:move", *LAPTOP))


def test_chidi_finds_the_question_and_says_yes(look, send, offered_move, chidi, laptops):
    assert "asks you to take over" in text(look(chidi, "catalogue:offer", "finance"))
    answer = send(chidi, "catalogue:move", *LAPTOP, answer="yes")
    laptops.refresh_from_db()

    assert answer.url == "/services/finance/laptop/"
    assert laptops.team.slug == "finance"
    assert told() == [("Chidi", ""), ("Ben", "accepted")]


def test_a_no_says_why_and_leaves_it(send, offered_move, chidi, laptops):
    assert send(chidi, "catalogue:move", *LAPTOP, answer="no").status_code == 422
    send(chidi, "catalogue:move", *LAPTOP, answer="no", words="We are two people.")
    laptops.refresh_from_db()

    assert laptops.team.slug == "it-help"
    assert told()[-1] == ("Ben", "refused")


def test_what_was_taken_back_is_not_taken_over(offered_move, ben, chidi, monday):
    late = ServiceMove.objects.visible_to(chidi).get()
    catalogue.keep_service(offered_move, by=ben, at=monday)

    with pytest.raises(Conflict, match="answered already"):
        catalogue.take_service(late, by=chidi, at=monday)


def test_nobody_gives_away_or_takes_what_they_do_not_lead(look, send, offered_move, amina, ben):
    assert look(amina, "catalogue:move", *LAPTOP).status_code == 404
    assert send(amina, "catalogue:move", *LAPTOP, answer="yes").status_code == 404
    assert "Only the lead of Finance" in text(send(ben, "catalogue:move", *LAPTOP, answer="yes"))


def test_a_word_stays_with_who_gave_it(look, promised, moved, amina, ben):
    before = promised.due_at, promised.next_word_at, promised.number_of_events
    jobs.recount(promised.asked_at + DAY)
    promised.refresh_from_db()

    assert promised.team.slug == "it-help"
    assert (promised.due_at, promised.next_word_at, promised.number_of_events) == before
    for person in (amina, ben):
        assert "It is offered by Finance" in text(look(person, "request", promised))


def test_what_is_asked_from_now_on_comes_to_finance(send, moved, amina, monday):
    at = monday + 2 * HOUR
    send(amina, "ask", title="A laptop for Eli", service="it-help/laptop", at=at)

    assert ServiceRequest.objects.visible_to(amina).get().team.slug == "finance"


def test_the_old_address_leads_to_it(look, moved, amina):
    assert look(amina, "catalogue:service", *LAPTOP).url == "/services/finance/laptop/"
    page = text(look(amina, "catalogue:service", "finance", "laptop"))
    assert "With Finance since" in page
    assert "before that with IT help" in page


def test_the_past_stays_with_the_old_team(look, delivered, amina, offered_move, chidi, monday):
    actions.confirm(delivered, by=amina, at=monday + DAY + HOUR)
    with system_scope("tests"):
        before = ServiceRecord.objects.get(service=delivered.service).kept
    catalogue.take_service(offered_move, by=chidi, at=monday + 2 * DAY)
    with system_scope("tests"):
        after = ServiceRecord.objects.get(service=delivered.service).kept

    assert (before, after) == (1, 0)
    page = text(look(amina, "catalogue:service", "finance", "laptop", at=monday + 2 * DAY))
    assert "there is little experience yet" in page


def test_times_that_finance_publishes_bind_nobody_else(promised, moved, chidi, monday):
    jobs.recount(monday + HOUR)
    with system_scope("tests"):
        charter = Service.objects.get(pk=moved.pk).charter
        charter.pk, charter.version, charter.update_days = None, charter.version + 1, 1
        charter.save()
        Service.objects.filter(pk=moved.pk).update(charter=charter)
    before = promised.number_of_events
    jobs.recount(monday + 2 * HOUR)
    promised.refresh_from_db()

    assert promised.number_of_events == before


def test_handed_over_it_has_the_times_that_finance_publishes(laptop, moved, ben, chidi, monday):
    at = monday + HOUR
    actions.hand_over(laptop, by=ben, at=at, to_team=moved.team, reason="They buy them now.")
    actions.accept_handover(laptop, by=chidi, at=at)

    with system_scope("tests"):
        policy = actions.stand(laptop).policy
    assert policy.update_days == moved.charter.update_days


def test_what_is_confidential_waits_for_two_readers(offered_move, laptops, chidi, monday):
    with system_scope("tests"):
        Service.objects.filter(pk=laptops.pk).update(privacy=Privacy.CONFIDENTIAL)

    with pytest.raises(Refusal, match="Name two people of Finance first"):
        catalogue.take_service(offered_move, by=chidi, at=monday)


def test_readers_of_the_old_team_read_on_nowhere(offered_move, laptops, chidi, monday):
    with system_scope("tests"):
        laptops.readers.set(
            Membership.objects.filter(team=laptops.team).values_list("person", flat=True)
        )
    taken = catalogue.take_service(offered_move, by=chidi, at=monday)

    assert list(taken.readers.all()) == []

"""A no always shows a way on; a hand-over needs a yes."""

from __future__ import annotations

import pytest

from goodword.house.refusals import Refusal
from goodword.requests import actions
from goodword.requests.tests.conftest import DAY, HOUR

pytestmark = pytest.mark.django_db


@pytest.fixture
def decline(laptop, ben, monday):
    def declined(**more):
        wanted = {"why": "not_ours", "words": "Finance buys laptops.", "way": "team"}
        return actions.decline(laptop, by=ben, at=monday + HOUR, **(wanted | more))

    return declined


def test_a_no_needs_a_way_on(decline):
    with pytest.raises(Refusal, match="Name the team"):
        decline()
    with pytest.raises(Refusal, match="Name the person"):
        decline(way="person")
    with pytest.raises(Refusal, match="Write the answer"):
        decline(way="answer")


def test_a_no_needs_a_reason(decline, finance):
    with pytest.raises(Refusal, match="Say why"):
        decline(words=" ", to_team=finance)


def test_the_way_on_is_not_oneself(decline, it_help):
    with pytest.raises(Refusal, match="another team"):
        decline(to_team=it_help)


def test_a_person_in_no_team_is_no_way_on(decline, operator):
    with pytest.raises(Refusal, match="in no team"):
        decline(way="person", to_person=operator)


def test_an_answer_is_a_way_on_that_needs_nobody(decline, laptop, amina, monday):
    decline(way="answer", answer_words="There is a self-service page.")
    assert laptop.state == "declined"
    with pytest.raises(Refusal, match="nobody to pass it on to"):
        actions.pass_on(laptop, by=amina, at=monday + 2 * HOUR)


def test_passed_on_it_is_asked_anew_in_the_team_that_says_yes(
    decline, laptop, amina, chidi, finance, monday
):
    decline(way="person", to_person=chidi)
    actions.pass_on(laptop, by=amina, at=monday + 2 * HOUR)
    assert laptop.next_word_kind in {"handover", "first_word"}

    actions.accept_handover(laptop, by=chidi, at=monday + 3 * HOUR)
    assert (laptop.state, laptop.team, laptop.owner) == ("asked", finance, chidi)


def test_a_word_given_cannot_be_declined(promised, ben, finance, monday):
    with pytest.raises(Refusal, match="not possible any more"):
        actions.decline(
            promised,
            by=ben,
            at=monday + 2 * HOUR,
            why="not_ours",
            words="No.",
            way="team",
            to_team=finance,
        )


def test_who_does_not_agree_is_heard_by_the_lead_once(decline, laptop, amina, ben, monday):
    decline(way="answer", answer_words="No.")
    actions.dispute(laptop, by=amina, at=monday + 2 * HOUR, words="It is yours.")
    assert (laptop.state, laptop.owner) == ("asked", ben)

    decline_again = {"why": "not_ours", "words": "Really.", "way": "answer", "answer_words": "No."}
    actions.decline(laptop, by=ben, at=monday + 3 * HOUR, **decline_again)
    with pytest.raises(Refusal, match="once already"):
        actions.dispute(laptop, by=amina, at=monday + 4 * HOUR, words="Still.")


@pytest.fixture
def handed(promised, ben, finance, monday):
    actions.hand_over(promised, by=ben, at=monday + DAY, to_team=finance, reason="They pay.")
    return promised


def test_until_the_other_team_says_yes_it_stays_here(handed, it_help):
    assert handed.team == it_help


def test_after_a_yes_the_old_word_stays_until_the_new_team_offers(
    handed, amina, chidi, finance, monday
):
    actions.accept_handover(handed, by=chidi, at=monday + DAY + HOUR)
    assert (handed.team, handed.promise_state) == (finance, "accepted")

    due_at = monday + 3 * DAY
    actions.offer(handed, by=chidi, at=monday + DAY + 2 * HOUR, due_at=due_at, reason="New here.")
    actions.accept(handed, by=amina, at=monday + DAY + 3 * HOUR)
    assert (handed.state, handed.due_at) == ("promised", due_at)


def test_a_no_leaves_it_where_it_is(handed, chidi, it_help, monday):
    actions.refuse_handover(handed, by=chidi, at=monday + DAY + HOUR, words="Not our budget.")
    assert handed.team == it_help
    with pytest.raises(Refusal, match="answered already"):
        actions.accept_handover(handed, by=chidi, at=monday + DAY + 2 * HOUR)


def test_no_answer_in_time_bounces_it_back(handed, it_help, monday):
    actions.strike(handed, at=monday + 3 * DAY)
    assert handed.team == it_help


def test_only_the_other_team_may_answer(handed, ben, monday):
    with pytest.raises(Refusal, match="Only Finance"):
        actions.accept_handover(handed, by=ben, at=monday + DAY + HOUR)


def test_one_team_is_asked_at_a_time(handed, ben, records, monday):
    with pytest.raises(Refusal, match="asked already"):
        actions.hand_over(handed, by=ben, at=monday + DAY, to_team=records, reason="Or they.")


def test_a_handover_goes_to_another_team_and_to_its_people(promised, ben, finance, it_help, monday):
    at = monday + DAY
    with pytest.raises(Refusal, match="another team"):
        actions.hand_over(promised, by=ben, at=at, to_team=it_help, reason="Us.")
    with pytest.raises(Refusal, match="Ben is not in Finance"):
        actions.hand_over(promised, by=ben, at=at, to_team=finance, to_person=ben, reason="He.")
    with pytest.raises(Refusal, match="right ones"):
        actions.hand_over(promised, by=ben, at=at, to_team=finance, reason=" ")


def test_delivering_settles_a_pending_handover(handed, ben, monday):
    actions.deliver(handed, by=ben, at=monday + DAY + HOUR, words="Done after all.")
    assert handed.state == "delivered"


def test_a_handed_over_question_is_closed(promised, ben, chidi, finance, monday):
    actions.hand_over(promised, by=ben, at=monday + HOUR, to_team=finance, reason="They pay.")
    actions.ask_asker(promised, by=ben, at=monday + 2 * HOUR, question="Which size?")
    actions.accept_handover(promised, by=chidi, at=monday + 3 * HOUR)
    assert (promised.state, promised.paused_since) == ("asked", None)


def test_naming_somebody_does_not_take_the_right_to_disagree(
    promised, amina, ben, person, records, monday
):
    actions.ask_asker(promised, by=ben, at=monday + HOUR, question="Which size?")
    actions.strike(promised, at=monday + 12 * DAY)
    actions.close_unanswered(promised, by=ben, at=monday + 12 * DAY)
    helper = person("Dafydd Pryce", records)
    actions.name_delegate(promised, by=amina, at=monday + 13 * DAY, to=helper)
    actions.dispute(promised, by=amina, at=monday + 13 * DAY, words="I was ill.")
    assert promised.state == "asked"

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.outbox.models import Letter, State
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.letters import telling
from goodword.requests.letters.own_words import READERS
from goodword.requests.sentences import SENTENCES
from tests.rig.cast import make_person

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def subjects(letters):
    return [letter.subject for letter in letters]


def test_the_asker_has_a_receipt_at_once_without_their_own_words(laptop, arrived, amina):
    (receipt,) = arrived(amina)
    assert receipt.subject == "IT help has it. A person will answer you today by 11:30."
    assert laptop.reference in receipt.text
    assert "For Dana" not in receipt.text
    assert "You get this because it is your request." in receipt.text
    assert "Next word from IT help: today by 11:30" in receipt.text


def test_the_desk_hears_of_it_in_its_digest(laptop, arrived, ben, now):
    assert arrived(ben) == []
    (letter,) = arrived(ben, now + 4 * HOUR)
    assert "“A laptop”" in letter.subject
    assert "For Dana, on Monday." in letter.text


def test_a_letter_names_the_date_after_which_it_is_too_late(amina, ben, laptops, now, arrived):
    fixed = {"fixed_at": now + 3 * DAY, "fixed_why": "The conference begins"}
    actions.ask(by=amina, at=now, title="Badges", service=laptops, **fixed)
    (letter,) = arrived(ben, now + 4 * HOUR)
    assert "Friday 27 November, 9:30: The conference begins" in letter.text


def test_an_emergency_does_not_wait_for_the_digest(amina, ben, laptops, now, arrived):
    actions.ask(by=amina, at=now, title="Fire", service=laptops, emergency="It burns.")
    assert len(arrived(ben)) == 1


def test_a_person_who_has_it_says_so(laptop, arrived, amina, ben, now):
    arrived(amina)
    actions.acknowledge(laptop, by=ben, at=now, words="I look at it today.")
    has_it, wrote = arrived(amina)
    assert has_it.subject.startswith("Ben has it and will write to you by")
    assert wrote.subject == "Ben wrote to you about “A laptop”."
    assert "I look at it today." in wrote.text


def test_what_was_understood_is_said_back_with_its_edges(laptop, arrived, amina, ben, now):
    arrived(amina)
    actions.play_back(
        laptop, by=ben, at=now, words="A laptop by Monday.", done_means="Dana works.",
        not_included="A screen.",
    )  # fmt: skip
    (letter,) = arrived(amina)
    assert letter.subject == "Here is what Ben understood. Is that it?"
    for words in ("A laptop by Monday.", "Dana works.", "A screen.", "Yes, that is it"):
        assert words in letter.text
        assert words in letter.html
    actions.correct_playback(laptop, by=amina, at=now, correction="By Friday.")
    (answer,) = arrived(ben)
    assert "By Friday." in answer.text


def test_a_word_is_given_on_paper_with_how_it_came_about(laptop, arrived, amina, ben, now):
    actions.offer(laptop, by=ben, at=now, due_at=now + 9 * DAY, reason="Parts come late.")
    *_, offered = arrived(amina)
    assert offered.subject == "Ben can do it by Thursday 3 December, 9:30. Would that help?"
    assert "Parts come late." in offered.text
    actions.accept(laptop, by=amina, at=now)
    (word,) = arrived(amina)
    assert word.subject == "Ben gives you their word: Thursday 3 December, 9:30"
    assert word.text.startswith("You will have it by Thursday 3 December, 9:30.")
    assert "Ben Keller, IT help, gave you their word today at 9:30." in word.text
    assert "Ben offered Thursday 3 December, 9:30. You said yes." in word.text
    (theirs,) = arrived(ben)
    assert "Amina said yes." in theirs.text


@pytest.mark.parametrize(
    ("kind", "words"),
    [("part_first", "Ben offers a part first"), ("another_way", "Ben offers another way")],
)
def test_other_offers_say_what_they_are(laptop, arrived, amina, ben, now, kind, words):
    actions.offer(laptop, by=ben, at=now, due_at=now + 9 * DAY, kind=kind, part_words="The half.")
    *_, letter = arrived(amina)
    assert letter.subject.startswith(words)
    assert "The half." in letter.text


@pytest.fixture
def promised(laptop, amina, ben, now):
    actions.offer(laptop, by=ben, at=now, due_at=now + 9 * DAY)
    actions.accept(laptop, by=amina, at=now)
    return laptop


def test_bad_news_come_as_one_letter_with_the_way_out(promised, arrived, amina, ben, now):
    arrived(amina)
    later = now + HOUR
    actions.warn(promised, by=ben, at=later, reason="The lorry broke.", due_at=now + 10 * DAY)
    (letter,) = arrived(amina, later)
    assert letter.subject == (
        "The word you have for Thursday 3 December, 9:30 is at risk. "
        "Ben offers Friday 4 December, 9:30."
    )
    assert "The lorry broke." in letter.text


def test_a_risk_without_a_new_date_says_who_wrote(promised, arrived, amina, ben, now):
    arrived(amina)
    actions.warn(promised, by=ben, at=now + HOUR, reason="The lorry broke.")
    (letter,) = arrived(amina, now + HOUR)
    assert letter.subject.endswith("is at risk. Ben wrote why.")


def test_a_broken_word_begins_with_the_apology(promised, arrived, amina, ben, now):
    from goodword.requests import jobs

    after = now + 9 * DAY + HOUR
    jobs.sweep(after)
    assert any("did not keep its word" in subject for subject in subjects(arrived(amina, after)))
    actions.apologise(
        promised, by=ben, at=after, words="I forgot.", what_changes="A list.",
        due_at=after + DAY, offer_words="",
    )  # fmt: skip
    (letter,) = arrived(amina, after)
    assert letter.subject.startswith("Ben writes: I broke my word to you. New promise offered:")
    assert "I forgot." in letter.text
    assert "A list." in letter.text


def test_a_question_and_its_answer_go_both_ways(promised, arrived, amina, ben, now):
    arrived(amina), arrived(ben)
    actions.ask_asker(promised, by=ben, at=now, question="Which size?", effect="A day.")
    (question,) = arrived(amina)
    assert question.subject.startswith("Ben needs an answer from you.")
    assert "Which size?" in question.text
    assert "Answer Ben" in question.text
    actions.answer_question(promised, by=amina, at=now + HOUR, answer="Small.")
    (answer,) = arrived(ben, now + HOUR)
    assert "Small." in answer.text
    assert "Which size?" in answer.text


def test_done_asks_whether_it_did_it(promised, arrived, amina, ben, now):
    arrived(amina), arrived(ben)
    actions.deliver(promised, by=ben, at=now + HOUR, words="It is on her desk.")
    (done,) = arrived(amina, now + HOUR)
    assert done.subject == "Ben says it is done. Did this do it?"
    assert "It is on her desk." in done.text
    assert "Yes, it did" in done.text
    assert "you are asked once more" in done.text
    actions.confirm(promised, by=amina, at=now + HOUR, words="Splendid.")
    (thanks,) = arrived(ben, now + HOUR)
    assert "Splendid." in thanks.text
    assert "It is on her desk." not in thanks.text


def test_what_is_missing_reaches_the_owner(promised, arrived, amina, ben, now):
    actions.deliver(promised, by=ben, at=now, words="Done.")
    arrived(ben)
    actions.not_yet(promised, by=amina, at=now, missing="The charger.")
    (letter,) = arrived(ben)
    assert "The charger." in letter.text
    assert "Next word from you" in letter.text


def test_a_decline_shows_the_way_on(laptop, arrived, amina, ben, finance, now):
    arrived(amina)
    actions.decline(
        laptop, by=ben, at=now, why="not_ours", words="Ask them.", way="team", to_team=finance
    )
    (letter,) = arrived(amina)
    assert "Ask them." in letter.text
    assert "Finance" in letter.text
    assert "No further word is due." in letter.text


def test_a_hand_over_is_told_to_those_who_may_take_it(
    promised, arrived, amina, ben, chidi, finance, now
):
    actions.hand_over(
        promised, by=ben, at=now, to_team=finance, reason="They pay.", to_person=chidi
    )
    (asked,) = arrived(chidi)
    assert "They pay." in asked.text
    arrived(ben)
    actions.refuse_handover(promised, by=chidi, at=now, words="We pay nothing.")
    (answer,) = arrived(ben)
    assert "We pay nothing." in answer.text


def test_who_gave_it_away_no_longer_sees_it_and_gets_no_letter(
    promised, arrived, ben, chidi, finance, now
):
    actions.hand_over(promised, by=ben, at=now, to_team=finance, reason="They pay.")
    arrived(ben)
    actions.accept_handover(promised, by=chidi, at=now)
    assert arrived(ben) == []


def test_a_hand_over_to_nobody_by_name_is_told_to_the_desk(promised, chidi, ben, finance, now):
    actions.hand_over(promised, by=ben, at=now, to_team=finance, reason="They pay.")
    assert Letter.objects.filter(to=chidi, kind="requests.desk", state=State.HELD).exists()


@pytest.fixture
def passed_on(laptop, amina, ben, chidi, finance, now):
    """IT help declined, and Amina had it passed on to Chidi of finance."""
    way = {"way": "person", "to_person": chidi}
    actions.decline(laptop, by=ben, at=now, why="not_ours", words="Finance buys them.", **way)
    actions.pass_on(laptop, by=amina, at=now)
    return laptop


def test_what_is_passed_on_is_told_to_who_may_take_it(passed_on, arrived, chidi):
    (asked,) = arrived(chidi)
    assert "Finance buys them." in asked.text


def test_only_who_may_take_it_over_is_asked_to(passed_on, arrived, ben, chidi):
    (told,) = (letter for letter in arrived(ben) if "agreed to pass it on" in letter.subject)
    (asked,) = arrived(chidi)
    assert ("Yes, we take it" in asked.text, "Yes, we take it" in told.text) == (True, False)


def test_news_say_in_the_subject_what_they_are_about(promised, arrived, amina, ben, now):
    arrived(amina)
    actions.start_work(promised, by=ben, at=now)
    (news,) = arrived(amina, now + DAY)
    assert news.subject == "Work has begun. “A laptop”"
    assert "What: A laptop (" in news.text
    assert "What you can do now:" in news.text


def test_the_asker_who_passed_it_on_reads_no_letter_of_the_team(
    passed_on, arrived, amina, ben, chidi, now
):
    arrived(amina)
    arrived(ben)
    actions.refuse_handover(passed_on, by=chidi, at=now, words="Only between us: no.")
    assert any("Only between us" in letter.text for letter in arrived(ben))
    assert {it.facts["side"] for it in Letter.objects.filter(to=amina)} == {"asker"}
    assert not any("Only between us" in it.text for it in arrived(amina, now + DAY))


def test_when_who_had_it_has_left_the_team_the_desk_is_told(promised, amina, ben, now):
    ben.memberships.update(until_on=(now - DAY).date())
    dana = make_person("Dana Novak", promised.team, at=now)
    actions.write(promised, by=amina, at=now, words="How is it going?")
    assert Letter.objects.filter(to=dana, about_id=promised.pk).exists()


def test_a_missed_word_is_said_to_both_and_only_while_it_is_true(laptop, arrived, amina, ben, now):
    from goodword.requests import jobs

    late = now + 3 * HOUR
    jobs.sweep(late)
    words = subjects(arrived(amina, late))
    assert any("We owe you an update" in subject for subject in words)


def test_a_missed_word_that_was_said_meanwhile_is_not_sent(laptop, arrived, amina, ben, now):
    from goodword.requests import jobs

    late = now + 3 * HOUR
    jobs.sweep(late)
    actions.acknowledge(laptop, by=ben, at=late)
    assert not any("We owe you" in subject for subject in subjects(arrived(amina, late)))


def test_who_is_given_a_request_hears_so(laptop, arrived, ben, person, it_help, now):
    cora = person("Cora Lind", it_help)
    actions.assign(laptop, by=ben, at=now, to=cora)
    assert subjects(arrived(cora)) == ["Ben gave this to Cora. “A laptop”"]


def test_a_message_of_the_asker_reaches_the_owner_and_a_note_nobody(
    promised, arrived, amina, ben, now
):
    arrived(amina), arrived(ben)
    actions.write(promised, by=amina, at=now, words="One more thing.")
    (letter,) = arrived(ben)
    assert letter.subject == "Amina wrote to you. “A laptop”"
    actions.write(promised, by=ben, at=now, words="canary", team_only=True)
    assert arrived(amina) == []
    assert arrived(ben) == []


def test_while_nobody_has_it_the_asker_writes_to_the_desk(laptop, amina, ben, now):
    actions.write(laptop, by=amina, at=now, words="Hello?")
    assert Letter.objects.filter(to=ben, kind="requests.desk").count() == 2


def test_who_may_no_longer_see_it_gets_nothing(laptop, arrived, ben, now):
    ben.memberships.update(until_on=now.date() - DAY)
    assert arrived(ben, now + 4 * HOUR) == []
    letter = Letter.objects.get(to=ben)
    assert letter.state == State.CANCELLED


def test_a_beneficiary_and_a_delegate_hear_it_too(
    amina, ben, person, records, laptops, now, arrived
):
    dana, eve = person("Dana Reyes", records), person("Eve Moss", records)
    asked = actions.ask(by=amina, at=now, title="A laptop", service=laptops, beneficiary=dana)
    actions.name_delegate(asked, by=amina, at=now, to=eve)
    actions.acknowledge(asked, by=ben, at=now)
    assert len(arrived(dana)) == 2
    assert len(arrived(eve)) == 1


def test_every_letter_says_why_and_when_the_next_word_comes(promised, arrived, amina, ben, now):
    actions.deliver(promised, by=ben, at=now, words="Done.")
    for letter in [*arrived(amina), *arrived(ben, now + 4 * HOUR)]:
        assert "You get this because" in letter.text
        assert any(words in letter.text for words in ("ext word", "next step", "once more"))


def test_every_name_in_the_plan_of_letters_is_an_event():
    named = {*telling.TO_ASKER, *telling.TO_OWNER, *telling.DUTIES, *telling.HANDED, *telling.NAMED}
    assert named - {"privacy_raised"} <= set(SENTENCES)
    assert {"closed_to_named", "closed_to_team"} <= set(SENTENCES)
    assert {"message", "offer", "question"} <= set(READERS)


def test_letters_about_one_request_hang_together(promised, arrived, amina, tmp_path):
    letters = arrived(amina)
    assert len({letter.thread for letter in letters}) == 1
    mails = [(tmp_path / f"{letter.token}.eml").read_text() for letter in letters]
    assert all(f"References: {letters[0].thread}" in mail for mail in mails)
    assert "Auto-Submitted: auto-generated" in mails[0]
    assert "Auto-Submitted" not in mails[-1]
    assert isinstance(letters[0].to, Person)

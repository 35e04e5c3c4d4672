"""Thanks and grades: who may, to whom, and who sees them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.feedback import actions, letters
from goodword.feedback.models import Grade, Rating, Thanks
from goodword.feedback.tests.conftest import TUESDAY
from goodword.house.guard import system_scope
from goodword.house.refusals import Refusal
from goodword.outbox.models import Letter


def test_closing_thanks_and_grades_in_one_go(delivered, amina, ben):
    actions.close_loop(
        delivered,
        by=amina,
        at=TUESDAY,
        thanks="Dana could start at once.",
        strengths=["respect", "luck"],
        grades={"reliability": Grade.SPLENDIDLY},
    )
    thanks = Thanks.objects.visible_to(ben).get()

    assert (delivered.state, thanks.to, thanks.strengths) == ("confirmed", ben, ["respect"])
    assert Rating.objects.visible_to(ben).get().reliability == Grade.SPLENDIDLY


def test_a_refused_closing_leaves_no_thanks_behind(confirmed, amina):
    with pytest.raises(Refusal):
        actions.close_loop(confirmed, by=amina, at=TUESDAY, thanks="Once more")

    assert not Thanks.objects.visible_to(amina).exists()


def test_the_team_thanks_the_asker_too(delivered, amina, ben):
    said = actions.thank(delivered, by=ben, at=TUESDAY, to=amina, words="You sent it all at once.")

    assert said.to == amina


@pytest.mark.parametrize(
    ("words", "who", "whom", "sentence"),
    [
        (" ", "amina", "ben", "in your own words"),
        ("w" * 100_001, "amina", "ben", "at most"),
        ("Me", "amina", "amina", "somebody else"),
        ("Hello", "amina", "chidi", "the other side"),
        ("Hello", "chidi", "amina", "the other side"),
    ],
)
def test_thanks_go_to_the_other_side_in_own_words(
    words, who, whom, sentence, delivered, amina, ben, chidi, request
):
    by, to = request.getfixturevalue(who), request.getfixturevalue(whom)
    with pytest.raises(Refusal, match=sentence):
        actions.thank(delivered, by=by, at=TUESDAY, to=to, words=words)


def test_only_the_two_read_it_until_the_receiver_shows_it(delivered, amina, ben, chidi):
    said = actions.thank(delivered, by=amina, at=TUESDAY, to=ben, words="Thank you")
    before = Thanks.objects.visible_to(chidi).exists()
    actions.show_thanks(said, by=ben, at=TUESDAY)
    shown = Thanks.objects.visible_to(chidi).exists()
    actions.hide_thanks(said, by=ben, at=TUESDAY)

    assert (before, shown, Thanks.objects.visible_to(chidi).exists()) == (False, True, False)


@pytest.mark.parametrize("verb", [actions.show_thanks, actions.hide_thanks, actions.see_thanks])
def test_only_the_receiver_decides(verb, delivered, amina, ben):
    said = actions.thank(delivered, by=amina, at=TUESDAY, to=ben, words="Thank you")

    with pytest.raises(Refusal, match="Only the person it was written to"):
        verb(said, by=amina, at=TUESDAY)


def test_a_good_word_is_new_only_once(delivered, amina, ben):
    said = actions.thank(delivered, by=amina, at=TUESDAY, to=ben, words="Thank you")
    actions.see_thanks(said, by=ben, at=TUESDAY)
    actions.see_thanks(said, by=ben, at=TUESDAY + timedelta(days=1))

    assert said.seen_at == TUESDAY


def test_the_last_grades_count(confirmed, amina, ben):
    actions.rate(confirmed, by=amina, at=TUESDAY, grades={"respect": 1, "accuracy": 2})
    actions.rate(confirmed, by=amina, at=TUESDAY, grades={"respect": 3})
    rating = Rating.objects.visible_to(ben).get()

    assert (rating.respect, rating.accuracy) == (3, None)


@pytest.mark.parametrize(
    ("who", "grades", "days", "sentence"),
    [
        ("ben", {"respect": 3}, 0, "Only the person who asked"),
        ("amina", {}, 0, "at least one word"),
        ("amina", {"beauty": 3, "respect": 9}, 0, "at least one word"),
        ("amina", {"respect": 3}, 15, "within 14 days"),
    ],
)
def test_grades_are_the_askers_and_soon(
    who, grades, days, sentence, confirmed, amina, ben, request
):
    by, at = request.getfixturevalue(who), TUESDAY + timedelta(days=days)
    with pytest.raises(Refusal, match=sentence):
        actions.rate(confirmed, by=by, at=at, grades=grades)


def test_nothing_is_graded_before_it_is_confirmed(delivered, amina):
    with pytest.raises(Refusal, match="once it is confirmed"):
        actions.rate(delivered, by=amina, at=TUESDAY, grades={"respect": 3})


def its_letter() -> Letter:
    with system_scope("tests"):
        return Letter.objects.get(kind=letters.GOOD_WORD)


def test_a_letter_brings_the_good_word(delivered, amina, ben):
    actions.thank(delivered, by=amina, at=TUESDAY, to=ben, words="Dana could start at once.")
    letter = its_letter()
    rendered = letters.resolve(letter, TUESDAY)

    assert letter.to == ben
    assert "Dana could start at once." in rendered.text
    assert "A laptop for Dana" in rendered.html


def test_who_left_the_team_still_gets_the_words_but_not_the_request(delivered, amina, ben):
    actions.thank(delivered, by=amina, at=TUESDAY, to=ben, words="Dana could start at once.")
    ben.memberships.all().delete()
    rendered = letters.resolve(its_letter(), TUESDAY)

    assert "Dana could start at once." in rendered.text
    assert delivered.title not in rendered.text + rendered.html


def test_a_good_word_that_is_gone_is_not_sent(delivered, amina, ben):
    said = actions.thank(delivered, by=amina, at=TUESDAY, to=ben, words="Dana could start.")
    Thanks.objects.visible_to(ben).filter(pk=said.pk).delete()

    assert letters.resolve(its_letter(), TUESDAY) is None

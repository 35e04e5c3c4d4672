"""The banner says the same ten things to both sides (DESIGN 5 and 6)."""

from __future__ import annotations

import pytest

from goodword.requests.tests.web.conftest import DAY, HOUR, text

#: scene, hours after it was asked, what Amina reads, what Ben reads
STATES = [
    ("laptop", 1, "<b>IT help has it.</b> A person will answer you", "A first word from you"),
    ("laptop", 30, "We owe you an update since", "A first word to Amina is owed since"),
    ("offered", 1, "Ben can do it by", "You offered Amina"),
    ("countered", 1, "You asked for", "Amina asks for"),
    ("promised", 1, "You will have it by", "You gave Amina your word for"),
    ("at_risk", 1, "is at risk.", "It looks more like"),
    ("broken", 75, "IT help did not keep its word for", "It was not kept."),
    ("delivered", 25, "Ben kept their word", "Ben kept their word"),
    ("asked_back", 1, "Ben needs an answer from you.", "Amina is asked for an answer."),
    ("declined", 1, "Ben cannot do this well.", "<b>Student records</b> can."),
]


@pytest.mark.parametrize(("scene", "hours", "hers", "his"), STATES)
def test_each_side_reads_the_state_in_its_own_words(
    scene, hours, hers, his, request, look, amina, ben, monday
):
    wanted, at = request.getfixturevalue(scene), monday + hours * HOUR

    assert hers in text(look(amina, "banner", wanted, at=at))
    assert his in text(look(ben, "banner", wanted, at=at))


def test_a_kept_word_says_how_early_it_was(look, delivered, amina, monday):
    page = text(look(amina, "banner", delivered, at=monday + DAY))

    assert "Kept early" in page
    assert "They had promised" in page
    assert "Did this do it?" in page


def test_what_is_published_stands_where_odds_would_be(look, promised, amina):
    page = text(look(amina, "banner", promised))

    assert "Published: usually 2 days, 85 in 100 in 5 days." in page


def test_only_the_one_who_may_answer_has_the_buttons(look, ask, amina, chidi, ben, monday):
    from goodword.requests import actions

    filed = ask(by=chidi, on_behalf_of=amina)
    actions.offer(filed, by=ben, at=monday, due_at=monday + 11 * DAY, reason="Empty shelf.")

    assert "Yes, agreed" in text(look(amina, "banner", filed))
    assert "Yes, agreed" not in text(look(chidi, "banner", filed))


def test_a_withdrawn_request_says_so(look, send, laptop, amina, ben):
    send(amina, "withdrawal", laptop)

    assert "You took this back." in text(look(amina, "banner", laptop))
    assert "Amina took this back." in text(look(ben, "banner", laptop))


def test_after_an_apology_the_new_date_is_offered(look, send, broken, amina, ben, monday):
    at = monday + 3 * DAY
    form = {"words": "I am sorry.", "what_changes": "A list", "due_at": "2026-11-09T12:00"}
    send(ben, "recovery", broken, at=at, **form)
    page = text(look(amina, "banner", broken, at=at))

    assert "<del>Yesterday, 4 pm.</del>" in page
    assert "New promise:" in page
    assert "What we change" in page

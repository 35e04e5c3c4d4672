from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.db import transaction

from goodword.outbox import actions, kinds
from goodword.outbox.models import Letter, State
from goodword.outbox.tests.conftest import NEWS, WORD


def test_a_letter_waits_from_the_moment_it_is_posted(post, now):
    letter = post()
    assert (letter.state, letter.next_try_at) == (State.WAITING, now)
    assert letter.message_id == f"<letter.{letter.token}@localhost>"


def test_the_same_key_again_is_the_same_letter(post):
    assert post(key="once").pk == post(key="once").pk


def test_a_letter_vanishes_with_the_act_it_tells_about(post):
    def act():
        with transaction.atomic():
            post()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not Letter.objects.exists()


def test_one_letter_to_each_of_several_people(amina, ben, now):
    def tell():
        return actions.post_to_all(
            WORD, to=[amina, ben], about=("thing", 1), facts={}, at=now, key="once"
        )

    assert [tell(), tell()] == [2, 0]
    assert Letter.objects.count() == 2


def test_a_kind_nobody_knows_is_a_mistake_in_the_program(post):
    with pytest.raises(LookupError, match="No room has registered"):
        post(kind="nobody.knows")


def test_news_wait_for_the_digest_at_one(post, now):
    letter = post(kind=NEWS)
    assert letter.state == State.HELD
    assert letter.next_try_at == now.replace(hour=13, minute=0)


def test_what_is_urgent_does_not_wait(post):
    assert post(kind=NEWS, urgent=True).state == State.WAITING


@pytest.mark.parametrize(
    ("choice", "state"),
    [("now", State.WAITING), ("digest", State.HELD), ("never", State.CANCELLED)],
)
def test_people_choose_how_they_have_a_kind(post, amina, choice, state):
    amina.letter_choices = {NEWS: choice}
    assert post(kind=NEWS).state == state


def test_what_may_not_be_refused_comes_anyway(post, amina):
    amina.letter_choices = {WORD: "never"}
    assert post().state == State.WAITING
    assert kinds.kind_of(WORD).choices == ("now", "digest")


def test_only_kinds_with_a_choice_are_offered_to_choose():
    offered = {kind.name for kind in kinds.to_choose()}
    assert {WORD, NEWS} <= offered
    assert "people.new-password" not in offered


def test_quiet_hours_hold_a_letter(post, amina, now):
    amina.quiet_from, amina.quiet_until = time(9), time(10)
    assert post().next_try_at == now.replace(hour=10, minute=0)


def test_an_answer_to_what_somebody_did_just_now_comes_at_any_hour(post, amina, now):
    amina.quiet_from, amina.quiet_until = time(9), time(10)
    assert post(kind="outbox.note", facts={"subject": "x"}).next_try_at == now


def test_the_fourth_automatic_letter_within_an_hour_joins_the_digest(post, amina, now):
    amina.letter_choices = {NEWS: "now"}
    states = [post(kind=NEWS).state for _number in range(4)]
    assert states == [State.WAITING] * 3 + [State.HELD]
    assert post(kind=NEWS, at=now + timedelta(hours=2)).state == State.WAITING


def test_what_hurries_is_never_held_back(post):
    assert {post(kind=NEWS, urgent=True).state for _number in range(5)} == {State.WAITING}


def test_old_news_can_be_left_unsent(post, now):
    old, new = post(at=now - timedelta(days=1)), post()
    assert actions.leave_unsent(before=now, because="Lived before it was switched on.") == 1
    old.refresh_from_db()
    assert (old.state, old.because) == (State.CANCELLED, "Lived before it was switched on.")
    new.refresh_from_db()
    assert new.state == State.WAITING


def test_a_letter_that_came_back_says_so(post, now):
    letter = post()
    actions.came_back(letter, words="550\r\nnobody here", at=now)
    letter.refresh_from_db()
    assert (letter.came_back_at, letter.came_back_words) == (now, "550 nobody here")


def test_a_letter_names_its_kind(post):
    letter = post()
    assert str(letter) == f"{WORD} {letter.token[:8]}"

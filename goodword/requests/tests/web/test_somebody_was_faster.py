"""Two people act on the same state: one wins, the other gets a kind page with their words."""

from __future__ import annotations

import pytest

from goodword.requests import actions
from goodword.requests.tests.web.conftest import HOUR, text


@pytest.fixture
def eva(person, it_help):
    """Eva works with Ben."""
    return person("Eva Lind", it_help)


def test_two_dates_at_once_have_one_winner(send, laptop, ben, eva, monday):
    version = str(laptop.number_of_events)
    form = {"pick": "other", "reason": "My own reason", "version": version}
    first = send(ben, "offers", laptop, due_at="2026-11-06T15:00", **form)
    second = send(eva, "offers", laptop, due_at="2026-11-05T15:00", **form)

    assert (first.status_code, second.status_code) == (303, 409)
    assert "Ben was faster." in text(second)
    assert "My own reason" in text(second)
    assert "Ben gave Amina their word for" in text(second)


def test_two_deliveries_at_once_have_one_winner(send, promised, ben, eva):
    version = str(promised.number_of_events)
    send(ben, "delivery", promised, words="It is there", version=version)
    second = send(eva, "delivery", promised, words="It is here too", version=version)

    assert second.status_code == 409
    assert "It is here too" in text(second)


def test_a_message_does_not_stand_in_the_way_of_an_answer(send, laptop, ben, amina, monday):
    version = str(laptop.number_of_events)
    actions.write(laptop, by=amina, at=monday + HOUR, words="One more thing")

    assert send(ben, "acknowledgement", laptop, version=version).status_code == 303


def test_a_message_written_meanwhile_keeps_its_words(send, promised, ben, amina):
    version = str(promised.number_of_events)
    send(ben, "delivery", promised, words="It is there")
    response = send(amina, "messages", promised, words="How is it going?", version=version)

    assert response.status_code == 409
    assert "How is it going?" in text(response)

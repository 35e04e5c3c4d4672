"""How often a team's next word came in time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goodword.insight.silence import silence_of
from goodword.requests import actions
from goodword.requests.models import ServiceRequest

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def asked(amina, laptops, now):
    def ask(number: int) -> list[ServiceRequest]:
        rows = range(number)
        return [
            actions.ask(by=amina, at=now - 10 * DAY, title=f"Number {one}", service=laptops)
            for one in rows
        ]

    return ask


def test_a_missed_word_counts_once_for_its_request(asked, it_help, ben, now):
    requests = asked(10)
    for one in requests[2:]:
        actions.acknowledge(one, by=ben, at=now - 10 * DAY)
    for one in requests[:2]:
        actions.strike(one, at=now - 8 * DAY)
        actions.strike(one, at=now - 5 * DAY)
    found = silence_of(it_help, now)

    assert (found.kept, found.of, found.per_hundred) == (8, 10, 80)


def test_the_team_page_says_so_from_ten_on(asked, signed_in, chidi, it_help):
    asked(9)
    assert "Nobody left without a word" not in page(signed_in(chidi), it_help)
    asked(1)
    assert "10 of 10" in page(signed_in(chidi), it_help)


def page(client, team) -> str:
    content: str = client.get(team.get_absolute_url()).content.decode()
    return content

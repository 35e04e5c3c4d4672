"""What the page of a service says of its requests."""

from __future__ import annotations

import pytest

from goodword.requests import actions
from goodword.requests.tests.web.conftest import DAY, HOUR, text
from goodword.requests.views.service_pieces import records


@pytest.fixture
def lived(ask, ben, monday):
    """Ten laptops promised and delivered, the last one late."""
    for number in range(10):
        wanted = ask(title=f"Laptop number {number}")
        actions.offer(wanted, by=ben, at=monday, due_at=monday + 3 * DAY)
        late = DAY if number == 9 else -DAY
        actions.deliver(wanted, by=ben, at=monday + 3 * DAY + late, words="It is there.")


def test_a_new_service_shows_what_is_published(look, laptop, amina):
    page = text(look(amina, "catalogue:service", "it-help", "laptop"))

    assert "How long it really takes" not in page
    assert "As the team published it" in page


def test_the_list_does_not_tell_how_long_the_only_request_took(laptop, laptops, ben, monday):
    actions.deliver(laptop, by=ben, at=monday + HOUR, words="Here it is.")

    assert records([laptops])[laptops.pk].usual_minutes is None


def test_from_ten_on_it_shows_how_long_it_really_takes(look, lived, chidi, monday):
    page = text(look(chidi, "catalogue:service", "it-help", "laptop", at=monday + 5 * DAY))

    assert "How long it really takes" in page
    assert "Of the last 10, 9 were delivered as promised." in page
    assert "<b>90%</b> of 10 kept" in page
    assert "<td>early</td>" in page
    assert "<td>no</td>" in page


def test_nobodys_request_is_named_there(look, lived, chidi, monday):
    page = text(look(chidi, "catalogue:service", "it-help", "laptop", at=monday + 5 * DAY))

    assert "Laptop number" not in page
    assert "Amina" not in page


def test_it_can_be_asked_for_on_the_same_page(look, laptops, chidi, monday):
    page = text(look(chidi, "catalogue:service", "it-help", "laptop", at=monday + HOUR))

    assert 'name="nonce"' in page
    assert 'value="it-help/laptop"' in page

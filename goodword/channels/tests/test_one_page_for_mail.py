"""Who runs Goodword has one page for mail, in and out; members of teams see what waits for them."""

from __future__ import annotations

import pytest

from goodword.outbox.actions import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def given_up(amina, now):
    """A letter to Amina that no mail server would take."""
    letter = post("outbox.note", to=amina, about=("person", amina.pk), facts={}, at=now, key="one")
    letter.state, letter.is_lost, letter.last_error = "failed", True, "550 nobody here"
    letter.save()
    return letter


def test_both_directions_stand_on_one_page(arrive, signed_in, operator, given_up, it_help):
    arrive("The beamer is broken.", From="dana@x.example")
    page = signed_in(operator).get("/mail-in/").content.decode()
    for words in ("Ways in", "Needs a person", "Going out", "550 nobody here", "dana@x.example"):
        assert words in page
    assert f"/sent-mail/post/{given_up.token}/another-try/" in page


TABS = ("/mail-in/", "/sent-mail/post/", "/mail-in/addresses/", "/mail-in/self-test/")


@pytest.mark.parametrize("address", TABS)
def test_each_tab_leads_to_the_others_and_says_where_one_is(signed_in, operator, address):
    page = signed_in(operator).get(address).content.decode()
    assert all(f'href="{tab}"' in page for tab in TABS)
    assert f'href="{address}" aria-current="page"' in page


def test_the_team_on_duty_sees_what_waits_and_no_letters(arrive, signed_in, ben, given_up):
    arrive("The beamer is broken.", From="dana@x.example")
    page = signed_in(ben).get("/mail-in/").content.decode()
    assert "dana@x.example" in page
    assert "Going out" not in page
    assert "550 nobody here" not in page

"""Noting at one's own desk what a colleague asked there."""

from __future__ import annotations

import pytest

from goodword.requests.models import ServiceRequest

pytestmark = pytest.mark.django_db


def note(window, person, **more):
    typed = {"title": "A cable", "team": "it-help", "on_behalf_of": "amina@northmoor.example"}
    return window(person).post("/ask/", typed | more)


def test_the_desk_leads_to_the_form_of_its_own_team(window, ben, it_help):
    client = window(ben)
    href = client.get("/desk/it-help/").content.decode().split("/ask/?for=")[1].split('"')[0]

    page = client.get(f"/ask/?for={href}".replace("&amp;", "&")).content.decode()

    assert "At your own desk" in page
    assert 'name="team" value="it-help"' in page


def test_what_is_noted_is_the_colleague_s_and_lies_on_this_desk(window, amina, ben, chidi, finance):
    answer = note(window, chidi, team="finance")

    assert answer.status_code == 303
    noted = ServiceRequest.objects.asked_by(amina).get()
    assert (noted.asker, noted.filer, noted.team) == (amina, chidi, finance)


def test_nobody_notes_at_a_foreign_desk(window, amina, ben, chidi):
    answer = note(window, chidi)

    assert answer.status_code == 422
    assert "only at a desk of your own team" in answer.content.decode()
    assert window(chidi).get("/ask/?for=colleague&team=it-help").status_code == 404

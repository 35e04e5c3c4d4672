"""Few teams stand in a list; the name is typed where there are many."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goodword.house.guard import system_scope
from goodword.people.forms import choosing
from goodword.requests import actions
from goodword.requests.models import Handover


@pytest.fixture
def many(monkeypatch, records, finance, it_help):
    """Two teams are many here."""
    monkeypatch.setattr(choosing, "IN_A_LIST", 1)


@pytest.fixture
def asked(amina, ben, laptops, now):
    """Amina asked for a laptop."""
    return actions.ask(by=amina, at=now, title="A laptop", service=laptops)


def test_few_teams_are_chosen_from_a_list(signed_in, ben, asked, finance):
    page = signed_in(ben).get(reverse("requests:handover", args=[asked.reference]))
    assert f'<option value="{finance.pk}">Finance</option>' in page.content.decode()


def test_of_many_teams_the_name_is_typed(signed_in, many, ben, asked, finance):
    window, address = signed_in(ben), reverse("requests:handover", args=[asked.reference])
    assert "Finance" not in window.get(address).content.decode()

    window.post(address, {"to_team": "finance", "reason": "They pay for it."})
    with system_scope("tests"):
        assert Handover.objects.get().to_team == finance


def test_a_team_that_is_not_there_is_said_in_words(signed_in, many, ben, asked):
    address = reverse("requests:handover", args=[asked.reference])
    answer = signed_in(ben).post(address, {"to_team": "Stables", "reason": "They pay for it."})
    assert answer.status_code == 422
    assert "There is no team called “Stables” here." in answer.content.decode()


def test_who_may_ask_is_named_line_by_line(signed_in, many, ben, laptops, records, finance):
    window, address = signed_in(ben), reverse("catalogue:facts", args=["it-help", "laptop"])
    form = {"name": "A notebook", "summary": "S", "audience": "teams"}
    window.post(address, form | {"audience_teams": "Student records\nfinance"})
    assert set(laptops.audience_teams.all()) == {records, finance}
    assert "finance" in window.get(address).content.decode()


def test_a_new_colleague_joins_a_team_by_its_name(signed_in, many, operator, finance):
    form = {"name": "Dana Reyes", "email": "dana@northmoor.example", "team": "Finance"}
    signed_in(operator).post(reverse("people:invitations"), form)
    assert finance.memberships.get().person.name == "Dana Reyes"

"""The first minute: once, whole, by page or by command."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from goodword.catalogue.models import Service
from goodword.house.guard import system_scope
from goodword.house.refusals import Conflict, Refusal
from goodword.people import actions
from goodword.people.models import Invitation, Organisation, Person, Team

ANSWERS = {
    "organisation": "Northmoor University",
    "zone": "Europe/London",
    "languages": ["en"],
    "lead_name": "Ada Brandt",
    "lead_email": "ada@northmoor.example",
    "password": "four quiet blue horses",
    "team": "Records & Certificates",
    "department": "registry",
    "people": "amina.yusuf@northmoor.example, hana@northmoor.example",
    "days": ["mon", "tue", "wed", "thu", "fri"],
    "hours": "8:30-17",
    "first_word_minutes": "120",
}


@pytest.fixture
def answer(db):
    def send(**other: object):
        window = Client()
        return window, window.post(reverse("operations:set-up"), ANSWERS | other)

    return send


def test_the_page_proposes_two_open_hours(db):
    page = Client().get(reverse("operations:set-up")).content.decode()

    assert re.search(r'value="120"[^>]* checked', page)
    assert "Within 2 open hours" in page


def test_one_press_sets_everything_up(answer):
    window, said = answer()

    assert said.status_code == 302
    assert Organisation.objects.get().first_word_minutes == 120
    team = Team.objects.get()
    assert team.lead == Person.objects.get_queryset().get(is_operator=True)
    assert team.is_duty
    assert team.hours.get().week["mon"] == [["08:30", "17:00"]]
    with system_scope("tests"):
        assert Invitation.objects.count() == 2
        assert Service.objects.exclude(charter=None).count() == 6
    assert window.get(reverse("people:profile")).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "short"}, "at least 12 characters"),
        ({"hours": "nine to five"}, "are no hours"),
        ({"people": "not-an-address"}, "is not a mail address"),
        ({"lead_email": "ada"}, "is not a mail address"),
        ({"organisation": ""}, "required"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_nothing_is_written(answer, wrong, words):
    _window, said = answer(**wrong)

    assert said.status_code == 422
    assert words in said.content.decode()
    assert "Records &amp; Certificates" in said.content.decode()
    assert not Organisation.objects.exists()
    assert not Person.objects.get_queryset().exists()


def test_afterwards_the_page_is_not_there(answer, organisation):
    _window, said = answer()

    assert said.status_code == 404
    assert Client().get(reverse("operations:set-up")).status_code == 404


def test_the_second_of_two_is_told_that_somebody_was_faster(organisation, now):
    with pytest.raises(Conflict, match="set up already"):
        actions.set_up(organisation="X", lead_name="Y", lead_email="y@x.example", at=now)


def test_hours_that_never_open_are_refused(db, now):
    with pytest.raises(Refusal, match="at least one open hour"):
        actions.set_up(
            organisation="X", lead_name="Y", lead_email="y@x.example", at=now, week={"mon": []}
        )


def test_the_sign_in_page_shows_the_way_while_nobody_is_here(db):
    assert reverse("operations:set-up").encode() in Client().get(reverse("account_login")).content

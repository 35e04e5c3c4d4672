"""Charters: whole before they are published, never edited after."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from goodword.catalogue import actions, starter
from goodword.catalogue.actions.charters import NotReady
from goodword.catalogue.forms.charter import in_minutes, in_units, read_step, write_step
from goodword.catalogue.models import Charter, Service
from goodword.catalogue.rules import CharterText, missing
from goodword.house.guard import system_scope
from goodword.house.refusals import Conflict, Refusal

WHOLE = CharterText(
    scope=("A laptop",),
    not_in_scope=("A printer",),
    steps=({"name": "We set it up", "note": "", "usual": "a day"},),
    quality=("Ready on the first day",),
    bring=("Name and first day",),
    audiences=("Leads",),
    changes="Tell us two days before.",
    emergencies="Call.",
    usual_minutes=960,
    nearly_always_minutes=1_920,
)


@pytest.fixture
def service(it_help, ben, now) -> Service:
    return actions.add_service(
        it_help, by=ben, at=now, name="A screen", summary="A second one beside the first."
    )


def test_a_whole_charter_lacks_nothing():
    assert missing(WHOLE) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"scope": ()}, "scope"),
        ({"not_in_scope": ()}, "not_in_scope"),
        ({"steps": ()}, "steps"),
        ({"bring": ()}, "bring"),
        ({"changes": ""}, "changes"),
        ({"emergencies": ""}, "emergencies"),
        ({"audiences": ()}, "audiences"),
        ({"first_word_minutes": 0}, "first_word_minutes"),
        ({"usual_minutes": 0}, "usual_minutes"),
        ({"nearly_always_minutes": 10}, "nearly_always_minutes"),
        ({"nearly_always_minutes": 10**7}, "nearly_always_minutes"),
        ({"offer_days": 0}, "offer_days"),
        ({"update_days": 31}, "update_days"),
        ({"scope": ("x" * 301,)}, "scope"),
        ({"changes": "x" * 3_001}, "changes"),
    ],
)
def test_what_is_missing_is_named(change, field):
    assert [one.field for one in missing(replace(WHOLE, **change))] == [field]


def test_nothing_is_published_that_lacks_something_and_all_of_it_is_said(service, ben, now):
    with pytest.raises(NotReady) as refused:
        actions.publish_charter(service, by=ben, at=now, text=CharterText())

    assert len(refused.value.problems) == 9
    assert service.charter is None


def test_each_publishing_is_a_new_version_and_the_old_one_stays(service, ben, now):
    first = actions.publish_charter(service, by=ben, at=now, text=WHOLE)
    second = actions.publish_charter(
        service, by=ben, at=now, text=replace(WHOLE, scope=("A screen", " and a cable "))
    )

    assert (first.version, second.version) == (1, 2)
    assert service.charter == second
    assert second.scope == ["A screen", "and a cable"]
    assert Charter.objects.visible_to(ben).get(pk=first.pk).scope == ["A laptop"]


def test_two_who_write_at_once_get_one_winner(service, ben, now):
    actions.publish_charter(service, by=ben, at=now, text=WHOLE, seen_version=0)
    with pytest.raises(Conflict, match="version 1"):
        actions.publish_charter(service, by=ben, at=now, text=WHOLE, seen_version=0)


def test_a_stranger_publishes_nothing(service, chidi, now):
    with pytest.raises(Refusal, match="Only IT help"):
        actions.publish_charter(service, by=chidi, at=now, text=WHOLE)


def test_a_team_offers_nothing_twice_under_one_name(service, it_help, ben, now):
    with pytest.raises(Refusal, match="already"):
        actions.add_service(it_help, by=ben, at=now, name="a SCREEN", summary="")


def test_an_ended_service_can_be_offered_again(laptops, ben, now):
    actions.retire(laptops, by=ben, at=now)
    with pytest.raises(Refusal, match="already"):
        actions.retire(laptops, by=ben, at=now)
    actions.offer_again(laptops, by=ben, at=now)

    assert laptops.retired_at is None


def test_only_some_teams_see_what_is_only_for_them(laptops, ben, amina, chidi, records, now):
    actions.change_service(
        laptops, by=ben, at=now, audience=Service.Audience.TEAMS, audience_teams=[records]
    )

    assert list(Service.objects.visible_to(amina)) == [laptops]
    assert list(Service.objects.visible_to(chidi)) == []
    assert list(Service.objects.visible_to(ben)) == [laptops]


@pytest.mark.parametrize("key", [one.key for one in starter.departments()])
def test_every_starter_service_has_a_whole_charter(key, now):
    department = starter.department(key)

    assert len(department.services) >= 4
    for service in department.services:
        assert missing(service.charter(None, now).tidy()) == [], str(service.name)


def test_a_department_is_taken_over_once(it_help, ben, now):
    department = starter.department("it")
    made = actions.start_catalogue(it_help, department, by=ben, at=now)

    assert len(made) == len(department.services)
    assert all(service.charter for service in made)
    assert actions.start_catalogue(it_help, department, by=ben, at=now) == []


def test_times_are_shown_in_the_largest_whole_unit_and_read_back():
    for minutes in (1, 45, 60, 90, 480, 960):
        number, unit = in_units(minutes, 480)
        assert in_minutes(number, unit, 480) == minutes


def test_a_step_is_read_as_it_is_written():
    for line in ("Printed", "Printed | One run a day", "Printed |  | daily"):
        assert read_step(write_step(read_step(line))) == read_step(line)


FORM = {
    "version": "0",
    "scope": "A screen\nA cable",
    "not_in_scope": "A desk",
    "bring": "Where you sit",
    "steps": "We bring it | On foot | a day",
    "quality": "It works",
    "audiences": "Everybody",
    "first_word": "2",
    "first_word_unit": "h",
    "usual": "2",
    "usual_unit": "d",
    "nearly_always": "4",
    "nearly_always_unit": "d",
    "effort": "",
    "effort_unit": "h",
    "offer_days": "2",
    "update_days": "5",
    "changes": "Any time",
    "emergencies": "Call",
}


@pytest.fixture
def publish(signed_in, service):
    def send(person, **other):
        address = reverse("catalogue:charter", args=["it-help", service.slug])
        return signed_in(person).post(address, FORM | other)

    return send


def test_a_member_publishes_in_the_browser(publish, ben, service):
    assert publish(ben).status_code == 302

    service.refresh_from_db()
    assert service.charter.usual_minutes == 960
    assert service.charter.steps == [{"name": "We bring it", "note": "On foot", "usual": "a day"}]


def test_what_a_charter_lacks_stands_beside_the_fields(publish, ben):
    answer = publish(ben, scope="", nearly_always="1")
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Say what one gets" in page
    assert "cannot be sooner" in page
    assert "We bring it | On foot | a day" in page


def test_whoever_was_slower_keeps_their_words(publish, ben):
    publish(ben)
    answer = publish(ben, scope="Mine")

    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()


def test_a_stranger_finds_no_form(publish, chidi):
    assert publish(chidi).status_code == 404


def test_the_database_does_not_hold_a_charter_that_is_sooner_than_usual(service, now):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic(), system_scope("tests"):
        Charter.objects.create(
            service=service, version=9, published_at=now, usual_minutes=10, nearly_always_minutes=5
        )

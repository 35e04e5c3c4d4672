"""How people are named and found."""

from __future__ import annotations

import pytest

from goodword.people.models import Person, Team

pytestmark = pytest.mark.django_db


def test_an_address_is_the_same_whatever_the_case(amina):
    assert Person.objects.get_by_natural_key(" Amina@Northmoor.Example ") == amina


def test_a_person_has_a_full_name_and_the_one_they_like(amina):
    assert (amina.get_full_name(), amina.get_short_name()) == ("Amina Yusuf", "Amina")


def test_who_runs_it_may_speak_for_every_team(operator, amina, records, finance):
    assert set(Team.objects.spoken_for_by(operator)) == {records, finance}
    assert set(Team.objects.spoken_for_by(amina)) == {records}


def test_a_key_in_words_finds_the_same_person(amina):
    assert Person.objects.get(pk=str(amina.pk)) == amina

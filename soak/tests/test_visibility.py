"""What is excused of the mutation run is there, and says why."""

from soak import mutating
from soak.excused import EXCUSED


def test_every_excuse_is_for_a_place_that_is_there():
    there = {(place.file, place.name, place.eyes) for place in mutating.places()}
    assert set(EXCUSED) - there == set()
    assert all(len(reason.split()) > 4 for reason in EXCUSED.values())


def test_places_are_found_in_models_and_on_pages():
    places = mutating.places()
    assert any(place.is_definition for place in places)
    assert any(not place.is_definition and "/views/" in place.file for place in places)

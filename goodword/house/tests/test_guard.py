"""Rows refuse to be read until somebody says through whose eyes."""

from collections.abc import Callable
from typing import Any

import pytest

from goodword.catalogue.models import Service
from goodword.house.guard import KNOWN_REASONS, Unscoped, current_reason, system_scope

READINGS: dict[str, Callable[[Any], Any]] = {
    "listing": list,
    "asking whether there are any": bool,
    "counting them by length": len,
    "counting": lambda rows: rows.count(),
    "asking for existence": lambda rows: rows.exists(),
    "taking one": lambda rows: rows.get(pk=1),
    "taking the first": lambda rows: rows.first(),
    "taking the last": lambda rows: rows.last(),
    "slicing": lambda rows: list(rows[:1]),
    "indexing": lambda rows: rows[0],
    "iterating": lambda rows: list(rows.iterator()),
    "looking for one": lambda rows: rows.contains(Service(pk=1)),
    "values": lambda rows: list(rows.values("pk")),
    "lists of values": lambda rows: list(rows.values_list("pk", flat=True)),
    "adding up": lambda rows: rows.aggregate(),
    "by key": lambda rows: rows.in_bulk(),
    "explaining": lambda rows: rows.explain(),
    "raw rows": lambda rows: rows.raw("SELECT 1"),
    "changing": lambda rows: rows.update(name="?"),
    "changing many": lambda rows: rows.bulk_update([], ["name"]),
    "deleting": lambda rows: rows.delete(),
    "get or create": lambda rows: rows.get_or_create(pk=1),
}


@pytest.mark.parametrize("reading", READINGS.values(), ids=READINGS)
def test_nothing_is_read_without_eyes(db, reading):
    with pytest.raises(Unscoped, match="start from visible_to"):
        reading(Service.objects.filter(name="A laptop"))


READABLE = [name for name in READINGS if name not in ("taking one", "indexing", "get or create")]


@pytest.mark.parametrize("name", READABLE)
def test_with_eyes_everything_can_be_done(amina, laptops, name):
    rows = Service.objects.visible_to(amina)
    READINGS[name](rows.order_by("pk") if name != "deleting" else rows.filter(name="?"))


def test_the_mark_is_kept_by_filters_slices_and_values(amina, laptops):
    rows = Service.objects.visible_to(amina).filter(name__contains="laptop")
    assert [row["name"] for row in rows.values("name")[:1]] == [laptops.name]
    assert rows.get() == laptops


def test_managers_do_not_offer_to_scope_everything():
    assert not hasattr(Service.objects, "scoped")


def test_reverse_relations_are_guarded_too(it_help, laptops):
    with pytest.raises(Unscoped):
        list(it_help.services.all())


def test_following_a_key_saving_and_refreshing_are_not_guarded(laptops):
    laptops.charter.service.name = "A new laptop"
    laptops.charter.service.save()
    laptops.refresh_from_db()
    assert laptops.name == "A new laptop"


COMBINATIONS = {
    "or": lambda one, other: one | other,
    "and": lambda one, other: one & other,
    "either": lambda one, other: one ^ other,
    "union": lambda one, other: one.union(other),
    "intersection": lambda one, other: one.intersection(other),
    "difference": lambda one, other: one.difference(other),
}


@pytest.mark.parametrize("combine", COMBINATIONS.values(), ids=COMBINATIONS)
def test_a_combination_is_as_strict_as_its_stricter_part(amina, laptops, combine):
    everything = Service.objects.order_by()
    seen, unseen = everything.visible_to(amina), everything.filter(pk__gt=0)
    for one, other in ((seen, unseen), (unseen, seen), (unseen, unseen)):
        with pytest.raises(Unscoped):
            list(combine(one, other))
    assert len(list(combine(seen, seen))) <= 1


@pytest.mark.parametrize("name", ["or", "either"])
def test_a_slice_cannot_be_laundered_by_combining(db, name):
    rows = Service.objects.order_by("pk")
    with pytest.raises(Unscoped):
        COMBINATIONS[name](rows[:5], rows)


@pytest.mark.parametrize("name", ["or", "either"])
def test_a_slice_of_what_is_seen_can_be_combined(amina, laptops, name):
    rows = Service.objects.visible_to(amina)
    with system_scope("tests"):
        assert len(list(COMBINATIONS[name](rows[:5], rows))) <= 1


def test_no_rows_need_no_eyes(db):
    assert list(Service.objects.none()) == []


def test_the_system_may_read_when_it_says_why(laptops):
    with system_scope("tests"):
        assert current_reason() == "tests"
        assert Service.objects.get() == laptops
    assert current_reason() is None
    assert "tests" in KNOWN_REASONS


def test_the_system_must_say_why():
    with pytest.raises(ValueError, match="needs a reason"), system_scope(" "):
        pass

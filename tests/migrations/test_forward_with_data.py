"""An installation that is lived in goes forward, version by version, and loses nothing.

The database is taken back to an earlier state with all that is in it, and from there each
version of the requests room is landed on in turn: every table can be read, every row is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from goodword.catalogue import actions as catalogue
from goodword.house.guard import system_scope
from goodword.people.actions import be_away
from goodword.requests import actions, jobs
from goodword.requests.models import Life, Recounted, ServiceRequest
from goodword.requests.tests.conftest import DAY, HOUR, ask, laptop, monday, past

__all__ = ["ask", "laptop", "monday", "past"]

ROOM = "requests"
#: The version from which these tests go forward.
FIRST = "0008_recounted"
#: What is made anew by the clock, and so is not looked for row by row.
COUNTED_ANEW = {"Recounted", "RecountedService"}


def versions() -> list[str]:
    """The versions of the room, from the first of these tests on, in order."""
    known = sorted(name for room, name in MigrationExecutor(connection).loader.graph.nodes if room == ROOM)
    return known[known.index(FIRST) :]


def land_on(version: str) -> Any:
    """Bring the room to a version; answer the models as they were then."""
    executor = MigrationExecutor(connection)
    executor.migrate([(ROOM, version)])
    return MigrationExecutor(connection).loader.project_state([(ROOM, version)]).apps


def land_on_all() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def counted(apps: Any) -> dict[str, int]:
    """How many rows each table of the room has, every column of every row read."""
    models = [it for it in apps.get_app_config(ROOM).get_models() if not it._meta.auto_created]
    return {it.__name__: len(list(it._base_manager.values())) for it in models}


def of_before(rows: dict[str, int]) -> dict[str, int]:
    return {name: number for name, number in rows.items() if name not in COUNTED_ANEW}


@pytest.fixture
def lived_in(transactional_db, ask, past, laptop, records, person, amina, ben, monday):
    """Words given, kept and missed, an emergency with a sponsor, an aim, a date outside."""
    records.lead = person("Lena Fischer", records)
    records.save()
    fixed = {"fixed_at": monday + 3 * DAY, "fixed_why": "The conference begins"}
    done, urgent, _dated = ask(title="Done"), ask(title="Urgent"), ask(title="Badges", **fixed)
    for here in (laptop, done):
        due = monday + 2 * DAY + 6 * HOUR
        actions.offer(here, by=ben, at=monday + HOUR, due_at=due, words="A laptop")
    actions.deliver(done, by=ben, at=monday + DAY, words="Here it is.")
    actions.make_emergency(urgent, by=amina, at=monday, why="Shut", sponsor=records.lead)
    actions.set_aim(laptop, by=ben, at=monday + HOUR, aim_at=monday + DAY)
    be_away(ben, by=ben, at=monday, from_on=monday.date(), until_on=monday.date())
    jobs.recount(monday + HOUR)


@pytest.fixture
def taken_back(lived_in) -> Iterator[Any]:
    """The same database as it was at the first version."""
    try:
        yield land_on(FIRST)
    finally:
        land_on_all()


def test_every_version_is_landed_on_and_nothing_is_lost(taken_back, laptop):
    before = of_before(counted(taken_back))
    assert before["ServiceRequest"] == 4
    for version in versions():
        now = counted(land_on(version))
        assert {name: now[name] for name in before} == before, version

    with system_scope("tests"):
        places = dict(Life.objects.values_list("service_request__title", "word_place"))
        urgent = ServiceRequest.objects.select_related("emergency_record").get(title="Urgent")

    # where a word lay is worked out for the words of before; what came from a log had one at once
    assert places["Badges"] is None
    assert places[laptop.title] is not None
    assert places[None] == 0.0
    assert (urgent.emergency_record.sponsor_answer, urgent.fixed_at) == ("", None)


def test_what_was_promised_before_is_counted_and_kept_after(
    taken_back, laptop, ben, amina, finance, monday
):
    land_on_all()
    with system_scope("tests"):
        assert set(Recounted.objects.values_list("version", flat=True)) == {0}
    jobs.recount(monday + 2 * HOUR)
    catalogue.offer_service(laptop.service, by=ben, at=monday, to_team=finance, reason="Theirs.")
    actions.deliver(laptop, by=ben, at=monday + DAY, words="Here it is.")
    actions.confirm(laptop, by=amina, at=monday + DAY + HOUR)

    assert ServiceRequest.objects.visible_to(amina).get(pk=laptop.pk).promise_state == "kept"

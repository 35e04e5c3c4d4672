"""The world of the sweep."""

from __future__ import annotations

from datetime import datetime

import pytest

from goodword.catalogue.models import Service
from goodword.people.models import Person, Team
from tests.permissions.roles import Role
from tests.permissions.world import World
from tests.rig.cast import PersonMaker, TeamMaker


@pytest.fixture
def empty_world(
    amina: Person,
    ben: Person,
    chidi: Person,
    operator: Person,
    records: Team,
    it_help: Team,
    finance: Team,
    laptops: Service,
    person: PersonMaker,
    team: TeamMaker,
    now: datetime,
) -> World:
    """The people, teams and the service, before anything was asked."""
    stores = team("Stores")
    people = {
        Role.STRANGER: chidi,
        Role.ASKER: amina,
        Role.FILER: person("Farida Noor", records),
        Role.BENEFICIARY: person("Dana Reyes", finance),
        Role.MEMBER: person("Milan Novak", it_help),
        Role.LEAD: ben,
        Role.RECEIVER: person("Rosa Lind", stores),
        Role.OPERATOR: operator,
    }
    teams = {"asker": records, "provider": it_help, "stranger": finance, "receiver": stores}
    return World(now, people, teams, laptops)


@pytest.fixture
def world(empty_world: World) -> World:
    """The same, with a request full of planted words."""
    empty_world.plant()
    return empty_world

"""What the attacks share: the busy day of the journeys, the world of the sweep, the outbox."""

from goodword.people.tests.conftest import posted
from tests.journeys.conftest import scene
from tests.permissions.conftest import world

__all__ = ["posted", "scene", "world"]

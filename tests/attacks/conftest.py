"""What the attacks share: the busy day of the journeys."""

from tests.journeys.conftest import scene

__all__ = ["scene"]

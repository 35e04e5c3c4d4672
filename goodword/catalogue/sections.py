"""Places on this room's pages that rooms above may fill, and the record they may provide.

Places: "services" (above the list of services), "service" (how long it really takes),
"service-ask" (the form to ask for it), "service-side", "service-move" (what is open while it is
given to another team). See ``people.sections`` for how a piece is made; it is called with the
request, the service (or None for "services"), and the moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from goodword.catalogue.models import Service
from goodword.people.sections import Places

PLACES = Places(frozenset({"services", "service", "service-ask", "service-side", "service-move"}))
register = PLACES.register
render = PLACES.render


@dataclass(frozen=True, slots=True)
class Record:
    """How often a service's word was kept lately, and in minutes how long half of them took."""

    kept: int
    total: int
    usual_minutes: int | None = None


Source = Callable[[Iterable[Service]], Mapping[int, Record]]
_sources: list[Source] = []


def provide_records(source: Source) -> None:
    """Let a room above say how services have done: by the service's key, in one query."""
    _sources[:] = [source]


Follower = Callable[[Service, datetime], None]
_followers: list[Follower] = []


def follow_moves(follower: Follower) -> None:
    """Let a room above follow a service that came to another team, inside that act."""
    _followers[:] = [follower]


def moved(service: Service, at: datetime) -> None:
    """Tell who follows that a service came to another team."""
    for follower in _followers:
        follower(service, at)


def records_of(services: Iterable[Service]) -> dict[int, Record]:
    """Return what is known of how these services have done."""
    asked = list(services)
    return {key: record for source in _sources for key, record in source(asked).items()}

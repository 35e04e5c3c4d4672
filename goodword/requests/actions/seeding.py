"""Bringing in how long work took before Goodword, so that day one has experience."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from goodword.advisor.backtest.seeds import Seed
from goodword.catalogue.models import Service
from goodword.house.action import action
from goodword.people.models import Team
from goodword.requests.actions.learning import learn
from goodword.requests.models import Kind, Life

A_BATCH = 1000


@dataclass(frozen=True)
class Seeded:
    """What became of a log: lives written, of those with a team and with a service of ours."""

    lives: int
    with_team: int
    with_service: int
    replaced: int


@action
def seed(seeds: Iterable[Seed], *, at: datetime, origin: str, into: Service | None) -> Seeded:
    """Write the lives of a log and learn from them at once.

    ``into`` is the service they belong to; without it the names in the log are looked for among
    our teams and services, and what is found nowhere counts for the whole house. A log of the
    same name takes the place of the earlier one. What had not begun by now is left out.
    """
    names = Names()
    replaced, _rows = Life.objects.filter(service_request=None, origin=origin).delete()
    lives = [
        _life(one, names.place(one, into), origin)
        for one in seeds
        if datetime.fromtimestamp(one.case.start, UTC) <= at
    ]
    Life.objects.bulk_create(lives, batch_size=A_BATCH)
    learn(at=at, every=timedelta(0))
    return Seeded(
        lives=len(lives),
        with_team=sum(life.team_id is not None for life in lives),
        with_service=sum(life.service_id is not None for life in lives),
        replaced=replaced,
    )


class Names:
    """Our teams and services by what a log may call them: name or address, in any case."""

    def __init__(self) -> None:
        self._teams: dict[str, int] = {}
        for team in Team.objects.all():
            self._teams |= {team.name.casefold(): team.pk, team.slug: team.pk}
        self._services: dict[tuple[int, str], int] = {}
        for service in Service.objects.get_queryset():
            for name in (service.name.casefold(), service.slug):
                self._services[service.team_id, name] = service.pk

    def place(self, one: Seed, into: Service | None) -> tuple[int | None, int | None, str]:
        """Whose work of which sort a life is; a kind counts where it is one of ours."""
        team, service, kind = (
            ("" if name is None else str(name)).casefold() for name in one.case.place
        )
        known = kind if kind in Kind.values else Kind.USUAL
        if into is not None:
            return into.team_id, into.pk, known
        key = self._teams.get(team)
        return key, self._services.get((key, service)) if key else None, known


def _life(one: Seed, place: tuple[int | None, int | None, str], origin: str) -> Life:
    team, service, kind = place
    begun = datetime.fromtimestamp(one.case.start, UTC)
    share, state = one.share or (None, 0)
    ended = one.case.end if one.case.end is not None else one.case.start
    return Life(
        team_id=team,
        service_id=service,
        kind=kind,
        asked_at=begun,
        ended_at=datetime.fromtimestamp(ended, UTC),
        is_done=one.is_done,
        length=one.length,
        needed=one.needed,
        share=share,
        word_place=0.0,
        is_beyond=bool(state),
        origin=origin,
    )

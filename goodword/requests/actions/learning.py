"""Learning from all lives what each sort of work takes, and keeping it as rows.

Called by the clock. Reading 25,000 lives costs a second, once an hour; an advice then costs one
look at a row. Only what is in the rows at that moment can be learned: nothing of the future.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import Max

from goodword.advisor import EVEN, Advice, Experience, Ground, advise
from goodword.advisor.curve import Share, as_told
from goodword.advisor.survival import DONE, OPEN
from goodword.catalogue.models import Service
from goodword.house.action import action
from goodword.house.guard import system_scope
from goodword.people.models import Team
from goodword.requests.actions.keeping import stand
from goodword.requests.actions.lives import write_life
from goodword.requests.models import Kind, Life, Outlook, ServiceRequest, place_of
from goodword.requests.rules.forecast import in_days, part_begin
from goodword.working_time import Calendar

#: Why lives are read without anybody's eyes: what is kept are lengths and counts.
READING: Final = "learning how long work takes from all lives that are not confidential"
#: How old what was learned may become before it is learned anew.
EVERY: Final = timedelta(hours=1)
#: How many of the latest lives are looked at.
LOOKED_AT: Final = 25_000
#: How many requests of the time before the advisor are written down in one round.
A_ROUND: Final = 500
#: Five of seven days are worked in the mean: one scale for all teams, only to say how long ago.
WORKED: Final = 5 / 7
DAY: Final = 86_400
#: Work of which half takes less than a day is promised for half days, too.
HALF_DAYS_UNDER: Final = 1.0
#: Shortened, an hour without news learns what it knew.
PLACES: Final = 4

Key = tuple[int, int | None, str]


@dataclass(frozen=True)
class Learned:
    """What is known about one place now."""

    key: Key
    advice: Advice
    of: int

    def values(self) -> dict[str, Any]:
        """The columns of its outlook."""
        curve = self.advice.curve
        return {
            "lengths": [round(one, PLACES) for one in curve.lengths],
            "known": curve.known,
            "read_at": [round(one, PLACES) for one in self.advice.read_at],
            "is_little": self.advice.ground is Ground.LITTLE,
            "is_half_days": self.advice.within(EVEN) < HALF_DAYS_UNDER,
            "of": self.of,
        }


def learn(*, at: datetime, every: timedelta = EVERY) -> int:
    """Learn anew what work takes, unless it was done lately; answers how much changed.

    No transaction is held while it is reckoned: nobody else could write in that time on the
    embedded database.
    """
    looked_at = Outlook.objects.filter(ended_at=None).aggregate(at=Max("looked_at"))["at"]
    if looked_at is not None and at - looked_at < every:
        return 0
    if behind := _catch_up():
        return behind
    with system_scope(READING):
        learned = list(_learned(experience_at(at), at))
    return _keep(learned, at)


@action
def _catch_up() -> int:
    """Write down lives of requests that were asked before there was an advisor."""
    rows = ServiceRequest.objects.filter(life=None).order_by("asked_at", "pk")
    behind = list(rows.select_related("team")[:A_ROUND])
    for service_request in behind:
        standing = stand(service_request)
        life = Life(
            service_request=service_request,
            team_id=service_request.team_id,
            service_id=service_request.service_id,
            kind=Kind.of(service_request),
            asked_at=service_request.asked_at,
        )
        write_life(life, standing, service_request.team.calendar())
        life.save()
    return len(behind)


class Row(NamedTuple):
    """One life as it is read, in the order of ``COLUMNS``."""

    asked_at: datetime
    team: int | None
    service: int | None
    kind: str
    ended_at: datetime | None
    is_done: bool
    length: float | None
    share: float | None
    word_place: float | None
    is_beyond: bool
    paused: float
    outlook: int | None
    paused_since: datetime | None

    @property
    def place_on_curve(self) -> Share | None:
        """Where it came to lie on its own curve."""
        return None if self.share is None else (self.share, OPEN if self.is_beyond else DONE)


COLUMNS: Final = (
    "asked_at", "team_id", "service_id", "kind", "ended_at", "is_done", "length", "share",
    "word_place", "is_beyond", "paused", "outlook_id", "service_request__paused_since",
)  # fmt: skip


def experience_at(at: datetime) -> Experience:
    """Everything that is known now, as the arithmetic takes it.

    All lives tell how long work takes; how good the odds are only those in which they were told,
    with a word, and as they were told then. Else what is answered at once, and so never promised,
    would make every promise look better kept than it is.
    """
    known = list(reversed([Row(*row) for row in _latest(at)]))
    ages = _Ages(at, [row for row in known if row.ended_at is None])
    experience = Experience()
    for row in known:
        place = (row.team, row.service, row.kind)
        if row.ended_at is None:
            length, share, ending = *ages.of(row), OPEN
        else:
            length, share = row.length or 0.0, row.place_on_curve
            ending = DONE if row.is_done else OPEN
        told = as_told(share, row.word_place)
        experience.recall(scale(row.asked_at), place, length, ending, told)
    return experience


def _latest(at: datetime) -> Iterable[tuple[Any, ...]]:
    rows = Life.objects.counted().filter(asked_at__lte=at).order_by("-asked_at", "-pk")
    return rows.values_list(*COLUMNS)[:LOOKED_AT]


def scale(moment: datetime) -> float:
    """Where a moment lies on the scale of all teams, in working days; only for how long ago."""
    return moment.timestamp() / DAY * WORKED


class _Ages:
    """How old open requests are on the hours of their teams, and where that is on their curves."""

    def __init__(self, at: datetime, rows: Iterable[Row]) -> None:
        self._at = at
        teams, outlooks = {row.team for row in rows}, {row.outlook for row in rows}
        found = Team.objects.filter(pk__in=[key for key in teams if key])
        self._calendars = {one.pk: one.calendar() for one in found.prefetch_related("hours")}
        kept = Outlook.objects.in_bulk([key for key in outlooks if key])
        self._curves = {key: (one.curve, one.is_half_days) for key, one in kept.items()}
        self._mornings: dict[tuple[int, bool], datetime] = {}

    def of(self, row: Row) -> tuple[float, Share | None]:
        """The age in working days, and the place so far: as of a date that ended this morning."""
        if row.team is None:
            return 0.0, None
        calendar, now = self._calendars[row.team], row.paused_since or self._at
        age = max(in_days(calendar, row.asked_at, now) - row.paused, 0.0)
        if row.outlook not in self._curves:
            return age, None
        curve, half = self._curves[row.outlook]
        morning = max(min(self._morning(row.team, calendar, half), now), row.asked_at)
        so_far = max(in_days(calendar, row.asked_at, morning) - row.paused, 0.0)
        return age, (curve.share(so_far)[0], OPEN)

    def _morning(self, team: int, calendar: Calendar, half: bool) -> datetime:
        key = team, half
        if key not in self._mornings:
            self._mornings[key] = part_begin(calendar, self._at, half=half)
        return self._mornings[key]


def _learned(experience: Experience, at: datetime) -> Iterator[Learned]:
    now = scale(at)
    for key in _keys():
        if advice := advise(experience, now, key):
            yield Learned(key, advice, experience.of_service(key))


def _keys() -> Iterable[Key]:
    """Whom advice can be asked for: what is offered, what was asked, and each team's other work."""
    offered = Service.objects.offered().values_list("team_id", "pk")
    kinds = Life.objects.exclude(kind="").values_list("team_id", "service_id", "kind").distinct()
    teams = Team.objects.order_by("pk").values_list("pk", flat=True)
    keys: dict[Key, None] = {(team, None, ""): None for team in teams}
    keys |= {(team, service, ""): None for team, service in offered}
    keys |= {(team, service, kind): None for team, service, kind in kinds.order_by() if team}
    return keys


@action
def _keep(learned: Iterable[Learned], at: datetime) -> int:
    """Put what changed in the place of what was known; answers how many places changed."""
    before = {row.place: row for row in Outlook.objects.filter(ended_at=None)}
    changed: dict[str, Outlook] = {}
    for one in learned:
        team, service, kind = one.key
        place, values = place_of(team, service, kind), one.values()
        if place not in before or not _same(before[place], values):
            changed[place] = Outlook(
                place=place, team_id=team, service_id=service, kind=kind,
                learned_at=at, looked_at=at, **values,
            )  # fmt: skip
    Outlook.objects.filter(place__in=list(changed), ended_at=None).update(ended_at=at)
    Outlook.objects.bulk_create(changed.values())
    Outlook.objects.filter(ended_at=None).update(looked_at=at)
    Outlook.objects.filter(ended_at__isnull=False, lives=None, advised=None).delete()
    return len(changed)


def _same(row: Outlook, values: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())

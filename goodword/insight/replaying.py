"""A house's own past lived again: every first word advised from what was known that morning.

What was really advised depends on how often the clock learned and on earlier rules; this asks how
good the advice is that these rules give, in strict order of time. Only counts leave.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from goodword.advisor import EVEN, Advice, Curve, Experience, advise
from goodword.advisor.curve import Share, as_told
from goodword.advisor.survival import DONE, OPEN
from goodword.house.guard import system_scope
from goodword.insight.rules import LEVELS
from goodword.insight.rules import Share as Counted
from goodword.people.models import Team
from goodword.requests.actions.learning import HALF_DAYS_UNDER, scale
from goodword.requests.models import Advised, Life
from goodword.requests.rules.forecast import Forecast, in_days, needed_days, part_begin
from goodword.requests.rules.states import PromiseState
from goodword.working_time import Calendar

Key = tuple[int | None, int | None, str]
Word = tuple[datetime | None, float, datetime | None]
"""When a first word was given, how old the request was, and when it was ready."""


@dataclass
class Lived:
    """One life, the word given in it if there was one, and its curve once it has been asked."""

    place: Key
    asked_at: datetime
    ended_at: datetime | None
    is_done: bool
    length: float
    paused: float
    advised_at: datetime | None
    age: float
    ready_at: datetime | None
    curve: Curve | None = None
    is_half: bool = False
    last_share: Share | None = None


def replayed(at: datetime) -> tuple[Counted, ...]:
    """How many first words came true at each of ``LEVELS``, advised anew."""
    with system_scope(
        "advising the first words of this house again, to count how often it came true"
    ):
        lives = list(_lives(at))
        teams = Team.objects.filter(pk__in={life.place[0] for life in lives if life.place[0]})
        calendars = {team.pk: team.calendar() for team in teams.prefetch_related("hours")}
    kept, judged = [0] * len(LEVELS), 0
    known: list[Lived] = []
    for _day, group in groupby(lives, key=lambda life: life.asked_at.date()):
        today = list(group)
        morning = _Morning(known, today[0].asked_at, calendars)
        for life in today:
            told = morning.judge(life, at)
            judged += told is not None
            for place, ready in enumerate(told or ()):
                kept[place] += ready
        known += today
    return tuple(Counted(one, judged) for one in kept)


def _lives(at: datetime) -> Iterator[Lived]:
    firsts = Advised.objects.filter(offer__promise__is_first=True)
    firsts = firsts.exclude(offer__promise__state=PromiseState.RELEASED)
    given: dict[int, Word] = {
        row[0]: row[1:] for row in firsts.values_list("service_request", "at", "age", "ready_at")
    }
    rows = Life.objects.counted().filter(asked_at__lte=at, service_request__isnull=False)
    for row in rows.order_by("asked_at", "pk"):
        word = given.get(row.service_request_id or 0, (None, 0.0, None))
        yield Lived(
            (row.team_id, row.service_id, row.kind),
            row.asked_at,
            row.ended_at,
            row.is_done,
            row.length or 0.0,
            row.paused,
            *word,
        )


class _Morning:
    """What was known on one morning, and the advice for every place asked for that day."""

    def __init__(
        self, known: Sequence[Lived], at: datetime, calendars: dict[int, Calendar]
    ) -> None:
        self._at, self._calendars = at, calendars
        self._experience = Experience()
        self._advice: dict[Key, Advice | None] = {}
        for life in known:
            self._recall(life)

    def _recall(self, life: Lived) -> None:
        ended = life.ended_at is not None and life.ended_at <= self._at
        length = life.length if ended else self._age(life, self._at)
        state = DONE if ended and life.is_done else OPEN
        share = as_told(self._share(life, ended), self._told_at(life))
        self._experience.recall(scale(life.asked_at), life.place, length, state, share)

    def _told_at(self, life: Lived) -> float | None:
        """Where on its curve the life lay when its word was given, if it was by then."""
        if life.curve is None or life.advised_at is None or life.advised_at > self._at:
            return None
        return life.curve.chance(life.age)

    def _share(self, life: Lived, ended: bool) -> Share | None:
        if life.curve is None:
            return None
        calendar = self._calendars[life.place[0] or 0]
        if ended and life.ended_at is not None:
            if life.last_share is None:
                needed = needed_days(calendar, life.asked_at, life.ended_at, half=life.is_half)
                share, state = life.curve.share(max(needed - life.paused, 0.0))
                life.last_share = share, state if life.is_done else OPEN
            return life.last_share
        begun = part_begin(calendar, self._at, half=life.is_half)
        return life.curve.share(self._age(life, max(begun, life.asked_at)))[0], OPEN

    def _age(self, life: Lived, moment: datetime) -> float:
        return max(in_days(self._calendars[life.place[0] or 0], life.asked_at, moment), 0.0)

    def judge(self, life: Lived, now: datetime) -> tuple[bool, ...] | None:
        """Whether it came true at each level; None where no word's time is up."""
        if life.place not in self._advice:
            self._advice[life.place] = advise(self._experience, scale(self._at), life.place)
        advice = self._advice[life.place]
        if advice is None:
            return None
        life.curve, life.is_half = advice.curve, advice.within(EVEN) < HALF_DAYS_UNDER
        if life.advised_at is None:
            return None
        known = Forecast.at_age(
            advice, self._calendars[life.place[0] or 0], at=life.advised_at, age=life.age,
            is_half_days=life.is_half, of=0,
        )  # fmt: skip
        dates = (known.even, known.at_85, known.safe)
        if dates[-1] > now:
            return None
        return tuple(life.ready_at is not None and life.ready_at <= date for date in dates)

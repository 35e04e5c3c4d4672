"""The odds strip: how sure each part of the next days is, for one request (DESIGN, give-word)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Final

from goodword.advisor import SAFE
from goodword.house.words import gettext as _
from goodword.requests.models import ServiceRequest
from goodword.requests.rules.forecast import Forecast, in_days
from goodword.ui import when
from goodword.ui.odds import Mark, Strip, bars, chance_words, mark
from goodword.ui.working_time_chart import Tick

PARTS_AT_MOST: Final = 16
#: How finely a working day is cut, the finest first.
CUTS: Final = (4, 2, 1)
#: Counts of a bar: of so many requests like this.
OF: Final = 1000
TICKS_AT_MOST: Final = 5
#: How many letters of a reason stand on the picture.
BRIEF: Final = 24
#: How far a word on the axis stays from the next, in percent.
TICK_ROOM: Final = 8.0


def strip_of(here: ServiceRequest, known: Forecast, due: datetime | None, by: str) -> Strip:
    """Draw the odds of one request, with the date that is chosen and the one that was hoped for.

    ``by`` is how the asker is called.
    """
    ends = _parts(known)
    axis = _Axis(known, ends)
    counts = [*_counts(known, [known.at, *ends])]
    counts.append(OF - sum(counts))
    late_from = next((place for place, end in enumerate(ends) if due and end > due), len(ends))
    drawn = bars(counts, late_from if due else None)
    marks = list(_marks(known, axis, here, due))
    return Strip(_says(here, known, due, by), drawn, marks, _ticks(known, axis, ends))


class _Axis:
    """From a moment to where it lies on the strip, in percent of working time."""

    def __init__(self, known: Forecast, ends: Sequence[datetime]) -> None:
        self._known = known
        self._whole = in_days(known.calendar, known.at, ends[-1])
        self.later = 100 * len(ends) / (len(ends) + 1)

    def x(self, moment: datetime) -> float:
        done = in_days(self._known.calendar, self._known.at, max(moment, self._known.at))
        beyond = (self.later + 100) / 2
        return done / self._whole * self.later if done <= self._whole else beyond


def _parts(known: Forecast) -> list[datetime]:
    """Where the bars end: equal parts of working time, from now to where nearly all are done."""
    calendar, day = known.calendar, known.calendar.mean_day()
    until = max(known.date(SAFE), known.at)
    length = max(in_days(calendar, known.at, until), 0.25)
    cut = next((cut for cut in CUTS if length * cut <= PARTS_AT_MOST), None)
    step = 1 / cut if cut else -(-length // PARTS_AT_MOST)
    number = max(int(-(-length // step)), 2)
    return [calendar.add(known.at, step * (place + 1) * day) for place in range(number)]


def _counts(known: Forecast, edges: Sequence[datetime]) -> Iterator[int]:
    odds = [known.share_by(edge) for edge in edges]
    for before, after in pairwise(odds):
        yield round(max(after - before, 0.0) * OF)


def _marks(
    known: Forecast, axis: _Axis, here: ServiceRequest, due: datetime | None
) -> Iterator[Mark]:
    picked = axis.x(due) if due and due > known.at else -100.0
    for moment, words in ((known.even, _("half")), (known.safe, _("95 in 100"))):
        if abs(axis.x(moment) - picked) >= TICK_ROOM:
            yield mark("p", axis.x(moment), words)
    if here.fixed_at and here.fixed_at > known.at:
        fixed = {"why": _brief(here.fixed_why), "when": when.short_moment(here.fixed_at, known.at)}
        yield mark("need", axis.x(here.fixed_at), _("%(why)s, %(when)s") % fixed, before=picked)
    elif here.needed_by and here.needed_by > known.at:
        words = when.short_moment(here.needed_by, known.at)
        hoped = _("hoped for: %(when)s") % {"when": words}
        yield mark("need", axis.x(here.needed_by), hoped, before=picked)
    if due and due > known.at:
        yield mark("pick", axis.x(due), chance_words(known.chance(due)))


def _ticks(known: Forecast, axis: _Axis, ends: Sequence[datetime]) -> list[Tick]:
    """The days on the axis, as many as fit, and what comes after them."""
    calendar = known.calendar
    days = list(calendar.working_days(calendar.day_of(known.at), calendar.day_of(ends[-1])))
    step = -(-len(days) // TICKS_AT_MOST)
    today = when.local(known.at).date()
    found = [Tick(0.0, _("now"), "start")]
    for day in days[::step]:
        opens = calendar.day_spans(day)[0][0]
        x = axis.x(opens)
        if opens > known.at and TICK_ROOM < x < axis.later - 2 * TICK_ROOM:
            found.append(Tick(round(x, 1), when.short_date(day, today), "start"))
    return [*found, Tick(99.8, _("later"), "end")]


def _says(here: ServiceRequest, known: Forecast, due: datetime | None, by: str) -> str:
    """All of the picture in words."""
    at = known.at
    said = [
        _("Half would be ready %(even)s, 85 in 100 %(most)s, 95 in 100 %(safe)s.")
        % {
            "even": when.deadline(known.even, at),
            "most": when.deadline(known.at_85, at),
            "safe": when.deadline(known.safe, at),
        }
    ]
    if due and due > at:
        said.append(
            _("The chosen date, %(when)s: about %(odds)s.")
            % {"when": when.near_moment(due, at), "odds": chance_words(known.chance(due))}
        )
    if here.needed_by and here.needed_by > at:
        said.append(
            _("%(name)s hopes for %(when)s, when about %(odds)s would be ready.")
            % {
                "name": by,
                "when": when.near_moment(here.needed_by, at),
                "odds": chance_words(known.chance(here.needed_by)),
            }
        )
    if here.fixed_at and here.fixed_at > at:
        said.append(
            _("After %(when)s it is too late (%(why)s); about %(odds)s would be ready by then.")
            % {
                "when": when.near_moment(here.fixed_at, at),
                "why": here.fixed_why,
                "odds": chance_words(known.chance(here.fixed_at)),
            }
        )
    return " ".join(said)


def _brief(words: str) -> str:
    """The first words, as many as stand on a picture."""
    return words if len(words) <= BRIEF else words[: BRIEF - 1].rsplit(" ", 1)[0].rstrip(",.") + "…"

"""Why this time: the whole sum of working time behind a due moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodword.house import clock as house_clock
from goodword.house.words import gettext as _
from goodword.people.doors import person_of
from goodword.people.models import TeamHours
from goodword.requests.forms.fields import place_of
from goodword.requests.rules import clocks
from goodword.requests.views.rows import Rows, gather
from goodword.ui import when
from goodword.ui.working_time_chart import Bar, Day, Tick
from goodword.working_time import DayRow, Explanation, explain

MINUTE = timedelta(minutes=1)
KINDS = {"counted": "ran", "left": "left", "paused": "held"}
TICK_EVERY = 180


@dataclass(frozen=True)
class Stretch:
    """What is explained: from when to when, and what the end is."""

    start: datetime
    end: datetime
    heading: str
    began: str
    rule: str


@dataclass(frozen=True)
class Said:
    """One sentence of the sum, with what it means."""

    words: str
    more: str
    kind: str
    icon: str


@require_safe
def why(request: HttpRequest, reference: str, clock: str) -> HttpResponse:
    """Explain one due time of a request, day by day and in sentences."""
    rows = gather(reference, person_of(request), house_clock.now())
    stretch = stretch_of(clock, rows)
    if stretch is None or stretch.start >= stretch.end:
        raise Http404
    told = explain(
        rows.calendar, stretch.start, end=stretch.end, pauses=pauses_of(rows), now=rows.at
    )
    return render(request, "requests/why.html", context_of(rows, stretch, told, clock))


def stretch_of(clock: str, rows: Rows) -> Stretch | None:
    """The start and the end of one clock, or None when it does not run here."""
    found = CLOCKS.get(clock)
    return found(rows) if found else None


def _promise(rows: Rows) -> Stretch | None:
    here = rows.service_request
    if here.promise is None or here.due_at is None:
        return None
    who = here.promise.made_by.preferred_name
    return Stretch(
        here.promise.made_at,
        here.due_at,
        _("Why %(when)s?") % {"when": when.near_moment(here.due_at, rows.at)},
        _("%(name)s gave their word %(when)s")
        % {"name": who, "when": when.happened(here.promise.made_at, rows.at)},
        _("For %(when)s, as it was agreed.") % {"when": when.moment(here.promise.due_at, rows.at)},
    )


def _next_word(rows: Rows) -> Stretch | None:
    here = rows.service_request
    if here.next_word_at is None:
        return None
    since = here.last_word_at or here.asked_at
    return Stretch(
        min(since, here.next_word_at),
        here.next_word_at,
        _("Why the next word %(when)s?") % {"when": when.deadline(here.next_word_at, rows.at)},
        _("The last word came %(when)s") % {"when": when.happened(since, rows.at)}
        if here.last_word_at
        else _("It was asked %(when)s") % {"when": when.happened(since, rows.at)},
        reason_of(here.next_word_kind),
    )


def reason_of(kind: str) -> str:
    """Which rule makes the next word due then."""
    return {
        "first_word": _("A person answers within the time that the service publishes."),
        "offer": _("A date is offered within the working days that the service publishes."),
        "promise": _("Some time before a promised date a word says whether it still stands."),
        "update": _("Nobody waits longer for news than the service publishes, even without any."),
        "recovery": _("After a broken promise a person writes within one working day."),
        "handover": _("The other team answers within one working day."),
        "reminded": _("Who asks how it is going hears within one working day."),
        "question": _("An open question is brought up again after two and five working days."),
        "confirm": _("Whether it did the job is asked once more after two working days."),
    }.get(kind, "")


def _first_word(rows: Rows) -> Stretch | None:
    here, standing = rows.service_request, rows.standing
    if standing.word_owed_from is None:
        return None
    return Stretch(
        standing.word_owed_from,
        clocks.first_word_due(standing, rows.calendar),
        _("Why a first word then?"),
        _("It was asked %(when)s") % {"when": when.happened(here.asked_at, rows.at)},
        reason_of("first_word"),
    )


def _offer(rows: Rows) -> Stretch | None:
    due = clocks.offer_due(rows.standing, rows.calendar)
    if due is None or rows.standing.date_owed_from is None:
        return None
    since = rows.standing.date_owed_from
    return Stretch(
        since,
        due,
        _("Why a date by then?"),
        _("A date has been owed since %(when)s") % {"when": when.moment(since, rows.at)},
        reason_of("offer"),
    )


CLOCKS: Mapping[str, Callable[[Rows], Stretch | None]] = {
    "promise": _promise,
    "next_word": _next_word,
    "first_word": _first_word,
    "offer": _offer,
}


def pauses_of(rows: Rows) -> list[tuple[datetime, datetime]]:
    """When the clock stood still: answered questions, and an open one until now."""
    pauses = list(rows.standing.pauses)
    question = rows.standing.question
    if question and question.asked_at < rows.at:
        pauses.append((question.asked_at, rows.at))
    return pauses


def context_of(rows: Rows, stretch: Stretch, told: Explanation, clock: str) -> dict[str, Any]:
    """What the page is drawn from."""
    here = rows.service_request
    said = list(sentences_of(rows, stretch, told))
    version = _hours(rows, told)
    return {
        "here": here,
        "side": rows.side,
        "stretch": stretch,
        "days": [day_of(row, told, rows) for row in told.rows],
        "axis": axis_of(told),
        "key": key_of(told, rows),
        "said": said,
        "as_text": "\n".join(
            [stretch.heading, *(f"{one.words}. {one.more}".strip() for one in said)]
        ),
        "sum": length(told.working, rows),
        "paused": length(told.paused, rows) if told.paused else "",
        "wall": when.length(max(int((rows.at - here.asked_at) / MINUTE), 0), 24 * 60),
        "version": version,
        "zone": place_of(rows.calendar.zone),
        "others": [name for name in CLOCKS if name != clock and stretch_of(name, rows)],
        "other_words": {
            "promise": _("The promise"),
            "next_word": _("The next word"),
            "first_word": _("The first word"),
            "offer": _("The offer of a date"),
        },
        "at": rows.at,
    }


def _hours(rows: Rows, told: Explanation) -> TeamHours | None:
    """The version of the team's hours that was counted with."""
    number = told.versions[-1].number if told.versions else 1
    versions = rows.service_request.team.hours.order_by("version").select_related("made_by")
    found = list(versions[number - 1 : number])
    return found[0] if found else None


def length(span: timedelta, rows: Rows) -> str:
    """A length of working time in words."""
    return when.length(max(round(span / MINUTE), 0))


def day_of(row: DayRow, told: Explanation, rows: Rows) -> Day:
    """One row of the chart."""
    zone = ZoneInfo(told.calendar.zone)
    bars = []
    for segment in row.segments:
        if segment.kind in KINDS:
            x, end = told.percent(row, segment.start), told.percent(row, segment.end)
            bars.append(Bar(KINDS[segment.kind], round(x, 1), round(max(end - x, 0.5), 1)))  # type: ignore[arg-type]  # the values of KINDS
    return Day(
        name=when.short_date(row.day, when.local(rows.at, zone).date()),
        sum=length(row.working, rows),
        says=_says(row, zone),
        bars=tuple(bars),
        now=_mark(row, told, rows.at),
        due=_mark(row, told, told.end),
    )


def _mark(row: DayRow, told: Explanation, at: datetime) -> float | None:
    inside = row.opens <= at <= row.closes
    return round(min(told.percent(row, at), 99.6), 1) if inside else None


def _says(row: DayRow, zone: ZoneInfo) -> str:
    words = {
        "counted": _("counted %(start)s to %(end)s"),
        "left": _("left %(start)s to %(end)s"),
        "paused": _("paused %(start)s to %(end)s"),
        "closed": _("closed %(start)s to %(end)s"),
    }
    parts = [
        words[segment.kind]
        % {
            "start": when.wall_clock(segment.start, zone),
            "end": when.wall_clock(segment.end, zone),
        }
        for segment in row.segments
        if segment.kind in words
    ]
    return when.starting(", ".join(parts))


def axis_of(told: Explanation) -> list[Tick]:
    """Times of the day over the chart."""
    first, last = told.axis
    minutes = [first, *_between(first, last), last]
    ticks = []
    for minute in minutes:
        x = 100 * (minute - first) / ((last - first) or 1)
        anchor: Any = "start" if minute == first else "end" if minute == last else "middle"
        hour, rest = divmod(int(minute) % (24 * 60), 60)
        ticks.append(Tick(round(x, 1), when.wall_clock_of(time(hour, rest)), anchor))
    return ticks


def _between(first: float, last: float) -> Iterator[float]:
    minute = (int(first) // TICK_EVERY + 1) * TICK_EVERY
    while minute < last - 60:
        if minute > first + 60:
            yield minute
        minute += TICK_EVERY


def key_of(told: Explanation, rows: Rows) -> list[tuple[str, str]]:
    """What the colours mean, with their sums."""
    found = [("ran", _("counted, %(sum)s") % {"sum": length(told.counted, rows)})]
    if told.left:
        found.append(("left", _("left, %(sum)s") % {"sum": length(told.left, rows)}))
    if told.paused:
        found.append(("held", _("paused, %(sum)s") % {"sum": length(told.paused, rows)}))
    return [*found, ("shut", _("closed or before"))]


def sentences_of(rows: Rows, stretch: Stretch, told: Explanation) -> Iterator[Said]:
    """The same sum in sentences."""
    yield Said(stretch.began, stretch.rule, "", "handshake")
    for pause in told.pauses:
        yield _pause(rows, pause.start, pause.end, pause.working)
    for difference in told.differences:
        day = when.long_date(difference.day, when.local(rows.at).date())
        yield Said(
            _("%(team)s keeps other hours on %(day)s")
            % {"team": rows.service_request.team.name, "day": day},
            _("It stands in the calendar, so it is in the sum already."),
            "",
            "calendar-dots",
        )
    yield Said(
        _("Nights, weekends and holidays do not count"),
        _("%(team)s works by the clock in %(place)s.")
        % {"team": rows.service_request.team.name, "place": place_of(told.calendar.zone)},
        "",
        "moon-stars",
    )
    yield Said(
        _("Together %(sum)s of working time") % {"sum": length(told.working, rows)},
        _("It ends %(when)s.") % {"when": when.moment(told.end, rows.at)},
        "",
        "check-circle",
    )


def _pause(rows: Rows, start: datetime, end: datetime, working: timedelta) -> Said:
    here = rows.service_request
    asked = next((one for one in rows.questions if one.asked_at <= start), None)
    question = next((one for one in rows.questions if one.asked_at == start), asked)
    known = {
        "asker": here.asker.preferred_name,
        "start": when.near_moment(start, rows.at),
        "end": when.near_moment(end, rows.at),
    }
    more = [_("%(sum)s of working time.") % {"sum": length(working, rows)}]
    if question:
        more.insert(0, _("The question: “%(question)s”.") % {"question": question.words})
    return Said(
        _("Paused while %(asker)s was asked: %(start)s to %(end)s") % known,
        " ".join(more),
        "wait",
        "pause-circle",
    )

"""Which dates a team can choose from when it gives its word.

With experience they come from the record of the house, each with its odds. Until then they come
from the published times of the service, and every sentence names what was published; no odds are
made up (DOMAIN 5).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from goodword.requests.models import ServiceRequest
from goodword.requests.rules.forecast import Forecast
from goodword.ui import when
from goodword.ui.odds import chance_words
from goodword.working_time import Calendar

NOON = 12


@dataclass(frozen=True)
class DateChoice:
    """One date that can be chosen, and what follows from choosing it.

    ``odds`` are those of being done by then, in words; empty without experience.
    """

    at: datetime
    consequence: str
    is_fair: bool = False
    odds: str = ""

    def words(self, at: datetime) -> str:
        """The moment as its card says it."""
        return when.starting(when.short_moment(self.at, at))

    @property
    def value(self) -> str:
        """The moment as the form sends it."""
        return self.at.isoformat()


def date_choices(
    service_request: ServiceRequest,
    at: datetime,
    known: Forecast | None = None,
    calendar: Calendar | None = None,
) -> list[DateChoice]:
    """Up to four dates, the earliest first, each a different one."""
    found: dict[datetime, DateChoice] = {}
    calendar = calendar or service_request.team.calendar()
    wished = _advised(service_request, known) if known else _wished(service_request, calendar, at)
    for choice in wished:
        if choice.at > at:
            found.setdefault(choice.at, choice)
    return sorted(found.values(), key=lambda choice: choice.at)


def _advised(service_request: ServiceRequest, known: Forecast) -> Iterator[DateChoice]:
    """The dates of the record: as hoped, even odds, fair, and safest, each with its odds.

    A date that is fixed outside is one of them where the fair date would come too late for it.
    """

    def choice(due: datetime, words: str, *, fair: bool = False) -> DateChoice:
        return DateChoice(due, words, fair, chance_words(known.chance(due)))

    fair, fixed = known.fair, service_request.fixed_at
    if needed := service_request.needed_by:
        name = service_request.asker.preferred_name
        yield choice(needed, _("as %(name)s hoped") % {"name": name}, fair=needed == fair)
    if fixed and fixed < fair:
        why = _("the last moment: %(why)s") % {"why": service_request.fixed_why}
        yield choice(fixed, why)
    yield choice(fair, _told(service_request, fair, _("a fair promise")), fair=True)
    yield choice(known.even, _told(service_request, known.even, _("even odds")))
    yield choice(known.safe, _told(service_request, known.safe, _("safest")))


def _wished(
    service_request: ServiceRequest, calendar: Calendar, at: datetime
) -> Iterator[DateChoice]:
    usual, fair = published_dates(service_request, calendar, at)
    if needed := service_request.needed_by:
        yield DateChoice(needed, _hoped(service_request, needed < fair), needed == fair)
    yield DateChoice(fair, _told(service_request, fair, _fair(service_request)), is_fair=True)
    yield DateChoice(usual, _told(service_request, usual, _("our published usual time")))
    safe = calendar.end_of_nth_working_day(fair, 1)
    yield DateChoice(safe, _told(service_request, safe, _("a working day more, to be safe")))


def published_dates(
    service_request: ServiceRequest, calendar: Calendar, at: datetime
) -> tuple[datetime, datetime]:
    """The usual and the fair date: what was published, counted from when it was asked.

    The fair date is the last full hour within the published 85% time, so that it is agreed
    beforehand (DOMAIN 3, T6). Where that time has passed already it is counted from now.
    """
    usual, nearly = (timedelta(minutes=one) for one in published_minutes(service_request, calendar))
    limit = calendar.add(service_request.asked_at, nearly)
    start = service_request.asked_at
    if limit <= at:
        start, limit = at, calendar.add(at, nearly)
    soon = calendar.add(start, usual)
    fair = _full_hour(calendar, limit, at)
    return min(rounded(calendar, soon, usual), fair), fair


def _full_hour(calendar: Calendar, limit: datetime, at: datetime) -> datetime:
    """The last full hour not after the limit, if the team works then."""
    local = limit.astimezone(ZoneInfo(calendar.zone))
    hour = local.replace(minute=0, second=0, microsecond=0)
    works = calendar.is_open(hour - timedelta(minutes=1)) and hour > at
    return hour if works else limit


def published_minutes(service_request: ServiceRequest, calendar: Calendar) -> tuple[int, int]:
    """The usual and the nearly-always time in working minutes; two and three days without one."""
    charter = service_request.charter
    if charter is not None:
        return charter.usual_minutes, charter.nearly_always_minutes
    day = calendar.mean_day()
    return int(2 * day / timedelta(minutes=1)), int(3 * day / timedelta(minutes=1))


def rounded(calendar: Calendar, moment: datetime, length: timedelta) -> datetime:
    """Round up to noon or the end of that working day; services of a day or more to its end."""
    day = calendar.day_of(moment)
    close = calendar.end_of_day(day) or moment
    if close < moment:
        return moment
    noon = datetime(day.year, day.month, day.day, NOON, tzinfo=ZoneInfo(calendar.zone))
    is_short = length < calendar.mean_day()
    return noon if is_short and moment <= noon < close else close


def _fair(service_request: ServiceRequest) -> str:
    if service_request.charter is None:
        return _("a fair promise")
    return _("a fair promise: published as 85 in 100")


def _hoped(service_request: ServiceRequest, is_soon: bool) -> str:
    name = service_request.asker.preferred_name
    if is_soon:
        return _("as %(name)s hoped; sooner than we publish") % {"name": name}
    return _("as %(name)s hoped") % {"name": name}


def _told(service_request: ServiceRequest, due: datetime, words: str) -> str:
    """The words, and that it would be too late for the asker when it is."""
    fixed, needed = service_request.fixed_at, service_request.needed_by
    if fixed and due > fixed:
        why = {"words": words, "why": service_request.fixed_why}
        return _("%(words)s, but too late: %(why)s") % why
    if needed is None or due <= needed:
        return words
    if service_request.needed_why and not fixed:
        return _("%(words)s, but after: %(why)s") % {
            "words": words,
            "why": service_request.needed_why,
        }
    return _("%(words)s, but later than %(name)s hoped") % {
        "words": words,
        "name": service_request.asker.preferred_name,
    }


def next_words(service_request: ServiceRequest, at: datetime) -> list[tuple[str, str]]:
    """When the next word may come, as values and words of a list; empty is the usual rhythm."""
    calendar = service_request.team.calendar()
    today = calendar.day_of(at)
    tomorrow = calendar.add_days(today, 1)
    moments = [
        calendar.end_of_day(today),
        _one_hour_in(calendar, tomorrow),
        calendar.end_of_day(tomorrow),
        _one_hour_in(calendar, calendar.add_days(today, 2)),
    ]
    found = [(_("As usual for this service"), "")]
    for moment in moments:
        if moment is not None and moment > at:
            words = _("%(deadline)s, even without news") % {"deadline": when.deadline(moment, at)}
            found.append((when.starting(words), moment.isoformat()))
    return [(value, words) for words, value in found]


def _one_hour_in(calendar: Calendar, day: Any) -> datetime:
    opens, _closes = calendar.day_spans(day)[0]
    return calendar.add(opens, timedelta(hours=1))


def outside_hours(service_request: ServiceRequest, due: datetime) -> str:
    """Say that nobody works at this moment, or nothing."""
    calendar = service_request.team.calendar()
    if calendar.is_open(due - timedelta(minutes=1)):
        return ""
    return _("%(team)s does not work then. They open again %(moment)s.") % {
        "team": service_request.team.name,
        "moment": when.happened(calendar.next_open(due), due),
    }

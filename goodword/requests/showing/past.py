"""How the latest words of a service ended: lengths only, without names, dates or words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from goodword.catalogue.models import Service
from goodword.catalogue.rules import day_minutes
from goodword.house.guard import system_scope
from goodword.house.prepared import prepared
from goodword.house.words import gettext as _
from goodword.people.privacy import Privacy
from goodword.requests.models import Promise, ServiceRecord
from goodword.requests.rules.states import PromiseState
from goodword.working_time import Calendar

SHOWN = 12
MINUTE = timedelta(minutes=1)

#: Why promises are read unscoped here: only lengths leave, without names, dates or words.
READING = "drawing how long a service really takes, without names, dates or words"


@dataclass(frozen=True)
class Past:
    """One past promise of a service: working days promised and taken."""

    promised: float
    taken: float
    is_kept: bool

    @property
    def verdict(self) -> str:
        """Whether the word was kept, in a word."""
        if not self.is_kept:
            return _("no")
        return _("early") if self.promised - self.taken >= 1 else _("yes")


def past_of(service: Service, calendar: Calendar) -> list[Past]:
    """The latest promises of a service that were delivered, the last first."""
    with system_scope(READING):
        rows = _ended(service, service.team_id)
    day = day_minutes(calendar)

    def days(start: datetime, end: datetime) -> float:
        return round(calendar.between(start, end) / MINUTE / day, 1)

    return [
        Past(days(asked, due), days(asked, done), state == PromiseState.KEPT)
        for asked, due, done, state in rows
        if done is not None
    ]


@prepared
def _ended(
    service: Service, team: int
) -> QuerySet[Promise, tuple[datetime, datetime, datetime | None, str]]:
    promises = Promise.objects.judged().filter(
        team=team,
        service_request__service=service,
        service_request__delivered_at__isnull=False,
    )
    latest = promises.exclude(service_request__privacy=Privacy.CONFIDENTIAL).order_by(
        "-service_request__delivered_at"
    )
    return latest.values_list(
        "service_request__asked_at", "stands_at", "service_request__delivered_at", "state"
    )[:SHOWN]


def record_of(service: Service) -> ServiceRecord | None:
    """How a service has done lately; nothing before its first word ended."""
    return next(iter(_record(service)), None)


@prepared
def _record(service: Service) -> QuerySet[ServiceRecord]:
    return ServiceRecord.objects.filter(service=service).order_by()

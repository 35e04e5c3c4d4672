"""Due times never lie: when a team's hours change, what is due is counted anew."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Max

from goodword.history.models import Event
from goodword.house.action import action
from goodword.people.models import TeamHours
from goodword.requests.actions.keeping import ABOUT, Held
from goodword.requests.models import Recounted, ServiceRequest

#: How many requests are counted anew in one round; the next round goes on.
A_ROUND: Final = 500
A_MINUTE: Final = timedelta(minutes=1)


@action
def changed_hours() -> list[Recounted]:
    """Teams whose hours changed since their requests were counted; new teams are only noted."""
    newest = dict(TeamHours.objects.order_by().values_list("team").annotate(it=Max("version")))
    known = {row.team_id: row for row in Recounted.objects.select_related("team")}
    Recounted.objects.bulk_create(
        Recounted(team_id=team, version=version)
        for team, version in newest.items()
        if team not in known
    )
    changed = []
    for team, version in newest.items():
        row = known.get(team)
        if row is None or row.version == version:
            continue
        if row.doing != version:
            row.doing, row.counted_to = version, 0
        changed.append(row)
    return changed


def next_of(row: Recounted) -> list[ServiceRequest]:
    """The next open requests of a team that are to be counted anew."""
    rows = ServiceRequest.objects.open().filter(team=row.team_id, pk__gt=row.counted_to)
    return list(rows.order_by("pk")[:A_ROUND])


@action
def note_recounted(row: Recounted, counted_to: int | None) -> None:
    """Write down how far a team's requests are counted; None: all of them."""
    if counted_to is None:
        row.version, row.doing, row.counted_to = row.doing or row.version, None, 0
    else:
        row.counted_to = counted_to
    row.save(update_fields=["version", "doing", "counted_to"])


@action
def recount(service_request: ServiceRequest, *, at: datetime) -> bool:
    """Count what is due on the hours as they are now; answers whether a word came to lie outside.

    An agreed date is never moved by new hours. Where nobody works at it any more its owner is
    told, once; the asker hears only when somebody moves it.
    """
    held = Held.hold(service_request, at)
    promise = held.standing.promise
    outside = promise is not None and not held.calendar.is_open(promise.stands_at - A_MINUTE)
    told = outside and promise is not None and not _was_told(service_request, promise.key)
    if told and promise is not None:
        facts = {"promise": promise.key}
        held.record("date_outside_hours", facts=facts, due=promise.stands_at)
    held.settle()
    return told


def _was_told(service_request: ServiceRequest, promise: int) -> bool:
    said = Event.objects.about(ABOUT, service_request.pk).filter(name="date_outside_hours")
    return any(event.facts.get("promise") == promise for event in said)

"""Keeping how long requests take, as it happens: what the promise advisor learns from."""

from __future__ import annotations

from datetime import datetime, timedelta

from goodword.requests.models import Advised, Kind, Life, Outlook, ServiceRequest, place_of
from goodword.requests.rules.forecast import in_days, needed_days
from goodword.requests.rules.standing import Standing
from goodword.working_time import Calendar


def outlook_for(service_request: ServiceRequest, at: datetime) -> Outlook | None:
    """What is known at this moment about work like this, from the closest to the widest."""
    team, service = service_request.team_id, service_request.service_id
    places = [
        place_of(team, service, Kind.of(service_request)),
        place_of(team, service, Kind.USUAL),
        place_of(team, None, Kind.USUAL),
    ]
    return Outlook.objects.for_places(places, at)


def begin_life(service_request: ServiceRequest) -> Life:
    """Note that something was asked, with the outlook of that moment."""
    return Life.objects.create(
        service_request=service_request,
        team_id=service_request.team_id,
        service_id=service_request.service_id,
        kind=Kind.of(service_request),
        asked_at=service_request.asked_at,
        outlook=outlook_for(service_request, service_request.asked_at),
    )


def note_word(service_request: ServiceRequest, age: float) -> None:
    """Note where on its curve a life lay when odds were first told in it, with a word.

    ``age`` is for how many working days it had been open.
    """
    life = Life.objects.select_related("outlook").filter(service_request=service_request).first()
    if life is not None and life.outlook is not None and life.word_place is None:
        life.word_place = life.outlook.curve.chance(age)
        life.save(update_fields=["word_place"])


def follow(service_request: ServiceRequest, standing: Standing, calendar: Calendar) -> None:
    """Write down what an act changed in a life: done, over undone, going on, paused."""
    life = Life.objects.select_related("outlook").filter(service_request=service_request).first()
    if life is None:
        return
    write_life(life, standing, calendar)
    life.save()
    for advised in Advised.objects.filter(service_request=service_request):
        advised.ready_at = _ready(advised.at, life, standing, calendar)
        advised.save(update_fields=["ready_at"])


def write_life(life: Life, standing: Standing, calendar: Calendar) -> None:
    """Set what follows from how the request stands; nothing is saved.

    What was accepted as done and reopened later stays done: it was, and the new work is other
    work (T22). "Not yet" undoes it (T19).
    """
    life.paused = _paused(standing, calendar)
    if life.is_done and (standing.delivered_at or standing.last_act != "not_yet"):
        return
    ended_at = standing.delivered_at or (None if standing.is_open else standing.ended_at)
    life.ended_at, life.is_done = ended_at, standing.delivered_at is not None
    life.length = life.needed = life.share = None
    life.is_beyond = False
    if ended_at is None:
        return
    half = bool(life.outlook and life.outlook.is_half_days)
    pauses = standing.pauses
    life.length = in_days(calendar, life.asked_at, ended_at, pauses)
    life.needed = needed_days(calendar, life.asked_at, ended_at, half=half, pauses=pauses)
    if life.outlook:
        life.share, state = life.outlook.curve.share(life.needed)
        life.is_beyond = bool(state) or not life.is_done


def _paused(standing: Standing, calendar: Calendar) -> float:
    return sum(in_days(calendar, start, end) for start, end in standing.pauses)


def _ready(at: datetime, life: Life, standing: Standing, calendar: Calendar) -> datetime | None:
    """When it would have been there without the waiting that came after the advice."""
    if not life.is_done or life.ended_at is None:
        return None
    waited = [calendar.between(max(start, at), end) for start, end in standing.pauses if end > at]
    return calendar.subtract(life.ended_at, sum(waited, timedelta())) if waited else life.ended_at

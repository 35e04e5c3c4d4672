"""What must be so after any fault: nothing lost, nothing by halves, nothing twice."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from goodword.feedback.models import Thanks
from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.outbox.models import Letter
from goodword.requests.actions import keeping
from goodword.requests.actions.files import path_of
from goodword.requests.models import (
    Attachment,
    Delivery,
    Handover,
    Message,
    Offer,
    Promise,
    ServiceRequest,
    StoredFile,
)
from goodword.requests.rules.standing import Standing
from soak.lives import EVENTS, Life

#: What the asker always has a letter about.
TOLD = ("offered", "delivered", "handover_offered", "broken", "word_missed")


def problems_of_lives(lives: Iterable[Life]) -> list[str]:
    """Say what was lost, done by halves or done twice in these lives and in what they left."""
    with system_scope("soak"):
        lives = list(lives)
        found = {it.title: it for it in _requests([life.name for life in lives])}
        wrong = [words for life in lives for words in _of_life(life, found.get(life.name))]
        return wrong + [words for request in found.values() for words in of_request(request)]


def acknowledged_is_there(lives: Iterable[Life]) -> list[str]:
    """Say which acknowledged steps are not there, or twice, while the lives go on."""
    with system_scope("soak"):
        known = [(life, list(life.acknowledged)) for life in lives]
        found = {it.title: it for it in _requests([life.name for life, _steps in known])}
        wrong = []
        for life, steps in known:
            request = found.get(life.name)
            if request is None:
                wrong += [f"{life.name}: LOST, it was acknowledged"] if steps else []
            else:
                wrong += list(_events_of(life, steps, request))
        return wrong


def _requests(names: list[str]) -> list[ServiceRequest]:
    return list(ServiceRequest.objects.filter(title__in=names).select_related("team"))


def _of_life(life: Life, request: ServiceRequest | None) -> Iterator[str]:
    if request is None:
        if life.acknowledged:
            yield f"{life.name}: LOST, it was acknowledged and is not there"
        return
    if ServiceRequest.objects.filter(title=life.name).count() != 1:
        yield f"{life.name}: DOUBLED, asked for twice"
    yield from _events_of(life, life.acknowledged, request)
    yield from _words_twice(life, request)


def _events_of(life: Life, steps: list[str], request: ServiceRequest) -> Iterator[str]:
    # What was acknowledged before we looked must be there; what is there must have been sent.
    due = Counter(EVENTS[step] for step in steps)
    names = Counter(Event.objects.about("request", request.pk).values_list("name", flat=True))
    sent = Counter(EVENTS[step] for step in life.sent)
    for name in set(EVENTS.values()):
        if names[name] < due[name]:
            yield f"{life.name}: LOST, {name} was acknowledged {due[name]} times: {names[name]}"
        if names[name] > sent[name]:
            yield f"{life.name}: DOUBLED, {name} happened {names[name]} times"


def _words_twice(life: Life, request: ServiceRequest) -> Iterator[str]:
    rows: dict[str, QuerySet[Any]] = {
        "write": Message.objects.filter(service_request=request, words=life.words("write")),
        "reply": Message.objects.filter(service_request=request, words=life.words("reply")),
        "offer": Offer.objects.filter(service_request=request),
        "accept": Promise.objects.filter(service_request=request),
        "hand_over": Handover.objects.filter(service_request=request),
        "deliver": Delivery.objects.filter(service_request=request),
        "confirm": Thanks.objects.filter(service_request=request),
    }
    for step, there in rows.items():
        number, least = there.count(), int(step in life.acknowledged)
        if number < least:
            yield f"{life.name}: LOST, the row of {step} is not there"
        if number > 1:
            yield f"{life.name}: DOUBLED, {number} rows of {step}"
    for step in ("ask", "write", "deliver"):
        if life.with_files and step in life.acknowledged:
            sha256 = hashlib.sha256(f"{life.words(step)} proof".encode()).hexdigest()
            kept = Attachment.objects.filter(service_request=request, file__sha256=sha256).count()
            if kept != 1:
                yield f"{life.name}: {kept} files of {step} instead of one"


def of_request(request: ServiceRequest) -> Iterator[str]:
    """Say where the kept columns, the events and the letters of one request do not agree."""
    events = list(Event.objects.about("request", request.pk))
    if [event.number for event in events] != list(range(1, len(events) + 1)):
        yield f"{request.reference}: HALF DONE, its events are not numbered one by one"
        return
    standing = keeping.stand(request)
    after = copy(request)
    keeping.fill(after, standing, request.team.calendar())
    for column in _kept_columns():
        if getattr(after, column) != getattr(request, column):
            yield f"{request.reference}: HALF DONE, {column} does not follow from its events"
    yield from _promises(request, standing)
    yield from _letters(request, events)


def _letters(request: ServiceRequest, events: list[Event]) -> Iterator[str]:
    rows = Letter.objects.filter(about_kind="request", about_id=request.pk)
    letters = dict(rows.values_list("key", "facts"))
    known = {event.pk for event in events}
    if any(facts.get("event") not in known for facts in letters.values()):
        yield f"{request.reference}: HALF DONE, a letter tells of what did not happen"
    for event in events:
        told = f"request:{event.pk}:asker:{request.asker_id}"
        if event.name in TOLD and event.by_id != request.asker_id and told not in letters:
            yield f"{request.reference}: HALF DONE, nobody is told of {event.name}"


def _kept_columns() -> list[str]:
    fields = (ServiceRequest._meta.get_field(name) for name in keeping.KEPT)
    return [getattr(field, "attname", field.name) for field in fields]


def _promises(request: ServiceRequest, standing: Standing) -> Iterator[str]:
    for promise in request.promises.all():
        if standing.verdicts.get(promise.pk) != promise.state:
            yield f"{request.reference}: HALF DONE, a promise does not follow from its events"


def of_files() -> list[str]:
    """Say which files are not there, or are not what they were."""
    with system_scope("soak"):
        wrong = []
        for stored in StoredFile.objects.all():
            path = path_of(stored)
            if not path.is_file():
                wrong.append(f"LOST, the file {stored.sha256[:12]} is not there")
            elif hashlib.sha256(path.read_bytes()).hexdigest() != stored.sha256:
                wrong.append(f"HALF DONE, the file {stored.sha256[:12]} is not what it was")
        return wrong


def of_database() -> list[str]:
    """Ask the database itself whether it is whole."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            connection.check_constraints()
            return []
        cursor.execute("PRAGMA integrity_check")
        wrong = [str(row[0]) for row in cursor.fetchall() if row[0] != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        return wrong + [f"foreign key: {row}" for row in cursor.fetchall()]


def of_everything() -> list[str]:
    """Say what is wrong with any request, file or table."""
    with system_scope("soak"):
        rows = ServiceRequest.objects.select_related("team").order_by("pk")
        wrong = [words for request in rows.iterator(500) for words in of_request(request)]
    return wrong + of_files() + of_database()

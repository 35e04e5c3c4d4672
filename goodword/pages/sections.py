"""The sections of a team's desk: which rows, in which order, and the words above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    F,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goodword.people.models import Membership, Person, Team
from goodword.requests.models import Handover, ServiceRequest
from goodword.requests.rules.states import BEFORE_DELIVERY, PromiseState, State

Requests = QuerySet[ServiceRequest]
ROWS_AT_FIRST = 8
ROWS_MORE = 50


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the desk. ``note`` says what it means; ``none`` stands where it is empty."""

    key: str
    heading: Any
    icon: str
    kind: str
    note: Any
    none: Any = ""


SECTIONS = (
    Section(
        "recovery",
        _("A word was not kept"),
        "heart-break",
        "broken",
        _("A person says sorry and gives a new word"),
    ),
    Section(
        "first",
        _("Needs a first word"),
        "hand-waving",
        "given",
        _("A person has asked and has not yet heard from a person"),
        _("Nobody is waiting for a first word."),
    ),
    Section(
        "handover",
        _("Hand-overs to answer"),
        "user-switch",
        "given",
        _("Another team asks you to take it; it stays with them until you say yes"),
    ),
    Section(
        "today",
        _("Promised for today"),
        "handshake",
        "given",
        _("All on course"),
        _("No promise falls due today."),
    ),
    Section("risk", _("At risk"), "warning", "risk", _("Tell them before the date, not after")),
    Section(
        "dateless",
        _("No date yet"),
        "chat-teardrop-dots",
        "given",
        _("They heard from a person; a date is offered or still owed"),
    ),
    Section(
        "asker",
        _("Waiting on the asker"),
        "pause-circle",
        "wait",
        _("Clock paused, a kind reminder goes out by itself"),
    ),
    Section(
        "other",
        _("Waiting on somebody else"),
        "hourglass-medium",
        "given",
        _("The word stands all the same"),
    ),
    Section("later", _("Later"), "calendar-dots", "given", _("Promised for tomorrow and after")),
    Section(
        "delivered",
        _("Delivered"),
        "check-circle",
        "given",
        _("Waiting for their yes"),
    ),
)
BY_KEY = {section.key: section for section in SECTIONS}


def open_on_desk(person: Person, team: Team) -> Requests:
    """What this person sees on the desk: what the team has, and what it is asked to take."""
    ours = ServiceRequest.objects.answerable_by(person).open().filter(team=team)
    asked_to_take = Handover.objects.awaiting(person).filter(to_team=team)
    # One list of keys rather than "or": each half has its own index.
    keys = (
        ours.order_by()
        .values("pk")
        .union(asked_to_take.order_by().values("service_request"), all=True)
    )
    return ServiceRequest.objects.visible_to(person).open().filter(pk__among=keys)


def end_of_today(at: datetime) -> datetime:
    """Midnight that ends the reader's day."""
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time()))


def in_sections(requests: Requests, team: Team, midnight: datetime) -> Requests:
    """Each row with its ``section`` and the moment ``care_at`` that orders it there.

    ``midnight`` ends the reader's day.
    """
    word = Q(promise_state__in=[PromiseState.ACCEPTED, PromiseState.AT_RISK])
    return requests.annotate(
        section=_section(team, midnight),
        care_at=Case(
            When(word & ~Q(state__in=[State.DELIVERED, State.WAITING_ASKER]), then=F("due_at")),
            default=Coalesce("next_word_at", "asked_at"),
            output_field=DateTimeField(),
        ),
    )


def _section(team: Team, midnight: datetime) -> Case:
    word_stands = Q(promise_state=PromiseState.ACCEPTED)
    broken = Q(promise_state=PromiseState.BROKEN, promise__apology=None)
    chosen: Sequence[tuple[Q, str]] = (
        (~Q(team=team), "handover"),
        (Q(state=State.ASKED), "first"),
        (broken & Q(state__in=sorted(BEFORE_DELIVERY)), "recovery"),
        (Q(state=State.DELIVERED), "delivered"),
        (Q(state=State.WAITING_ASKER), "asker"),
        (Q(promise_state=PromiseState.AT_RISK), "risk"),
        (word_stands & Q(due_at__lt=midnight), "today"),
        (Q(state=State.WAITING_OTHER), "other"),
        (word_stands, "later"),
    )
    whens = [When(condition, then=Value(key)) for condition, key in chosen]
    return Case(*whens, default=Value("dateless"), output_field=CharField())


def first_of_each(requests: Requests) -> Requests:
    """The first rows of every section, as keys for a further query."""
    place = Window(
        RowNumber(),
        partition_by=[F("section")],
        order_by=[F("care_at").asc(), F("pk").asc()],
    )
    return requests.order_by().annotate(place=place).filter(place__lte=ROWS_AT_FIRST)


def after(requests: Requests, section: str, care_at: datetime, pk: int) -> Requests:
    """The rows of one section that come after a row (keyset)."""
    further = Q(care_at__gt=care_at) | Q(care_at=care_at, pk__gt=pk)
    return requests.filter(further, Q(section=section))


def teams_of(person: Person, at: datetime) -> QuerySet[Membership, int]:
    """Keys of the person's teams on the day of a moment."""
    current = Membership.objects.current(timezone.localdate(at))
    return current.filter(person=person).values_list("team_id", flat=True)

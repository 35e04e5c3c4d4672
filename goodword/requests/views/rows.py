"""Everything about one request, read once, through the eyes of one person.

The request, what happened and all that hangs on it are three queries, however long its
conversation is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.house.prepared import prepared
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.actions.keeping import ABOUT, happenings_of
from goodword.requests.models import (
    Aim,
    Apology,
    Attachment,
    Delivery,
    Handover,
    Message,
    Offer,
    PlanStep,
    Playback,
    Question,
    Reading,
    Referral,
    ServiceRequest,
    WaitingOnOther,
)
from goodword.requests.names import hide
from goodword.requests.rules.replay import replay
from goodword.requests.rules.standing import Standing
from goodword.requests.showing.around import with_around
from goodword.requests.views.papers import ON_BANNER, ON_PAGE, papers_of
from goodword.working_time import Calendar

Side = Literal["asker", "team", "taker", "watcher"]

#: Why events are read unscoped: they have no eyes of their own, their request has.
READING_EVENTS = "showing what happened on a request the person may see"

RELATED = (
    "asker",
    "beneficiary",
    "charter",
    "delegate",
    "emergency_record__sponsor",
    "filer",
    "offer",
    "offer__by",
    "owner",
    "promise",
    "promise__made_by",
    "service",
    "service__record",
    "service__team",
    "team",
)


#: Those of them that are people.
PEOPLE = (
    "asker",
    "beneficiary",
    "delegate",
    "emergency_record__sponsor",
    "filer",
    "offer__by",
    "owner",
    "promise__made_by",
)


@dataclass
class Rows:
    """A request and what hangs on it. Lists are in order of time."""

    service_request: ServiceRequest
    me: Person
    at: datetime
    side: Side
    is_ours: bool
    is_both: bool
    calendar: Calendar
    events: list[Event]
    standing: Standing
    messages: list[Message] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    playbacks: list[Playback] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    steps: list[PlanStep] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    apologies: list[Apology] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    handovers: list[Handover] = field(default_factory=list)
    waits: list[WaitingOnOther] = field(default_factory=list)
    aims: list[Aim] = field(default_factory=list)

    @property
    def hat(self) -> str:
        """What an address needs so that somebody with both hats sees this side again."""
        return "team" if self.is_both and self.side == "team" else ""

    @property
    def may_answer(self) -> bool:
        """Whether this person may say yes and no for the asker's side."""
        return self.me.pk in self.service_request.asking

    @property
    def handover(self) -> Handover | None:
        """The hand-over that waits for an answer."""
        return next((one for one in self.handovers if not one.answer), None)

    @property
    def question(self) -> Question | None:
        """The question that waits for an answer."""
        return next((one for one in self.questions if one.answered_at is None), None)


def find(reference: str, me: Person, at: datetime) -> ServiceRequest:
    """The request by its reference, as far as this person may see it. Raises ``Http404``.

    Reading what is confidential is written down first; where that fails, nothing is read.
    """
    found = _found(reference, me, at.date())
    if not found:
        raise Http404
    note(found[0], me, at, Reading.What.PAGE)
    return found[0]


@prepared
def _found(reference: str, me: Person, today: date) -> QuerySet[ServiceRequest]:
    visible = ServiceRequest.objects.visible_to(me)
    ours = ServiceRequest.objects.answerable_by(me).filter(pk=OuterRef("pk"))
    wanted = with_around(visible.filter(reference=reference), today)
    taking = Handover.objects.awaiting(me).filter(service_request=OuterRef("pk"))
    sides = {"is_ours": Exists(ours), "is_taking": Exists(taking)}
    return wanted.select_related(*RELATED).defer(*_unshown(PEOPLE)).annotate(**sides)


@prepared
def _events(about: int) -> QuerySet[Event]:
    events = Event.objects.about(ABOUT, about).select_related("by")
    return events.defer(*_unshown(("by",)))


def _unshown(people: Iterable[str]) -> Iterator[str]:
    """The columns of these people that no page of a request shows."""
    return (f"{one}__{column}" for one in people for column in Person.OWN)


def note(here: ServiceRequest, me: Person, at: datetime, what: str, name: str = "") -> None:
    """Write down that this was read, where that is to be known: before it is shown."""
    if here.is_confidential or me.is_operator:
        actions.note_reading(here, by=me, at=at, what=what, name=name)


def gather(reference: str, me: Person, at: datetime, *, hat: str = "", whole: bool = True) -> Rows:
    """Read a request for its page; without ``whole`` only what its banner needs.

    ``hat`` chooses the team's side for somebody who wears both. Raises ``Http404``.
    """
    service_request = find(reference, me, at)
    with system_scope(READING_EVENTS):
        events = _events(service_request.pk)
    is_ours = bool(getattr(service_request, "is_ours", False))
    is_asking = me.pk in service_request.asking or me.pk == service_request.typed_by_id
    rows = Rows(
        service_request=service_request,
        me=me,
        at=at,
        side=_side(service_request, is_asking, is_ours, hat),
        is_ours=is_ours,
        is_both=is_asking and is_ours,
        calendar=service_request.team.calendar(),
        events=events,
        standing=replay(happenings_of(events)),
    )
    _fill(rows, whole=whole)
    hide(rows)
    return rows


def _side(here: ServiceRequest, is_asking: bool, is_ours: bool, hat: str) -> Side:
    if is_asking and not (is_ours and hat == "team"):
        return "asker"
    if is_ours:
        return "team"
    return "taker" if getattr(here, "is_taking", False) else "watcher"


def _fill(rows: Rows, *, whole: bool) -> None:
    """Read all that hangs on it."""
    kinds = ON_PAGE if whole else ON_BANNER
    for name, found in papers_of(rows.service_request, rows.me, kinds).items():
        setattr(rows, name, found)

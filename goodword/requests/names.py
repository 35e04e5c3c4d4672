"""Whose names a guest reads: those of the house who wrote to them; all others are their team.

RELIABILITY 3: a guest has no directory and learns no name of the staff but of those who wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.people.models import Person, Team
from goodword.requests.models import ServiceRequest

if TYPE_CHECKING:
    from goodword.requests.views.rows import Rows

#: Acts by which somebody of the team speaks to the asker in person.
SPEAKS: Final = frozenset(
    {
        "answered", "acknowledged", "wrote", "played_back", "question_asked", "offered",
        "promised", "warned", "assured", "apologised", "delivered", "declined",
        "closed_unanswered", "offer_withdrawn",
    }
)  # fmt: skip
#: Who stands on the rows of a page, by the list they are in.
ON_ROWS: Final = {
    "events": ("by",),
    "messages": ("by",),
    "offers": ("by", "answered_by"),
    "playbacks": ("by", "answered_by"),
    "questions": ("asked_by", "answered_by"),
    "deliveries": ("by", "answered_by"),
    "apologies": ("by",),
    "referrals": ("by", "to_person"),
    "handovers": ("by", "to_person"),
}


@dataclass(frozen=True)
class Known:
    """The people whose names one reader knows; without ``keys`` all of them."""

    team: Team
    keys: frozenset[int] | None = None

    def shown(self, person: Person | None) -> Person | None:
        """Answer the person, or their team in the person's place; nobody stays nobody."""
        return self.of(person) if person else None

    def of(self, person: Person) -> Person:
        """Answer somebody, or their team in their place."""
        if self.keys is None or person.pk in self.keys:
            return person
        return Person(name=self.team.name, preferred_name=self.team.name)

    def name(self, person: Person | None) -> str:
        """Answer what somebody is called here; nobody is called as the team is."""
        return self.of(person).preferred_name if person else self.team.name


def known_to(me: Person, here: ServiceRequest, events: Iterable[Event] | None = None) -> Known:
    """Answer whose names this reader knows on a request. Reads its events unless they are given."""
    if not me.is_guest:
        return Known(here.team)
    return Known(here.team, _heard(here, _events_of(here) if events is None else events))


def _events_of(here: ServiceRequest) -> list[Event]:
    with system_scope("showing a guest the names of those who wrote to them"):
        spoken = Event.objects.about("request", here.pk).filter(name__in=SPEAKS)
        return list(spoken.only("name", "by_id", "facts"))


def _heard(here: ServiceRequest, events: Iterable[Event]) -> frozenset[int]:
    spoke = {event.by_id for event in events if event.name in SPEAKS}
    return here.asking | {key for key in spoke | {here.filer_id} if key}


def hide(rows: Rows) -> None:
    """Put the team in the place of everybody whom a guest does not know, before a page is made."""
    known = known_to(rows.me, rows.service_request, rows.events)
    if known.keys is None:
        return
    hide_on(rows.service_request, known)
    for name, people in ON_ROWS.items():
        for row in getattr(rows, name):
            for who in people:
                setattr(row, who, known.shown(getattr(row, who)))


def hide_on(here: ServiceRequest, known: Known) -> None:
    """The same for a request alone."""
    here.owner = known.shown(here.owner)
    if here.promise:
        here.promise.made_by = known.of(here.promise.made_by)
    if here.offer:
        here.offer.by = known.of(here.offer.by)


def as_told(
    here: ServiceRequest, name: str, by: Person | None, values: Mapping[str, Any]
) -> Mapping[str, Any]:
    """What fills the asker's sentence about an event: for a guest, no name they do not know."""
    if not here.asker.is_guest:
        return values
    known = known_to(here.asker, here)
    if by and name in SPEAKS and known.keys is not None:
        known = Known(known.team, known.keys | {by.pk})
    return {
        key: known.name(value) if isinstance(value, Person) else value
        for key, value in values.items()
    }

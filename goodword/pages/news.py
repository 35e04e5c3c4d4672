"""How much came since a page was drawn, counted only over what the person may see."""

from __future__ import annotations

from datetime import datetime

from goodword.pages.asked import my_turn
from goodword.pages.sections import open_on_desk, teams_of
from goodword.people.models import Person, Team
from goodword.requests.models import ServiceRequest
from goodword.requests.rules.states import State


def new_on_desk(person: Person, team: Team, since: int) -> int:
    """Requests that came to the desk after the newest that was seen there."""
    return open_on_desk(person, team).filter(pk__gt=since).count()


def new_for_me(person: Person, since: datetime) -> int:
    """Requests of mine in which somebody on the other side was heard since then."""
    heard = ServiceRequest.objects.asked_by(person).filter(last_word_at__gt=since)
    return heard.exclude(owner=person).count()


def badges(person: Person, at: datetime) -> dict[str, int]:
    """The numbers of the navigation: where I am waited for, and who waits for a first word."""
    mine = ServiceRequest.objects.asked_by(person).open().filter(my_turn("asked"))
    first = ServiceRequest.objects.answerable_by(person).filter(
        state=State.ASKED, team__in=teams_of(person, at)
    )
    return {"home": mine.count(), "desk": first.count()}

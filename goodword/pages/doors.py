"""What every door of this room shares."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from goodword.house.prepared import prepared
from goodword.people.models import Person, Team


class PersonRequest(HttpRequest):
    """A call by somebody who is signed in."""

    user: Person


def own_team(person: Person, slug: str) -> Team:
    """One of the person's own teams. Raises ``Http404`` for any other: a desk is for its team."""
    found = _own_teams(person, slug)
    if not found:
        raise Http404
    return found[0]


@prepared
def _own_teams(person: Person, slug: str) -> QuerySet[Team]:
    return person.teams().filter(slug=slug)

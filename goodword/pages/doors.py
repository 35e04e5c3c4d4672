"""What every door of this room shares."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from goodword.people.models import Person, Team


class PersonRequest(HttpRequest):
    """A call by somebody who is signed in."""

    user: Person


def own_team(person: Person, slug: str) -> Team:
    """One of the person's own teams. Raises ``Http404`` for any other: a desk is for its team."""
    team = person.teams().filter(slug=slug).first()
    if team is None:
        raise Http404
    return team

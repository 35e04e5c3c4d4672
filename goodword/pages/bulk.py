"""One act on several picked rows: each is its own act, done or refused for itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from goodword.house.refusals import Conflict, Refusal
from goodword.house.words import gettext as _
from goodword.people.models import Person, Team
from goodword.requests import actions
from goodword.requests.models import ServiceRequest
from goodword.requests.models.request import ServiceRequestQuerySet
from goodword.requests.showing.states import has_word

PICKED_AT_MOST = 50

Deed = Callable[[ServiceRequest], object]


@dataclass
class Results:
    """What worked and what was refused, each with its title and address; the reason said."""

    said: str
    done: list[dict[str, str]] = field(default_factory=list)
    refused: list[dict[str, str]] = field(default_factory=list)

    def as_kept(self) -> dict[str, Any]:
        """For the session, until the desk has said it."""
        return {"said": self.said, "done": self.done, "refused": self.refused}


def picked(me: Person, team: Team, references: Iterable[str]) -> ServiceRequestQuerySet:
    """The picked rows that are on this team's desk; others are passed over without a word."""
    wanted = [reference[:12] for reference in references][:PICKED_AT_MOST]
    mine = ServiceRequest.objects.answerable_by(me).open()
    return mine.filter(team=team, reference__in=wanted).order_by("next_word_at", "pk")


def do_each(
    requests: Iterable[ServiceRequest], deed: Deed, versions: Mapping[int, int], said: str
) -> Results:
    """Do the same with each. What one row refuses does not stop the others."""
    results = Results(said)
    for one in requests:
        row = {"title": one.shown_title, "href": one.get_absolute_url()}
        try:
            deed(one.seen(versions[one.pk]) if one.pk in versions else one)
        except Conflict:
            results.refused.append({**row, "why": _("Somebody was faster. Look at it first.")})
        except Refusal as refusal:
            results.refused.append({**row, "why": refusal.message})
        else:
            results.done.append(row)
    return results


def give(to: Person, by: Person, at: datetime) -> Deed:
    """Put one name on each."""
    return lambda one: actions.assign(one, by=by, at=at, to=to)


def write(words: str, by: Person, at: datetime) -> Deed:
    """Write the same words to each asker, as a message of its own."""
    return lambda one: actions.write(one, by=by, at=at, words=words)


def offer(due_at: datetime, reason: str, words: str, by: Person, at: datetime) -> Deed:
    """Offer each asker a date; where a word stands, ask to move it and say why (T14)."""

    def deed(one: ServiceRequest) -> object:
        if has_word(one):
            return actions.warn(one, by=by, at=at, reason=reason, due_at=due_at, words=words)
        return actions.offer(one, by=by, at=at, due_at=due_at, words=words, reason=reason)

    return deed

"""Around an act by which somebody takes a request or gives a word: is it more than was agreed?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from goodword.house import clock
from goodword.people.models import Person
from goodword.requests.models import ServiceRequest
from goodword.requests.showing.in_hand import said_of
from goodword.requests.views.act import Act

#: Acts of the team's side by which a word is given, or a request is taken.
TAKING: Final = frozenset({"acknowledgement", "owner", "offers", "recovery"})
#: Acts that either side does; the asker's side hears nothing of what a team has in hand.
EITHER: Final = frozenset({"offer-answer", "handover-answer"})


def before(act: Act, here: ServiceRequest, me: Person) -> Iterable[str]:
    """Say what there would be with one more, on the step that leads to it."""
    if not _is_taken_by(act, here, me):
        return ()
    return said_of(here.team, me, me.pk, clock.now(), one_more=True)


def after(act: Act, here: ServiceRequest, me: Person) -> Iterable[str]:
    """Say what there is now; of whoever has it, which may be somebody else."""
    if not _is_taken_by(act, here, me):
        return ()
    return said_of(here.team, me, here.owner_id, clock.now(), one_more=False)


def _is_taken_by(act: Act, here: ServiceRequest, me: Person) -> bool:
    return act.noun in TAKING or (act.noun in EITHER and me.is_member_of(here.team))

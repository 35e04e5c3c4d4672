"""A letter about a request did not arrive: the request shows it, and its owner is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from goodword.history.models import Event
from goodword.house.action import action
from goodword.outbox.models import Letter
from goodword.requests.actions.keeping import ABOUT, Held
from goodword.requests.models import ServiceRequest

NAME: Final = "letter_lost"
#: Of one person whose mailbox does not answer, a request tells once in so long.
AGAIN_AFTER: Final = timedelta(days=7)


@action
def note_lost_letter(letter: Letter, at: datetime) -> None:
    """Write down that somebody did not get a letter, for who has the request to tell them.

    Nothing is said where the person may not see the request any more, nor about a letter that
    tells of a lost letter itself.
    """
    seen = ServiceRequest.objects.visible_to(letter.to).filter(pk=letter.about_id)
    service_request = seen.select_related("team").first()
    if service_request is None or _is_told(letter, at):
        return
    held = Held.hold(service_request, at)
    held.record(NAME, facts={"person": letter.to_id}, to=letter.to)
    held.settle()


def _is_told(letter: Letter, at: datetime) -> bool:
    events = Event.objects.about(ABOUT, letter.about_id).filter(name=NAME)
    if events.filter(pk=letter.facts.get("event")).exists():
        return True
    return events.filter(at__gt=at - AGAIN_AFTER, facts__person=letter.to_id).exists()

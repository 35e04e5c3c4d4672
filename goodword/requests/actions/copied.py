"""Who was copied in a mail: a suggestion to the team, never a grant (RELIABILITY 3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from goodword.house.action import action
from goodword.people.models import Person
from goodword.requests.actions.keeping import Held
from goodword.requests.models import ServiceRequest

NAME: Final = "copied"
#: More names than this nobody reads in one sentence.
_NAMED: Final = 5


@action
def note_copied(service_request: ServiceRequest, people: Sequence[Person], *, at: datetime) -> None:
    """Tell the team which colleagues a mail was copied to; they get to see nothing by it.

    Somebody of the team, or the asker, lets them read along if that is wanted.
    """
    if not people:
        return
    held = Held.hold(service_request, at)
    names = ", ".join(person.name for person in people[:_NAMED])
    if len(people) > _NAMED:
        names = _("%(names)s and %(number)s more") % {
            "names": names, "number": len(people) - _NAMED,
        }  # fmt: skip
    held.record(NAME, facts={"people": [person.pk for person in people]}, to=names)
    held.settle()

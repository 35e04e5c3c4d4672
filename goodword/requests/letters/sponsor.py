"""The letter to who was named to stand for an emergency.

They take no part in the request and may not read it by that: the letter says who named them,
what breaks if it waits and what it moves. Of a confidential one it says who named them alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from goodword.history.models import Event
from goodword.house.addresses import address_of
from goodword.house.guard import system_scope
from goodword.outbox import own_letters, writing
from goodword.outbox.kinds import Rendered
from goodword.outbox.models import Letter
from goodword.outbox.writing import Sheet
from goodword.people.models import Person
from goodword.requests.models import Emergency
from goodword.requests.sentences_of_moves import what_moves

WHO_NAMED: Final = "telling somebody who named them to stand for an emergency"


def resolve(letter: Letter, at: datetime) -> Rendered | None:
    """Word it, or answer None when it has been answered, or the request has ended."""
    named = Emergency.objects.sponsored_by(letter.to).filter(pk=letter.facts["emergency"])
    found = named.filter(sponsor_answer=Emergency.SponsorAnswer.OPEN)
    related = found.select_related("service_request", "providing_team", "by")
    made = related.first()
    if made is None or not made.service_request.is_open:
        return None
    here = made.service_request
    heading = _heading(made, is_again=letter.facts.get("again", False))
    page = writing.absolute(address_of("requests:sponsor", here.reference))
    return writing.render(
        Sheet(
            heading=heading,
            subject=heading,
            facts=tuple(facts_of(made)),
            paragraphs=(_("The request goes first meanwhile, whatever you answer."),),
            button=(_("Say whether you stand for it"), page),
            reference=here.reference,
            title=here.reference,
            why=own_letters.why(letter.kind),
        )
    )


def _heading(made: Emergency, *, is_again: bool) -> str:
    if is_again:
        said = _(
            "%(who)s named you to stand for an emergency, and you have not said whether you do."
        )
    else:
        said = _("%(who)s named you to stand for an emergency.")
    return said % {"who": who_named(made).name}


def who_named(made: Emergency) -> Person:
    """Who named the sponsor that there is now: after a no it may be somebody else."""
    with system_scope(WHO_NAMED):
        said = Event.objects.about("request", made.service_request_id).filter(name="sponsor_named")
        last = said.exclude(by=None).select_related("by").order_by("-number").first()
    return last.by if last and last.by else made.by


def facts_of(made: Emergency) -> Iterator[tuple[str, str]]:
    """What a sponsor may know: nothing of a confidential request but that they were named."""
    if made.service_request.is_confidential:
        return
    yield _("Asked of"), made.providing_team.name
    yield _("What breaks if it waits"), made.why
    yield _("What it moves"), what_moves(made.displaced_words, made.displaced_days)

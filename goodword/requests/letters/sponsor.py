"""The letter to who was named to stand for an emergency.

They take no part in the request and may not read it by that: the letter says who named them,
what breaks if it waits and what it moves. Of a confidential one it says who named them alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.house.addresses import address_of
from goodword.outbox import own_letters, writing
from goodword.outbox.kinds import Rendered
from goodword.outbox.models import Letter
from goodword.outbox.writing import Sheet
from goodword.requests.models import Emergency
from goodword.requests.showing.bumps import days_words_of


def resolve(letter: Letter, at: datetime) -> Rendered | None:
    """Word it, or answer None when it has been answered, or the request has ended."""
    named = Emergency.objects.sponsored_by(letter.to).filter(pk=letter.facts["emergency"])
    found = named.filter(sponsor_answer=Emergency.SponsorAnswer.OPEN)
    related = found.select_related("service_request", "providing_team", "by")
    made = related.first()
    if made is None or not made.service_request.is_open:
        return None
    here = made.service_request
    heading = _("%(who)s named you to stand for an emergency.") % {"who": made.by.name}
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


def facts_of(made: Emergency) -> Iterator[tuple[str, str]]:
    """What a sponsor may know: nothing of a confidential request but that they were named."""
    if made.service_request.is_confidential:
        return
    yield _("Asked of"), made.providing_team.name
    yield _("What breaks if it waits"), made.why
    if not made.displaced_words:
        yield _("What it moves"), _("nobody’s promise")
        return
    words = ngettext(
        "%(number)s promise, %(days)s working days in all",
        "%(number)s promises, %(days)s working days in all",
        made.displaced_words,
    )
    known = {"number": made.displaced_words, "days": days_words_of(made.displaced_days)}
    yield _("What it moves"), words % known

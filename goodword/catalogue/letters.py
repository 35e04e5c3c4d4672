"""Letters to those who lead two teams, when a service is to go from one to the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.catalogue.models import ServiceMove
from goodword.house.addresses import address_of
from goodword.outbox import kinds, own_letters, writing
from goodword.outbox.actions import post_to_all
from goodword.outbox.kinds import Rendered
from goodword.outbox.models import Letter
from goodword.outbox.writing import Sheet
from goodword.people.models import Person

MOVE: Final = "catalogue.move"
ABOUT: Final = "service_move"
Answer = ServiceMove.Answer


def register() -> None:
    """Make the kind known to the outbox; called once when the program starts."""
    kinds.register(
        MOVE,
        resolve,
        reason=gettext_lazy("because you lead a team that it concerns"),
        label=gettext_lazy("When a service is to come to my team, or to go from it"),
    )


def tell(move: ServiceMove, at: datetime) -> None:
    """Post what was offered to the lead who answers, and the answer to who offered it."""
    people = _asked(move) if move.answer == Answer.OPEN else _offering(move)
    by = move.by_id if move.answer == Answer.OPEN else move.answered_by_id
    post_to_all(
        MOVE,
        to=[one for one in people if one.pk != by],
        about=(ABOUT, move.pk),
        facts={"answer": move.answer},
        at=at,
        key=f"service-move:{move.pk}:{move.answer}",
    )


def _asked(move: ServiceMove) -> Iterable[Person]:
    """The lead of the other team; where it has none, those who run Goodword."""
    lead = move.to_team.lead
    return [lead] if lead else Person.objects.filter(is_operator=True, is_active=True)


def _offering(move: ServiceMove) -> Iterable[Person]:
    """Who offered it, and who leads the team that it leaves."""
    people = (move.by, move.from_team.lead)
    return {one.pk: one for one in people if one}.values()


def resolve(letter: Letter, at: datetime) -> Rendered | None:
    """Word it, or answer None when it has been answered otherwise since."""
    related = ("service__team", "from_team", "to_team", "by", "answered_by")
    rows = ServiceMove.objects.visible_to(letter.to).select_related(*related)
    move = rows.filter(pk=letter.about_id, answer=letter.facts["answer"]).first()
    return writing.render(_sheet(move, letter)) if move else None


def _sheet(move: ServiceMove, letter: Letter) -> Sheet:
    said = {
        "service": move.service.name,
        "old": move.from_team.name,
        "new": move.to_team.name,
    }
    heading = {
        Answer.OPEN: _("%(old)s asks %(new)s to take over “%(service)s”."),
        Answer.ACCEPTED: _("%(new)s offers “%(service)s” from now on."),
        Answer.REFUSED: _("%(new)s does not take over “%(service)s”."),
    }[Answer(move.answer)] % said
    is_open = move.answer == Answer.OPEN
    by = move.by if is_open else move.answered_by
    words = _("What is open stays with %(old)s, with every word that was given on it.")
    return Sheet(
        heading=heading,
        subject=heading,
        own_words=move.reason if is_open else move.answer_words,
        signed=by.name if by else "",
        from_name=by.name if by else "",
        paragraphs=() if move.answer == Answer.REFUSED else (words % said,),
        button=(_("Look and answer") if is_open else _("Open it"), _page(move, is_open)),
        title=move.service.name,
        why=own_letters.why(letter.kind),
    )


def _page(move: ServiceMove, is_open: bool) -> str:
    service = move.service
    if is_open:
        path = address_of("catalogue:move", service.team.slug, service.slug)
    else:
        path = service.get_absolute_url()
    return writing.absolute(path)

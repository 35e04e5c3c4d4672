"""The letter that says what an answer by mail has not decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.history.models import Event
from goodword.outbox import kinds, own_letters, writing
from goodword.outbox.actions import post
from goodword.outbox.kinds import Rendered
from goodword.outbox.models import Letter
from goodword.outbox.writing import Sheet
from goodword.requests.letters.wording import Case, case_of, next_word, ways_of

UNDECIDED: Final = "channels.undecided"
#: Letters that wait for a yes or no, and what they brought.
_ASKING: Final = frozenset(
    {
        "played_back", "offered", "warned", "apologised", "offer_reminded", "countered",
        "delivered", "answered", "delivery_reminded",
    }
)  # fmt: skip


def register() -> None:
    """Make the kind known."""
    kinds.register(
        UNDECIDED,
        resolve,
        reason=gettext_lazy("because you answered by mail"),
        label=gettext_lazy("When my answer by mail leaves something to decide"),
        automatic=True,
        may_refuse=True,
        at_any_hour=True,
    )


def ask_to_decide(answered: Letter, *, at: datetime) -> None:
    """Tell who answered a letter that their words decide nothing yet; once for each thing.

    Only where the letter brought something that waits for a yes or no, and still does.
    """
    event = Event.objects.filter(pk=answered.facts.get("event", 0)).first()
    # Who answers this very letter, a robot perhaps, is told nothing twice.
    if event is None or event.name not in _ASKING or answered.kind == UNDECIDED:
        return
    case = case_of(answered, at)
    if case is None or not _deciding(case):
        return
    post(
        UNDECIDED,
        to=answered.to,
        about=answered.about,
        facts={"event": event.pk, "side": answered.facts["side"]},
        at=at,
        key=f"undecided:{event.pk}:{answered.to_id}",
    )


def _deciding(case: Case) -> list[str]:
    """What of the ways from a letter decides, and does not only say something."""
    wanted = {"playback-answer", "offer-answer", "move-answer", "confirmation"}
    return [way.noun for way in ways_of(case) if way.noun in wanted]


def resolve(letter: Letter, at: datetime) -> Rendered | None:
    """Word the letter; nothing when it has been decided meanwhile."""
    case = case_of(letter, at)
    return writing.render(_sheet(case)) if case and _deciding(case) else None


def _sheet(case: Case) -> Sheet:
    request = case.request
    return Sheet(
        heading=_("Your words have arrived. One thing is still yours to decide."),
        subject=_("Still yours to decide: “%(title)s”") % {"title": request.title},
        paragraphs=(
            _(
                "What you wrote stands with the request and is read. By itself it neither agrees "
                "to anything nor closes it: press what you mean, and say yes once more on the page "
                "it opens."
            ),
        ),
        facts=((_("What"), f"{request.title} ({request.reference})"),),
        next_word=next_word(case),
        buttons=tuple(_buttons(case)),
        reference=request.reference,
        title=f"{request.title} ({request.reference})",
        why=own_letters.why(UNDECIDED),
    )


def _buttons(case: Case) -> Iterator[tuple[str, str]]:
    for way in (it for it in ways_of(case) if not it.is_rare):
        yield way.words, writing.way_by_mail(case.letter, way.noun) + way.query
    page = case.request.get_absolute_url()
    yield _("Open it"), writing.way_to(case.reader, page, case.request.reference)

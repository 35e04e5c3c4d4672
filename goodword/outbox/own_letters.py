"""The kinds of letters this room has of its own: the digest, and a plain note."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goodword.outbox import kinds, writing
from goodword.outbox.actions import post
from goodword.outbox.actions.digesting import KIND as DIGEST
from goodword.outbox.actions.watching import KIND as ALARM
from goodword.outbox.kinds import Rendered
from goodword.outbox.models import Letter
from goodword.outbox.writing import Group, Sheet
from goodword.people import letters as people_letters

NOTE = "outbox.note"


def register() -> None:
    """Make the kinds known."""
    kinds.register(
        DIGEST,
        digest,
        reason=gettext_lazy("because you chose to have the rest together, at fixed times"),
        automatic=True,
        may_wait=False,
    )
    for name, kind in people_letters.KINDS.items():
        kinds.register(
            name,
            of_people(kind, name),
            reason=kind.reason,
            automatic=True,
            may_wait=False,
            at_any_hour=True,
        )
    kinds.register(
        ALARM,
        note,
        reason=gettext_lazy("because you run Goodword"),
        automatic=True,
        may_wait=False,
        at_any_hour=True,
    )
    people_letters.send_through(post)
    people_letters.let_choose(kinds.to_choose)
    kinds.register(
        NOTE,
        note,
        reason=gettext_lazy("because it is about your own account"),
        automatic=True,
        may_wait=False,
        at_any_hour=True,
    )


def of_people(kind: people_letters.Kind, name: str) -> kinds.Resolver:
    """Answer the resolver of a kind that the room of people words itself."""

    def resolve(letter: Letter, at: datetime) -> Rendered | None:
        words = kind.words(letter.to, letter.about_id, letter.posted_at, at)
        if words is None:
            return None
        sheet = Sheet(
            heading=words.subject,
            paragraphs=words.paragraphs,
            button=(words.button, words.address) if words.button else None,
            why=why(name),
        )
        return replace(writing.render(sheet), lets_in=words.lets_in)

    return resolve


def why(kind: str) -> str:
    """Say in a sentence why somebody gets letters of a kind."""
    return _("You get this %(reason)s.") % {"reason": kinds.kind_of(kind).reason}


def note(letter: Letter, at: datetime) -> Rendered:
    """Word a note another room wrote whole: ``subject``, ``words``, ``button`` and ``link``."""
    facts = letter.facts
    button = (facts["button"], facts["link"]) if "link" in facts else None
    return writing.render(
        Sheet(
            heading=facts["subject"],
            paragraphs=tuple(facts["words"].split("\n\n")),
            button=button,
            why=why(letter.kind),
            next_word=_("Nothing more will come by itself."),
        )
    )


def digest(letter: Letter, at: datetime) -> Rendered | None:
    """Word what a digest carries, one section a request, oldest line first.

    Each letter is asked again whether it may be seen; those that may not are left out, and
    None says that none is left.
    """
    worded = [
        (carried, rendered)
        for carried in Letter.objects.filter(digest=letter).select_related("to").order_by("pk")
        if (rendered := kinds.kind_of(carried.kind).resolver(carried, at))
    ]
    if not worded:
        return None
    worded.sort(key=lambda pair: pair[0].about)
    groups = tuple(
        _group([rendered for _carried, rendered in pairs])
        for _about, pairs in groupby(worded, key=lambda pair: pair[0].about)
    )
    sheet = writing.render(
        Sheet(
            heading=_heading(len(worded), len(groups)),
            groups=groups,
            why=why(DIGEST),
            next_word=_("The next gathering comes at the next of the times you chose."),
            carried=tuple(carried.pk for carried, _rendered in worded),
        )
    )
    offers_end = any(kinds.kind_of(carried.kind).by_one_click for carried, _rendered in worded)
    return replace(sheet, offers_end=offers_end)


def _heading(news: int, things: int) -> str:
    if things == 1:
        return ngettext(
            "%(number)s piece of news about one request",
            "%(number)s pieces of news about one request",
            news,
        ) % {"number": news}
    return _("%(number)s pieces of news about %(things)s requests") % {
        "number": news,
        "things": things,
    }


def _group(letters: list[Rendered]) -> Group:
    """Merge what several letters say about one thing; the last one knows what comes next."""
    last = letters[-1]
    return Group(
        title=last.title or last.subject,
        lines=tuple(letter.subject for letter in letters),
        link=last.link or writing.absolute("/"),
        next_word=last.next_word,
    )

"""The first sentence of a letter: the one that also stands in the page's banner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goodword.requests.letters.kinds import NEWS, NOTICE
from goodword.requests.models import Offer, Promise
from goodword.requests.rules.states import State
from goodword.ui import when

if TYPE_CHECKING:
    from goodword.requests.letters.wording import Case


@dataclass(frozen=True)
class Heading:
    """The sentence, the piece of it in strong type, and the subject where that differs."""

    words: str
    strong: str = ""
    subject: str = ""


def to_asker(case: Case) -> Heading:
    """Answer the sentence for the side that asked."""
    said = _TO_ASKER.get(case.event.name)
    heading = (said and said(case)) or Heading(case.event.to_asker)
    if case.letter.kind not in {NEWS, NOTICE}:
        return heading
    # "Work has begun." alone says nothing to who has asked for several things.
    return replace(heading, subject=_about(heading.words, case))


def _about(sentence: str, case: Case) -> str:
    words = {"sentence": sentence, "title": case.request.title}
    return _("%(sentence)s “%(title)s”") % words


def to_team(case: Case) -> Heading:
    """Answer the sentence for the side that provides; it names what it is about."""
    said = _TO_TEAM.get(case.event.name)
    heading = said(case) if said else case.event.to_team
    return Heading(heading, subject=_about(heading, case))


def _by(case: Case) -> str:
    by = case.event.by
    return by.preferred_name if by else case.request.team.name


def _moment(moment: datetime, case: Case) -> str:
    return when.moment(moment, case.at)


def _offer(case: Case) -> Offer | None:
    """Answer the offer an event made, or the one that was made in the same act."""
    key = case.event.facts.get("offer")
    if key:
        return case.request.offers.filter(pk=key).first()
    same_act = case.request.offers.filter(at=case.event.at, by=case.event.by, answer="")
    return same_act.first()


def _receipt(case: Case) -> Heading | None:
    due, request = case.request.next_word_at, case.request
    if request.state != State.ASKED or due is None or due <= case.at:
        return None
    strong = when.deadline(due, case.at)
    words = {"team": request.team.name, "when": strong}
    return Heading(_("%(team)s has it. A person will answer you %(when)s.") % words, strong)


def _wrote(case: Case) -> Heading:
    words = {"who": _by(case), "title": case.request.title}
    return Heading(_("%(who)s wrote to you about “%(title)s”.") % words)


def _played_back(case: Case) -> Heading:
    return Heading(_("Here is what %(who)s understood. Is that it?") % {"who": _by(case)})


def _question(case: Case) -> Heading:
    sentence = _("%(who)s needs an answer from you. The promise moves on by as long as it waits.")
    return Heading(sentence % {"who": _by(case)})


def _offered(case: Case) -> Heading | None:
    offer = _offer(case)
    if offer is None:
        return None
    strong = _moment(offer.due_at, case)
    words = {"who": _by(case), "when": strong}
    sentence = {
        Offer.Kind.PART_FIRST: _("%(who)s offers a part first, by %(when)s. Would that help?"),
        Offer.Kind.ANOTHER_WAY: _("%(who)s offers another way, by %(when)s. Would that help?"),
    }.get(Offer.Kind(offer.kind), _("%(who)s can do it by %(when)s. Would that help?"))
    return Heading(sentence % words, strong)


def _promised(case: Case) -> Heading | None:
    promise = promise_of(case)
    if promise is None:
        return None
    strong = _moment(promise.stands_at, case)
    words = {"who": promise.made_by.preferred_name, "when": strong}
    return Heading(
        _("You will have it by %(when)s.") % words,
        strong,
        _("%(who)s gives you their word: %(when)s") % words,
    )


def promise_of(case: Case) -> Promise | None:
    """Answer the word that was given in an event."""
    return case.request.promises.filter(made_at=case.event.at).select_related("made_by").last()


def _warned(case: Case) -> Heading | None:
    promise, offer = case.request.promise, _offer(case)
    if promise is None:
        return None
    words = {"due": _moment(promise.stands_at, case), "who": _by(case)}
    if offer is None:
        return Heading(_("The word you have for %(due)s is at risk. %(who)s wrote why.") % words)
    strong = _moment(offer.due_at, case)
    sentence = _("The word you have for %(due)s is at risk. %(who)s offers %(when)s.")
    return Heading(sentence % {**words, "when": strong}, strong)


def _apologised(case: Case) -> Heading:
    offer = _offer(case)
    words = {"who": _by(case)}
    if offer is None:
        return Heading(_("%(who)s writes: I broke my word to you.") % words)
    strong = _moment(offer.due_at, case)
    sentence = _("%(who)s writes: I broke my word to you. New promise offered: %(when)s.")
    return Heading(sentence % {**words, "when": strong}, strong)


def _their_words(case: Case) -> str:
    return _("%(who)s wrote to you.") % {"who": _by(case)}


_TO_ASKER: Mapping[str, Callable[[Case], Heading | None]] = {
    "asked": _receipt,
    "wrote": _wrote,
    "played_back": _played_back,
    "question_asked": _question,
    "offered": _offered,
    "promised": _promised,
    "warned": _warned,
    "apologised": _apologised,
}
_TO_TEAM: Mapping[str, Callable[[Case], str]] = {"wrote": _their_words}

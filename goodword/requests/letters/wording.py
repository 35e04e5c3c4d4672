"""The words of a letter about a request, made when it is sent (DESIGN 6 and 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.history.models import Event
from goodword.house.addresses import address_of
from goodword.house.prepared import prepared
from goodword.outbox import own_letters, writing
from goodword.outbox.kinds import Rendered, kind_of
from goodword.outbox.models import Letter
from goodword.outbox.writing import Sheet
from goodword.people.models import Person
from goodword.requests.letters import headings
from goodword.requests.letters.kinds import ANSWER, DESK, DUTY, REMINDER
from goodword.requests.letters.own_words import OwnWords, own_words_of
from goodword.requests.letters.ways import Way, ways
from goodword.requests.models import Handover, Offer, ServiceRequest
from goodword.requests.names import hide_on, known_to
from goodword.requests.rules.states import PromiseState, State
from goodword.ui import when

RELATED: Final = ("asker", "owner", "team", "service", "charter", "promise", "promise__made_by")
#: Reminders are only true while the thing they remind of is still open.
REMINDERS: Final = frozenset({"question_reminded", "delivery_reminded", "offer_reminded"})
#: What a guest's one button says, who answers on the page they are let in to.
_GUESTS_BUTTONS: Final = {
    **dict.fromkeys(
        ("delivered", "answered", "delivery_reminded"), gettext_lazy("Say whether this did it")
    ),
    "played_back": gettext_lazy("Is that it? Look and say"),
    **dict.fromkeys(
        ("offered", "warned", "offer_reminded"), gettext_lazy("Look at the date and answer")
    ),
    **dict.fromkeys(("question_asked", "question_reminded"), gettext_lazy("Answer the question")),
}


@dataclass(frozen=True)
class Case:
    """One event about one request, told to one reader at one moment."""

    event: Event
    request: ServiceRequest
    reader: Person
    side: str
    at: datetime
    said: OwnWords
    letter: Letter

    @property
    def is_asker(self) -> bool:
        return self.side == "asker"


def resolve(letter: Letter, at: datetime) -> Rendered | None:
    """Word one letter, or answer None when it may not be seen or is no longer true."""
    case = case_of(letter, at)
    return writing.render(_sheet(case, letter.kind)) if case else None


def case_of(letter: Letter, at: datetime) -> Case | None:
    """Answer what a letter tells, as far as its receiver may see it, or None."""
    requests, events = _seen(letter.to, letter.about_id), _happened(letter.facts["event"])
    if not requests or not events or not _is_true(events[0], requests[0], at):
        return None
    service_request, event = requests[0], events[0]
    known = known_to(letter.to, service_request)
    hide_on(service_request, known)
    event.by = known.shown(event.by)
    return Case(
        event,
        service_request,
        letter.to,
        letter.facts["side"],
        at,
        own_words_of(event, service_request, is_asker=letter.facts["side"] == "asker"),
        letter,
    )


@prepared
def _seen(reader: Person, key: int) -> QuerySet[ServiceRequest]:
    """The request, if this reader may see it at this moment."""
    requests = ServiceRequest.objects.visible_to(reader).filter(pk=key)
    return requests.select_related(*RELATED).order_by()


@prepared
def _happened(key: int) -> QuerySet[Event]:
    return Event.objects.filter(pk=key).select_related("by").order_by()


def _is_true(event: Event, service_request: ServiceRequest, at: datetime) -> bool:
    """Whether the letter still says how things are."""
    if event.name in REMINDERS:
        return service_request.state == event.to_state
    if event.name == "promise_reminded":
        return _stands_still(event, service_request)
    if event.name == "word_missed":
        due = service_request.next_word_at
        return due is not None and due <= at
    return True


def _stands_still(event: Event, service_request: ServiceRequest) -> bool:
    """Whether the word that is reminded of still stands, and its owner can do something."""
    is_same = service_request.promise_id == event.facts["promise"]
    stands = service_request.promise_state in {PromiseState.ACCEPTED, PromiseState.AT_RISK}
    return is_same and stands and service_request.state != State.WAITING_ASKER


def _sheet(case: Case, kind: str) -> Sheet:
    if case.request.is_confidential:
        return _closed_sheet(case, kind)
    heading = headings.to_asker(case) if case.is_asker else headings.to_team(case)
    by = _speaker(case)
    speaks = by is not None and not kind_of(kind).automatic
    return Sheet(
        heading=heading.words,
        strong=heading.strong,
        subject=heading.subject,
        signed=_signed(case, by) if by and speaks else "",
        own_words=case.said.words,
        facts=tuple(_facts(case)),
        next_word=next_word(case),
        buttons=tuple(_buttons(case)),
        reply=_reply(case),
        reference=case.request.reference,
        from_name=by.name if by and speaks else "",
        title=f"{case.request.title} ({case.request.reference})",
        why=own_letters.why(kind),
        is_outside=case.reader.is_guest,
    )


def _closed_sheet(case: Case, kind: str) -> Sheet:
    """There is news, and where to read it: nothing confidential is ever written in a mail."""
    request = case.request
    return Sheet(
        heading=_("There is news about a confidential request."),
        subject=_("News about %(reference)s") % {"reference": request.reference},
        paragraphs=(_("It is written nowhere but on its page, where you can read and answer it."),),
        buttons=(
            (
                _("Open it"),
                writing.way_to(case.reader, request.get_absolute_url(), request.reference),
            ),
        ),
        reference=request.reference,
        title=f"{request.shown_title} ({request.reference})",
        why=own_letters.why(kind),
        is_outside=case.reader.is_guest,
    )


def _speaker(case: Case) -> Person | None:
    """Answer whose word the letter carries: of a promise, the one who gave it."""
    promise = headings.promise_of(case) if case.event.name == "promised" and case.is_asker else None
    return promise.made_by if promise else case.event.by


def _signed(case: Case, by: Person) -> str:
    words = {
        "name": by.name,
        "team": case.request.team.name,
        "when": when.happened(case.event.at, case.at),
    }
    if case.is_asker and case.event.name == "promised":
        return _("%(name)s, %(team)s, gave you their word %(when)s.") % words
    if case.event.facts.get("side") == "provider":
        return _("%(name)s, %(team)s, %(when)s.") % words
    return _("%(name)s, %(when)s.") % words


def _facts(case: Case) -> list[tuple[str, str]]:
    request = case.request
    facts = [(_("What"), f"{request.title} ({request.reference})")]
    if not case.is_asker:
        facts.append((_("Who asked"), request.asker.name))
        if request.purpose:
            facts.append((_("What it is for"), request.purpose))
    if not case.is_asker and request.needed_by:
        facts.append((_("Needed by"), when.moment(request.needed_by, case.at)))
    if request.fixed_at:
        fixed = {"when": when.moment(request.fixed_at, case.at), "why": request.fixed_why}
        facts.append((_("Too late after"), _("%(when)s: %(why)s") % fixed))
    facts += case.said.facts
    if case.event.name == "promised":
        facts.append((_("How we agreed"), _how_we_agreed(case)))
        if case.is_asker and request.charter and request.charter.bring:
            facts.append((_("Please have ready"), "; ".join(request.charter.bring)))
    return facts


def _how_we_agreed(case: Case) -> str:
    """Say in short sentences how the date came about, from the offers that led to it."""
    pieces = []
    request, you = case.request, case.is_asker
    if request.needed_by:
        asked = when.moment(request.needed_by, case.at)
        who = request.asker.preferred_name
        pieces.append(
            _("You asked for %(when)s.") % {"when": asked}
            if you
            else _("%(who)s asked for %(when)s.") % {"who": who, "when": asked}
        )
    offers = request.offers.select_related("by").filter(at__lte=case.event.at)
    pieces += [_offer_piece(case, offer) for offer in offers]
    if case.event.facts.get("side") == "asker" and case.event.by:
        who = case.event.by.preferred_name
        pieces.append(_("You said yes.") if you else _("%(who)s said yes.") % {"who": who})
    return " ".join(pieces)


def _offer_piece(case: Case, offer: Offer) -> str:
    words = {"who": offer.by.preferred_name, "when": when.moment(offer.due_at, case.at)}
    if offer.side == Offer.Side.ASKER:
        return _("%(who)s asked for %(when)s.") % words
    return _("%(who)s offered %(when)s.") % words


def next_word(case: Case) -> str:
    """Say when something is heard next; every letter does."""
    request, due = case.request, case.request.next_word_at
    if due is None:
        return _("No further word is due. What is closed can be reopened from its page.")
    if due <= case.at:
        return _("The next word has been due since %(when)s.") % {"when": when.moment(due, case.at)}
    words = {"when": when.deadline(due, case.at), "who": request.owner_name}
    if request.state == State.DELIVERED:
        return (
            _("If you say nothing, you are asked once more %(when)s.") % words
            if (case.is_asker)
            else _("Without an answer, the next step comes %(when)s.") % words
        )
    if request.state == State.WAITING_ASKER and request.next_word_kind == "question":
        return _("A reminder comes %(when)s, and the clock stands still until then.") % words
    if case.reader.pk == request.owner_id:
        return _("Next word from you: %(when)s.") % words
    return _("Next word from %(who)s: %(when)s, even if nothing has changed.") % words


def ways_of(case: Case) -> list[Way]:
    """Answer what the reader can do from the letter itself; a guest comes in by their door."""
    if case.reader.is_guest or case.request.is_confidential:
        return []
    if not case.is_asker and case.letter.kind not in {ANSWER, DUTY, DESK, REMINDER}:
        return []
    found = ways(case.request, case.event.name, case.side, case.at)
    return [way for way in found if way.noun != "handover-answer" or _may_take_over(case)]


@prepared
def _asked_to_take_over(key: int) -> QuerySet[Handover]:
    return Handover.objects.filter(service_request=key, answer="").select_related("to_team")


def _may_take_over(case: Case) -> bool:
    """Whether the reader is of the team that is asked: who has it only hears that it was."""
    asked = _asked_to_take_over(case.request.pk)
    return any(case.reader.is_member_of(handover.to_team) for handover in asked)


def _buttons(case: Case) -> Iterator[tuple[str, str]]:
    """Links to pages where an act is confirmed; the links themselves do nothing."""
    found = ways_of(case)
    usual = [way for way in found if not way.is_rare]
    for way in usual:
        yield way.words, writing.way_by_mail(case.letter, way.noun) + way.query
    if len(usual) < len(found):
        # Alone it stands beside nothing that it could be other than.
        words = _("Something else") if usual else _("What you can do now")
        yield words, writing.letter_by_mail(case.letter)
    if case.is_asker and case.event.name == "sponsor_denied" and not case.reader.is_guest:
        # Behind signing in: what else of theirs could wait is for nobody who only has the mail.
        href = writing.absolute(address_of("requests:backing", case.request.reference))
        yield _("Choose what happens now"), href
    yield _page(case)


def _page(case: Case) -> tuple[str, str]:
    """Where all of it can be seen."""
    path, reference = case.request.get_absolute_url(), case.request.reference
    page = writing.way_to(case.reader, path, reference)
    name = case.event.name
    if not case.is_asker:
        return _("Open it"), page
    if case.reader.is_guest and name in _GUESTS_BUTTONS:
        return str(_GUESTS_BUTTONS[name]), page
    if name == "declined":
        return _("See the way on"), page
    return _("Open what you asked"), page


def _reply(case: Case) -> str:
    if case.is_asker:
        return _("You can simply reply to this message. %(who)s reads it with the request.") % {
            "who": case.request.owner_name
        }
    return _("You can simply reply to this message. %(who)s reads your answer.") % {
        "who": case.request.asker.preferred_name
    }

"""The promise banner: one state, one sentence, signed by a person (DESIGN 5 and 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from goodword.house.words import gettext as _
from goodword.people.models import Person
from goodword.requests.models import Offer, ServiceRequest
from goodword.requests.rules.acts import is_possible
from goodword.requests.rules.clocks import QUESTION_REMINDERS, REOPEN_WINDOW
from goodword.requests.rules.states import ENDED, PromiseState, State
from goodword.requests.showing import line_of, state_of
from goodword.requests.showing.times import day_minutes, minutes_between
from goodword.requests.views.rows import Rows
from goodword.ui import when
from goodword.ui.odds import chance_words
from goodword.ui.promise_line import PromiseLine

#: Time itself moves the line and the words, so the banner is drawn anew now and then.
REDRAWN_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class Banner:
    """What the banner of one request shows to one side.

    ``template`` names the file that holds its sentences. ``say`` are the person's own words,
    ``who`` signs. ``my_turn`` says whether this reader is asked for an answer. Moments that do
    not apply are None.
    """

    kind: str
    template: str
    words: str
    aside: str
    is_asker: bool
    may_answer: bool
    my_turn: bool
    by_me: bool
    is_first_word: bool
    is_delivered: bool
    is_confirmed: bool
    is_unanswered: bool
    may_reopen: bool
    may_dispute: bool
    may_close: bool
    owes_sorry: bool
    reference: str
    version: int
    asker: str
    team: str
    owner: str
    who: Person | None
    signed_at: datetime | None
    say: str
    asked_at: datetime
    due: datetime | None
    offered: datetime | None
    hoped: datetime | None
    delivered: datetime | None
    was: datetime | None
    was_words: str
    offered_day: str
    due_day: str
    question: str
    part: str
    is_kept_word: bool
    is_moving: bool
    line: PromiseLine | None
    facts: Facts
    referral: Any


@dataclass(frozen=True)
class Facts:
    """What stands in the band under the banner; empty values are left out."""

    asked_for: datetime | None
    offered: datetime | None
    agreed: bool
    sure: str
    next_word: datetime | None
    next_from: str
    is_missed: bool
    stands_until: datetime | None
    lead: str
    what_changes: str


def banner_of(rows: Rows) -> Banner:
    """The banner of a request as this person sees it now."""
    here = rows.service_request
    is_asker = rows.side == "asker"
    kind, words = state_of(here, "asker" if is_asker else "team", rows.at)
    template = _template(rows, kind)
    offer = here.offer
    who, signed_at = _signer(rows, template)
    return Banner(
        kind=kind,
        template=template,
        words=words,
        aside=_aside(rows, template),
        is_asker=is_asker,
        may_answer=is_asker and rows.may_answer,
        my_turn=_my_turn(rows, offer),
        by_me=bool(who and who.pk == rows.me.pk),
        is_first_word=here.state == State.ASKED,
        is_delivered=here.state == State.DELIVERED,
        is_confirmed=bool(rows.deliveries and rows.deliveries[-1].answer == "confirmed"),
        is_unanswered=here.state == State.CLOSED and here.delivered_at is None,
        may_reopen=_may_reopen(rows),
        may_dispute=_may_dispute(rows),
        may_close=_may_close(rows),
        owes_sorry=rows.standing.broken is not None,
        reference=here.reference,
        version=here.number_of_events,
        asker=here.asker.preferred_name,
        team=here.team.name,
        owner=here.owner_name,
        who=who,
        signed_at=signed_at,
        say=_say(rows, template),
        asked_at=here.asked_at,
        due=here.due_at,
        offered=offer.due_at if offer else None,
        hoped=_hoped(rows),
        delivered=here.delivered_at,
        was=here.promise.due_at if here.promise else None,
        was_words=_was_words(rows),
        offered_day=near_day(offer.due_at, rows.at) if offer else "",
        due_day=near_day(here.due_at, rows.at) if here.due_at else "",
        question=rows.question.words if rows.question else "",
        part=offer.part_words if offer else "",
        is_kept_word=here.promise_state == PromiseState.KEPT,
        is_moving=bool(offer and offer.instead_of_id),
        line=None if template in {"declined", "ended"} else line_of(here, rows.at, rows.calendar),
        facts=_facts(rows, template),
        referral=rows.referrals[-1] if rows.referrals else None,
    )


def _template(rows: Rows, kind: str) -> str:
    """Which sentences fit; several states share the colours of "no word yet"."""
    here = rows.service_request
    if here.state in {State.CANCELLED, State.MERGED}:
        return "ended"
    if here.state == State.DECLINED:
        return "declined"
    done = here.state == State.DELIVERED or here.state in ENDED
    if done and here.delivered_at is None:
        return "ended"
    if done:
        return "early" if kind == "early" else "kept"
    if kind == "broken":
        return "broken"
    return kind


def _my_turn(rows: Rows, offer: Offer | None) -> bool:
    if offer is None:
        return False
    theirs = Offer.Side.PROVIDER if rows.side == "asker" else Offer.Side.ASKER
    allowed = rows.may_answer if rows.side == "asker" else rows.is_ours
    return allowed and offer.side == theirs


def near_day(moment: datetime, at: datetime) -> str:
    """The day alone, as a button says it: "Thursday", "tomorrow", "Friday 13 November"."""
    on, today = when.local(moment).date(), when.local(at).date()
    if near := when.near_day(on, today):
        return near
    is_soon = 0 < (on - today).days <= when.DAYS_NEAR
    return when.day_name(on) if is_soon else when.long_date(on, today)


def _was_words(rows: Rows) -> str:
    promise = rows.service_request.promise
    return when.starting(when.near_moment(promise.due_at, rows.at)) if promise else ""


def _may_reopen(rows: Rows) -> bool:
    """Within 30 days of its end, by the asker's side (C10)."""
    ended_at = rows.standing.ended_at
    fits = is_possible("reopened", rows.standing) and rows.side == "asker" and rows.may_answer
    return bool(fits and ended_at and rows.at <= ended_at + REOPEN_WINDOW)


def _may_close(rows: Rows) -> bool:
    """For lack of an answer, after the asker was reminded as often as is due (T25)."""
    question = rows.standing.question
    return question is not None and question.reminders >= len(QUESTION_REMINDERS)


def _may_dispute(rows: Rows) -> bool:
    """Once, about a decline or about a closing for lack of an answer (T26)."""
    here, ended_at = rows.service_request, rows.standing.ended_at
    unanswered = here.state == State.CLOSED and here.delivered_at is None
    fits = here.state == State.DECLINED or unanswered
    asking = rows.side == "asker" and rows.may_answer and not rows.standing.is_disputed
    return bool(fits and asking and ended_at and rows.at <= ended_at + REOPEN_WINDOW)


def _signer(rows: Rows, template: str) -> tuple[Person | None, datetime | None]:
    """Who stands behind the sentence, and since when."""
    here = rows.service_request
    if template in {"early", "kept"} and rows.deliveries:
        return rows.deliveries[-1].by, rows.deliveries[-1].at
    if template == "broken" and rows.apologies and here.promise_id == _sorry_about(rows):
        return rows.apologies[-1].by, rows.apologies[-1].at
    if template in {"proposed", "countered"} and here.offer:
        return here.offer.by, here.offer.at
    if template in {"given", "risk"} and here.promise:
        return here.promise.made_by, here.promise.made_at
    if template == "declined" and rows.referrals:
        return rows.referrals[-1].by, rows.referrals[-1].at
    return None, None


def _sorry_about(rows: Rows) -> int | None:
    return rows.apologies[-1].promise_id if rows.apologies else None


def _say(rows: Rows, template: str) -> str:
    """The person's own words: the reason, the apology, what was delivered."""
    here = rows.service_request
    if template in {"early", "kept"}:
        return rows.deliveries[-1].words if rows.deliveries else ""
    if template == "broken":
        sorry = here.promise_id == _sorry_about(rows)
        return rows.apologies[-1].words if sorry else ""
    if template == "declined":
        return rows.referrals[-1].words if rows.referrals else ""
    if template == "risk":
        return here.offer.reason if here.offer else _warned(rows)
    if template in {"proposed", "countered"} and here.offer:
        return here.offer.reason
    return ""


def _warned(rows: Rows) -> str:
    """What was written when the date came into danger."""
    warned = [event for event in rows.events if event.name == "warned"]
    return str(warned[-1].facts.get("reason", "")) if warned else ""


def _hoped(rows: Rows) -> datetime | None:
    """The date the asker named last: their counter-offer, else what they needed it by."""
    asked = [offer.due_at for offer in rows.offers if offer.side == Offer.Side.ASKER]
    return asked[-1] if asked else rows.service_request.needed_by


def _aside(rows: Rows, template: str) -> str:
    """The plain words at the end of the first line."""
    here = rows.service_request
    if template in {"given", "risk"} and here.due_at:
        return _left(rows, here.due_at)
    if template == "wait" and here.paused_since:
        return _("clock paused since %(when)s") % {
            "when": when.recently(here.paused_since, rows.at)
        }
    if template in {"early", "kept"}:
        return _how_kept(here, template)
    if template == "none":
        return _("asked %(when)s") % {"when": when.recently(here.asked_at, rows.at)}
    if template == "proposed":
        if rows.side == "asker":
            return _("your answer is the next step")
        return _("%(name)s answers next") % {"name": here.asker.preferred_name}
    if template == "countered":
        return _rounds(rows)
    if template == "broken" and rows.side == "asker":
        return _("a new date is below") if here.offer else _("a person writes to you")
    return ""


def _left(rows: Rows, due: datetime) -> str:
    minutes = minutes_between(rows.calendar, rows.at, due)
    if due <= rows.at:
        return _("its time has come")
    length = when.length(max(minutes, 0), day_minutes(rows.calendar), words=True)
    return _("%(length)s of working time left") % {"length": length}


def _how_kept(here: ServiceRequest, template: str) -> str:
    if here.promise is None:
        return ""
    if here.promise_state == PromiseState.BROKEN:
        return _("after the promised date")
    return _("before the promised day") if template == "early" else _("as promised")


def _rounds(rows: Rows) -> str:
    offer = rows.service_request.offer
    number = len(rows.offers)
    mine = (offer is not None) and (offer.side == Offer.Side.PROVIDER) == (rows.side == "asker")
    if mine:
        return _("round %(number)s, your turn") % {"number": number}
    return _("round %(number)s, their turn") % {"number": number}


def _facts(rows: Rows, template: str) -> Facts:
    here = rows.service_request
    promise_offer = _offer_of_promise(rows)
    running = here.is_open and here.state != State.DELIVERED
    return Facts(
        asked_for=_hoped(rows),
        offered=promise_offer.due_at if promise_offer else None,
        agreed=_said_yes(here, promise_offer),
        sure=how_sure(here, rows) if running else "",
        next_word=here.next_word_at if running else None,
        next_from=here.owner_name,
        is_missed=bool(here.next_word_at and here.next_word_at <= rows.at),
        stands_until=here.offer.stands_until if here.offer else None,
        lead="",
        what_changes=rows.apologies[-1].what_changes if rows.apologies else "",
    )


def _said_yes(here: ServiceRequest, offer: Offer | None) -> bool:
    """Whether the asker's side said yes to it, rather than having agreed beforehand."""
    return offer is not None and offer.answered_by_id in here.asking


def _offer_of_promise(rows: Rows) -> Offer | None:
    promise = rows.service_request.promise
    if promise is None:
        return None
    return next((offer for offer in rows.offers if offer.pk == promise.offer_id), None)


def how_sure(here: ServiceRequest, rows: Rows) -> str:
    """The odds of the date that is on the table, else how long work like this took.

    What is published, until there is experience; odds are never made up.
    """
    dated = here.offer or _offer_of_promise(rows)
    if dated is not None and dated.odds is not None:
        odds = chance_words(dated.odds)
        return _("%(odds)s when it was offered, by what happened before.") % {"odds": odds}
    record = getattr(here.service, "record", None) if here.service else None
    if record and record.has_experience:
        return _("Half of the last %(number)s took %(half)s, 85 in 100 at most %(most)s.") % {
            "number": record.judged,
            "half": said_length(record.half_minutes, rows),
            "most": said_length(record.p85_minutes, rows),
        }
    if here.charter is None:
        return ""
    return _("Published: usually %(usual)s, 85 in 100 in %(most)s.") % {
        "usual": said_length(here.charter.usual_minutes, rows),
        "most": said_length(here.charter.nearly_always_minutes, rows),
    }


def said_length(minutes: int, rows: Rows) -> str:
    """A length of working time in the team's own days."""
    return when.length(minutes, day_minutes(rows.calendar))


def version_of(number: int, me: Person, hat: str, at: datetime) -> str:
    """What a poll compares: it changes whenever the banner may look different."""
    minutes = int(at.timestamp()) // int(REDRAWN_EVERY.total_seconds())
    return f"{number}-{me.pk}-{hat}-{minutes}"

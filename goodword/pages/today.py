"""The strip of today: my words due first, then the words due to me, one act each (S004-29)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from goodword.house.addresses import address_of
from goodword.house.words import gettext as _
from goodword.house.words import ngettext
from goodword.people.models import Person
from goodword.requests.models import Emergency, Handover, ServiceRequest
from goodword.requests.rules.states import PromiseState, State
from goodword.requests.showing.around import around_of
from goodword.requests.showing.states import has_word, is_my_turn
from goodword.requests.showing.times import bold, say, soon_or_late
from goodword.ui import when
from goodword.working_time import Calendar

LINES = 8


@dataclass(frozen=True, slots=True)
class Today:
    """One line: when, a small word below, what, and the one thing to do (or nothing)."""

    at: datetime
    when: str
    below: str
    words: Markup
    act: str = ""
    href: str = ""
    look: str = ""
    care: str = ""


def _time(moment: datetime, at: datetime) -> str:
    """The time of the day, or the day when it was before today."""
    return when.recently(moment, at)


def _link(service_request: ServiceRequest) -> Markup:
    href = service_request.get_absolute_url()
    return Markup('<a href="{}">{}</a>').format(href, service_request.shown_title)


def _door(service_request: ServiceRequest, noun: str) -> str:
    return address_of(f"requests:{noun}", service_request.reference)


def _who(service_request: ServiceRequest) -> Markup:
    """The asker by name, with their team."""
    team = around_of(service_request).asker_team
    who = service_request.asker.name
    return Markup("{}, {}").format(who, team) if team else Markup("{}").format(who)


def cut(lines: list[Today], at: datetime, href: str) -> list[Today]:
    """At most as many lines as one takes in at a glance; how many more there are is said."""
    more = len(lines) - LINES
    if more <= 0:
        return lines
    said = ngettext("%(number)s more is due today", "%(number)s more are due today", more)
    words = bold(said % {"number": more})
    return [*lines[:LINES], Today(at, "", "", words, _("See them"), href)]


# My words


def my_words(
    requests: Iterable[ServiceRequest],
    me: Person,
    at: datetime,
    midnight: datetime,
) -> list[Today]:
    """What I, or nobody yet in my teams, owe before midnight; a broken word first, then by time."""
    found = [line for one in requests if (line := _mine(one, me, at, midnight)) is not None]
    return sorted(found, key=lambda line: (line.care != "broken", line.at))


def only_one_filled(lines: list[Today]) -> list[Today]:
    """The first thing to do stands out; a second filled button would take that away."""
    filled = next((line for line in lines if line.look == "word"), None)
    return [line if line is filled else replace(line, look="") for line in lines]


def _mine(one: ServiceRequest, me: Person, at: datetime, midnight: datetime) -> Today | None:
    owed, due, calendar = one.next_word_at, one.due_at, one.team.calendar()
    if one.state in {State.DELIVERED, State.WAITING_ASKER}:
        return None
    if one.promise_state == PromiseState.BROKEN and one.offer is None and owed:
        return _apology(one, owed, calendar, at)
    if one.state == State.ASKED and owed and owed < midnight:
        return _first_word(one, me, owed, calendar, at)
    if has_word(one) and due and due < midnight:
        return _promised(one, due, at)
    if is_my_turn(one, "team") and one.offer:
        return _counter(one, at)
    if owed and owed < midnight and one.owner_id == me.pk:
        return _next_word(one, owed, calendar, at)
    return None


def _apology(one: ServiceRequest, owed: datetime, calendar: Calendar, at: datetime) -> Today:
    sentence = _("%(what)s to %(who)s, whose word was not kept: %(title)s")
    words = say(
        sentence, what=bold(_("An apology and a new word")), who=_who(one), title=_link(one)
    )
    href = _door(one, "recovery")
    below = soon_or_late(owed, at, calendar)
    return Today(owed, _time(owed, at), below, words, _("Make it right"), href, "word", "broken")


def _first_word(
    one: ServiceRequest, me: Person, owed: datetime, calendar: Calendar, at: datetime
) -> Today:
    mine = one.owner_id == me.pk
    what = _("A first word from you") if mine else _("A first word from your team")
    words = say(
        _("%(what)s to %(who)s: %(title)s"), what=bold(what), who=_who(one), title=_link(one)
    )
    below = soon_or_late(owed, at, calendar)
    href = _door(one, "acknowledgement")
    return Today(owed, _time(owed, at), below, words, _("Send a word"), href, "word", "risk")


def _promised(one: ServiceRequest, due: datetime, at: datetime) -> Today:
    who = bold(_("%(name)s has your word") % {"name": one.asker.name})
    words = say(_("%(who)s on %(title)s"), who=who, title=_link(one))
    risk = one.promise_state == PromiseState.AT_RISK
    act = _("Offer another date") if risk else _("Deliver")
    href = _door(one, "offers" if risk else "delivery")
    care = "risk" if risk else ""
    return Today(due, _time(due, at), _("your promise"), words, act, href, "", care)


def _counter(one: ServiceRequest, at: datetime) -> Today:
    offer = one.offer
    assert offer, "only asked for one with an offer"  # noqa: S101 - see _mine
    who = bold(_("%(name)s answers with another date") % {"name": one.asker.name})
    words = say(_("%(who)s for %(title)s"), who=who, title=_link(one))
    until = offer.stands_until
    href = _door(one, "offer-answer")
    return Today(until, _time(until, at), _("your answer"), words, _("Answer"), href)


def _next_word(one: ServiceRequest, owed: datetime, calendar: Calendar, at: datetime) -> Today:
    what = bold(_("The next word from you"))
    words = say(_("%(what)s to %(who)s: %(title)s"), what=what, who=_who(one), title=_link(one))
    href, below = f"{one.get_absolute_url()}#write", soon_or_late(owed, at, calendar)
    late = "risk" if owed <= at else ""
    return Today(owed, _time(owed, at), below, words, _("Send a word"), href, "", late)


def handovers(rows: Iterable[Handover], at: datetime) -> Iterator[Today]:
    """What other teams ask mine to take over; it stays with them until somebody says yes."""
    for row in rows:
        one = row.service_request
        who = bold(_("%(team)s asks your team to take over") % {"team": row.from_team})
        words = say(_("%(who)s: %(title)s"), who=who, title=_link(one))
        below = soon_or_late(row.due_at, at, row.to_team.calendar())
        href = _door(one, "handover-answer")
        yield Today(row.due_at, _time(row.due_at, at), below, words, _("Answer"), href)


def stood_for(rows: Iterable[Emergency], at: datetime) -> Iterator[Today]:
    """For which emergencies I was named and have not said whether I stand for them.

    Named alone I may not read the request: it is called by its reference.
    """
    for made in rows:
        who = bold(_("You were named to stand for an emergency"))
        words = say(_("%(who)s: %(title)s"), who=who, title=made.service_request.reference)
        href = _door(made.service_request, "sponsor")
        below = _("asked you")
        yield Today(made.at, _time(made.at, at), below, words, _("Answer"), href, "", "wait")


# Words due to me


def words_to_me(
    requests: Iterable[ServiceRequest], at: datetime, midnight: datetime
) -> list[Today]:
    """What I wait for today, and where somebody waits for me; what I can do comes first."""
    found = [line for one in requests if (line := _to_me(one, at, midnight)) is not None]
    return sorted(found, key=lambda line: (not line.act, line.at))


def _to_me(one: ServiceRequest, at: datetime, midnight: datetime) -> Today | None:
    if one.state == State.WAITING_ASKER:
        return _asked_of_me(one, at)
    if one.state == State.DELIVERED and one.delivered_at:
        return _delivered_to_me(one, one.delivered_at, at)
    if has_word(one) and one.due_at and one.due_at < midnight:
        return _promised_to_me(one, one.due_at, at)
    if one.next_word_at and one.next_word_at < midnight:
        return _owed_to_me(one, one.next_word_at, at)
    return None


def _provider(one: ServiceRequest) -> str:
    return one.owner.name if one.owner else one.team.name


def _asked_of_me(one: ServiceRequest, at: datetime) -> Today:
    who = bold(_("%(name)s needs an answer from you") % {"name": _provider(one)})
    words = say(_("%(who)s about %(title)s"), who=who, title=_link(one))
    since = one.paused_since or at
    href = _door(one, "question-answer")
    return Today(since, _time(since, at), _("asked you"), words, _("Answer"), href, "", "wait")


def _delivered_to_me(one: ServiceRequest, delivered: datetime, at: datetime) -> Today:
    who = bold(_("%(name)s delivered") % {"name": _provider(one)})
    words = say(_("%(who)s: %(title)s"), who=who, title=_link(one))
    href = address_of("feedback:close", one.reference)
    below = _("delivered")
    return Today(delivered, _time(delivered, at), below, words, _("Did this do it?"), href)


def _promised_to_me(one: ServiceRequest, due: datetime, at: datetime) -> Today:
    who = bold(_("You have the word of %(name)s") % {"name": _provider(one)})
    words = say(_("%(who)s on %(title)s"), who=who, title=_link(one))
    return Today(due, _time(due, at), _("to you"), words)


def _owed_to_me(one: ServiceRequest, owed: datetime, at: datetime) -> Today:
    if owed <= at:
        what = _("%(name)s owes you a word") % {"name": _provider(one)}
    else:
        what = _("%(name)s will write to you") % {"name": _provider(one)}
    words = say(_("%(who)s about %(title)s"), who=bold(what), title=_link(one))
    return Today(owed, _time(owed, at), _("to you"), words)

"""One request as a row of a list, the same facts for home, the desk and every other list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone
from markupsafe import Markup

from goodword.house.words import gettext as _
from goodword.house.words import ngettext
from goodword.people.models import Person, TeamHours
from goodword.people.rules import calendar_from
from goodword.requests.models import Offer, ServiceRequest
from goodword.requests.rules.states import PromiseState, State
from goodword.requests.showing.acts import Act, acts_of
from goodword.requests.showing.around import Around, around_of, listed
from goodword.requests.showing.lines import mini_of
from goodword.requests.showing.reasons import Reasons
from goodword.requests.showing.sentences import quoted, sentence_of
from goodword.requests.showing.states import (
    Side,
    has_word,
    is_my_turn,
    rest_of,
    state_of,
    step_of,
)
from goodword.requests.showing.times import in_time, left, soon_or_late, starting
from goodword.ui import when
from goodword.ui.promise_line import PromiseLine
from goodword.ui.promise_line import State as Kind
from goodword.working_time import Calendar


@dataclass(frozen=True, slots=True)
class Marker:
    """A chip after the title: somebody outside waits, an emergency, a hand-over."""

    kind: Kind
    icon: str
    words: str


@dataclass(frozen=True)
class Row:
    """Everything a list shows of one request to one side. ``version`` guards its acts.

    What only some lists show is worked out when it is asked for; nothing is read for it.
    """

    reference: str
    href: str
    title: str
    side: Side
    kind: Kind
    state: str
    asker: Person
    owner: Person | None
    version: int
    is_my_turn: bool
    may_act: bool
    here: ServiceRequest
    at: datetime
    calendar: Calendar
    reasons: Reasons | None = None

    @cached_property
    def rest(self) -> str:
        """Plain words after the state."""
        return rest_of(self.here, self.side, self.at, self.calendar)

    @cached_property
    def sentence(self) -> Markup:
        """Who said what, by when."""
        return sentence_of(self.here, self.side, self.at)

    @cached_property
    def line(self) -> PromiseLine:
        """The small line; the words stand beside it."""
        return mini_of(self.here, self.at, self.calendar)

    @cached_property
    def sub(self) -> str:
        """Who asked, from where, and where it stands."""
        return _sub(self.here, self.at, self.around)

    @cached_property
    def around(self) -> Around:
        """What the list's query brought along."""
        return around_of(self.here)

    @property
    def due(self) -> str:
        """The date."""
        return starting(self._dates[0])

    @property
    def due_rest(self) -> str:
        """The small words below the date."""
        return self._dates[1]

    @cached_property
    def _dates(self) -> tuple[str, str]:
        return _due(self.here, self.at, self.calendar)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """What this side is asked to do; nothing for who only reads."""
        return tuple(acts_of(self.here, self.side, self.at)) if self.may_act else ()

    @property
    def why(self) -> str:
        """Why it stands where it stands on a desk, where the list knows that."""
        return self.reasons.words(self.here) if self.reasons else ""

    @cached_property
    def markers(self) -> tuple[Marker, ...]:
        """Chips after the title."""
        return tuple(_markers(self.here, self.side, self.at, self.around))


def calendars(teams: Iterable[int]) -> Mapping[int, Calendar]:
    """The working time of each team, with one query for all of them."""
    wanted = set(teams)
    versions: dict[int, list[tuple[str, object]]] = {team: [] for team in wanted}
    for hours in TeamHours.objects.filter(team__in=wanted).order_by("team", "version"):
        versions[hours.team_id].append((hours.valid_from.isoformat(), hours.as_json()))
    return {
        team: calendar_from(json.dumps(found, sort_keys=True)) for team, found in versions.items()
    }


def shown(requests: QuerySet[ServiceRequest], at: datetime) -> QuerySet[ServiceRequest]:
    """The requests with everything that their rows need, still one query."""
    return listed(requests, timezone.localdate(at))


def rows_of(requests: QuerySet[ServiceRequest], side: Side, at: datetime) -> list[Row]:
    """The rows of a list, in its order, with one query."""
    return [row_of(one, side, at, one.team.calendar()) for one in shown(requests, at)]


def row_of(
    service_request: ServiceRequest,
    side: Side,
    at: datetime,
    calendar: Calendar,
    *,
    may_act: bool = True,
    reasons: Reasons | None = None,
) -> Row:
    """One request as this side sees it in a list; a filer sees it without anything to do."""
    kind, words = state_of(service_request, side, at)
    return Row(
        reference=service_request.reference,
        href=service_request.get_absolute_url(),
        title=service_request.shown_title,
        side=side,
        kind=kind,
        state=words,
        asker=service_request.asker,
        owner=service_request.owner,
        version=service_request.number_of_events,
        is_my_turn=is_my_turn(service_request, side),
        may_act=may_act,
        here=service_request,
        at=at,
        calendar=calendar,
        reasons=reasons,
    )


def _sub(service_request: ServiceRequest, at: datetime, around: Around) -> str:
    """For the desk: who asked, from where, and where it stands."""
    who = service_request.asker.name
    if around.asker_team:
        who = _("%(who)s, %(team)s") % {"who": who, "team": around.asker_team}
    if service_request.state == State.WAITING_ASKER and around.question:
        what = _("We asked: “%(what)s”") % {"what": quoted(around.question)}
    elif service_request.state == State.WAITING_OTHER and around.waits_for:
        what = _("Waits for %(whom)s") % {"whom": around.waits_for}
    else:
        asked = when.recently(service_request.asked_at, at)
        what = step_of(service_request) or _("Asked %(when)s") % {"when": asked}
    return _("%(who)s. %(what)s") % {"who": who, "what": what}


def _due(service_request: ServiceRequest, at: datetime, calendar: Calendar) -> tuple[str, str]:
    """The date of a desk row and the small words below it."""
    state, offer, due = service_request.state, service_request.offer, service_request.due_at
    next_word = service_request.next_word_at or at
    if state == State.WAITING_ASKER:
        return _("Paused"), _("next word %(when)s") % {"when": when.short_moment(next_word, at)}
    if state == State.DELIVERED and service_request.delivered_at:
        delivered = when.recently(service_request.delivered_at, at)
        asked_again = when.short_moment(next_word, at)
        again = _("asked again %(when)s") % {"when": asked_again}
        return _("Delivered %(when)s") % {"when": delivered}, again
    if due and service_request.promise_state == PromiseState.BROKEN:
        owed = in_time(next_word, at, calendar)
        return when.short_moment(due, at), _("a word is owed %(when)s") % {"when": owed}
    if offer:
        return _offered_due(service_request, offer, at)
    if due and has_word(service_request):
        return when.short_moment(due, at), left(due, at, calendar)
    by = _("by %(when)s") % {"when": when.recently(next_word, at)}
    return by, _owed_words(service_request) % {"when": soon_or_late(next_word, at, calendar)}


def _owed_words(service_request: ServiceRequest) -> str:
    """Which word is owed next."""
    if service_request.next_word_kind == "handover":
        return _("their answer %(when)s")
    if service_request.state == State.ASKED:
        return _("first word %(when)s")
    return _("next word %(when)s")


def _offered_due(service_request: ServiceRequest, offer: Offer, at: datetime) -> tuple[str, str]:
    offered = when.short_moment(offer.due_at, at)
    if service_request.due_at and service_request.promise_state == PromiseState.AT_RISK:
        looks = when.short_moment(offer.due_at, at)
        due = when.short_moment(service_request.due_at, at)
        return due, _("looks like %(day)s") % {"day": looks}
    if offer.side == Offer.Side.ASKER:
        return offered, _("asked for by %(who)s") % {"who": offer.by.preferred_name}
    return offered, _("offered, not answered yet")


def outside_words(many: int | None) -> str:
    """That somebody outside waits, and how many where that is known and more than one."""
    many = many or 1
    if many == 1:
        return _("Someone outside waits")
    return ngettext("%(num)s outside waits", "%(num)s outside wait", many) % {"num": many}


#: Clocks of a word that a person on the provider's side owes, once something was said at all.
OWED = frozenset({"update", "promise", "offer", "reminded"})


def _markers(
    service_request: ServiceRequest, side: Side, at: datetime, around: Around
) -> Iterable[Marker]:
    owed = service_request.next_word_at
    if owed and owed <= at and service_request.next_word_kind in OWED:
        mine, theirs = _("A word is owed"), _("We owe you a word")
        yield Marker("risk", "hourglass-medium", theirs if side == "asker" else mine)
    if service_request.is_open and service_request.waiting_outside:
        yield Marker("wait", "user-sound", outside_words(service_request.waiting_many))
    if service_request.is_open and service_request.emergency:
        yield Marker("risk", "lightning", _("Emergency"))
    handed_to = around.handed_team
    if handed_to and side == "team":
        words = _("Offered to %(team)s") % {"team": handed_to}
        yield Marker("proposed", "signpost", words)

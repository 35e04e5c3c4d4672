"""Home: both hats of one person on one page (S001-06)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date
from django.db.models import CharField, Count, Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list

from goodword.catalogue.models import Service
from goodword.feedback.models import Quality, Thanks
from goodword.house.prepared import prepared
from goodword.house.words import gettext as _
from goodword.pages import today
from goodword.pages.sections import end_of_today
from goodword.people.models import Membership, Person, Team
from goodword.requests import showing
from goodword.requests.models import Emergency, Handover, Promise, ServiceRequest
from goodword.requests.rules.states import PromiseState, State
from goodword.requests.showing.around import listed
from goodword.requests.showing.states import has_word, is_my_turn
from goodword.ui import when

ROWS = 5
READ_AT_MOST = 60
OFTEN = 3
MORNING_ENDS, AFTERNOON_ENDS = time(12), time(18)


@dataclass(frozen=True, slots=True)
class Often:
    """A service I asked for before, and where to ask for it again."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class GoodWord:
    """The latest thanks that I have not put away."""

    thanks: Thanks
    sign: str
    aside: str


@dataclass(frozen=True, slots=True)
class MyWord:
    """How my word was kept this month. ``broken`` are the ones that were not."""

    month: str
    kept: int
    total: int
    early: int
    broken: Sequence[Promise]


@dataclass
class Home:
    """Everything the page shows."""

    greeting: str
    today: list[today.Today] = field(default_factory=list)
    asked: list[showing.Row] = field(default_factory=list)
    asked_count: int = 0
    gave: list[showing.Row] = field(default_factory=list)
    gave_count: int = 0
    teams: list[Team] = field(default_factory=list)
    often: list[Often] = field(default_factory=list)
    good_word: GoodWord | None = None
    my_word: MyWord | None = None
    is_new_here: bool = False


@dataclass(frozen=True)
class Read:
    """What home is made of: what I asked, what I owe, what I am asked to take or stand for."""

    asked: list[ServiceRequest]
    mine: list[ServiceRequest]
    offered: list[Handover]
    named: list[Emergency]

    @property
    def gave(self) -> list[ServiceRequest]:
        """What carries my name."""
        return [one for one in self.mine if one.owner_id]


def read_home(me: Person, at: datetime) -> Home:
    """Read the page with the same few queries however much there is."""
    read = _read(me, at)
    home = Home(greeting=greeting(me, at), teams=_teams(me))
    home.today = _today(me, read, at)
    home.asked_count, home.gave_count = len(read.asked), len(read.gave)
    # Counted by themselves only where the list was cut, of which what I gave is a part.
    if len(read.asked) == READ_AT_MOST:
        home.asked_count = ServiceRequest.objects.asked_by(me).open().count()
    if len(read.mine) == READ_AT_MOST:
        home.gave_count = _given(me).count()
    home.asked = _top(me, read.asked, "asker", at)
    home.gave = _top(me, read.gave, "team", at)
    home.often = _often(me)
    home.good_word = _good_word(me, at)
    home.my_word = _my_word(me, at)
    home.is_new_here = not (read.asked or read.gave or read.named or home.often or home.my_word)
    return home


def _read(me: Person, at: datetime) -> Read:
    today, midnight = timezone.localdate(at), end_of_today(at)
    return Read(_asked(me, today), _mine(me, today, midnight), _handovers(me), _named(me))


def _today(me: Person, read: Read, at: datetime) -> list[today.Today]:
    """My words first, then what my teams and I are asked for, then the words due to me."""
    midnight = end_of_today(at)
    mine = today.my_words(read.mine, me, at, midnight)
    to_me = today.words_to_me(read.asked, at, midnight)
    lines = [
        *today.cut(mine, at, reverse("pages:my-desk")),
        *today.handovers(read.offered, at),
        *today.stood_for(read.named, at),
        *today.cut(to_me, at, f"{reverse('pages:asked')}?which=open"),
    ]
    return today.only_one_filled(lines)


def _top(
    me: Person,
    requests: list[ServiceRequest],
    side: showing.Side,
    at: datetime,
) -> list[showing.Row]:
    """The rows that need care first; whoever only typed a request has nothing to do in it."""
    return [
        showing.row_of(
            one, side, at, one.team.calendar(), may_act=side == "team" or me.pk in one.asking
        )
        for one in sorted(requests, key=_urgency(side))[:ROWS]
    ]


def greeting(me: Person, at: datetime) -> str:
    """A greeting by the person's own clock and preferred name (S000-12, S002-34)."""
    now = timezone.localtime(at).time()
    if now < MORNING_ENDS:
        words = _("Good morning, %(name)s.")
    elif now < AFTERNOON_ENDS:
        words = _("Good afternoon, %(name)s.")
    else:
        words = _("Good evening, %(name)s.")
    return words % {"name": me.preferred_name}


@prepared
def _teams(me: Person) -> QuerySet[Team]:
    return me.teams()


@prepared
def _asked(me: Person, today: date) -> QuerySet[ServiceRequest]:
    mine = ServiceRequest.objects.asked_by(me).open().order_by("next_word_at", "pk")
    return listed(mine, today)[:READ_AT_MOST]


def _given(me: Person) -> QuerySet[ServiceRequest]:
    return ServiceRequest.objects.answerable_by(me).open().filter(owner=me)


@prepared
def _mine(me: Person, today: date, midnight: datetime) -> QuerySet[ServiceRequest]:
    """What I gave my word on, and the first words that nobody in my teams has taken yet."""
    nobody = Q(owner=None, state=State.ASKED, next_word_at__lt=midnight)
    owed = ServiceRequest.objects.answerable_by(me).open().filter(Q(owner=me) | nobody)
    return listed(owed.order_by("next_word_at", "pk"), today)[:READ_AT_MOST]


@prepared
def _handovers(me: Person) -> QuerySet[Handover]:
    awaiting = Handover.objects.awaiting(me)
    related = awaiting.select_related("service_request", "from_team", "to_team")
    return related.order_by("due_at")[:ROWS]


@prepared
def _named(me: Person) -> QuerySet[Emergency]:
    """Emergencies for which I was named and have not said whether I stand for them."""
    awaiting = Emergency.objects.awaiting(me).select_related("service_request")
    return awaiting.order_by("at", "pk")[:ROWS]


def _urgency(side: showing.Side) -> Callable[[ServiceRequest], tuple[bool, datetime, int]]:
    """My turn first, then what comes soonest."""

    def key(one: ServiceRequest) -> tuple[bool, datetime, int]:
        moment = one.due_at if has_word(one) else one.next_word_at
        return (not is_my_turn(one, side), moment or one.asked_at, one.pk)

    return key


def _often(me: Person) -> list[Often]:
    """The services I asked for most, the latest first among equals."""
    keys = [row["service"] for row in _asked_most(me)]
    if not keys:
        return []
    found = {service.pk: service for service in _offered(me, *[*keys, 0, 0, 0][:OFTEN])}
    return [Often(service.name, ask_for(service)) for key in keys if (service := found.get(key))]


@prepared
def _asked_most(me: Person) -> QuerySet[ServiceRequest, dict[str, Any]]:
    mine = ServiceRequest.objects.asked_by(me).filter(asker=me).exclude(service=None)
    counted: Any = mine.order_by().values("service")
    ordered: QuerySet[ServiceRequest, dict[str, Any]] = counted.annotate(
        times=Count("pk"), last=Max("asked_at")
    ).order_by("-times", "-last")[:OFTEN]
    return ordered


@prepared
def _offered(me: Person, first: int, second: int, third: int) -> QuerySet[Service]:
    wanted = Service.objects.visible_to(me).offered().filter(pk__in=[first, second, third])
    return wanted.select_related("team").only("name", "slug", "team__slug")


def ask_for(service: Service, words: str = "") -> str:
    """The address of the form that asks for a service."""
    pairs = {"service": f"{service.team.slug}/{service.slug}"} | ({"q": words} if words else {})
    return f"{reverse('requests:ask')}?{urlencode(pairs)}"


@prepared
def _unseen(me: Person, today: date) -> QuerySet[Thanks]:
    """The latest good word that I have not put away, and what its giver's team is called."""
    current = Membership.objects.current(today).filter(person=OuterRef("by"))
    team = current.order_by("from_on", "pk").values("team__name")[:1]
    unseen = Thanks.objects.visible_to(me).filter(to=me, seen_at=None)
    named = unseen.annotate(by_team=Subquery(team, output_field=CharField()))
    return named.select_related("by", "team", "service_request").order_by("-at")[:1]


def _good_word(me: Person, at: datetime) -> GoodWord | None:
    thanks: Any = next(iter(_unseen(me, timezone.localdate(at))), None)
    if thanks is None:
        return None
    team = thanks.by_team or ""
    strengths = [str(Quality(name).label) for name in thanks.strengths if name in Quality.values]
    said = _("for %(what)s") % {"what": get_text_list(strengths, _("and"))}
    sign = ", ".join(part for part in (team, said if strengths else "") if part)
    aside = when.starting(when.happened(thanks.at, at))
    if thanks.shown_at:
        return GoodWord(thanks, sign, _("%(when)s. On your team's page.") % {"when": aside})
    return GoodWord(thanks, sign, _("%(when)s. Only you can see it.") % {"when": aside})


@prepared
def _judged(me: Person, since: datetime) -> QuerySet[Promise]:
    judged = Promise.objects.visible_to(me).judged().filter(made_by=me, ended_at__gte=since)
    return judged.select_related("service_request").order_by("ended_at", "pk")


def _my_word(me: Person, at: datetime) -> MyWord | None:
    """My promises that were judged since the month began on my clock; for my eyes only."""
    begin = timezone.localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    promises = _judged(me, begin)
    if not promises:
        return None
    kept = [one for one in promises if one.state == PromiseState.KEPT]
    return MyWord(
        month=format_date(timezone.localdate(at), "LLLL", locale=when.locale()),
        kept=len(kept),
        total=len(promises),
        early=sum(1 for one in kept if _is_early(one)),
        broken=[one for one in promises if one.state == PromiseState.BROKEN],
    )


def _is_early(promise: Promise) -> bool:
    """Kept on a day before the promised one, on the reader's clock."""
    if promise.ended_at is None:
        return False
    return timezone.localdate(promise.ended_at) < timezone.localdate(promise.stands_at)

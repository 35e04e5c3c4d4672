"""Home: both hats of one person on one page (S001-06)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from urllib.parse import urlencode

from babel.dates import format_date
from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from goodword.catalogue.models import Service
from goodword.feedback.models import Quality, Thanks
from goodword.pages import today
from goodword.pages.sections import end_of_today
from goodword.people.models import Membership, Person, Team
from goodword.requests import showing
from goodword.requests.models import Handover, Promise, ServiceRequest
from goodword.requests.rules.states import PromiseState, State
from goodword.requests.showing.states import has_word, is_my_turn
from goodword.ui import when
from goodword.working_time import Calendar

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
    """What home is made of: what I asked, what I owe, what I am asked to take."""

    asked: list[ServiceRequest]
    mine: list[ServiceRequest]
    offered: list[Handover]
    calendars: dict[int, Calendar]

    @property
    def gave(self) -> list[ServiceRequest]:
        """What carries my name."""
        return [one for one in self.mine if one.owner_id]


def read_home(me: Person, at: datetime) -> Home:
    """Read the page with the same few queries however much there is."""
    read = _read(me, at)
    home = Home(greeting=greeting(me, at), teams=list(me.teams()))
    home.today = _today(me, read, at)
    home.asked_count = _count(ServiceRequest.objects.asked_by(me).open(), read.asked)
    home.gave_count = _count(_given(me), read.gave)
    home.asked = _top(me, read.asked, "asker", read.calendars, at)
    home.gave = _top(me, read.gave, "team", read.calendars, at)
    home.often = _often(me)
    home.good_word = _good_word(me, at)
    home.my_word = _my_word(me, at)
    home.is_new_here = not (read.asked or read.gave or home.often or home.my_word)
    return home


def _read(me: Person, at: datetime) -> Read:
    asked = list(_asked(me, at)[:READ_AT_MOST])
    mine = list(_mine(me, at)[:READ_AT_MOST])
    offered = list(_handovers(me, at))
    wanted = {one.team_id for one in (*asked, *mine)} | {row.to_team_id for row in offered}
    return Read(asked, mine, offered, dict(showing.calendars(wanted)) if wanted else {})


def _today(me: Person, read: Read, at: datetime) -> list[today.Today]:
    """My words first, then what my teams are asked to take, then the words due to me."""
    midnight = end_of_today(at)
    mine = today.my_words(read.mine, me, read.calendars, at, midnight)
    to_me = today.words_to_me(read.asked, at, midnight)
    lines = [
        *today.cut(mine, at, reverse("pages:my-desk")),
        *today.handovers(read.offered, read.calendars, at),
        *today.cut(to_me, at, f"{reverse('pages:asked')}?which=open"),
    ]
    return today.only_one_filled(lines)


def _top(
    me: Person,
    requests: list[ServiceRequest],
    side: showing.Side,
    calendars: dict[int, Calendar],
    at: datetime,
) -> list[showing.Row]:
    """The rows that need care first; whoever only typed a request has nothing to do in it."""
    return [
        showing.row_of(
            one, side, at, calendars[one.team_id], may_act=side == "team" or may_answer(one, me)
        )
        for one in sorted(requests, key=_urgency(side))[:ROWS]
    ]


def may_answer(one: ServiceRequest, me: Person) -> bool:
    """Whether I may say yes and no for the asker's side; who only typed it may not."""
    return me.pk in {one.asker_id, one.beneficiary_id, one.delegate_id}


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


def _asked(me: Person, at: datetime) -> QuerySet[ServiceRequest]:
    mine = ServiceRequest.objects.asked_by(me).open().order_by("next_word_at", "pk")
    return showing.shown(mine, at)


def _given(me: Person) -> QuerySet[ServiceRequest]:
    return ServiceRequest.objects.answerable_by(me).open().filter(owner=me)


def _mine(me: Person, at: datetime) -> QuerySet[ServiceRequest]:
    """What I gave my word on, and the first words that nobody in my teams has taken yet."""
    nobody = Q(owner=None, state=State.ASKED, next_word_at__lt=end_of_today(at))
    owed = ServiceRequest.objects.answerable_by(me).open().filter(Q(owner=me) | nobody)
    return showing.shown(owed.order_by("next_word_at", "pk"), at)


def _handovers(me: Person, at: datetime) -> QuerySet[Handover]:
    awaiting = Handover.objects.awaiting(me)
    return awaiting.select_related("service_request", "from_team").order_by("due_at")[:ROWS]


def _count(requests: QuerySet[ServiceRequest], read: list[ServiceRequest]) -> int:
    """How many there are; asked only when the list was cut."""
    return len(read) if len(read) < READ_AT_MOST else requests.count()


def _urgency(side: showing.Side) -> Callable[[ServiceRequest], tuple[bool, datetime, int]]:
    """My turn first, then what comes soonest."""

    def key(one: ServiceRequest) -> tuple[bool, datetime, int]:
        moment = one.due_at if has_word(one) else one.next_word_at
        return (not is_my_turn(one, side), moment or one.asked_at, one.pk)

    return key


def _often(me: Person) -> list[Often]:
    """The services I asked for most, the latest first among equals."""
    mine = ServiceRequest.objects.asked_by(me).filter(asker=me).exclude(service=None)
    counted = (
        mine.order_by()
        .values("service")
        .annotate(times=Count("pk"), last=Max("asked_at"))
        .order_by("-times", "-last")
    )
    keys = [row["service"] for row in counted[:OFTEN]]
    if not keys:
        return []
    offered = Service.objects.visible_to(me).offered().filter(pk__in=keys).select_related("team")
    found = {service.pk: service for service in offered}
    return [Often(service.name, ask_for(service)) for key in keys if (service := found.get(key))]


def ask_for(service: Service, words: str = "") -> str:
    """The address of the form that asks for a service."""
    pairs = {"service": f"{service.team.slug}/{service.slug}"} | ({"q": words} if words else {})
    return f"{reverse('requests:ask')}?{urlencode(pairs)}"


def _good_word(me: Person, at: datetime) -> GoodWord | None:
    unseen = Thanks.objects.visible_to(me).filter(to=me, seen_at=None)
    thanks = unseen.select_related("by", "team", "service_request").order_by("-at").first()
    if thanks is None:
        return None
    current = Membership.objects.current(timezone.localdate(at)).filter(person=thanks.by_id)
    team = current.values_list("team__name", flat=True).order_by("from_on", "pk").first()
    strengths = [str(Quality(name).label) for name in thanks.strengths if name in Quality.values]
    said = _("for %(what)s") % {"what": get_text_list(strengths, _("and"))}
    sign = ", ".join(part for part in (team or "", said if strengths else "") if part)
    aside = when.starting(when.happened(thanks.at, at))
    if thanks.shown_at:
        return GoodWord(thanks, sign, _("%(when)s. On your team's page.") % {"when": aside})
    return GoodWord(thanks, sign, _("%(when)s. Only you can see it.") % {"when": aside})


def _my_word(me: Person, at: datetime) -> MyWord | None:
    """My promises that were judged since the month began on my clock; for my eyes only."""
    begin = timezone.localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    judged = Promise.objects.visible_to(me).judged().filter(made_by=me, ended_at__gte=begin)
    promises = list(judged.select_related("service_request").order_by("ended_at", "pk"))
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

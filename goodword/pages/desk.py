"""A team's desk, read with few queries however much lies on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from goodword.house.addresses import address_of
from goodword.house.prepared import prepared
from goodword.house.words import gettext as _
from goodword.house.words import ngettext
from goodword.pages import load, places, sections
from goodword.pages.filters import Filters, Shape
from goodword.pages.sections import SECTIONS, Section, end_of_today
from goodword.people.models import Membership, Person, Team
from goodword.requests import showing
from goodword.requests.models import SavedView, ServiceRequest
from goodword.requests.showing.around import listed
from goodword.requests.showing.reasons import Reasons, team_outlooks, with_reasons
from goodword.working_time import Calendar

Requests = QuerySet[ServiceRequest]
BY_CARE = (F("care_at").asc(), F("pk").asc())


@dataclass(frozen=True, slots=True)
class Shown:
    """A section as it is shown: its rows, how many there are, and where the rest is."""

    section: Section
    count: int
    rows: list[showing.Row]
    more: int = 0
    more_href: str = ""

    @property
    def heading_id(self) -> str:
        return f"desk-{self.section.key}"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose from in a filter."""

    value: str
    words: str
    is_chosen: bool


@dataclass
class Desk:
    """Everything the page shows. ``newest`` is the last request that was seen on it."""

    team: Team
    me: Person
    at: datetime
    filters: Filters
    sections: list[Shown] = field(default_factory=list)
    loads: list[load.Load] = field(default_factory=list)
    rail: list[tuple[str, list[dict[str, Any]]]] = field(default_factory=list)
    askers: list[Choice] = field(default_factory=list)
    services: list[Choice] = field(default_factory=list)
    other_teams: list[Team] = field(default_factory=list)
    counts: Mapping[str, int] = field(default_factory=dict)
    newest: int = 0

    @property
    def href(self) -> str:
        return address_of("pages:desk", self.team.slug)

    @property
    def href_of_everybody(self) -> str:
        """The same desk with the load of each of its people, however many they are."""
        return f"{self.href}?{urlencode({**self.filters.pairs(), 'people': 'all'})}"

    @property
    def shown(self) -> int:
        """How many rows fit the filters."""
        return sum(one.count for one in self.sections)

    @property
    def summary(self) -> str:
        """The desk in one sentence, the worst first."""
        return summary_of(self.counts)


def summary_of(counts: Mapping[str, int]) -> str:
    """The desk in one or two sentences: what is late, what falls due today."""
    late, today, risk = counts["late"], counts["all_today"], counts["all_risk"]
    first = (
        ngettext("%(number)s thing is late.", "%(number)s things are late.", late)
        % {"number": late}
        if late
        else _("Nothing is late.")
    )
    due = (
        ngettext(
            "%(number)s promise falls due today.", "%(number)s promises fall due today.", today
        )
        % {"number": today}
        if today
        else _("No promise falls due today.")
    )
    if not risk:
        return f"{first} {due}"
    care = ngettext("%(number)s needs care.", "%(number)s need care.", risk) % {"number": risk}
    return f"{first} {due} {care}"


def read_desk(
    me: Person, slug: str, filters: Filters, at: datetime, *, with_everybody: bool = False
) -> Desk | None:
    """The desk of one of the person's own teams; nothing for any other.

    Of a large team only some people's load is shown, unless ``with_everybody``.
    """
    weeks, today = load.Weeks.of(at), timezone.localdate(at)
    mine = load.teams_with_emergencies(me, today, weeks.monday, weeks.since)
    team = next((one for one in mine if one.slug == slug), None)
    if team is None:
        return None
    desk = Desk(team=team, me=me, at=at, filters=filters)
    desk.other_teams = [one for one in mine if one.pk != team.pk]
    midnight, calendar = end_of_today(at), team.calendar()
    views = _views(me, team)
    desk.counts = _counts(desk, views)
    desk.newest = desk.counts["newest"]
    picked = _first_rows(me, team, today, midnight, filters.shape, *filters.values())
    desk.sections = list(_sections(desk, picked, calendar))
    href_of_all = "" if with_everybody else desk.href_of_everybody
    desk.loads = load.load_of(me, team, at, calendar, href_of_all)
    desk.rail = _rail(desk, views)
    desk.askers, desk.services = _choices(_asking(me, team, today), filters)
    return desk


@prepared
def _views(me: Person, team: Team) -> QuerySet[SavedView]:
    return SavedView.objects.visible_to(me).filter(team=team)


def _counts(desk: Desk, views: list[SavedView]) -> Counter[str]:
    """All numbers of the page in one query: what it counts in each section, added up."""
    at, chosen = desk.at, [desk.filters, *(Filters.of(view.query) for view in views)]
    shapes = tuple(one.shape for one in chosen)
    values = chain.from_iterable(one.values() for one in chosen)
    found: Counter[str] = Counter()
    today, midnight = timezone.localdate(at), end_of_today(at)
    for row in _numbers(desk.me, desk.team, today, midnight, at, shapes, *values):
        section, newest, late = row.pop("section"), row.pop("newest"), row.pop("late")
        found.update(row)
        found["newest"] = max(found["newest"], newest)
        found[f"in_{section}"] = row["fitting"]
        found[f"all_{section}"] = row["everything"]
        found["late"] += {"recovery": row["everything"], "first": late}.get(section, 0)
    return found


@prepared
def _numbers(
    me: Person,
    team: Team,
    today: date,
    midnight: datetime,
    at: datetime,
    shapes: tuple[Shape, ...],
    *values: str | int,
) -> QuerySet[ServiceRequest, dict[str, Any]]:
    rest = iter(values)
    fitting, *views = [shape.matching(me, today, rest) for shape in shapes]
    whats: dict[str, Q] = {
        "everything": Q(),
        "fitting": fitting,
        "with_my_name": Q(owner=me),
        "without_a_name": Q(owner=None),
        "outside": ~Q(waiting_outside=""),
        "late": Q(next_word_at__lte=at),
    }
    whats |= {f"view_{number}": view for number, view in enumerate(views)}
    numbers = {name: Count("pk", filter=what) for name, what in whats.items()}
    everything: Any = sections.in_sections(sections.open_on_desk(me, team), team, midnight)
    counts: QuerySet[ServiceRequest, dict[str, Any]] = (
        everything.order_by().values("section").annotate(newest=Max("pk"), **numbers)
    )
    return counts


@prepared
def _first_rows(
    me: Person, team: Team, today: date, midnight: datetime, shape: Shape, *values: str | int
) -> Requests:
    """The first rows of every section."""
    everything = sections.in_sections(sections.open_on_desk(me, team), team, midnight)
    fitting = shape.matching(me, today, iter(values))
    picked = sections.first_of_each(everything.filter(fitting))
    visible = ServiceRequest.objects.visible_to(me).filter(pk__among=picked.values("pk"))
    return _placed(visible, me, team, today, midnight)


def _placed(
    requests: Requests, me: Person, team: Team, today: date, midnight: datetime
) -> Requests:
    """With all that their rows show, in the order of care."""
    placed = sections.in_sections(requests, team, midnight).order_by(*BY_CARE)
    return with_reasons(listed(placed, today), me)


def _sections(desk: Desk, picked: list[ServiceRequest], calendar: Calendar) -> Iterator[Shown]:
    rows = _rows(desk, picked, calendar)
    for section in SECTIONS:
        count = desk.counts[f"in_{section.key}"]
        found = rows.get(section.key, [])
        if count or (section.none and desk.filters.is_empty):
            yield _shown(desk, section, count, found)


def _shown(
    desk: Desk, section: Section, count: int, found: list[tuple[ServiceRequest, showing.Row]]
) -> Shown:
    more = max(0, count - len(found))
    href = _more_href(desk, section.key, found[-1][0]) if more and found else ""
    return Shown(section, count, [row for _one, row in found], more, href)


def _more_href(desk: Desk, section: str, last: Any) -> str:
    pairs = desk.filters.pairs() | {
        "section": section,
        "after": places.written(last.care_at, last.pk),
    }
    return f"{desk.href}?{urlencode(pairs)}"


def _rows(
    desk: Desk, picked: list[ServiceRequest], calendar: Calendar
) -> dict[str, list[tuple[ServiceRequest, showing.Row]]]:
    """The rows of the picked requests by section, in the order of care."""
    found: dict[str, list[tuple[ServiceRequest, showing.Row]]] = {}
    reasons = Reasons.of(_outlooks(desk.team), calendar, desk.at)
    for one in picked:
        row = showing.row_of(one, "team", desk.at, calendar, reasons=reasons)
        place: Any = one  # with what ``in_sections`` put on it
        found.setdefault(place.section, []).append((one, row))
    return found


def _outlooks(team: Any) -> Any:
    """What the team's own query brought along, or one of its own for further rows."""
    return vars(team)["outlooks"] if "outlooks" in vars(team) else team_outlooks(team)[0]


@dataclass(frozen=True, slots=True)
class Further:
    """Further rows of one section, after the ones that were seen."""

    team: Team
    shown: Shown
    href: str


def read_further(
    me: Person, team: Team, filters: Filters, section: Section, after: str, at: datetime
) -> Further:
    """The next rows of one section. An ``after`` that is no place begins at the start."""
    desk = Desk(team=team, me=me, at=at, filters=filters)
    today, midnight = timezone.localdate(at), end_of_today(at)
    everything = sections.in_sections(sections.open_on_desk(me, team), team, midnight)
    narrowed = everything.filter(filters.matching(me, today))
    rest = narrowed.filter(Q(section=section.key))
    if (place := places.read(after)) is not None:
        rest = sections.after(narrowed, section.key, *place)
    count = rest.count()
    keys = list(rest.order_by(*BY_CARE).values_list("pk", flat=True)[: sections.ROWS_MORE])
    picked = ServiceRequest.objects.visible_to(me).filter(pk__in=keys)
    placed = list(_placed(picked, me, team, today, midnight))
    rows = _rows(desk, placed, team.calendar()).get(section.key, [])
    back = f"{desk.href}{filters.ending()}"
    return Further(team, _shown(desk, section, count, rows), back)


def _rail(desk: Desk, views: list[SavedView]) -> list[tuple[str, list[dict[str, Any]]]]:
    """What stands beside the list: the usual views, the saved ones, and where else to go."""
    counts, now = desk.counts, desk.filters.query()

    def item(words: str, query: str, count: int) -> dict[str, Any]:
        href = f"{desk.href}?{query}" if query else desk.href
        return {"href": href, "words": words, "count": count, "current": query == now}

    usual = [
        item(_("Everything open"), "", counts["everything"]),
        item(_("With my name"), "whose=me", counts["with_my_name"]),
        item(_("Without a name"), "whose=nobody", counts["without_a_name"]),
        item(_("Someone outside waits"), "outside=1", counts["outside"]),
    ]
    saved = [
        item(view.name, view.query, counts[f"view_{number}"]) for number, view in enumerate(views)
    ]
    helpful = [
        {"href": address_of("pages:order", desk.team.slug), "words": _("What first?")},
        {"href": desk.team.get_absolute_url(), "words": _("Our team page")},
    ]
    helpful += [
        {"href": address_of("pages:desk", one.slug), "words": one.name} for one in desk.other_teams
    ]
    groups = [(_("Our desk"), usual)]
    if saved:
        groups.append((_("Saved views"), saved))
    return [*groups, (_("Helpful"), helpful)]


@prepared
def _asking(me: Person, team: Team, today: date) -> QuerySet[ServiceRequest, tuple[Any, ...]]:
    """Which teams ask for which services, among what lies on the desk."""
    current = Membership.objects.current(today).order_by("from_on", "pk")
    theirs = current.filter(person=OuterRef("asker"))
    return (
        sections.open_on_desk(me, team)
        .order_by()
        .annotate(
            asking_slug=Subquery(theirs.values("team__slug")[:1], output_field=CharField()),
            asking_name=Subquery(theirs.values("team__name")[:1], output_field=CharField()),
        )
        .values_list("asking_slug", "asking_name", "service", "service__name")
        .distinct()
    )


def _choices(pairs: list[tuple[Any, ...]], filters: Filters) -> tuple[list[Choice], list[Choice]]:
    """The teams that ask and the services asked for."""
    askers: dict[str, str] = {}
    services: dict[str, str] = {}
    for slug, name, service, service_name in pairs:
        if slug:
            askers[slug] = name
        if service:
            services[str(service)] = service_name
    return _sorted(askers, filters.asking), _sorted(services, str(filters.service or ""))


def _sorted(found: Mapping[str, str], chosen: str) -> list[Choice]:
    ordered = sorted(found.items(), key=lambda pair: pair[1].casefold())
    return [Choice(value, words, value == chosen) for value, words in ordered]


def said_in_words(filters: Filters) -> list[str]:
    """The choices of a view, said one by one."""
    said = []
    if filters.text:
        said.append(_("with the words “%(words)s”") % {"words": filters.text})
    if filters.whose:
        said.append(_("with my name") if filters.whose == "me" else _("without a name"))
    if filters.outside:
        said.append(_("someone outside waits"))
    if filters.emergency:
        said.append(_("emergencies"))
    if filters.asking:
        said.append(_("asked by one team"))
    if filters.service:
        said.append(_("one service"))
    return said

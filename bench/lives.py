"""The lives of an organisation: template lives, cloned for many people over two years."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bench.cloning import WHO, Clone, thread_of
from bench.keys import Model, spread_keys
from bench.organisation import HANDS, THINGS, VERBS, make_charter, make_hours, make_service, skewed
from bench.playing import Cast
from bench.stories import CHARTERS, DAY, ROLES, TEAMS, Script, Teller
from bench.templates import DERIVED, Template, mark, record
from bench.writing import Writer
from goodword.catalogue.models import Charter, Service
from goodword.people.models import Membership, Organisation, Person, Team
from goodword.people.rules import hours_as_text
from goodword.requests.actions.asking import REFERENCE_LENGTH, REFERENCE_LETTERS

WEEKS = 104
OPEN_SHARE = 0.03
#: Ended so long ago that no clock looks at it any more (C10 closes after 30 days).
LONG_OVER, LONG_OVER_SHARE = timedelta(weeks=7), 0.7
LONG_AGO = timedelta(days=1500)
#: Lives that are built before they are written.
A_PART = 2_000
#: A number without a common factor with all references there are: each comes once, as if thrown.
STRIDE = 611_953_889
REFERENCES = len(REFERENCE_LETTERS) ** REFERENCE_LENGTH
WORDS = "for room {}|before the {}th|of last term ({})|with {} pages|for group {}|again, number {}"

Show = Callable[[int, int], None]


def make_cast(at: datetime) -> Cast:
    """The scratch people and teams who play the templates, marks for names."""
    spread_keys()
    long_ago = at - LONG_AGO
    if not Organisation.objects.exists():
        Organisation.objects.create(pk=1, name="A stage", zone="UTC", set_up_at=long_ago)
    people = {role: _actor(role, long_ago) for role in ROLES}
    teams = {name: _team(name, people, long_ago) for name in TEAMS}
    services = tuple(_service(teams["A"], kind, long_ago) for kind in range(len(CHARTERS)))
    return Cast(people, teams, services)


def _actor(role: str, at: datetime) -> Person:
    return Person.objects.create(
        email=f"{role.lower()}@stage.example", name=mark(f"{role}.name"), zone="UTC",
        preferred_name=mark(f"{role}.short"), handle=f"stage-{role.lower()}", joined_at=at,
    )  # fmt: skip


def _team(name: str, people: dict[str, Person], at: datetime) -> Team:
    hands = [people[f"{name}{hand}"] for hand in (1, 2, 3)]
    slug = f"stage-{name.lower()}"
    team = Team(name=mark(f"{name}.name"), slug=slug, mail_name=slug, cover=hands[1], lead=hands[2])
    team.hours_kept = hours_as_text([make_hours(team, ord(name), at)])
    team.save()
    hours = make_hours(team, ord(name), at)
    hours.save()
    for person in hands:
        Membership.objects.create(person=person, team=team, from_on=at.date())
    return team


def _service(team: Team, kind: int, at: datetime) -> Service:
    service = make_service(team, kind, at)
    service.save()
    charter = make_charter(service, kind, at)
    charter.save()
    service.charter = charter
    service.save()
    return service


def tell(count: int, cast: Cast, now: datetime, *, seed: int, show: Show) -> list[Template]:
    """Play so many varied lives until ``now``: two in three have ended, the others are open."""
    teller, dice = Teller(seed), Random(seed)
    wanted = {False: count - count // 3, True: count // 3}
    found: dict[bool, list[Template]] = {False: [], True: []}
    while any(len(found[which]) < wanted[which] for which in found):
        is_open = len(found[True]) < wanted[True] and (
            len(found[False]) >= wanted[False] or dice.random() < 1 / 3
        )
        template = _told(teller.tell(), cast, now, dice, is_open)
        if template.is_open == is_open:
            found[is_open].append(template)
            show(len(found[False]) + len(found[True]), count)
    return found[False] + found[True]


def _told(script: Script, cast: Cast, now: datetime, dice: Random, is_open: bool) -> Template:
    if is_open:
        back = timedelta(minutes=dice.randint(60, 60 * 24 * dice.choice((4, 15, 40))))
        return record(script.until(back), cast, start=now - back, until=now)
    back = script.length + DAY * dice.randint(1, 7)
    if dice.random() < LONG_OVER_SHARE:
        back += LONG_OVER
    return record(script, cast, start=now - back, until=now)


@dataclass(frozen=True)
class Crowd:
    """Who and what there is in the organisation, as plain values for cloning."""

    people: list[tuple[int, str, str]]
    teams: list[tuple[int, str]]
    services: list[list[list[tuple[int, str, int]]]]

    @classmethod
    def read(cls, using: str) -> Crowd:
        """The organisation as it was founded, in the order in which it was."""
        people = Person.objects.get_queryset().using(using).order_by("pk")
        teams = Team.objects.using(using).order_by("pk").values_list("pk", "name")
        offers: dict[int, list[list[tuple[int, str, int]]]] = {}
        rows = Charter._base_manager.using(using).order_by("service_id")
        kinds = {charter: kind for kind, charter in enumerate(CHARTERS)}
        fields = ("first_word_minutes", "offer_days", "update_days")
        for row in rows.values_list("service_id", "service__name", "pk", "service__team", *fields):
            own = offers.setdefault(row[3], [[] for _kind in CHARTERS])
            own[kinds[row[4:]]].append((row[0], row[1], row[2]))
        return cls(
            list(people.values_list("pk", "preferred_name", "name")),
            list(teams),
            [offers[team] for team, _name in teams],
        )

    def hands(self, team: int) -> list[tuple[int, str, str]]:
        """The three old hands of the team at this place."""
        return self.people[team * HANDS : team * HANDS + HANDS]


@dataclass(frozen=True)
class Life:
    """Which template lives again for whom: places in the crowd, and how many weeks earlier."""

    template: int
    weeks: int
    asker: int
    filer: int
    friend: int
    teams: tuple[int, int, int]
    service: int
    number: int


@dataclass(frozen=True)
class Loaded:
    """A life as it was written: its rows follow these keys."""

    life: Life
    after: dict[Model, int]


class Fates:
    """Throws the dice for every life; the same seed throws the same."""

    def __init__(self, templates: Sequence[Template], crowd: Crowd, seed: int) -> None:
        self.dice = Random(seed)
        self.crowd = crowd
        self.templates = templates
        places = range(len(templates))
        self.open = [place for place in places if templates[place].is_open]
        ended = [place for place in places if not templates[place].is_open]
        self.over = [place for place in ended if templates[place].wakes_at is None]
        self.lately = [place for place in ended if templates[place].wakes_at is not None]

    def lives(self, count: int) -> Iterator[Life]:
        """So many lives, the oldest first."""
        still_open = round(count * OPEN_SHARE)
        begun = 0
        for week in range(WEEKS, 0, -1):
            until = (count - still_open) * (WEEKS - week + 1) // WEEKS
            for number in range(begun, until):
                some = self.over if week > 1 or self.dice.random() < 0.2 else self.lately
                yield self._life(self.dice.choice(some), week - 1, number)
            begun = until
        for number in range(begun, count):
            yield self._life(self.dice.choice(self.open), 0, number)

    def due(self, count: int, numbered_from: int) -> Iterator[Life]:
        """So many open lives as a clock finds them that stood still for a week."""
        late = [place for place in self.open if _wakes_within_a_week(self.templates[place])]
        for number in range(numbered_from, numbered_from + count):
            yield self._life(self.dice.choice(late), 1, number)

    def _life(self, template: int, weeks: int, number: int) -> Life:
        dice = self.dice
        size = len(self.crowd.teams)
        first = skewed(dice, size)
        teams = (first, (first + 1 + dice.randrange(size - 3)) % size)
        third = next(at % size for at in range(first + 1, first + 4) if at % size not in teams)
        asker, filer, friend = self._others(teams)
        return Life(
            template, weeks, asker, filer, friend, (*teams, third), dice.randrange(1 << 16), number
        )

    def _others(self, teams: tuple[int, int]) -> tuple[int, int, int]:
        """Three people who are in neither of the teams that do it."""
        found: list[int] = []
        while len(found) < 3:
            person = skewed(self.dice, len(self.crowd.people))
            # The old hands come first; whoever asks often is not the first of them.
            person = len(self.crowd.people) - 1 - person
            if person // HANDS not in teams and person not in found:
                found.append(person)
        return found[0], found[1], found[2]


def _wakes_within_a_week(template: Template) -> bool:
    """Whether its clock would have struck, had everything happened a week earlier."""
    wakes = template.wakes_at
    return wakes is not None and wakes < template.until + timedelta(weeks=1)


def title_of(number: int) -> str:
    """What the request of this number is called."""
    thing, verb = THINGS[number % len(THINGS)], VERBS[number // 7 % len(VERBS)]
    ending = WORDS.split("|")[number % 6].format(number // 11 % 900 + 1)
    return f"{verb} the {thing} {ending}"


def reference_of(number: int) -> str:
    """The public reference of the request of this number."""
    rest, signs = (number * STRIDE + 12_345) % REFERENCES, []
    for _place in range(REFERENCE_LENGTH):
        rest, sign = divmod(rest, len(REFERENCE_LETTERS))
        signs.append(REFERENCE_LETTERS[sign])
    return "GW-" + "".join(signs)


def cast_of(life: Life, script: Script, crowd: Crowd, key: int) -> list[Any]:
    """The values that fill the marks of a template, in the order of ``cloning.WHO``."""
    values: list[Any] = []
    for place in (life.asker, life.filer, life.friend):
        values += crowd.people[place]
    for team in life.teams:
        for person in crowd.hands(team):
            values += person
    for team in life.teams:
        values += crowd.teams[team]
    own = crowd.services[life.teams[0]][script.service or 0]
    service, name, charter = own[life.service % len(own)]
    values += (service, name, charter, title_of(life.number), reference_of(life.number))
    values.append(thread_of("request", key))
    assert len(values) == len(WHO)
    return values


class Loader:
    """Writes lives one after the other; remembers only where the next keys begin."""

    def __init__(
        self, templates: Sequence[Template], crowd: Crowd, using: str, tables: Sequence[Model]
    ) -> None:
        self.crowd = crowd
        self.tables = tables
        self.writer = Writer(tables, using)
        as_lines = self.writer.as_lines
        self.clones = [Clone(template, tables, as_lines=as_lines) for template in templates]
        self.last = [_last_key(table, using) for table in tables]
        self.requests = [table.__name__ for table in tables].index("ServiceRequest")
        self.kept: list[Loaded] = []
        self._times: dict[int, list[str]] = {}
        self._week = -1

    def load(
        self, lives: Iterable[Life], show: Show, count: int, sample: Container[int] = ()
    ) -> None:
        """Write them all; remember the keys of those whose numbers are in the sample."""
        outs = [rows.append for rows in self.writer.rows]
        for done, life in enumerate(lives, start=1):
            clone = self.clones[life.template]
            key = self.last[self.requests] + 1
            values = cast_of(life, clone.template.script, self.crowd, key)
            keys = [last + 1 for last in self.last]
            clone.build(keys, values, self._times_of(life), outs)
            if life.number in sample:
                self.kept.append(Loaded(life, dict(zip(self.tables, self.last, strict=True))))
            self.last = [last + more for last, more in zip(self.last, clone.counts, strict=True)]
            if not done % A_PART or done == count:
                self.writer.flush()
                show(done, count)

    def _times_of(self, life: Life) -> list[str]:
        if life.weeks != self._week:
            self._times, self._week = {}, life.weeks
        times = self._times.get(life.template)
        if times is None:
            times = self.clones[life.template].times_in(-life.weeks)
            self._times[life.template] = times
        return times


def _last_key(table: Model, using: str) -> int:
    last = table._base_manager.using(using).order_by("-pk").values_list("pk", flat=True)
    return int(last.first() or 0)


def tables_of(templates: Iterable[Template]) -> list[Model]:
    """The tables that these lives write to."""
    found = {row.table for template in templates for row in template.rows} - set(DERIVED)
    return sorted(found, key=lambda table: table._meta.label)

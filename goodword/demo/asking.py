"""Who asks for what on a day: the same people and the same things whenever it is reckoned."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from goodword.catalogue.models import Service
from goodword.demo.case import MARK, Case, Temper
from goodword.demo.dice import die
from goodword.demo.words.phrases import phrases
from goodword.demo.words.slots import Teller
from goodword.demo.words.stories import Story, stories
from goodword.demo.world import World, round_hour, whole
from goodword.house.refusals import Refusal
from goodword.people.models import Person
from goodword.requests import actions
from goodword.requests.actions.files import Upload
from goodword.requests.models import ServiceRequest

#: How many ask on a working day of an ordinary month; months and weekdays bend it.
A_DAY = 4.16
MONTHS = (1.15, 1.0, 1.0, 0.9, 1.1, 1.1, 0.75, 0.7, 1.3, 1.25, 1.05, 0.75)
WEEKDAYS = (1.25, 1.1, 1.0, 0.95, 0.7, 0.0, 0.0)
EMERGENCIES, OUTSIDE, WISHES, WITH_FILES = 0.012, 0.08, 0.28, 0.05


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody is about to ask: who, when, for what."""

    key: str
    at: datetime
    asker: Person
    service: Service
    story: Story


def of_the_day(world: World, day: date, share: float = 1.0) -> Iterator[Asking]:
    """Everything that is asked on a day, in order. ``share`` thins it out."""
    one = die("day", day)
    expected = A_DAY * MONTHS[day.month - 1] * WEEKDAYS[day.weekday()] * one.uniform(0.7, 1.3)
    number = int(expected * share + one.random())
    found = [_asking(world, day, place) for place in range(number)]
    yield from sorted((it for it in found if it), key=lambda it: (it.at, it.key))


def _asking(world: World, day: date, place: int) -> Asking | None:
    key = f"{MARK}{day.isoformat()}:{place}"
    one = die(key, "asking")
    names = sorted(set(stories()) & set(world.services))
    story = stories()[one.choices(names, [stories()[it].weight for it in names])[0]]
    service = world.services[story.service]
    asker = _who(world, one, service)
    at = _when(world, one, asker, day)
    return Asking(key, at, asker, service, story) if at else None


def _who(world: World, one: random.Random, service: Service) -> Person:
    """Anybody of another team; the student desk asks most, as students ask it."""
    others = [
        person
        for pk, person in sorted(world.people.items(), key=lambda it: it[1].email)
        if pk in world.home and person not in world.members[service.team_id]
    ]
    weights = [3.0 if world.teams[world.home[it.pk]].is_duty else 1.0 for it in others]
    return one.choices(others, weights)[0]


def _when(world: World, one: random.Random, asker: Person, day: date) -> datetime | None:
    """Some time in the asker's working day; nobody asks while away."""
    calendar = world.calendar_of(asker)
    spans = calendar.day_spans(day)
    if not spans or world.is_away(asker, day):
        return None
    opens, closes = spans[0][0], spans[-1][1]
    return whole(opens + one.betavariate(1.6, 2.0) * (closes - opens))


def ask(world: World, asking: Asking, at: datetime) -> Case:
    """Ask it, in words."""
    charter = world.charters[asking.service.pk]
    one = die(asking.key, "words")
    teller = teller_of(world, asking.key, at, asking.asker, asking.service.team_id)
    title, words, purpose = _told(teller, asking.story)
    wish = _wish(world, one, asking, at) if one.random() < WISHES else None
    outside = one.choice(phrases()["outside"]) if one.random() < OUTSIDE else ""
    crisis = one.choice(phrases()["emergency"]) if one.random() < EMERGENCIES else ""
    channel, filer = _channel(world, one, asking)
    wanted: dict[str, Any] = {
        "by": filer or asking.asker,
        "on_behalf_of": asking.asker if filer else None,
        "at": at,
        "title": title,
        "words": words,
        "service": asking.service,
        "purpose": purpose,
        "needed_by": wish,
        "needed_why": one.choice(phrases()["needed_why"]) if wish else "",
        "waiting_outside": outside,
        "emergency": crisis,
        "channel": channel,
        "beneficiary_name": teller.tell("{student}") if _is_about_a_student(asking.story) else "",
        "nonce": asking.key,
        "files": _files(one, teller, title),
    }
    try:
        service_request = actions.ask(**wanted)
    except Refusal:  # the emergencies of this month are used
        service_request = actions.ask(**wanted | {"emergency": ""})
    temper = Temper.of(asking.key, asking.story, charter.usual_minutes)
    return Case(asking.key, service_request, asking.story, temper, teller, charter)


def teller_of(world: World, key: str, at: datetime, asker: Person, provider: int) -> Teller:
    """Whoever tells this request; what is drawn for it is drawn in the same order again."""
    one = die(key, "names")
    colleague = one.choice(world.members[provider] or [asker])
    known = {
        "asker": asker.preferred_name,
        "asker_team": world.teams[world.home[asker.pk]].name,
        "colleague": colleague.preferred_name,
        "team": one.choice(sorted(team.name for team in world.teams.values())),
    }
    return Teller(one, at, known)


def _told(teller: Teller, story: Story) -> tuple[str, str, str]:
    """Title, words and reason: the first three things that are drawn."""
    one = teller.die
    title = teller.one_of(story.titles)
    number = min(len(story.tales), one.randint(1, 2))
    lines = [teller.tell(line) for line in one.sample(story.tales, number)]
    if one.random() < 0.6:
        lines.insert(0, teller.one_of(phrases()["opening"]))
    if one.random() < 0.7:
        lines.append(teller.one_of(phrases()["closing"]))
    purpose = teller.one_of(story.reasons) if one.random() < 0.75 else ""
    return title, " ".join(lines), purpose


def _is_about_a_student(story: Story) -> bool:
    return any("{student}" in line for line in (*story.titles, *story.tales))


def _wish(world: World, one: random.Random, asking: Asking, at: datetime) -> datetime:
    """When they would like it: some sooner than usual, most later."""
    calendar = world.calendars[asking.service.team_id]
    usual = world.charters[asking.service.pk].usual_minutes
    length = timedelta(minutes=max(120.0, usual * one.uniform(0.8, 2.4)))
    return round_hour(calendar, calendar.add(at, length))


def _channel(world: World, one: random.Random, asking: Asking) -> tuple[str, Person | None]:
    channels = ServiceRequest.Channel
    channel = one.choices(list(channels), (72, 15, 7, 6))[0]
    if channel in {channels.WEB, channels.MAIL}:
        return channel, None
    desk = next(pk for pk, team in world.teams.items() if team.is_duty)
    filer = one.choice(world.members[desk])
    return (channel, filer) if filer != asking.asker else (channels.WEB, None)


def _files(one: random.Random, teller: Teller, title: str) -> list[Upload]:
    """Some bring a list or a note along."""
    if one.random() >= WITH_FILES:
        return []
    lines = [title, ""] + [f"{number}. {teller.tell('{student}')}" for number in range(1, 6)]
    name = one.choice(("list.txt", "notes from the window.txt", "names, sorted.txt"))
    return [Upload(name, "text/plain", ["\n".join(lines).encode()])]


def morning_of(day: date) -> datetime:
    """The first moment of a day on the university's clock."""
    return datetime.combine(day, time(), ZoneInfo("Europe/London")).astimezone(UTC)

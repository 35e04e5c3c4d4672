"""What the ask box suggests while somebody types: services, and people who know (S002-30).

Everything starts from what this person may see: a service that is not for them is not
suggested, not counted and not hinted at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from markupsafe import Markup

from goodword.catalogue.models import Service
from goodword.house.prepared import prepared
from goodword.house.words import gettext as _
from goodword.pages.home import ask_for
from goodword.people.models import Absence, Expertise, Person
from goodword.requests.showing.times import length
from goodword.ui import when

SERVICES, PEOPLE = 5, 3
#: So many topics, and people who know them, are looked at to find those three.
TOPICS, EXPERTS = 20, 60
TEXT_AT_MOST = 200
WORD = re.compile(r"[^\W_]+")
SHORTEST = 2
#: From so many letters on a word fits a longer one that was typed.
LONG = 4
#: Words that say nothing about what is asked for. Translators may leave theirs out: they only
#: cost a little precision.
EMPTY = frozenset(
    {"an", "and", "are", "as", "at", "can", "do", "for", "from", "have", "in", "is", "it", "me"}
    | {"my", "of", "on", "or", "please", "the", "to", "we", "with", "you"}
)


@dataclass(frozen=True, slots=True)
class Item:
    """One suggestion. ``kept`` of ``total`` is the record of a service; a person has none."""

    href: str
    words: Markup
    note: str
    icon: str = ""
    person: Person | None = None
    kept: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Suggestions under one heading; ``side`` puts them into the second column."""

    heading: str
    items: Sequence[Item]
    side: bool = False


def folded(text: str) -> str:
    """The text without accents and case, so that "Zeugnís" finds "zeugnis"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def tokens(text: str) -> list[str]:
    """The words worth looking for, folded, each once."""
    found = WORD.findall(folded(text[:TEXT_AT_MOST]))
    return [word for word in dict.fromkeys(found) if len(word) >= SHORTEST and word not in EMPTY]


def score(wanted: Sequence[str], places: Sequence[tuple[int, str]]) -> int:
    """How well words fit: each counts once, by the best place it begins a word in."""
    line = _line_of(tuple([text for _weight, text in places]))
    if not _any_of(tuple(wanted)).search(line):
        return 0
    known = [(weight, _words_in(text)) for weight, text in places]
    return sum(
        max((_fit(word, weight, said) for weight, said in known), default=0) for word in wanted
    )


@lru_cache(maxsize=20_000)
def _words_in(text: str) -> tuple[str, ...]:
    """The words of a text, folded; a keystroke looks at the same names and topics again."""
    return tuple(WORD.findall(folded(text)))


@lru_cache(maxsize=20_000)
def _line_of(texts: tuple[str, ...]) -> str:
    """All words of some texts in one line: one look tells that nothing fits, as it mostly is."""
    return f" {' '.join(word for text in texts for word in _words_in(text))} "


@lru_cache(maxsize=1_000)
def _any_of(wanted: tuple[str, ...]) -> re.Pattern[str]:
    """What a line has to contain for ``_fit`` to find anything in it."""
    whole = [f" {word}" for word in wanted]
    shorter = [f" {word[:most]} " for word in wanted for most in range(LONG, len(word))]
    return re.compile("|".join(whole + shorter))


def _fit(word: str, weight: int, said: Sequence[str]) -> int:
    if word in said:
        return 2 * weight
    return weight if any(_begins(word, other) for other in said) else 0


def _begins(word: str, other: str) -> bool:
    """A typed beginning of a word, or another ending of it ("certificates", "certificate")."""
    return other.startswith(word) or (len(other) >= LONG and word.startswith(other))


def marked(words: str, wanted: Sequence[str]) -> Markup:
    """The words with those that fit marked."""
    pieces, at = [], 0
    for match in WORD.finditer(words):
        pieces.append(Markup.escape(words[at : match.start()]))
        said = folded(match.group())
        fits = any(_begins(word, said) for word in wanted)
        mark = Markup("<mark>{}</mark>") if fits else Markup("{}")
        pieces.append(mark.format(match.group()))
        at = match.end()
    return Markup("").join([*pieces, Markup.escape(words[at:])])


def suggest(me: Person, typed: str, at: datetime) -> list[Group]:
    """What to show for what was typed so far; nothing for words that say nothing."""
    wanted = tokens(typed)
    if not wanted:
        return []
    groups = [
        Group(_("Services that do this"), _services(me, typed, wanted, at)),
        Group(_("People who know"), _people(me, wanted, at), side=True),
    ]
    return [group for group in groups if group.items]


def said_of(groups: Sequence[Group]) -> str:
    """The suggestions in one sentence, for people who hear it."""
    services = sum(len(group.items) for group in groups if not group.side)
    people = sum(len(group.items) for group in groups if group.side)
    if not services + people:
        return _("No suggestions. Press Enter to ask in your own words.")
    said = [
        ngettext("%(number)s service", "%(number)s services", services) % {"number": services},
        ngettext("%(number)s person", "%(number)s people", people) % {"number": people},
    ]
    return _("%(services)s, %(people)s.") % {"services": said[0], "people": said[1]}


def _best(found: Iterable[Any], fit: Callable[[Any], int], most: int) -> list[Any]:
    ranked = sorted(((fit(one), one) for one in found), key=lambda pair: -pair[0])
    return [one for fits, one in ranked[:most] if fits]


def _services(me: Person, typed: str, wanted: Sequence[str], at: datetime) -> list[Item]:
    def fit(known: tuple[Any, ...]) -> int:
        _key, name, keywords, summary, team = known
        return score(wanted, [(6, name), (4, keywords), (2, summary), (2, team)])

    best = [known[0] for known in _best(_known_services(me), fit, SERVICES)]
    if not best:
        return []
    found = {one.pk: one for one in _services_with(me, *[*best, *[0] * SERVICES][:SERVICES])}
    own = set(_own_teams(me))
    return [
        Item(
            href=ask_for(service, typed),
            words=marked(service.name, wanted),
            note=_note(service, service.team.calendar(), is_own=service.team_id in own),
            icon="list-checks",
            kept=record.kept if (record := getattr(service, "record", None)) else 0,
            total=record.kept + record.broken if record else 0,
        )
        for key in best
        if (service := found.get(key))
    ]


@prepared
def _known_services(me: Person) -> QuerySet[Service, tuple[Any, ...]]:
    """The words by which services are found; nothing else is read of all of them."""
    offered = Service.objects.visible_to(me).offered().order_by("name", "pk")
    return offered.values_list("pk", "name", "keywords", "summary", "team__name")


@prepared
def _services_with(me: Person, a: int, b: int, c: int, d: int, e: int) -> QuerySet[Service]:
    offered = Service.objects.visible_to(me).offered().filter(pk__in=[a, b, c, d, e])
    return offered.select_related("team", "charter", "record")


@prepared
def _own_teams(me: Person) -> QuerySet[Any, int]:
    return me.team_ids()


def _note(service: Service, calendar: Any, *, is_own: bool) -> str:
    team = service.team.name
    where = _("%(team)s, that is your own team.") % {"team": team} if is_own else f"{team}."
    if service.charter is None:
        return where
    usual = length(service.charter.usual_minutes, calendar)
    return _("%(where)s Usually %(length)s.") % {"where": where, "length": usual}


def _people(me: Person, wanted: Sequence[str], at: datetime) -> list[Item]:
    """Colleagues whose expertise fits; nobody is shown by how much they did."""
    topics = _best(_topics(), lambda topic: score(wanted, [(3, topic)]), TOPICS)
    if not topics:
        return []
    known: dict[int, list[Expertise]] = {}
    for row in _experts(me, *[*topics, *[""] * TOPICS][:TOPICS]):
        known.setdefault(row.person_id, []).append(row)

    def fit(topics: list[Expertise]) -> int:
        return max(score(wanted, [(3, topic.topic)]) for topic in topics)

    best = _best(known.values(), fit, PEOPLE)
    if not best:
        return []
    away = _away([topics[0].person_id for topics in best], timezone.localdate(at))
    return [
        Item(
            href=reverse("people:person", args=[topics[0].person.handle]),
            words=Markup.escape(topics[0].person.name),
            note=_knows(topics, wanted, away.get(topics[0].person_id), timezone.localdate(at)),
            person=topics[0].person,
        )
        for topics in best
    ]


@prepared
def _topics() -> QuerySet[Expertise, str]:
    """What anybody knows about, each topic once: far fewer than there are people."""
    return Expertise.objects.order_by("topic").values_list("topic", flat=True).distinct()


@prepared
def _experts(me: Person, *topics: str) -> QuerySet[Expertise]:
    """Whoever knows about one of these, but for me."""
    known_people = Person.objects.visible_to(me).exclude(pk=me.pk)
    rows = Expertise.objects.filter(topic__in=topics, person__in=known_people)
    return rows.select_related("person").order_by("person__name", "topic")[:EXPERTS]


def _knows(topics: list[Expertise], wanted: Sequence[str], away: date | None, today: date) -> str:
    fitting = [one.topic for one in topics if score(wanted, [(1, one.topic)])]
    said = marked(", ".join(fitting), wanted)
    if away:
        until = _("Away until %(day)s") % {"day": when.short_date(away, today)}
        return Markup("{}. {}").format(said, until)
    return Markup("{}").format(said)


def _away(people: Sequence[int], today: date) -> dict[int, date]:
    rows = Absence.objects.on(today).filter(person__in=people).order_by("until_on")
    return {row.person_id: row.until_on for row in rows}

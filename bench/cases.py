"""What is measured: addresses and forms, each of them many different ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from django.utils.crypto import get_random_string

from bench.organisation import HANDS, THINGS, skewed
from goodword.catalogue.models import Service
from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.people.models import Membership, Person, Team
from goodword.requests.models import ServiceRequest
from goodword.requests.rules.states import ENDED

#: How many people take part in a case, and how many addresses it has.
PEOPLE, PAGES = 60, 240
LANGUAGE = "en"
SECRET = "b" * 32


@dataclass(frozen=True)
class Asking:
    """One request to the server: who, what, and the form when something is sent."""

    person: int
    path: str
    form: dict[str, str] | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Case:
    """One line of the table. ``statuses`` are the answers that are right."""

    name: str
    words: str
    askings: Sequence[Asking]
    statuses: tuple[int, ...] = (200,)
    #: Never twice the same: it would be another thing the second time.
    once: bool = False


class Windows:
    """A browser window of everybody who takes part: cookies made the way signing in makes them."""

    def __init__(self) -> None:
        self.cookies: dict[int, str] = {}

    def cookie(self, person: int) -> str:
        """What their browser sends."""
        if person not in self.cookies:
            window = Client()
            window.force_login(Person.objects.get_queryset().get(pk=person))
            session = window.cookies[settings.SESSION_COOKIE_NAME].value
            self.cookies[person] = (
                f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={SECRET}"
            )
        return self.cookies[person]

    def whole(self, asking: Asking, port: int) -> str:
        """The request as it goes over the line."""
        body = ""
        lines = [
            f"{'GET' if asking.form is None else 'POST'} {asking.path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            f"Cookie: {self.cookie(asking.person)}",
            "Accept-Encoding: identity",
            *(f"{name}: {value}" for name, value in asking.headers),
        ]
        if asking.form is not None:
            body = urlencode({**asking.form, "csrfmiddlewaretoken": SECRET})
            lines += [
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
                f"Origin: http://127.0.0.1:{port}",
            ]
        return "\r\n".join(lines) + "\r\n\r\n" + body


class House:
    """Who is in the loaded organisation, chosen by dice that fall the same each time."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.teams = list(Team.objects.order_by("pk"))
        self.people = list(
            Person.objects.get_queryset().order_by("pk").values_list("pk", flat=True)
        )
        self.today = clock.now().date()

    def team(self) -> Team:
        """A team; the busy ones far more often."""
        return self.teams[skewed(self.dice, len(self.teams))]

    def hand(self, team: Team) -> int:
        """Somebody who works in a team since the beginning."""
        first = self.teams.index(team) * HANDS
        return self.people[first + self.dice.randrange(HANDS)]

    def member(self, team: Team) -> int:
        """Anybody of a team."""
        current = Membership.objects.current(self.today).filter(team=team)
        return self.dice.choice(list(current.values_list("person_id", flat=True)))

    def asker(self) -> int:
        """Somebody who asks; those who ask often more often."""
        return self.people[len(self.people) - 1 - skewed(self.dice, len(self.people))]

    def requests(self, count: int, *, is_open: bool) -> list[ServiceRequest]:
        """Requests thrown over all there are, by key, so that old ones come too."""
        with system_scope("the bench chooses pages"):
            rows = ServiceRequest.objects.order_by()
            last = ServiceRequest.objects.order_by("-pk").values_list("pk", flat=True)[0]
            found: list[ServiceRequest] = []
            first = int(last * 0.97) if is_open else 1
            while len(found) < count:
                keys = [self.dice.randint(first, last) for _place in range(count)]
                some = rows.filter(pk__in=keys).select_related("team")
                some = some.exclude(state__in=ENDED) if is_open else some
                found += sorted(some, key=lambda one: keys.index(one.pk))
            return found[:count]


def reading(house: House, host: str) -> Iterator[Case]:
    """The pages that people read."""
    askers = [house.asker() for _one in range(PEOPLE)]
    hands = [(team, house.hand(team)) for team in (house.team() for _one in range(PEOPLE))]
    yield Case(
        "home",
        "home of somebody who asks and is asked",
        [Asking(hand, "/") for _team, hand in hands] + [Asking(one, "/") for one in askers],
    )
    desks = [Asking(house.member(team), f"/desk/{team.slug}/") for team, _hand in hands]
    yield Case("desk", "the desk of a team", desks)
    yield Case(
        "desk busiest",
        "the desk of the busiest team",
        [
            Asking(house.member(house.teams[0]), f"/desk/{house.teams[0].slug}/")
            for _one in range(8)
        ],
    )
    yield Case(
        "desk filtered",
        "a desk narrowed by words, by name, by what waits outside",
        [Asking(asking.person, f"{asking.path}?{house.dice.choice(_FILTERS)}") for asking in desks],
    )
    yield from _requests(house)
    yield Case(
        "services",
        "the list of services",
        [
            Asking(
                one,
                f"/services/?{urlencode({'q': house.dice.choice(THINGS)})}"
                if n % 2
                else "/services/",
            )
            for n, one in enumerate(askers)
        ],
    )
    services = list(
        Service.objects.visible_to(Person(pk=askers[0]))
        .offered()
        .select_related("team")
        .order_by("pk")[:: max(1, len(house.teams) * 6 // PAGES)]
    )
    yield Case(
        "a service",
        "one service with its record and its form",
        [Asking(house.asker(), one.get_absolute_url()) for one in services],
    )
    yield Case(
        "search of people",
        "the directory, by part of a name or by what they know",
        [Asking(one, f"/people/?{urlencode({'q': house.dice.choice(_SOUGHT)})}") for one in askers],
    )
    yield Case(
        "suggestions",
        "what the ask box suggests while somebody types",
        [
            Asking(
                one,
                f"/ask/suggestions/?{urlencode({'q': house.dice.choice(_TYPED)})}",
                headers=(("HX-Request", "true"),),
            )
            for one in askers
        ],
    )
    yield Case(
        "asked",
        "everything I asked for, also what is over",
        [Asking(one, f"/asked/?{house.dice.choice(_ASKED)}") for one in askers],
    )
    yield Case(
        "a team",
        "the page of a team",
        [Asking(house.asker(), f"/teams/{house.team().slug}/") for _one in range(PEOPLE)],
    )
    yield from _polls(house, hands, host)


_FILTERS = ("q=room", "q=order+the", "whose=me", "whose=nobody", "outside=1", "q=kofi")
_SOUGHT = ("ami", "keller", "records", "xenia yo", "projector", "zz")
_TYPED = ("laptop", "order a key", "parking permit for", "translation", "visa")
_ASKED = ("", "which=open", "which=earlier", "q=the+key", "hat=gave")


def _requests(house: House) -> Iterator[Case]:
    rows = house.requests(PAGES, is_open=True)
    yield Case(
        "request, asker",
        "an open request, as the asker sees it",
        [Asking(row.asker_id, row.get_absolute_url()) for row in rows],
    )
    yield Case(
        "request, team",
        "an open request, as the team sees it",
        [Asking(house.hand(row.team), row.get_absolute_url()) for row in rows],
    )
    old = house.requests(PAGES, is_open=False)
    yield Case(
        "request, old",
        "any request of two years, as the team sees it",
        [Asking(house.hand(row.team), row.get_absolute_url()) for row in old],
    )


def _polls(house: House, hands: Sequence[tuple[Team, int]], host: str) -> Iterator[Case]:
    """What an open page asks every now and then; the second time it knows the answer's tag."""
    askings = [Asking(hand, "/counts/") for _team, hand in hands]
    yield Case("poll, 200", "the numbers of the navigation", askings)
    known = []
    for asking in askings:
        window = Client(SERVER_NAME=host)
        window.force_login(Person.objects.get_queryset().get(pk=asking.person))
        tag = window.get(asking.path).headers.get("ETag", "")
        known.append(Asking(asking.person, asking.path, headers=(("If-None-Match", tag),)))
    yield Case("poll, 304", "the same, nothing having changed", known, statuses=(304,))


def submits(house: House, count: int) -> Case:
    """So many new requests by many people to many teams, each with a press of its own."""
    services = list(
        Service.objects.visible_to(Person(pk=house.people[-1]))
        .offered()
        .select_related("team")
        .order_by("pk")
    )
    askings = []
    for number in range(count):
        service = services[skewed(house.dice, len(services))]
        askings.append(
            Asking(
                house.asker(),
                "/ask/",
                {
                    "nonce": get_random_string(20),
                    "service": f"{service.team.slug}/{service.slug}",
                    "title": f"Bench asks for the {THINGS[number % len(THINGS)]}",
                    "words": "It is needed in the new building. " * 6,
                    "purpose": "So that it can begin.",
                },
            )
        )
    return Case("submit", "ask for something, durably kept", askings, (303,), once=True)


def answers(house: House, fresh: Sequence[ServiceRequest]) -> Iterator[Case]:
    """What people do with requests that have just been asked, one act after the other on each."""
    teams = {team.pk: team for team in house.teams}
    hands = [house.hand(teams[one.team_id]) for one in fresh]
    due = (clock.now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    pairs = list(zip(fresh, hands, strict=True))
    words = {"words": "Here is what I found out about it so far. " * 3}
    yield _acts("reply", "write to the other side", "messages", pairs, words)
    offer = {"pick": "other", "due_at": due, "kind": "date", "words": "I can do it by then."}
    yield _acts("offer", "give one's word for a date", "offers", pairs, offer)
    yield _acts("deliver", "say that it is done", "delivery", pairs, {"words": "It is done."})


def _acts(
    name: str,
    words: str,
    noun: str,
    pairs: Sequence[tuple[ServiceRequest, int]],
    form: dict[str, str],
) -> Case:
    askings = [Asking(hand, f"{one.get_absolute_url()}{noun}/", form) for one, hand in pairs]
    return Case(name, words, askings, (303,), once=True)

"""Races at a barrier: many people press at the same instant, and it is as if one had been first.

The numbers are those of the catalogue of cases: 41 one form twenty times, 42 one sentence from two
windows, 43 two agents move one promise, 44 twenty agents take one request, 51 two clocks and two
workers. Real threads, each with a window and a connection of its own.
"""

from __future__ import annotations

import html
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connections
from django.test import Client

from goodword.history.models import Event
from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.outbox.jobs import drain, send_due
from goodword.outbox.models import ARRIVED, ON_ITS_WAY, Letter, State
from goodword.outbox.transports import NotNow
from goodword.people.models import Person
from goodword.requests import jobs
from goodword.requests.models import Offer, Promise, ServiceRequest
from goodword.ui.kept import KEY
from soak import checking
from soak.harness import Harness, Outcome, Say, Share
from soak.lives import FAR_AWAY, Doors, Life, key_of
from soak.world import World, build, window
from tests.rig.session import THE_MOMENT

ROUNDS = 200
AT_ONCE = 20
#: Rounds are a minute apart, and each race has a working day of its own.
APART = timedelta(minutes=1)
#: The clocks go first, while there is nothing else for them to do; they look ten days ahead.
DAYS = (0, 12, 13, 14, 15)
PATIENCE = 120.0
#: A race begins in the morning: so long until the desks' letters of the day have left, and until
#: whatever was not taken has been tried a dozen times.
HOURS_TO_ONE, HOURS_TO_SEND = 4, 16
SEE_OTHER, CONFLICT = 303, 409
KIND_REFUSALS = (403, 404, 409, 422)


@dataclass(frozen=True)
class Answer:
    """What somebody was answered."""

    status: int
    location: str
    page: str


class Crowd:
    """Threads that begin at one instant."""

    def __init__(self, number: int) -> None:
        self._pool = ThreadPoolExecutor(number)

    def at_once(self, acts: Sequence[Callable[[], Answer | int]]) -> list[Answer | int]:
        """Do all of it behind one barrier; answer what each was told."""
        barrier = threading.Barrier(len(acts))

        def one(act: Callable[[], Answer | int]) -> Answer | int:
            barrier.wait(PATIENCE)
            try:
                return act()
            except DatabaseError as problem:
                return Answer(0, "", repr(problem))

        return [it.result(PATIENCE) for it in [self._pool.submit(one, act) for act in acts]]

    def go_home(self) -> None:
        """End all threads and their connections."""
        everybody = threading.Barrier(self._pool._max_workers)

        def leave() -> None:
            everybody.wait(PATIENCE)
            connections.close_all()

        for it in [self._pool.submit(leave) for _one in range(self._pool._max_workers)]:
            it.result(PATIENCE)
        self._pool.shutdown()


class Windows:
    """A window for each person, several where they have several."""

    def __init__(self) -> None:
        self._open: dict[tuple[int, int], Client] = {}

    def post(
        self, person: Person, path: str, fields: dict[str, str], number: int = 0
    ) -> Callable[[], Answer]:
        """Make ready to send a form."""
        client = self._open.setdefault((person.pk, number), window(person))

        def send() -> Answer:
            answer = client.post(path, fields)
            page = html.unescape(answer.content.decode())
            return Answer(answer.status_code, answer.headers.get("Location", ""), page)

        return send


@dataclass
class Track:
    """Where races are run."""

    world: World
    crowd: Crowd
    windows: Windows
    outcome: Outcome

    def wrong(self, words: str) -> None:
        """Write down what did not hold."""
        self.outcome.wrong(words)

    def answers(self, acts: Sequence[Callable[[], Answer]]) -> list[Answer]:
        """Send all forms at one instant."""
        told = self.crowd.at_once(list(acts))
        return [answer for answer in told if isinstance(answer, Answer)]

    def life(self, name: str, number: int, *steps: str) -> Life:
        """A request that has come so far."""
        life = Life.of(self.world, name, number, steps)
        life.with_files = False
        life.live(Doors(), lambda _words: None)
        return life


def one_form_twenty_times(track: Track, number: int) -> None:
    """Case 41: one row, one receipt, the same answer for all; then other words are kept."""
    asker, title = track.world.askers[number % len(track.world.askers)], f"41, round {number}"
    form = {"title": title, "words": "Please", KEY: key_of(title)}
    told = track.answers([track.windows.post(asker, "/ask/", form, it) for it in range(AT_ONCE)])
    if {answer.status for answer in told} != {SEE_OTHER} or len({it.location for it in told}) != 1:
        track.wrong(f"{title}: answered {Counter(answer.status for answer in told)}")
    with system_scope("soak"):
        rows = list(ServiceRequest.objects.filter(title=title))
        receipts = Letter.objects.filter(
            about_kind="request", about_id__in=[row.pk for row in rows], to=asker
        )
        if len(rows) != 1 or receipts.count() != 1:
            track.wrong(f"{title}: {len(rows)} requests, {receipts.count()} receipts")
    other = track.windows.post(asker, "/ask/", form | {"words": "Something else"})()
    if other.status not in (CONFLICT, 422) or "Something else" not in other.page:
        track.wrong(f"{title}: other words under the same key were answered {other.status}")


def two_windows(track: Track, number: int) -> None:
    """Case 42: a double click in one window, and the same words from another."""
    life = track.life(f"42, round {number}", number, "ask")
    words, path = f"Any news in round {number}?", f"{life.path}messages/"
    click = {"words": words, KEY: key_of(words)}
    twice = [track.windows.post(life.asker, path, click) for _click in range(2)]
    elsewhere = {"words": words, KEY: key_of(words + "elsewhere")}
    told = track.answers([*twice, track.windows.post(life.asker, path, elsewhere, 1)])
    with system_scope("soak"):
        (request,) = ServiceRequest.objects.filter(title=life.name)
        wrote = Event.objects.about("request", request.pk).filter(name="wrote").count()
    statuses = sorted(answer.status for answer in told)
    # At one very instant neither window can know of the other; then both were meant.
    if not 1 <= wrote <= 2 or (wrote == 1) != (CONFLICT in statuses) or statuses[0] != SEE_OTHER:
        track.wrong(f"{life.name}: {wrote} messages, answered {statuses}")
    again = track.windows.post(life.asker, path, click)()
    counted = SEE_OTHER in {answer.status for answer in told[:2]}
    if again.status != (SEE_OTHER if counted else CONFLICT):
        track.wrong(f"{life.name}: sent again by going back, answered {again.status}")


def two_move_a_promise(track: Track, number: int) -> None:
    """Case 43: the second gets a page with what the first did and with their own words."""
    name = f"43, round {number}"
    life = track.life(name, number, "ask", "offer", "accept")
    first, second = track.world.helpers[:2]
    forms = {
        who.pk: {
            "pick": FAR_AWAY.replace("-01T", f"-{day:02}T"),
            "reason": f"{name}: {who.preferred_name} has a reason of {day}",
            "version": "3",
            KEY: key_of(f"{name} {day}"),
        }
        for day, who in ((10, first), (11, second))
    }
    acts = [
        track.windows.post(who, f"{life.path}offers/", forms[who.pk]) for who in (first, second)
    ]
    told = track.answers(acts)
    if sorted(answer.status for answer in told) != [SEE_OTHER, CONFLICT]:
        track.wrong(f"{name}: answered {[answer.status for answer in told]}")
        return
    loser = first if told[0].status == CONFLICT else second
    page = next(answer.page for answer in told if answer.status == CONFLICT)
    if forms[loser.pk]["reason"] not in page or "was faster" not in page:
        track.wrong(f"{name}: the second lost their words, or was not told who was faster")
    with system_scope("soak"):
        (request,) = ServiceRequest.objects.filter(title=name).select_related("team")
        offers = Offer.objects.filter(service_request=request).count()
        promises = Promise.objects.filter(service_request=request).count()
        if (offers, promises) != (2, 1):
            track.wrong(f"{name}: {offers} offers, {promises} promises")
        track.outcome.problems += checking.of_request(request)


def twenty_take_it(track: Track, number: int) -> None:
    """Case 44: one has it, nineteen are told who, and nobody gets more than one letter."""
    name = f"44, round {number}"
    life = track.life(name, number, "ask")
    path = f"{life.path}owner/"
    told = track.answers(
        [
            track.windows.post(
                who, path, {"to": str(who.pk), "version": "1", KEY: key_of(f"{name} {who.pk}")}
            )
            for who in track.world.helpers[:AT_ONCE]
        ]
    )
    won = [answer for answer in told if answer.status == SEE_OTHER]
    lost = [answer for answer in told if answer.status in KIND_REFUSALS]
    with system_scope("soak"):
        (request,) = ServiceRequest.objects.filter(title=name).select_related("owner")
        assigned = list(Event.objects.about("request", request.pk).filter(name="assigned"))
        letters = Letter.objects.filter(
            about_kind="request", about_id=request.pk, facts__event__in=[it.pk for it in assigned]
        )
        if len(won) != 1 or len(won) + len(lost) != AT_ONCE or len(assigned) != 1:
            track.wrong(f"{name}: answered {Counter(answer.status for answer in told)}")
        if letters.count() > 1:
            track.wrong(f"{name}: {letters.count()} letters")
    owner = request.owner.preferred_name if request.owner else "nobody"
    if not all(owner in answer.page for answer in lost):
        track.wrong(f"{name}: somebody was not told that {owner} has it")


class Counting:
    """A way out of the house that counts, and fails now and then before it takes a letter."""

    is_repeatable = False

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self._calls = 0
        self._lock = threading.Lock()

    def hand_over(self, mail: bytes, *, sender: str, to: str, token: str) -> None:
        """Take a letter. Raises ``NotNow`` every seventh time."""
        with self._lock:
            self._calls += 1
            if self._calls % 7 == 0:
                raise NotNow("busy")
            self.taken[token] += 1

    def settle(self) -> None:
        """What was taken is taken."""

    def close(self) -> None:
        """There is nothing to hang up."""


def _send_the_rest(at: datetime, post: Counting) -> None:
    """What the mail server did not take the last time; one in seven times it does not again.

    A desk's letters wait for one o'clock, and for the hour after each try.
    """
    for hour in range(1, HOURS_TO_SEND):
        drain(at + timedelta(hours=hour), transport=post)
        with system_scope("soak"):
            if hour > HOURS_TO_ONE and not Letter.objects.filter(state__in=ON_ITS_WAY).exists():
                return


def two_clocks_two_workers(track: Track, number: int) -> None:
    """Case 51: each effect of a clock happens once, each letter leaves once."""
    name = f"51, round {number}"
    life = track.life(name, number, "ask")
    at, post = clock.now() + timedelta(days=10), Counting()

    def tick() -> int:
        return jobs.sweep(at)

    def work() -> int:
        return send_due(at, transport=post)

    for _round in range(3):
        said = track.crowd.at_once([tick, tick, work, work])
        for failed in (it for it in said if isinstance(it, Answer)):
            track.wrong(f"{name}: {failed.page}")
        at += timedelta(minutes=10)
    _send_the_rest(at, post)
    with system_scope("soak"):
        (request,) = ServiceRequest.objects.filter(title=name).select_related("team")
        told = Event.objects.about("request", request.pk).filter(by=None)
        effects = Counter((event.name, event.facts.get("due_at", "")) for event in told)
        if not effects or max(effects.values()) > 1:
            track.wrong(f"{name}: the clocks did {dict(effects)}")
        if post.taken and max(post.taken.values()) > 1:
            track.wrong(f"{name}: a letter left {max(post.taken.values())} times")
        mine = Letter.objects.filter(about_kind="request", about_id=request.pk)
        left = mine.filter(state__in=ON_ITS_WAY).count()
        gone = mine.filter(state__in=ARRIVED).count()
        if left or not gone or mine.filter(state=State.PERHAPS_TWICE).exists():
            track.wrong(f"{name}: {left} letters wait, {gone} are gone")
        track.outcome.problems += checking.of_request(request)
    Doors().post(life.asker, f"{life.path}withdrawal/", {}, None)


RACES: tuple[tuple[str, Callable[[Track, int], None]], ...] = (
    ("51 two clocks, two workers", two_clocks_two_workers),
    ("41 one form twenty times", one_form_twenty_times),
    ("42 two windows", two_windows),
    ("43 two move a promise", two_move_a_promise),
    ("44 twenty take it", twenty_take_it),
)


def run(share: Share, say: Say) -> Outcome:
    """Run every race so many times."""
    outcome = Outcome()
    with clock.frozen(THE_MOMENT):
        track = Track(build(helpers=AT_ONCE), Crowd(AT_ONCE), Windows(), outcome)
    for (name, race), day in zip(RACES, DAYS, strict=True):
        if share.place not in name:
            continue
        rounds = share.of(ROUNDS)
        track.windows = Windows()
        for number in range(1, rounds + 1):
            with clock.frozen(THE_MOMENT + timedelta(days=day) + number * APART):
                race(track, number)
            outcome.add(f"rounds of {name}")
            say(f"{name}: {number} of {rounds}, {len(outcome.problems)} problems")
    track.crowd.go_home()
    outcome.problems += checking.of_database()
    return outcome


HARNESS = Harness("races", "cases 41 to 44 and 51 with real threads at a barrier", run)

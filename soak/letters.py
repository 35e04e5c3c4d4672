"""Twenty thousand letters through a mail server that fails every tenth time, and one that is away.

Two workers share the queue and talk SMTP with a server in a process of its own; one of them dies
in the middle. Then the server is away for four hours while ten thousand letters are written
(RELIABILITY F10). Only the time between tries is not waited for. At the end every letter has
arrived or was refused for good, in the order of its thread, once: or twice where nobody could
hear that it had been taken, and then it says so.
"""

from __future__ import annotations

import socket
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Min

from goodword.history.models import Event
from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.outbox.actions import post_to_all
from goodword.outbox.models import ON_ITS_WAY, Letter, State
from goodword.people.models import Person
from goodword.requests.actions import ask
from goodword.requests.models import ServiceRequest
from soak import hostile_words, senders
from soak import relay as relays
from soak.harness import Harness, Outcome, Say, Share
from soak.relay import Handed, Relay
from soak.senders import Sender
from soak.world import build
from tests.rig.session import THE_MOMENT

LETTERS, THREADS, READERS = 20_000, 200, 8
AWAY_LETTERS, AWAY_HOURS = 10_000, 4
KIND = "requests.answer"
#: Longer than a worker waits for an answer of the mail server.
SLOWNESS = senders.PATIENCE + 1


@dataclass(frozen=True)
class Post:
    """What there is to write about, and to whom; ``folder`` keeps what the server was told."""

    readers: Sequence[Person]
    requests: Sequence[tuple[ServiceRequest, int]]
    folder: Path

    def write(self, number: int, at: datetime) -> None:
        """Write so many letters about the requests in turn, the same to all readers."""
        with system_scope("soak"), transaction.atomic():
            for count in range(number // len(self.readers)):
                request, event = self.requests[count % len(self.requests)]
                post_to_all(
                    KIND,
                    to=self.readers,
                    about=("request", request.pk),
                    facts={"event": event, "side": "team"},
                    at=at,
                    key=f"soak:{at:%d%H%M}:{count}",
                )


def run(share: Share, say: Say) -> Outcome:
    """Send them all, twice over."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory(prefix="goodword-post-") as folder, system_scope("soak"):
        post = _post(share, Path(folder))
        _failing_relay(post, share, say, outcome)
        _relay_away(post, share, say, outcome)
    hostile_words.look(share, outcome)
    return outcome


def _post(share: Share, folder: Path) -> Post:
    with clock.frozen(THE_MOMENT):
        world = build(helpers=READERS)
        asked = [
            ask(
                by=world.askers[number % len(world.askers)],
                at=THE_MOMENT,
                title=f"A laptop for colleague {number}",
                words="She begins on Monday and needs one with a large screen.",
                team=world.it_help,
            )
            for number in range(share.of(THREADS, least=5))
        ]
        events = Event.objects.filter(name="asked", about_kind="request")
        first = {event.about_id: event.pk for event in events}
        Letter.objects.all().delete()
    return Post(world.helpers, [(request, first[request.pk]) for request in asked], folder)


def _failing_relay(post: Post, share: Share, say: Say, outcome: Outcome) -> None:
    at = THE_MOMENT
    post.write(share.of(LETTERS, least=40), at)
    number = Letter.objects.count()
    say(f"{number} letters are written")
    told = post.folder / "failing"
    relay = Relay(share.dice("relay"), told, fails=True, slowness=SLOWNESS)
    with relays.running(relay) as port, senders.running(2, port) as workers:
        in_hand = _kill_one(workers, port, at, number // 10, outcome)
        began = time.monotonic()
        first, seconds = _drain(workers, at, say)
        took = time.monotonic() - began
        _until_done(workers, at, say)
    outcome.counts |= {
        "letters": number,
        "letters a second": round(first / took, 1),
        "ms of CPU a letter": round(1_000 * seconds / max(1, first), 2),
    }
    _look(relays.told(told), in_hand, outcome)


def _kill_one(
    workers: list[Sender], port: int, at: datetime, after: int, outcome: Outcome
) -> set[str]:
    """Kill a worker in the middle, start another; answer the letter it may have handed over."""
    victim = workers[0]
    victim.ask(at)
    while Letter.objects.filter(state=State.SENT).count() < after:
        if not victim.process.is_alive():
            outcome.wrong("a worker ended by itself")
            break
        time.sleep(0.05)
    victim.kill()
    outcome.add("workers killed")
    workers[0] = senders.start(port)
    handed = Letter.objects.filter(state=State.LEASED, is_handed=True)
    found = set(handed.values_list("token", flat=True))
    if len(found) > 1:
        outcome.wrong(f"one dead worker leaves {len(found)} letters in doubt")
    return found


def _drain(workers: Sequence[Sender], at: datetime, say: Say) -> tuple[int, float]:
    for worker in workers:
        worker.ask(at)
    answers = [worker.answer() for worker in workers]
    say(f"{at:%d %H:%M}: {Letter.objects.filter(state__in=ON_ITS_WAY).count()} letters wait")
    return sum(number for number, _cpu in answers), sum(cpu for _number, cpu in answers)


def _until_done(workers: Sequence[Sender], at: datetime, say: Say) -> None:
    """Let the clock jump from try to try until nothing waits."""
    moment: datetime | None = at
    end = at + timedelta(days=4)
    while moment and moment < end:
        _drain(workers, moment, say)
        moment = _next(moment)


def _next(at: datetime) -> datetime | None:
    """The next moment at which there is something to do; what is due and waits is behind others."""
    waiting = Letter.objects.filter(state=State.WAITING, next_try_at__gt=at)
    leased = Letter.objects.filter(state=State.LEASED)
    first = waiting.aggregate(next=Min("next_try_at"))["next"]
    lapse = leased.aggregate(next=Min("leased_until"))["next"]
    moments = [first, lapse + timedelta(seconds=1) if lapse else None]
    return min((moment for moment in moments if moment), default=None)


def _relay_away(post: Post, share: Share, say: Say, outcome: Outcome) -> None:
    """Four hours without a mail server, while letters are written every hour (F10)."""
    Letter.objects.all().delete()
    at = THE_MOMENT + timedelta(days=7)
    number = share.of(AWAY_LETTERS, least=40) // AWAY_HOURS
    began = time.monotonic()
    with senders.running(2, _closed_port()) as workers:
        for hour in range(AWAY_HOURS):
            post.write(number, at + timedelta(hours=hour))
            moment: datetime | None = at + timedelta(hours=hour)
            while moment and moment < at + timedelta(hours=hour + 1):
                _drain(workers, moment, say)
                moment = _next(moment)
    gone = time.monotonic() - began
    written = Letter.objects.count()
    lost = Letter.objects.exclude(state=State.WAITING).count()
    if lost:
        outcome.wrong(f"{lost} letters did not wait for the mail server")
    told = post.folder / "back"
    relay = Relay(share.dice("back"), told, fails=False, slowness=0)
    with relays.running(relay) as port, senders.running(2, port) as workers:
        began = time.monotonic()
        _until_done(workers, at + timedelta(hours=AWAY_HOURS), say)
        outcome.counts["after 4 h away, letters a second"] = round(
            written / (time.monotonic() - began), 1
        )
    outcome.counts |= {"written while away": written, "seconds of trying in vain": round(gone, 1)}
    handed = relays.told(told)
    _look(handed, set(), outcome)
    if len(handed) != written:
        outcome.wrong(f"{written} letters were written while away, {len(handed)} were handed over")


def _closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


def _look(handed: Sequence[Handed], in_hand: set[str], outcome: Outcome) -> None:
    """Compare what the server took with what the outbox says, letter by letter."""
    taken = Counter(one.token for one in handed if one.is_taken)
    unheard = (one.token for one in handed if one.answer in ("silent", "dropped", "slow"))
    doubtful = Counter(unheard) + Counter(in_hand)
    letters = list(Letter.objects.order_by("pk").values_list("token", "state", "is_lost"))
    for token, state, is_lost in letters:
        # Twice there was no answer, and we know of both: it may have come not at all, or twice.
        if state == State.PERHAPS_TWICE and is_lost and doubtful[token] == 2:
            outcome.add("nobody knows, and it is told")
            continue
        words = _wrong(token, state, is_lost=is_lost, copies=taken[token])
        if words:
            outcome.wrong(f"letter {token}: {words}")
        if taken[token] > 1 and token not in doubtful:
            outcome.wrong(f"letter {token} came twice though its 250 was heard")
        if state == State.PERHAPS_TWICE and token not in doubtful:
            outcome.wrong(f"letter {token} is called perhaps twice without a reason")
    if strange := set(taken) - {token for token, _state, _lost in letters}:
        outcome.wrong(f"{len(strange)} letters came that nobody wrote")
    outcome.add("tries", len(handed))
    outcome.add("came twice", sum(number > 1 for number in taken.values()))
    outcome.add("said to be perhaps twice", _number(letters, State.PERHAPS_TWICE))
    outcome.add("refused for good", _number(letters, State.FAILED))
    _look_at_order(handed, outcome)


def _number(letters: Sequence[tuple[str, str, bool]], state: str) -> int:
    return sum(found == state for _token, found, _lost in letters)


def _wrong(token: str, state: str, *, is_lost: bool, copies: int) -> str:
    """Say what is wrong with one letter, or nothing."""
    if relays.is_refused(token) and state == State.FAILED:
        return "" if is_lost and not copies else "refused for good, and it came or nobody knows"
    if state not in (State.SENT, State.PERHAPS_TWICE):
        return f"it ended {state}"
    if copies == 0 or copies > 2:
        return f"it came {copies} times"
    return "it came twice and does not say so" if copies == 2 and state == State.SENT else ""


def _look_at_order(handed: Sequence[Handed], outcome: Outcome) -> None:
    """In each thread to each person, no letter is taken after a later one was."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(handed):
        if one.is_taken:
            places[one.token].append(place)
    latest: dict[tuple[str, int], int] = {}
    for token, thread, to in Letter.objects.order_by("pk").values_list("token", "thread", "to"):
        if token not in places:
            continue
        if places[token][0] < latest.get((thread, to), -1):
            outcome.wrong(f"letter {token} overtook an earlier one of its thread")
        latest[thread, to] = places[token][-1]


HARNESS = Harness(
    "letters", "20,000 letters through a failing mail server, and one away for four hours", run
)

"""Two hosts on one PostgreSQL: one of each process is killed under load, and it goes on.

Each host has web, worker and clock and a data folder of its own; they share the folder of files,
as the operator's guide says. Letters leave by a mail server that counts copies. Round after round
all processes of one host are killed, the holder of the clock's lease among them; the other host
must go on. How long the clock stood still is measured at an effect: a request that was already
late is noticed.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from goodword.history.models import Event
from goodword.house import clock
from goodword.house.configuration import Smtp
from goodword.house.guard import system_scope
from goodword.operations.models import Lease
from goodword.outbox.jobs import drain
from goodword.outbox.models import ON_ITS_WAY, Letter, State
from goodword.outbox.transports import SmtpServer
from goodword.requests import actions
from soak import checking
from soak.harness import Harness, Outcome, Say, Share
from soak.load import Load, wait_for
from soak.post_office import PostOffice
from soak.serving import Servers
from soak.world import World, build

ROUNDS = 8
WRITES_A_ROUND = 60
THREADS = 4
#: The clock goes on within this many seconds.
GOES_ON_WITHIN = 30.0


def run(share: Share, say: Say) -> Outcome:
    """Kill one host after the other."""
    outcome = Outcome()
    if share.engine != "postgres":
        say("one host is all there is on SQLite")
        return outcome
    post = PostOffice()
    post.open()
    world = build(askers=40, helpers=2)
    hosts = _hosts(post)
    load = Load(world, [host.port for host in hosts], THREADS, "Grown")
    try:
        for host in hosts:
            host.start()
        for host in hosts:
            host.wait()
        wait_for(1, lambda: _lease().number, 60)
        load.start()
        for number in range(1, share.of(ROUNDS, 2) + 1):
            _round(number, hosts, load, world, share.dice(number), outcome, say)
        load.stop()
    finally:
        for host in hosts:
            host.stop()
    outcome.counts["acknowledged writes"] = load.acknowledged
    outcome.counts["sent again"] = load.unanswered
    outcome.problems += load.wrong + checking.problems_of_lives(load.lives)
    outcome.problems += _letters(post, outcome) + checking.of_everything()
    post.close()
    return outcome


def _hosts(post: PostOffice) -> list[Servers]:
    shared = Path(settings.CONFIGURATION.data)
    environment = {
        "GOODWORD_SHARED": str(shared),
        "GOODWORD_SECRET_KEY": settings.CONFIGURATION.secret_key,
        "GOODWORD_SMTP": f"smtp://127.0.0.1:{post.port}",
    }
    folders = [shared / name for name in ("first-host", "second-host")]
    for folder in folders:
        folder.mkdir()
    return [Servers(folder, environment) for folder in folders]


def _lease() -> Lease:
    with system_scope("soak"):
        return Lease.objects.filter(name="clock").first() or Lease(name="clock")


def _round(
    number: int,
    hosts: list[Servers],
    load: Load,
    world: World,
    dice: random.Random,
    outcome: Outcome,
    say: Say,
) -> None:
    before = load.acknowledged
    if not wait_for(before + WRITES_A_ROUND, lambda: load.acknowledged):
        outcome.wrong(f"round {number}: the load stands still; {hosts[0].last_words()}")
        return
    victim = _holder(hosts)
    time.sleep(dice.uniform(0, 0.5))
    for name in victim.names:
        victim.kill(name)
    stood = _until_the_clock_goes_on(number, world)
    outcome.add("hosts killed")
    outcome.counts["clock stood still, seconds at most"] = max(
        outcome.counts.get("clock stood still, seconds at most", 0.0), round(stood, 1)
    )
    if stood > GOES_ON_WITHIN:
        outcome.wrong(f"round {number}: the clock stood still for {stood:.0f} s")
    victim.start()
    victim.wait()
    outcome.problems += checking.acknowledged_is_there(load.lives[-3 * WRITES_A_ROUND :])
    say(f"round {number}: the clock stood still for {stood:.0f} s, {load.acknowledged:,} writes")


def _holder(hosts: list[Servers]) -> Servers:
    """The host whose clock ticks."""
    owner = _lease().owner
    for host in hosts:
        if f":{host.running['clock'].pid}:" in owner:
            return host
    return hosts[0]


def _until_the_clock_goes_on(number: int, world: World) -> float:
    """Ask as if ten days ago; answer how long it takes until a clock notices."""
    began = time.monotonic()
    long_ago = clock.now() - timedelta(days=10)
    title = f"Forgotten {number}"
    with system_scope("soak"):
        late = actions.ask(by=world.askers[number], at=long_ago, title=title)
        told = Event.objects.about("request", late.pk).filter(by=None)
        wait_for(1, told.count, 3 * GOES_ON_WITHIN)
    return time.monotonic() - began


def _letters(post: PostOffice, outcome: Outcome) -> list[str]:
    """Go on with what workers had in hand; then no letter may have left twice unnoticed."""
    way = SmtpServer(Smtp("127.0.0.1", post.port, "", "", use_tls=False, use_starttls=False))
    with system_scope("soak"):
        untouched = Letter.objects.filter(attempts=0, state__in=(State.WAITING, State.HELD))
        untouched.filter(digest=None).update(state=State.CANCELLED, because="not of this run")
        for later in (0, 10, 20, 40, 80):
            drain(clock.now() + timedelta(minutes=later), transport=way)
        rows = Letter.objects.order_by().values_list("message_id", "state")
        states = {f"<{key.strip('<>')}>": state for key, state in rows}
        effects = Counter(
            (event.about_id, event.name, event.facts.get("due_at", ""))
            for event in Event.objects.filter(by=None, about_kind="request")
        )
    twice = {key for key, number in post.copies.items() if number > 1}
    known = {key for key in twice if states.get(key) == State.PERHAPS_TWICE}
    outcome.counts["letters sent"] = len(post.copies)
    outcome.counts["letters said to be sent perhaps twice"] = sum(
        state == State.PERHAPS_TWICE for state in states.values()
    )
    wrong = [f"DOUBLED, the letter {key} left twice and nobody knows" for key in twice - known]
    wrong += [f"LOST, a letter is still {it}" for it in states.values() if it in ON_ITS_WAY]
    outcome.counts["effects of the clock"] = sum(effects.values())
    return wrong + [f"DOUBLED, the clock did {it}" for it, number in effects.items() if number > 1]


HARNESS = Harness(
    "grown", "two hosts on one PostgreSQL, all of one killed under load: nothing lost or twice", run
)

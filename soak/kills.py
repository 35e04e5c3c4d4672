"""Kill -9 under load: what was acknowledged is there, once, and nothing is there by halves.

Real processes on a port of this machine; threads ask, write, offer, agree, deliver and confirm
over HTTP and write down every answer. Round after round one process, or all of them, is ended by
SIGKILL at a moment nobody chose. A form whose answer did not come is sent again as it was.
"""

from __future__ import annotations

import random
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.outbox.jobs import drain
from goodword.outbox.models import ARRIVED, Letter, State
from goodword.outbox.transports import spool_folder
from soak import checking
from soak.harness import Harness, Outcome, Say, Share
from soak.load import Load, wait_for
from soak.serving import Servers
from soak.world import build

ROUNDS = 100
WRITES_A_ROUND = 50
THREADS = 4
#: Whom it meets, and how often in a hundred.
VICTIMS = (
    ("one web process", 50),
    ("all web processes", 10),
    ("the web server", 10),
    ("the worker", 10),
    ("the clock", 10),
    ("everything", 10),
)


def run(share: Share, say: Say) -> Outcome:
    """Kill round after round."""
    outcome, dice = Outcome(), share.dice("kills")
    world = build(askers=60, helpers=2)
    servers = Servers(Path(settings.CONFIGURATION.data))
    load = Load(world, [servers.port], THREADS, "Kill")
    servers.start()
    try:
        servers.wait()
        load.start()
        _rounds(share.of(ROUNDS), servers, load, dice, outcome, say)
        load.stop(meanwhile=servers.start)
    finally:
        servers.stop()
    say("sending what is left of the letters")
    judge(load, outcome)
    return outcome


def judge(load: Load, outcome: Outcome) -> None:
    """Count what the load did, and say what is wrong with anything it left."""
    outcome.counts["acknowledged writes"] = load.acknowledged
    outcome.counts["sent again"] = load.unanswered
    outcome.problems += load.wrong + checking.problems_of_lives(load.lives)
    outcome.problems += letters_left(outcome) + checking.of_everything()


def _rounds(
    rounds: int, servers: Servers, load: Load, dice: random.Random, outcome: Outcome, say: Say
) -> None:
    for number in range(1, rounds + 1):
        before = load.acknowledged
        if not wait_for(
            before + WRITES_A_ROUND, lambda: load.acknowledged, meanwhile=servers.start
        ):
            outcome.wrong(f"round {number}: the load stands still; {servers.last_words()}")
            return
        time.sleep(dice.uniform(0, 0.2))
        victim = dice.choices([name for name, _ in VICTIMS], [share for _, share in VICTIMS])[0]
        left_alone = _kill(victim, servers, dice)
        outcome.add("rounds")
        servers.start()
        young = load.lives[-2 * WRITES_A_ROUND :]
        outcome.problems += checking.acknowledged_is_there(young)
        if not servers.have_ended(left_alone):
            outcome.wrong(f"round {number}: a web process outlived its server")
        say(
            f"round {number} of {rounds}, {load.acknowledged:,} acknowledged, "
            f"{len(outcome.problems)} problems"
        )


def _kill(victim: str, servers: Servers, dice: random.Random) -> list[int]:
    """Kill; answer the web processes that lost their server, which must end by themselves."""
    workers = servers.workers()
    if victim == "one web process":
        workers = dice.sample(workers, min(1, len(workers)))
    if victim in ("one web process", "all web processes"):
        for pid in workers:
            servers.kill_pid(pid)
        return []
    names = {"the web server": ["web"], "the worker": ["worker"], "the clock": ["clock"]}
    killed = names.get(victim, list(servers.names))
    for name in killed:
        servers.kill(name)
    return workers if "web" in killed else []


def letters_left(outcome: Outcome) -> list[str]:
    """Send what still waits, as workers would in the next days; answer what is wrong then."""
    with system_scope("soak"):
        at = clock.now()
        for later in range(6):
            drain(at + timedelta(days=4, minutes=15 * later))
        rows = Letter.objects.order_by().values_list("state", "token", "digest__token")
        spooled = {path.stem for path in spool_folder().glob("*.eml")}
        wrong = []
        for state, token, digest in rows:
            outcome.add("letters")
            if state in (State.WAITING, State.LEASED, State.HELD, State.FAILED):
                wrong.append(f"LOST, a letter is still {state}")
            elif state == State.PERHAPS_TWICE:
                wrong.append("DOUBLED, a letter was perhaps sent twice into the spool")
            elif state in ARRIVED and (digest or token) not in spooled:
                wrong.append("LOST, a letter is said to be sent and is not in the spool")
        return wrong


HARNESS = Harness(
    "kills", "kill -9 of web, worker and clock under load; what was acknowledged is there", run
)

"""How fast mails come in: a thousand of all kinds, and one answer while rubbish pours in.

Figures, no promises: they are told by ``soak.mails`` and depend on the machine, as docs/soak.md
says. What must hold is that nothing is lost meanwhile, and that each good mail is answered.
"""

from __future__ import annotations

import math
import random
import resource
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.message import EmailMessage

from django.conf import settings
from django.db import connections

from goodword.channels import actions, jobs
from goodword.channels.coming_in.waiting_room import Brought
from goodword.channels.models import InboundMail, State
from goodword.channels.parsing import Reader
from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.operations.running.loops import LOOPS
from goodword.operations.running.stopping import Stop
from goodword.outbox.models import Letter
from soak.harness import Outcome
from soak.world import World
from tests.rig.session import THE_MOMENT

#: Mails of all kinds that are taken in one after the other.
MIXED = 1_000
#: Good mails among rubbish, and how many pieces of rubbish come with each.
GOOD, RUBBISH = 200, 4
#: So many mails come in a second, whatever the reader makes of it: 18,000 an hour.
A_SECOND = 5.0
#: As long as a worker rests where there was nothing to do, in seconds.
REST = LOOPS["worker"][0]
BORDER = "soak.example"
#: What is not answered so long after everything was read is lost, in seconds.
PATIENCE = 30.0


def ingest_mixed(mail_at: Callable[[int], bytes], number: int, outcome: Outcome) -> None:
    """Take in mails of all kinds; tell how long it took, of which processors, in what memory."""
    began, before = time.monotonic(), _processors()
    with Reader() as reader:
        for place in range(number):
            # Minutes apart, so that limits by the hour play no part.
            with clock.frozen(THE_MOMENT - timedelta(days=30, minutes=-3 * place)) as at:
                mail = actions.receive(mail_at(place), at=at, source=f"mixed {place}")
                actions.handle(mail, reader, at=at)
    outcome.counts |= {
        f"{number:,} mixed mails, seconds": round(time.monotonic() - began, 1),
        "of these processor, seconds": round(_processors() - before, 1),
        "memory of the worker at most, MB": _memory(resource.RUSAGE_SELF),
        "memory of the reader at most, MB": _memory(resource.RUSAGE_CHILDREN),
    }
    outcome.add("mails taken in", number)


def _processors() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(it.ru_utime + it.ru_stime for it in used)


def _memory(who: int) -> int:
    return resource.getrusage(who).ru_maxrss // 1024


@dataclass
class Pouring:
    """Mails that come at a steady pace, good ones among rubbish, and a worker that reads them."""

    world: World
    rubbish: Callable[[], bytes]
    number: int
    sent: dict[str, float] = field(default_factory=dict)
    answered: dict[str, float] = field(default_factory=dict)
    came: int = 0
    ended: threading.Event = field(default_factory=threading.Event)
    rest: Stop = field(default_factory=Stop)

    def run(self, outcome: Outcome) -> None:
        """Let them come and be read, and tell how long the good ones waited for their receipt."""
        before = settings.CONFIGURATION
        settings.CONFIGURATION = replace(before, mail_border=(BORDER,))
        try:
            comes = threading.Thread(target=self._come, daemon=True)
            comes.start()
            self._read()
            comes.join()
        finally:
            settings.CONFIGURATION = before
        outcome.add("mails taken in", self.came)
        waited = sorted(self.answered[it] - self.sent[it] for it in self.answered)
        if len(waited) < self.number:
            outcome.wrong(f"LOST, {self.number - len(waited)} good mails have no receipt")
        if waited:
            outcome.counts |= {
                "good mails answered among rubbish": len(waited),
                "arrival to receipt, p50, seconds": round(_at(waited, 0.5), 3),
                "arrival to receipt, p99, seconds": round(_at(waited, 0.99), 3),
            }

    def _come(self) -> None:
        began = time.monotonic()
        try:
            for place in range(self.number * (RUBBISH + 1)):
                # Mail comes at its own pace, however fast it is read: that is what is measured.
                time.sleep(max(0.0, began + place / A_SECOND - time.monotonic()))
                is_good = place % (RUBBISH + 1) == RUBBISH
                name = f"good {place}" if is_good else f"rubbish {place}"
                raw = good(self.world, place) if is_good else self.rubbish()
                if is_good:
                    self.sent[name] = time.monotonic()
                actions.arrive(raw, Brought(clock.now(), "soak", name))
                self.came += 1
        finally:
            self.ended.set()
            connections.close_all()

    def _read(self) -> None:
        """What a worker does: everything that waits, oldest first, then a short rest."""
        last = time.monotonic()
        while not (self.ended.is_set() and self._is_done(last)):
            jobs.bring_in_waiting(clock.now())
            if not (waiting := self._waiting()):
                self.rest.wait(REST)  # the worker's own: the figure holds it, too
                continue
            with Reader() as reader:
                for mail in waiting:
                    self._note(actions.handle(mail, reader, at=clock.now()))
            last = time.monotonic()

    def _is_done(self, last: float) -> bool:
        is_over = time.monotonic() - last > PATIENCE
        return is_over or (len(self.answered) == self.number and not self._waiting())

    def _waiting(self) -> list[InboundMail]:
        with system_scope("soak"):
            mails = InboundMail.objects.filter(state=State.RECEIVED, source="soak")
            return list(mails.order_by("received_at", "pk")[:100])

    def _note(self, mail: InboundMail) -> None:
        """Write down when the receipt of a good mail stands in the outbox."""
        name = mail.delivery or ""
        with system_scope("soak"):
            request = mail.service_request_id
            letters = Letter.objects.filter(kind="requests.receipt", about_id=request or 0)
            if name in self.sent and letters.exists():
                self.answered[name] = time.monotonic()


def good(world: World, number: int) -> bytes:
    """A mail of a colleague to a team, as their program hands it over."""
    mail = EmailMessage()
    mail["From"] = world.askers[number // (RUBBISH + 1) % len(world.askers)].email
    mail["To"], mail["Subject"] = "it-help@localhost", f"A chair is broken: {number}"
    mail["Message-ID"] = f"<good.{number}@northmoor.example>"
    mail["Authentication-Results"] = f"{BORDER}; dmarc=pass header.from=northmoor.example"
    mail.set_content(f"The chair of room {number} is broken. Could somebody look?\n")
    return mail.as_bytes()


def _at(waited: Sequence[float], share: float) -> float:
    return waited[min(len(waited) - 1, math.ceil(share * len(waited)) - 1)]


def rubbish_of(
    mails: Sequence[bytes], mutated: Callable[[bytes, random.Random], bytes], dice: random.Random
) -> Callable[[], bytes]:
    """Answer what makes one more piece of rubbish."""
    return lambda: mutated(dice.choice(mails), dice)

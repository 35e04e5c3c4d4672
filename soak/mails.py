"""Ten thousand mutated mails: each is read or refused, and those taken in are accounted for.

The mails are real ones where the folder of them lies beside the clone, else some of our own. All
are read in the limited child; every tenth is taken in whole and must end somewhere, with a reason.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

from goodword.channels import actions, rules
from goodword.channels.coming_in import precheck
from goodword.channels.coming_in.raw import path_of
from goodword.channels.models import InboundMail, State
from goodword.channels.parsing import CannotRead, Reader
from goodword.house import clock
from goodword.house.guard import system_scope
from soak import checking
from soak.harness import Harness, Outcome, Say, Share
from soak.mail_pace import GOOD, MIXED, Pouring, ingest_mixed, rubbish_of
from soak.world import World, build
from tests.rig.session import SHARED_DATA, THE_MOMENT

MAILS = 10_000
TAKEN_IN = 10
SAY_EVERY = 50
#: ``PLACE=pace`` measures how fast mails come in, and leaves out the rest.
PACE = "pace"
ENDS = (State.APPLIED, State.QUARANTINED, State.IGNORED)


def mutated(raw: bytes, dice: random.Random) -> bytes:
    """Do to a mail what bad networks and bad people do: drop, repeat, swap, cut."""
    spot, length = dice.randrange(len(raw) + 1), dice.randrange(200)
    piece = raw[spot : spot + length]
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: raw[:spot] + raw[spot + length :],
        lambda: raw[:spot] + piece * dice.randrange(20) + raw[spot:],
        lambda: raw[:spot] + dice.randbytes(length) + raw[spot + length :],
        lambda: raw[:spot],
        lambda: raw.replace(b"\n", b"\r", dice.randrange(5)),
        lambda: raw.replace(b"boundary=", b"boundary =;", 1).replace(b"utf-8", b"utf-99"),
    )
    return dice.choice(ways)()


def originals(world: World) -> list[bytes]:
    """Real mails where there are some, and some as our own people would write them."""
    found = [path.read_bytes() for path in sorted((SHARED_DATA / "email" / "files").glob("*.eml"))]
    return found + [_own(world, number) for number in range(max(10, len(found) // 4))]


def _own(world: World, number: int) -> bytes:
    mail = EmailMessage()
    mail["From"] = f"Ämina <{world.askers[number % len(world.askers)].email}>"
    mail["To"] = "it-help@localhost"
    mail["Subject"] = f"A black screen, once more: {number}"
    mail["Message-ID"] = f"<{number}@northmoor.example>"
    mail.set_content(f"My screen stays black.\n\nOn Monday Ben wrote:\n> {number} times\n")
    mail.add_alternative(f"<p>My screen stays <b>black</b> {number} times.</p>", subtype="html")
    if number % 2:
        mail.add_attachment(b"\x00" * 64, "image", "png", filename=f"../{number}.png")
    return mail.as_bytes()


def run(share: Share, say: Say) -> Outcome:
    """Mutate, read, and take some in."""
    outcome, dice = Outcome(), share.dice("mails")
    world = build()
    mails, number = originals(world), 0 if share.place == PACE else share.of(MAILS)
    ends: Counter[str] = Counter()
    slowest = 0.0
    with Reader() as reader:
        for place in range(1, number + 1):
            raw = mutated(dice.choice(mails), dice)
            began = time.monotonic()
            ends[_read(raw, reader)] += 1
            if place % TAKEN_IN == 0:
                _take_in(raw, reader, place, outcome)
            slowest = max(slowest, time.monotonic() - began)
            if place % SAY_EVERY == 0:
                say(f"{place:,} of {number:,} mails, {len(outcome.problems)} problems")
    outcome.counts |= {f"mails {end}": count for end, count in sorted(ends.items())}
    outcome.counts["slowest mail, seconds"] = round(slowest, 2)
    if sum(ends.values()) != number or ends["refused"] > number // 20:
        outcome.wrong(f"of {number} mails {dict(ends)}")
    say("how fast: mails of all kinds, then good ones among rubbish")
    ingest_mixed(
        lambda place: mails[place] if place < len(mails) else _own(world, 10_000 + place),
        share.of(MIXED),
        outcome,
    )
    Pouring(world, rubbish_of(mails, mutated, dice), share.of(GOOD)).run(outcome)
    outcome.problems += _accounted_for(outcome) + checking.of_everything()
    return outcome


def _read(raw: bytes, reader: Reader) -> str:
    try:
        precheck.check(raw)
        rules.classify(reader.read(raw), domain="localhost")
    except (precheck.TooMuch, CannotRead):
        return "refused"
    return "read"


def _take_in(raw: bytes, reader: Reader, place: int, outcome: Outcome) -> None:
    # Half an hour apart, so that limits by the hour play no part.
    with clock.frozen(THE_MOMENT + timedelta(minutes=3 * place)) as at:
        mail = actions.receive(raw, at=at, source=f"mutated {place}")
        actions.handle(mail, reader, at=at)
    outcome.add("mails taken in")


def _accounted_for(outcome: Outcome) -> list[str]:
    with system_scope("soak"):
        rows = list(InboundMail.objects.values_list("state", "reason", "sha256"))
    for state in ENDS:
        outcome.counts[f"of these {state}"] = sum(row[0] == state for row in rows)
    wrong = []
    if len(rows) != outcome.counts.get("mails taken in", 0):
        wrong.append(f"LOST, {len(rows)} mails are there")
    if any(state not in ENDS or (state != State.APPLIED and not why) for state, why, _ in rows):
        wrong.append("a mail ended nowhere, or without a reason")
    if not all(path_of(sha256).is_file() for _state, _why, sha256 in rows):
        wrong.append("LOST, a raw mail is not there")
    return wrong


HARNESS = Harness("mails", "mutated mails are read or refused, and all are accounted for", run)

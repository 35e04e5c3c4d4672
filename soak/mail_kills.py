"""Mail that comes in while whoever takes it is killed: none is lost, none is done twice.

A mail server of this machine (LMTP) hands mails over and a real IMAP server holds others, while a
process of ours takes both and reads them. It is ended by SIGKILL at one of six named places; the
next one goes on. The mail server hands over again what was not acknowledged, as mail servers do.
"""

from __future__ import annotations

import json
import smtplib
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from multiprocessing import get_context
from pathlib import Path

from django.conf import settings
from django.db import connections

from goodword.channels import jobs
from goodword.channels.coming_in import fetching, mailboxes, waiting_room
from goodword.channels.coming_in.raw import path_of
from goodword.channels.models import InboundMail, State
from goodword.house import clock
from goodword.house.guard import system_scope
from goodword.requests.models import ServiceRequest
from soak import checking
from soak.dying import in_a_process
from soak.harness import Harness, Outcome, Say, Share
from soak.mail_scenes import BORDER, LOOPBACK, a_door
from soak.serving import free_port
from soak.world import World, build
from tests.rig import imap_server
from tests.rig.session import THE_MOMENT

#: Where it dies: fetched, stored and not marked, stored and not acknowledged, read, done.
POINTS = ("imap.fetched", "imap.stored", "listen.taken", "listen.stored", "mail.parsed",
          "mail.marked")  # fmt: skip
TIMES = 10
#: Mails of one round by each of the two ways.
MAILS = 6
APART = timedelta(hours=2)
#: A mail server that has waited so long gives up, in seconds.
PATIENCE = 120.0
#: Between two looks at a neighbour that is another process and tells nothing, in seconds.
A_MOMENT = 0.01


def run(share: Share, say: Say) -> Outcome:
    """Kill at each place, again and again, while mail comes in by both ways."""
    outcome, dice = Outcome(), share.dice("mail_kills")
    settings.CONFIGURATION = replace(settings.CONFIGURATION, mail_border=(BORDER,))
    world, mails = build(), share.of(MAILS, least=3)
    points = [point for _time in range(TIMES) for point in POINTS]
    rounds = dice.sample(points, share.of(len(points)))
    expected: list[str] = []
    with imap_server.serving() as server:
        for number, point in enumerate(rounds, start=1):
            at = THE_MOMENT + number * APART
            fault = f"{point}:{dice.randint(1, mails)}"
            names = [f"Round {number}, mail {one}" for one in range(2 * mails)]
            expected += names
            with clock.frozen(at):
                _round(names, fault, world, server, at, outcome)
            say(f"round {number} of {len(rounds)}, {point}; {len(outcome.problems)} problems")
    with clock.frozen(THE_MOMENT + (len(rounds) + 1) * APART):
        outcome.problems += _problems(expected, outcome) + checking.of_everything()
    return outcome


def _round(
    names: list[str],
    fault: str,
    world: World,
    server: imap_server.ImapServer,
    at: datetime,
    outcome: Outcome,
) -> None:
    half = len(names) // 2
    server.append(*(_mail(name, world) for name in names[:half]))
    with _handing_over([_mail(name, world) for name in names[half:]]) as (port, done):
        connections.close_all()
        end = in_a_process(lambda _say: _take(server, port, done, at), fault)
        outcome.add("deaths", int(end.was_killed))
        if not end.was_killed:
            outcome.wrong(f"{fault}: ended with {end.code} instead of dying")
        again = in_a_process(lambda _say: _take(server, port, done, at))
        if again.code:
            outcome.wrong(f"{fault}: going on ended with {again.code}")
    if unread := server.uids("UNSEEN"):
        outcome.wrong(f"{fault}: {len(unread)} mails are not marked at their server")


def _mail(name: str, world: World) -> bytes:
    mail = EmailMessage()
    mail["From"] = world.askers[sum(name.encode()) % len(world.askers)].email
    mail["To"] = "it-help@localhost"
    mail["Subject"] = name
    mail["Message-ID"] = f"<{name.replace(', ', '.').replace(' ', '')}@northmoor.example>"
    mail["Authentication-Results"] = f"{BORDER}; dmarc=pass header.from=northmoor.example"
    mail.set_content(f"{name}\n")
    return mail.as_bytes()


def _take(server: imap_server.ImapServer, port: int, done: Path, at: datetime) -> None:
    """Take mail by both ways and read it, until the mail server has handed over everything."""
    mailbox = server.mailbox()
    with (
        a_door(port=port),
        mailboxes.opened(mailbox, settings.CONFIGURATION) as folder,
    ):
        while True:
            was_done = done.exists()
            folder.still_there()
            fetching.read(mailbox, folder, at=at)
            jobs.bring_in_waiting(at)
            # What a dead one had in hand is free again after some minutes.
            read = jobs.handle_waiting(at) + jobs.handle_waiting(at + timedelta(minutes=5))
            if was_done and not read:
                return
            time.sleep(A_MOMENT)


@contextmanager
def _handing_over(mails: list[bytes]) -> Iterator[tuple[int, Path]]:
    """A mail server in a process of its own; gives the port it knows, and the file it ends with."""
    port = free_port()
    done = Path(settings.CONFIGURATION.data) / f"handed-over-{port}.json"
    process = get_context("fork").Process(target=_hand_over, args=(mails, port, done), daemon=True)
    process.start()
    try:
        yield port, done
    finally:
        process.join(PATIENCE)
        process.terminate()
        done.unlink(missing_ok=True)


def _hand_over(mails: list[bytes], port: int, done: Path) -> None:
    until = time.monotonic() + PATIENCE
    tries: list[int] = []
    for mail in mails:
        tries.append(1)
        while not _is_taken(mail, port) and time.monotonic() < until:
            tries[-1] += 1
            time.sleep(A_MOMENT)
    half = done.with_suffix(".half")
    half.write_text(json.dumps(tries), encoding="ascii")
    half.replace(done)


def _is_taken(mail: bytes, port: int) -> bool:
    try:
        with smtplib.LMTP(LOOPBACK, port, timeout=10) as client:
            client.sendmail("amina@northmoor.example", "it-help@localhost", mail)
            return True
    except (OSError, smtplib.SMTPException):
        return False


def _problems(expected: list[str], outcome: Outcome) -> list[str]:
    """Hold what was handed over against what is there."""
    with system_scope("soak"):
        made = Counter(ServiceRequest.objects.values_list("title", flat=True))
        rows = list(InboundMail.objects.values_list("state", "reason", "sha256"))
    wrong = [f"LOST, “{name}” became no request" for name in expected if not made[name]]
    wrong += [f"DOUBLED, “{name}” became {made[name]}" for name in expected if made[name] > 1]
    ends = Counter(f"{state} {why}".strip() for state, why, _sha256 in rows)
    outcome.counts["mails"] = len(expected)
    outcome.counts |= {f"of these {end}": number for end, number in sorted(ends.items())}
    if set(ends) - {State.APPLIED, f"{State.IGNORED} duplicate"}:
        wrong.append(f"mails ended as {dict(ends)}")
    if not all(path_of(sha256).is_file() for _state, _why, sha256 in rows):
        wrong.append("LOST, a raw mail is not there")
    if waiting_room.names():
        wrong.append("mails still wait as files")
    return wrong


HARNESS = Harness(
    "mail_kills", "kill -9 at six places while mail comes in by LMTP and IMAP; 0 lost", run
)

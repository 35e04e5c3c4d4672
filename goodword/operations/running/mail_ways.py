"""The processes by which mail comes in.

``python -m goodword.operations.running.mail_ways listener`` is the one mail servers hand over to.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

import structlog
from django.db import Error, close_old_connections

from goodword.house import clock
from goodword.house.configuration import Configuration
from goodword.house.mail_settings import Mailbox
from goodword.house.refusals import Refusal
from goodword.operations.running.loops import always, until_told_to_stop
from goodword.operations.running.stopping import Stop

if TYPE_CHECKING:
    from goodword.channels.coming_in.mailboxes import Folder

log = structlog.get_logger(__name__)

MayWork = Callable[[], bool]

#: How soon a listener hears that it is to stop, in seconds.
STEP = 0.2
#: How often a listener notes that it works, in seconds.
NOTE_EVERY = 60.0
#: How often a mailbox is looked into whose server tells nothing by itself, in seconds.
LOOK_EVERY = 30.0
#: How long the server is trusted to tell by itself (RFC 2177 has it under 29 minutes), in seconds.
IDLE_FOR = 240.0
#: How often a process looks whether it has become the one that reads, in seconds.
STANDBY = 1.0
#: The pauses after a failure, each twice the one before, in seconds.
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0


def configured(configuration: Configuration) -> tuple[str, ...]:
    """Answer which of the processes this installation needs. Raises ``Refusal``."""
    if configuration.mail_listen and find_spec("aiosmtpd") is None:
        raise Refusal(
            "GOODWORD_MAIL_LISTEN needs one more package: install goodword[smtp-in], or take "
            "the setting out."
        )
    listener = ("listener",) if configuration.mail_listen else ()
    return (*listener, *(("fetcher",) if configuration.imap else ()))


def listen(configuration: Configuration, stop: Stop, _may_work: MayWork) -> None:
    """Let mail servers hand over mail until told to stop. Raises ``OSError``."""
    asyncio.run(_listen(configuration, stop))


async def _listen(configuration: Configuration, stop: Stop) -> None:
    from goodword.channels.coming_in.listening import Listener

    if configuration.mail_listen is None:
        return
    listener = Listener(configuration.mail_listen, configuration)
    await listener.open()
    log.info("listening", port=listener.port, protocol=configuration.mail_listen.protocol)
    beating = asyncio.create_task(_say_that_it_works(configuration.mail_listen.name))
    try:
        while not stop.is_set():
            await asyncio.sleep(STEP)
    finally:
        beating.cancel()
        await listener.close()


async def _say_that_it_works(name: str) -> None:
    """Note every minute that the door stands open."""
    while True:
        await asyncio.get_running_loop().run_in_executor(None, _works, name)
        await asyncio.sleep(NOTE_EVERY)


def _works(name: str) -> None:
    from goodword.channels import actions

    with suppress(Error):
        close_old_connections()
        actions.works(name, at=clock.now())
    close_old_connections()


def fetch(configuration: Configuration, stop: Stop, may_work: MayWork) -> None:
    """Read every mailbox in a thread of its own until told to stop."""
    threads = [
        threading.Thread(target=keep_reading, args=(mailbox, configuration, stop, may_work))
        for mailbox in configuration.imap
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def keep_reading(
    mailbox: Mailbox, configuration: Configuration, stop: Stop, may_work: MayWork
) -> None:
    """Read a mailbox again and again; what goes wrong is tried again, each time later."""
    from django.db import connections

    from goodword.channels import actions
    from goodword.channels.coming_in import mailboxes

    failures = 0
    while not stop.is_set():
        if not may_work():
            stop.wait(STANDBY)
            continue
        try:
            with mailboxes.opened(mailbox, configuration) as folder:
                while may_work() and not stop.is_set():
                    read_once(mailbox, folder, may_work)
                    failures = 0
                    wait_for_mail(folder, stop)
        except (*mailboxes.TROUBLE, actions.NotKept, Error) as problem:
            failures += 1
            close_old_connections()
            note_trouble(mailbox, problem)
            stop.wait(min(FIRST_PAUSE * 2**failures, LONGEST_PAUSE))
        finally:
            connections.close_all()


def read_once(mailbox: Mailbox, folder: Folder, may_work: MayWork) -> int:
    """Read what is new; answer how many mails."""
    from goodword.channels.coming_in import fetching

    close_old_connections()
    number = fetching.read(mailbox, folder, at=clock.now(), may_work=may_work)
    if number:
        log.info("fetched", count=number)
    return number


def wait_for_mail(folder: Folder, stop: Stop) -> None:
    """Wait until the server tells of something, or it is time to look."""
    from goodword.operations.running.lease import steady

    if not folder.can_wait:
        stop.wait(LOOK_EVERY)
        folder.still_there()
        return
    until = steady() + IDLE_FOR
    with folder.waiting() as box:
        while not stop.is_set() and steady() < until and not box.idle.poll(1):
            continue


def note_trouble(mailbox: Mailbox, problem: BaseException) -> None:
    """Write down what stands in the way, for the operator."""
    from goodword.channels import actions

    log.warning("mailbox_troubled", error=type(problem).__name__)
    with suppress(Error):
        words = f"{type(problem).__name__}: {problem}"
        actions.is_troubled(mailbox.name, words, at=clock.now())


WAYS: dict[str, Callable[[Configuration, Stop, MayWork], None]] = {
    "listener": listen,
    "fetcher": fetch,
}


def live(name: str, stop: Stop) -> None:
    """Run one of the processes with its signs of life."""
    from django.conf import settings

    from goodword.operations.running.lease import Holding
    from goodword.operations.running.pulse import Pulse, new_key

    key = new_key(name)
    # Of all hosts one reads the mailboxes; any number may listen.
    lease = Holding(name, key) if name == "fetcher" else None
    pulse = Pulse(name, key, lease).begin()
    try:
        WAYS[name](settings.CONFIGURATION, stop, lease.is_ours if lease else always)
    finally:
        pulse.end()


if __name__ == "__main__":
    sys.exit(until_told_to_stop(partial(live, sys.argv[1])))

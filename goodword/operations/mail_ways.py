"""The processes by which mail comes in: ``python -m goodword.operations.mail_ways listener``."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec

import structlog

from goodword.house.configuration import Configuration
from goodword.house.refusals import Refusal
from goodword.operations.stopping import Stop

log = structlog.get_logger(__name__)

#: How soon a listener hears that it is to stop, in seconds.
STEP = 0.2


def configured(configuration: Configuration) -> tuple[str, ...]:
    """Answer which of the processes this installation needs. Raises ``Refusal``."""
    if configuration.mail_listen and find_spec("aiosmtpd") is None:
        raise Refusal(
            "GOODWORD_MAIL_LISTEN needs one more package: install goodword[smtp-in], or take "
            "the setting out."
        )
    return ("listener",) if configuration.mail_listen else ()


def listen(configuration: Configuration, stop: Stop) -> None:
    """Let mail servers hand over mail until told to stop. Raises ``OSError``."""
    asyncio.run(_listen(configuration, stop))


async def _listen(configuration: Configuration, stop: Stop) -> None:
    from goodword.channels.listening import Listener

    if configuration.mail_listen is None:
        return
    listener = Listener(configuration.mail_listen, configuration)
    await listener.open()
    log.info("listening", port=listener.port, protocol=configuration.mail_listen.protocol)
    try:
        while not stop.is_set():
            await asyncio.sleep(STEP)
    finally:
        await listener.close()


WAYS: dict[str, Callable[[Configuration, Stop], None]] = {"listener": listen}


def main(argv: Sequence[str]) -> int:
    """Run one of the processes until SIGTERM or SIGINT."""
    import django

    from goodword.operations.supervisor import end_with_parent

    end_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodword.settings")
    django.setup()
    stop = Stop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    live(argv[0], stop)
    return 0


def live(name: str, stop: Stop) -> None:
    """Run one of the processes with its signs of life."""
    from django.conf import settings

    from goodword.operations.pulse import Pulse, new_key

    pulse = Pulse(name, new_key(name)).begin()
    try:
        WAYS[name](settings.CONFIGURATION, stop)
    finally:
        pulse.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

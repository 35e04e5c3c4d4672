"""A listener that stands open for a while, in a thread beside whatever else runs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from goodword.channels.coming_in.listening import Listener
from goodword.house.configuration import Configuration
from goodword.house.mail_settings import Listen


@contextmanager
def open_door(listen: Listen, configuration: Configuration) -> Iterator[Listener]:
    """Let mail be handed over to this very process."""
    # In its own thread from the beginning: a browser may run a loop in this one.
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    listener = Listener(listen, configuration)
    try:
        asyncio.run_coroutine_threadsafe(listener.open(), loop).result()
        yield listener
    finally:
        asyncio.run_coroutine_threadsafe(listener.close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

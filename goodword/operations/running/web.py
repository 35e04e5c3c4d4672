"""The web server: ``python -m goodword.operations.running.web ADDRESS PORT``."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from functools import partial

#: Requests one process works on at the same time.
THREADS = 4
#: Requests one process takes in at the same time; more wait in the system's queue.
TAKEN_IN = 64
#: Connections that wait in the system's queue; more are refused there.
BACKLOG = 1024


def main(argv: Sequence[str]) -> int:
    """Serve until SIGTERM."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    from goodword.house import configuration
    from goodword.operations.running.supervisor import end_with_parent

    end_with_parent()
    # Its own processes too, at once: left alone they would go on answering, with old code,
    # beside the server that takes its place. What they have begun, the database takes back.
    follow_us = partial(end_with_parent, signal.SIGKILL, os.getpid())
    os.register_at_fork(after_in_child=follow_us)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodword.settings")
    address, port = argv
    ours = configuration.load()
    if ours.metrics_token:
        from goodword.operations.watching import shared_numbers

        shared_numbers.begin()
    Granian(
        "goodword.wsgi:application",
        address=address,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=ours.web_workers,
        blocking_threads=THREADS,
        backlog=BACKLOG,
        backpressure=TAKEN_IN,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=15,
    ).serve()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

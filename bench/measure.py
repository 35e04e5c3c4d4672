"""Measures one loaded organisation: ``python -m bench.measure``, called by ``python -m bench``."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SEED = 7
#: Seconds for each case, alone and with eight at a time.
ALONE, CROWDED = 3.0, 3.0
LINES = 8
COUNTED = 6


def main(argv: list[str]) -> int:
    """Measure as the job on the command line says; one line of JSON comes out."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "goodword.settings"
    import django

    django.setup()
    logging.disable(logging.CRITICAL)  # of the pages whose queries are counted here
    job = json.loads(argv[0])
    from bench.measuring import measure

    result = measure(job)
    Path(job["into"]).write_text(json.dumps(result), encoding="utf-8")
    return 0


class Load:
    """The load generator, a process of its own for the whole run."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.hammer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def send(
        self, port: int, requests: Sequence[str], *, lines: int, seconds: float, times: int,
        statuses: Sequence[int],
    ) -> dict[str, Any]:  # fmt: skip
        """Send these requests so often, so many at a time; answer how it went."""
        job = {
            "port": port, "requests": list(requests), "lines": lines, "seconds": seconds,
            "times": times, "statuses": [str(status) for status in statuses],
        }  # fmt: skip
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def end(self) -> None:
        """Let it go."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(10)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The clock with much to do: ``python -m bench.sweep`` lets it strike until nothing is due."""

from __future__ import annotations

import json
import os
import sys
import time


def main() -> int:
    """Sweep as the clock process does, and say how many effects there were and what they cost."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "goodword.settings"
    import django

    django.setup()
    from goodword.house import clock
    from goodword.requests.jobs import sweep

    began, used, effects = time.perf_counter(), time.process_time(), 0
    at = clock.now()
    while done := sweep(at):
        effects += done
    told = {
        "effects": effects,
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time() - used,
    }
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

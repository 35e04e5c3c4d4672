"""One harness on one engine in a process of its own: ``python -m soak.child NAME ...``.

It says its progress and then its outcome on standard output, one JSON object a line.
"""

from __future__ import annotations

import json
import resource
import sys
from importlib import import_module

from soak.harness import Harness, Share


def harness(name: str) -> Harness:
    """Find a harness by the name of its module."""
    found: Harness = import_module(f"soak.{name}").HARNESS
    return found


def processor_seconds() -> float:
    """How long processors have worked for this process and for those it waited for."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def main(name: str, engine: str, seed: str, part: str, place: str = "") -> int:
    """Run it and tell."""
    import django

    django.setup()

    def say(words: str) -> None:
        print(json.dumps({"say": words}), flush=True)

    outcome = harness(name).run(Share(int(seed), float(part), engine, place), say)
    outcome.counts["seconds of a processor"] = round(processor_seconds(), 1)
    print(json.dumps({"outcome": outcome.as_dict()}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""Fills a database: ``python -m bench.load SIZE SAMPLE``, or ``due COUNT SIZE`` to add to it."""

from __future__ import annotations

import json
import os
import sys


def main(argv: list[str]) -> int:
    """Load, prove a sample, and say what there is as one line of JSON."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.scratch"
    import django

    django.setup()
    from bench.loading import load, load_due

    way = load_due if argv[0] == "due" else load
    first, second = (int(number) for number in argv[-2:])
    sys.stdout.write(json.dumps(way(first, second)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Fills one empty database: ``python -m bench.load SIZE SAMPLE``, called by ``python -m bench``."""

from __future__ import annotations

import json
import os
import sys


def main(argv: list[str]) -> int:
    """Load, prove a sample, and say what there is as one line of JSON."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.scratch"
    import django

    django.setup()
    from bench.loading import load

    size, sample = argv
    sys.stdout.write(json.dumps(load(int(size), int(sample))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

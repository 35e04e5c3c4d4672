"""Measures one loaded organisation: ``python -m bench.measure``, called by ``python -m bench``."""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path


def main(argv: list[str]) -> int:
    """Measure as the job on the command line says, and write the figures where it says."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "goodword.settings"
    import django

    django.setup()
    logging.disable(logging.CRITICAL)  # of the pages whose queries are counted here
    job = json.loads(argv[0])
    from bench.measuring import measure

    result = measure(job)
    Path(job["into"]).write_text(json.dumps(result), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

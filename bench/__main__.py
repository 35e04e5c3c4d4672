"""``python -m bench``: load an organisation once, then measure it."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import places, postgres, report
from bench.places import Place

USUAL = 100_000


def main(argv: Sequence[str] | None = None) -> int:
    """Load, measure, print; 1 when an answer was wrong or a life was not as it should be."""
    options = _options(argv)
    with _placed(options) as (where, database):
        about = where.known() or _load(where, options.sample)
        if not options.json:
            print(report.sentence(about, where))
        result = {"about": about, **_measure(where, database, options)}
    earlier = json.loads(Path(options.compare).read_text()) if options.compare else None
    print(json.dumps(result) if options.json else report.table(result, earlier))
    if options.keep:
        Path(options.keep).write_text(json.dumps(result, indent=1), encoding="utf-8")
    return int(report.is_wrong(result))


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    size = os.environ.get("SIZE", str(USUAL))
    parser.add_argument("--size", type=int, default=int(size), help="requests (or SIZE=...)")
    parser.add_argument(
        "--engine",
        choices=("sqlite", "postgres"),
        default=os.environ.get("ENGINE")
        or ("postgres" if "DATABASE_URL" in os.environ else "sqlite"),
    )
    parser.add_argument("--only", nargs="*", default=[], help="cases whose names begin so")
    parser.add_argument("--seconds", type=float, default=1.0, help="longer or shorter, as a factor")
    parser.add_argument("--sample", type=int, default=1_000, help="lives to prove after loading")
    parser.add_argument("--due", type=int, default=10_000, help="requests that a sweep finds due")
    parser.add_argument("--json", action="store_true", help="one line that programs can read")
    parser.add_argument("--keep", metavar="FILE", help="write the result into a file")
    parser.add_argument("--compare", metavar="FILE", help="an earlier result to compare with")
    parser.add_argument("--load-only", action="store_true", help="load, and measure nothing")
    return parser.parse_args(argv)


@contextmanager
def _placed(options: argparse.Namespace) -> Iterator[tuple[Place, int | None]]:
    """The place of the load, with its database server running."""
    given = os.environ.get("DATABASE_URL", "")
    if options.engine == "sqlite" or given:
        yield places.place(options.size, options.engine, given), None
        return
    folder = places.place(options.size, options.engine).folder
    with postgres.running(folder / "postgres") as (address, pid):
        yield places.place(options.size, options.engine, address), pid


def _load(where: Place, sample: int) -> dict[str, Any]:
    """Fill an empty database: tables in one process, lives in another."""
    where.data.mkdir(parents=True, exist_ok=True)
    ready = where.data / "tables-are-there"
    ready.unlink(missing_ok=True)
    (where.data / "goodword.sqlite3").unlink(missing_ok=True)
    run = [sys.executable, "-m", "bench.load", str(where.size), str(sample)]
    environment = where.environment()
    loading = subprocess.Popen(
        run, env=environment, cwd=places.ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        places.prepare(where)
        ready.touch()
        said, _nothing = loading.communicate()
    finally:
        if loading.poll() is None:
            loading.terminate()
    if loading.returncode:
        raise SystemExit("Loading did not work; see above.")
    about: dict[str, Any] = json.loads(said)
    subprocess.run(
        [sys.executable, "-m", "bench.records"], check=True, env=environment, cwd=places.ROOT
    )
    where.note(about)
    return about


def _measure(where: Place, database: int | None, options: argparse.Namespace) -> dict[str, Any]:
    """Measure in a process that sees what the product sees."""
    if options.load_only:
        return {"cases": []}
    environment = where.environment()
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder) / "result.json"
        job = {
            "environment": environment,
            "database": database,
            "size": where.size,
            "due": options.due,
            "only": options.only,
            "seconds": options.seconds,
            "into": str(into),
        }
        run = [sys.executable, "-m", "bench.measure", json.dumps(job)]
        subprocess.run(run, check=True, env=environment, cwd=places.ROOT)
        result: dict[str, Any] = json.loads(into.read_text(encoding="utf-8"))
    return {"engine": where.engine, "size": where.size, **result}


if __name__ == "__main__":
    sys.exit(main())

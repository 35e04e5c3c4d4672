"""The order of loading: templates, the organisation, its lives, the proof."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.utils import translation

from bench import lives, organisation, places, proof, writing
from bench.playing import Cast
from bench.progress import Bar
from bench.scratch import LOADED
from bench.templates import Template
from goodword.people.models import Person

SEED = 20_261_122
#: How many lives are played, to be cloned.
TEMPLATES = 300


def load(size: int, sample: int) -> dict[str, Any]:
    """Fill the database that the settings call ``loaded``."""
    began = time.monotonic()
    now = places.today()
    bar = Bar(sys.stderr)
    gc.disable()
    with translation.override("en"):
        call_command("migrate", interactive=False, verbosity=0)
        cast = lives.make_cast(now)
        templates = _templates(cast, now, bar)
        _kept().write_bytes(pickle.dumps(templates))
        _wait_for_tables()
        whole = organisation.Size(size)
        tables = lives.tables_of(templates)
        bar.say("founding the organisation")
        organisation.found(whole, now.date(), now - timedelta(weeks=lives.WEEKS + 20), LOADED)
        crowd = lives.Crowd.read(LOADED)
        fates = lives.Fates(templates, crowd, SEED)
        with writing.in_bulk(tables, LOADED, bar.say):
            loader = lives.Loader(templates, crowd, LOADED, tables)
            chosen = set(Random(SEED).sample(range(size), min(size, sample)))
            loader.load(fates.lives(size), bar.of(f"Loading {size:,} lives"), size, chosen)
            writing.number_on(tables, loader.last, LOADED)
        loaded = time.monotonic() - began
        stage = proof.Stage(templates, cast, crowd, LOADED, now)
        proved = stage.prove(loader.kept, bar.of("Proving"))
    bar.end()
    people = Person.objects.get_queryset().using(LOADED).count()
    return {
        "requests": size, "people": people, "teams": whole.teams, "services": whole.services,
        "templates": len(templates), "rows": loader.writer.count,
        "seconds": round(loaded, 1), "until": now.isoformat(), "proved": proved,
        "rows_of": {
            table._meta.label: last for table, last in zip(tables, loader.last, strict=True)
        },
    }  # fmt: skip


def _templates(cast: Cast, now: datetime, bar: Bar) -> list[Template]:
    """The template lives: of today and this very source, or played now and kept for the day."""
    kept = places.shelf() / f"templates-{places.fingerprint_of_source()}-{now.date()}"
    if kept.exists():
        found: list[Template] = pickle.loads(kept.read_bytes())
        return found
    for old in places.shelf().glob("templates-*"):
        old.unlink()
    told = lives.tell(TEMPLATES, cast, now, seed=SEED, show=bar.of("Living templates"))
    kept.write_bytes(pickle.dumps(told))
    return told


def load_due(count: int, size: int) -> dict[str, int]:
    """Add open requests whose clocks should have struck during the last week."""
    templates: list[Template] = pickle.loads(_kept().read_bytes())
    crowd = lives.Crowd.read(LOADED)
    fates = lives.Fates(templates, crowd, SEED)
    tables = lives.tables_of(templates)
    with translation.override("en"), transaction.atomic(using=LOADED):
        loader = lives.Loader(templates, crowd, LOADED, tables)
        loader.load(fates.due(count, size), lambda done, whole: None, count)
        writing.number_on(tables, loader.last, LOADED)
    return {"requests": count, "rows": loader.writer.count}


def _kept() -> Path:
    """The templates that a load was made of, beside it."""
    return Path(os.environ["BENCH_DATA"]) / "templates"


def _wait_for_tables() -> None:
    """The tables are made meanwhile by another process; it says so by leaving a file."""
    ready = Path(os.environ["BENCH_DATA"]) / "tables-are-there"
    while not ready.exists():
        time.sleep(0.1)

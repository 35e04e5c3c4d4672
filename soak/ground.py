"""The ground of a run: for each engine a migrated database that can be had again and again.

Migrations run once; every harness then begins on a copy, in a data folder of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = "soak_template"


@dataclass(frozen=True)
class Ground:
    """A data folder, the environment in which its processes run, and its database."""

    folder: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """Answer the environment for a process on this ground, free of the caller's settings."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("GOODWORD_") and name not in ("DATABASE_URL", "PORT")
        }
        given = {
            "GOODWORD_DATA": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "soak.settings",
            "PYTHONPATH": str(ROOT),
        }
        return kept | given | ({"DATABASE_URL": self.database} if self.database else {})


def server() -> str:
    """Start a PostgreSQL that keeps its word at each commit; answer its address.

    Raises ``NoPostgres``.
    """
    import psycopg

    from tests.rig import postgres

    uri = postgres.address()
    with psycopg.connect(uri, autocommit=True) as connection:
        # What survives a killed process is what the harnesses look at.
        connection.execute("ALTER SYSTEM SET synchronous_commit = on")
        connection.execute("ALTER SYSTEM SET max_connections = 200")
        connection.execute("SELECT pg_reload_conf()")
    return uri


def migrated(engine: str, into: Path, uri: str = "") -> Ground:
    """Make the ground that all others of this engine are copied from."""
    into.mkdir(parents=True)
    ground = Ground(into, _new_database(uri, TEMPLATE) if engine == "postgres" else "")
    code = "from goodword.operations.running.preparation import prepare_tables; prepare_tables()"
    subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {code}"],
        env=ground.environment,
        cwd=ROOT,
        check=True,
    )
    return ground


def copy_of(ground: Ground, into: Path, uri: str = "") -> Ground:
    """Answer a ground of its own that looks like the other."""
    shutil.copytree(ground.folder, into)
    if not ground.database:
        return Ground(into)
    name = f"soak_{uuid.uuid4().hex[:12]}"
    template = urlsplit(ground.database).path.lstrip("/")
    return Ground(into, _new_database(uri, name, template))


def _new_database(uri: str, name: str, template: str = "template1") -> str:
    import psycopg

    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return urlsplit(uri)._replace(path=f"/{name}").geturl()


def drop(ground: Ground, uri: str = "") -> None:
    """Leave nothing of a ground behind."""
    import psycopg

    shutil.rmtree(ground.folder, ignore_errors=True)
    if ground.database:
        name = urlsplit(ground.database).path.lstrip("/")
        with psycopg.connect(uri, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

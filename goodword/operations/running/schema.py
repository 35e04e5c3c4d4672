"""Whether this version of Goodword and this database belong together."""

from __future__ import annotations

from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Protocol

from django.apps import apps
from django.db import connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from goodword.house.refusals import Refusal
from goodword.operations.models import Installation

#: The oldest PostgreSQL that is looked after.
OLDEST_POSTGRESQL = 15


class Cursor(Protocol):
    """What we need of a database cursor."""

    def execute(self, sql: str, params: Any = None) -> Any:
        """Run a statement."""

    def fetchone(self) -> Any:
        """Answer its first row."""


def applied() -> set[tuple[str, str]]:
    """Answer the migrations that the database has, by room and name."""
    return set(MigrationRecorder(connection).applied_migrations())


def known() -> set[tuple[str, str]]:
    """Answer the migrations that this version has, without importing any of them."""
    return {
        (room.label, module.name)
        for room in apps.get_app_configs()
        for module in iter_modules([str(Path(room.path) / "migrations")])
        if not module.name.startswith("_")
    }


def outstanding(ours: set[tuple[str, str]] | None = None) -> list[str]:
    """Name the migrations that the database still lacks."""
    lacking = (known() if ours is None else ours) - applied()
    return sorted(f"{room}.{name}" for room, name in lacking)


def newer(ours: set[tuple[str, str]] | None = None) -> list[str]:
    """Name the migrations of our rooms that the database has and this version does not know."""
    ours = known() if ours is None else ours
    rooms = {room for room, _name in ours}
    strange = [(room, name) for room, name in applied() - ours if room in rooms]
    return sorted(f"{room}.{name}" for room, name in strange)


def must_be_young_enough() -> None:
    """Raise ``Refusal`` for a PostgreSQL that is too old."""
    if connection.vendor != "postgresql":
        return
    version = connection.get_database_version()[0]
    if version < OLDEST_POSTGRESQL:
        raise Refusal(f"This is PostgreSQL {version}; Goodword needs {OLDEST_POSTGRESQL} or newer.")


def must_not_be_newer() -> None:
    """Raise ``Refusal`` when a newer version, or only a part of one, made this database."""
    if strange := newer():
        raise Refusal(
            f"This database was made by a newer version of Goodword (it has {strange[-1]}). "
            "Start that version, or restore the copy made before the upgrade."
        )
    try:
        MigrationLoader(connection).check_consistent_history(connection)
    except InconsistentMigrationHistory as problem:
        raise Refusal(
            f"This database is half migrated ({problem}). "
            "Restore the copy made before the upgrade, and upgrade again."
        ) from None


def must_be_complete() -> None:
    """Raise ``Refusal`` when tables of this version are missing."""
    if lacking := outstanding():
        raise Refusal(
            f"The tables are not of this version yet ({lacking[0]} is missing). "
            "Start `goodword serve` without --leave-tables once, on one host."
        )


def compare_keys(mark: str, *, accept: bool = False) -> None:
    """Raise ``Refusal`` when another host began this installation with another secret key.

    ``accept`` takes this host's key as the installation's from now on: after a change on
    purpose, or when the old key is lost.
    """
    installation, is_new = Installation.objects.get_or_create(pk=1, defaults={"key_mark": mark})
    if is_new or installation.key_mark == mark:
        return
    if not accept:
        raise Refusal(
            "This host's secret key is not the one this installation has. Give every host the "
            "same: set GOODWORD_SECRET_KEY, or copy the file secret-key from the data folder of "
            "the first host. If you changed the key on purpose, start once with --accept-key; "
            "everybody then signs in anew."
        )
    Installation.objects.filter(pk=1).update(key_mark=mark)

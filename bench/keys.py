"""Keys of scratch rows tell by themselves which table they belong to.

The rows that a template life leaves are numbered from a multiple of ``STEP`` that is the table's
own. So a key is known wherever it stands: in a column, in the facts of an event, inside a text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from django.apps import apps
from django.db import connection, models

STEP = 10**12
#: Any number this long is a key.
KEY = re.compile(r"\d{13,}")

Model = type[models.Model]


@cache
def tables() -> tuple[Model, ...]:
    """Every table of the product with keys that count, in a fixed order."""
    ours = [app for app in apps.get_app_configs() if app.name.startswith("goodword.")]
    found = [
        model
        for app in ours
        for model in app.get_models(include_auto_created=True)
        if isinstance(model._meta.pk, models.AutoField)
    ]
    return tuple(sorted(found, key=lambda model: model._meta.label))


def first_key(model: Model) -> int:
    """The key after which the scratch rows of a table begin."""
    return STEP * (tables().index(model) + 1)


def table_of(key: int) -> Model:
    """The table that a scratch key belongs to."""
    return tables()[key // STEP - 1]


def spread_keys() -> None:
    """Let every table of the default database number its next rows from its own beginning."""
    _number({model: first_key(model) for model in tables()})


def gather_keys() -> None:
    """Let every table, empty once more, begin with one: PostgreSQL keeps the place otherwise."""
    _number(dict.fromkeys(tables(), 1))


def _number(after: Mapping[Model, int]) -> None:
    with connection.cursor() as cursor:
        for model, last in after.items():
            name = model._meta.db_table
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)",
                    [name, last],
                )
            else:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [name, last])

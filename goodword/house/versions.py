"""Two people change one thing: the second is told, and nobody's words go over another's."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import F, Model
from django.utils.translation import gettext as _

from goodword.house.refusals import Conflict

Row = TypeVar("Row", bound=Model)


def take_next(row: Row, seen: int | None, *, field: str = "version") -> Row:
    """Take the next version of a row for somebody who saw version ``seen`` of it.

    One conditional UPDATE: of two at one instant the second waits for the first and then finds
    another version. Raises ``Conflict``. Without ``seen`` (a command, the demonstration) it only
    counts on.
    """
    # The base manager: an action reads as the system, and one row by its key.
    rows = row._meta.base_manager.filter(pk=row.pk)
    same = rows.filter(**{field: seen}) if seen is not None else rows
    if not same.update(**{field: F(field) + 1}):
        raise Conflict(_("This has changed while you were writing."))
    row.refresh_from_db(fields=[field])
    return row

"""What is wrong when something outside the program fails: the database, or the disk."""

from __future__ import annotations

import errno
from enum import Enum
from typing import Final

from django.db import InterfaceError, OperationalError


class Trouble(Enum):
    """What fails, as far as it makes a difference to people."""

    AWAY = "the database does not answer"
    BUSY = "the database is held by somebody else"
    FULL = "the disk is full"


_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

# https://www.sqlite.org/rescode.html, the primary codes
_SQLITE: Final = {
    5: Trouble.BUSY,
    6: Trouble.BUSY,
    8: Trouble.FULL,  # cannot be written
    10: Trouble.AWAY,  # a read or a write failed
    13: Trouble.FULL,
    14: Trouble.AWAY,  # cannot be opened
    15: Trouble.BUSY,
}
_PRIMARY_CODE: Final = 0xFF

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL: Final = {
    "53100": Trouble.FULL,
    "40001": Trouble.BUSY,
    "40P01": Trouble.BUSY,
    "55P03": Trouble.BUSY,
    "57014": Trouble.BUSY,
    "25P03": Trouble.BUSY,
    "25P04": Trouble.BUSY,
}


def trouble_of(error: BaseException | None) -> Trouble | None:
    """Say what fails, or None when the error is of another kind: a mistake in the program."""
    if isinstance(error, OSError):
        return Trouble.FULL if error.errno in _FULL else None
    if isinstance(error, InterfaceError):
        return Trouble.AWAY
    if isinstance(error, OperationalError):
        return _of_database(error.__cause__)
    return None


def trouble_behind(error: BaseException | None) -> Trouble | None:
    """Say what failed first, when one error was answered by another."""
    while error is not None:
        if found := trouble_of(error):
            return found
        error = error.__context__
    return None


def _of_database(cause: BaseException | None) -> Trouble | None:
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        # "no such table" has a code too (1), and is a mistake of ours
        return _SQLITE.get(code & _PRIMARY_CODE)
    return _POSTGRESQL.get(getattr(cause, "sqlstate", None) or "", Trouble.AWAY)

"""Lookups of our own: ``__fits`` and ``__among``.

``__fits``: a text fits a pattern, whatever the case; the pattern comes as it is. ``icontains``
makes its pattern itself, so what a statement is given is not what was typed, and the statement
cannot be prepared (``house.prepared``). Here the pattern is made beforehand, once.

``__among``: the key is one of a *few* that another query finds. It means what ``in`` means, and
tells PostgreSQL to find those few first. Of ``in`` it makes a join, whose other side it may choose
to read whole: for a desk every request there is, asked one by one whether it may be seen.
"""

from __future__ import annotations

from typing import Any

from django.db.models import BigAutoField, CharField, TextField
from django.db.models.lookups import IContains, In, PatternLookup

WILD = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})


class Fits(IContains):
    """As ``icontains``, for a pattern from ``anywhere``."""

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        """Leave the pattern alone."""
        return super(PatternLookup, self).process_rhs(compiler, connection)


def anywhere(word: str) -> str:
    """Answer the pattern of texts in which a word stands; nothing in it is a wild card."""
    return f"%{word.translate(WILD)}%"


class Among(In):
    """As ``in``, for a query that answers few keys and is to be asked first."""

    lookup_name = "among"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        """An array is worked out once, before anything that is compared with it is read."""
        if connection.vendor == "postgresql":
            return f"= ANY (ARRAY{rhs})"
        return super().get_rhs_op(connection, rhs)


for field in (CharField, TextField):
    field.register_lookup(Fits, "fits")
BigAutoField.register_lookup(Among)

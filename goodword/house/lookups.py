"""``__fits``: a text fits a pattern, whatever the case; the pattern comes as it is.

``icontains`` makes its pattern itself, so what a statement is given is not what was typed, and the
statement cannot be prepared (``house.prepared``). Here the pattern is made beforehand, once.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, TextField
from django.db.models.lookups import IContains, PatternLookup

WILD = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})


class Fits(IContains):
    """As ``icontains``, for a pattern from ``anywhere``."""

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        """Leave the pattern alone."""
        return super(PatternLookup, self).process_rhs(compiler, connection)


def anywhere(word: str) -> str:
    """Answer the pattern of texts in which a word stands; nothing in it is a wild card."""
    return f"%{word.translate(WILD)}%"


for field in (CharField, TextField):
    field.register_lookup(Fits, "fits")

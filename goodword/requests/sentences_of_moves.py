"""What an emergency moves, in the one wording that page, letter and history share."""

from __future__ import annotations

from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodword.ui import when


def what_moves(promises: int, days: float) -> str:
    """How many promises wait for it and how many working days they do in all, for a reader.

    Where nothing was delivered lately nobody can say what waits: the words for none are true
    then, too.
    """
    if not promises:
        return _("no promise that we know of")
    moved = ngettext("%(number)s promise", "%(number)s promises", promises)
    # Parts of a day are many days, as "0.5 working days" is.
    many = 1 if round(days, 1) == 1 else 2
    in_all = ngettext("%(days)s working day in all", "%(days)s working days in all", many)
    both = {
        "promises": moved % {"number": promises},
        "in_all": in_all % {"days": days_words_of(days)},
    }
    return _("%(promises)s, %(in_all)s") % both


def days_words_of(days: float) -> str:
    """Working days as people write them: "10", "2.5"."""
    return str(format_decimal(round(days, 1), locale=when.locale()))

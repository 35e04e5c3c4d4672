"""How the domain says no, in words that can be shown to the person."""

from __future__ import annotations


class Refusal(Exception):
    """A rule of the business says no, and says why in one sentence.

    ``field`` names the form field the sentence belongs beside; without it
    the sentence stands over the whole form.  Doors answer 422.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return self.message


class TooOften(Refusal):
    """More than one person does in such a time. Doors answer 429, with the words kept."""


class Conflict(Refusal):
    """Somebody else was faster: what the person saw is no longer so.

    Nothing was changed.  Doors answer 409 and show both sides.
    """

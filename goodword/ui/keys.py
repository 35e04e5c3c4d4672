"""The keyboard keys of DESIGN 7, listed once for the dialog behind `?` and for its page.

``static/ui/js/keys.js`` carries them out; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Key:
    """What to press, one after the other, and what it does."""

    press: tuple[str, ...]
    does: Any


@dataclass(frozen=True, slots=True)
class Group:
    """Keys that work in one kind of place."""

    where: Any
    keys: tuple[Key, ...]


KEYS = (
    Group(
        _("Everywhere"),
        (
            Key(("/",), _("Ask or find")),
            Key(("G", "H"), _("Home")),
            Key(("G", "D"), _("Our desk")),
            Key(("G", "S"), _("Services")),
            Key(("G", "T"), _("Teams")),
            Key(("?",), _("These keys")),
            Key(("Esc",), _("Close, or clear what is picked")),
        ),
    ),
    Group(
        _("In lists"),
        (
            Key(("J",), _("Next")),
            Key(("K",), _("Previous")),
            Key(("Enter",), _("Open")),
            Key(("X",), _("Pick")),
            Key(("B",), _("To the bar of what is picked")),
            Key(("C",), _("Note a request")),
        ),
    ),
    Group(
        _("In a request"),
        (
            Key(("R",), _("Reply")),
            Key(("N",), _("Note for my team only")),
            Key(("P",), _("Offer a date")),
            Key(("D",), _("Deliver")),
            Key(("T",), _("Tell that it is at risk")),
            Key(("M",), _("I will still make it")),
            Key(("H",), _("Hand over")),
            Key(("W",), _("Wait for the asker")),
            Key(("Z",), _("Decline and refer")),
            Key(("Ctrl", "Enter"), _("Send")),
        ),
    ),
)

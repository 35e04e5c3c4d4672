"""Planted words, each of which stands nowhere else, and who may read them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tests.permissions.roles import (
    COLLEAGUES,
    CONFIRMERS,
    GUESTS,
    NOTES,
    OPERATORS,
    PARTICIPANTS,
    TEAM,
    Role,
)

#: By where they are planted.
CANARIES: Mapping[str, str] = MappingProxyType(
    {
        "title": "quixotide",
        "words": "brumbelow",
        "message": "vendrasque",
        "file": "ostrakeel",
        "note": "mildrowen",
        "note file": "tarquimble",
        "thanks": "zephandrel",
        "mail": "oblingast",
        "closed title": "wexcombly",
        "closed words": "thrandolet",
        "closed message": "piskarone",
        "closed note": "gromwelter",
        "closed file": "ulverkint",
        "open title": "dabrunkel",
        "open words": "fessilquor",
        "removed title": "hastromil",
        "closed own title": "snorvelick",
        "closed urgent title": "jundrapole",
        "finished title": "chastrovel",
        "finished thanks": "yimblequin",
        "guest's title": "kelpandor",
        "guest": "Yorvandel",
        "gone": "Pelquist",
        "a team": "Zarthol",
        "the team on duty": "Drimwell",
        "for some": "lumbrecht",
    }
)
#: Who reads the confidential one: who asked, the one reader who is named, who reads along.
CLOSED_TO = CONFIRMERS | {Role.MEMBER, Role.WATCHER}
#: A colleague of the team answers them; the open one may be found by every colleague.
OPENED_TO = frozenset({Role.ASKER, *TEAM})
REMOVED_TO = frozenset({Role.ASKER, *TEAM})
#: Who may read what is planted where.
READERS: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        "title": PARTICIPANTS,
        "words": PARTICIPANTS,
        "message": PARTICIPANTS,
        "file": PARTICIPANTS,
        "note": NOTES,
        "note file": NOTES,
        # A good word is for the two; a mail from an unknown address for the team on duty.
        "thanks": frozenset({Role.ASKER, Role.LEAD}),
        "mail": TEAM,
        "closed title": CLOSED_TO,
        "closed words": CLOSED_TO,
        "closed message": CLOSED_TO,
        "closed note": frozenset({Role.MEMBER}),
        "closed file": CLOSED_TO,
        "open title": COLLEAGUES,
        "open words": OPENED_TO,
        "removed title": REMOVED_TO,
        # What a member asks of their own team in confidence is for its reader, not for the team.
        "closed own title": frozenset({Role.LEAD, Role.MEMBER}),
        "closed urgent title": frozenset({Role.ASKER, Role.MEMBER}),
        "finished title": frozenset({Role.ASKER, Role.WATCHER, *TEAM}),
        "finished thanks": frozenset({Role.ASKER, Role.MEMBER}),
        "guest's title": GUESTS,
        "guest": GUESTS | OPERATORS,
        # Who has left is in no list; teams are for colleagues; a service may be for some of them.
        "gone": frozenset(),
        "a team": COLLEAGUES,
        "the team on duty": COLLEAGUES,
        "for some": TEAM | OPERATORS | {Role.ASKER, Role.FILER, Role.DELEGATE, Role.TAKEN_OFF},
    }
)

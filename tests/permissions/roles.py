"""The pairs of eyes through which every address is looked at."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody is to the one request of the sweep."""

    ANONYMOUS = "anonymous"
    STRANGER = "stranger"
    ASKER = "asker"
    FILER = "filer"
    BENEFICIARY = "beneficiary"
    MEMBER = "member"
    LEAD = "lead"
    RECEIVER = "receiver"
    OPERATOR = "operator"
    #: A colleague of the asker who may answer in their place.
    DELEGATE = "delegate"
    #: A colleague who was let read along.
    WATCHER = "watcher"
    #: A member of the team who is kept out: a conflict of interest.
    EXCLUDED = "excluded"
    #: Who was in the team until yesterday.
    FORMER = "former"
    #: Who typed another request for the asker, and was taken off it.
    TAKEN_OFF = "taken off"
    #: A second operator, who has broken the glass of the one request.
    LOOKING = "looking"
    #: Somebody from outside, who was let in to another request.
    GUEST = "guest"


EVERYBODY = frozenset(Role)
SIGNED_IN = EVERYBODY - {Role.ANONYMOUS}
COLLEAGUES = SIGNED_IN - {Role.GUEST}
GUESTS = frozenset({Role.GUEST})
ASKERS = frozenset({Role.ASKER, Role.FILER, Role.BENEFICIARY, Role.DELEGATE})
#: Who may say yes or no for the asker's side.
CONFIRMERS = frozenset({Role.ASKER, Role.BENEFICIARY, Role.DELEGATE})
PROVIDERS = frozenset({Role.MEMBER, Role.LEAD})
RECEIVERS = frozenset({Role.RECEIVER})
OPERATORS = frozenset({Role.OPERATOR, Role.LOOKING})
WATCHERS = frozenset({Role.WATCHER})
LOOKING = frozenset({Role.LOOKING})
#: Everybody in the team that has it, whatever they may see of the one request.
TEAM = PROVIDERS | {Role.EXCLUDED}
LEADS = frozenset({Role.LEAD})
#: Everybody to whom the request exists.
PARTICIPANTS = ASKERS | PROVIDERS | RECEIVERS | WATCHERS | LOOKING
#: Who reads the notes of the team: its members, and who looks through broken glass.
NOTES = PROVIDERS | LOOKING
NOBODY: frozenset[Role] = frozenset()

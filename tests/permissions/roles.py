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
    #: Somebody from outside, who was let in to another request.
    GUEST = "guest"


EVERYBODY = frozenset(Role)
SIGNED_IN = EVERYBODY - {Role.ANONYMOUS}
COLLEAGUES = SIGNED_IN - {Role.GUEST}
GUESTS = frozenset({Role.GUEST})
ASKERS = frozenset({Role.ASKER, Role.FILER, Role.BENEFICIARY})
#: Who may say yes or no for the asker's side.
CONFIRMERS = frozenset({Role.ASKER, Role.BENEFICIARY})
PROVIDERS = frozenset({Role.MEMBER, Role.LEAD})
RECEIVERS = frozenset({Role.RECEIVER})
OPERATORS = frozenset({Role.OPERATOR})
LEADS = frozenset({Role.LEAD})
#: Everybody to whom the request exists.
PARTICIPANTS = ASKERS | PROVIDERS | RECEIVERS
NOBODY: frozenset[Role] = frozenset()

"""Which act is possible from which state (DOMAIN 3, the table of T1 to T27)."""

from __future__ import annotations

from collections.abc import Mapping

from goodword.requests.rules.standing import Standing
from goodword.requests.rules.states import BEFORE_DELIVERY, OPEN, State

PROMISED_ON = frozenset(
    {State.PROMISED, State.IN_PROGRESS, State.WAITING_ASKER, State.WAITING_OTHER}
)
RUNNING = frozenset({State.PROMISED, State.IN_PROGRESS, State.WAITING_OTHER})
UNPROMISED = frozenset({State.ASKED, State.ACKNOWLEDGED, State.OFFERED})

#: From which states each act may be done. What is not named here is possible in any state.
POSSIBLE: Mapping[str, frozenset[State]] = {
    "answered": UNPROMISED,
    "acknowledged": frozenset({State.ASKED}),
    "assigned": OPEN,
    "played_back": BEFORE_DELIVERY,
    "understood": BEFORE_DELIVERY,
    "corrected": BEFORE_DELIVERY,
    "question_asked": BEFORE_DELIVERY - {State.WAITING_ASKER},
    "question_answered": frozenset({State.WAITING_ASKER}),
    "planned": BEFORE_DELIVERY,
    "step_done": BEFORE_DELIVERY,
    "offered": BEFORE_DELIVERY,
    "countered": BEFORE_DELIVERY,
    "promised": BEFORE_DELIVERY,
    "offer_withdrawn": BEFORE_DELIVERY,
    "move_refused": PROMISED_ON | UNPROMISED,
    "work_started": frozenset({State.PROMISED}),
    "waiting_on_other": RUNNING,
    "resumed": frozenset({State.WAITING_OTHER}),
    "warned": BEFORE_DELIVERY,
    "assured": BEFORE_DELIVERY,
    "apologised": OPEN,
    "delivered": BEFORE_DELIVERY - {State.ASKED},
    "confirmed": frozenset({State.DELIVERED}),
    "not_yet": frozenset({State.DELIVERED}),
    "reopened": frozenset({State.CLOSED, State.CONFIRMED}),
    "withdrawn": OPEN,
    "closed_unanswered": frozenset({State.WAITING_ASKER}),
    "disputed": frozenset({State.DECLINED, State.CLOSED}),
    "reminded": OPEN,
    "declined": UNPROMISED,
    "passed_on": frozenset({State.DECLINED}),
    "handover_offered": OPEN - {State.DELIVERED},
    "handover_accepted": OPEN - {State.DELIVERED},
    "handover_refused": OPEN - {State.DELIVERED},
    "outside_waits": OPEN,
    "date_fixed": BEFORE_DELIVERY,
    "made_emergency": BEFORE_DELIVERY,
    "sponsor_named": BEFORE_DELIVERY,
    "gave_way": BEFORE_DELIVERY,
    "set_back": OPEN,
    "aimed": BEFORE_DELIVERY,
}


def is_possible(name: str, standing: Standing) -> bool:
    """Whether this act fits the state as it is now."""
    allowed = POSSIBLE.get(name)
    return allowed is None or standing.state in allowed

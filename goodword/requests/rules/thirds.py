"""When two sides have tried three times and not agreed: then those who lead them are asked.

Pure: no rows, no clock. A round is an offer that the other side answered with anything but a yes,
or left unanswered. Being asked again is a reminder by the asker, or work that did not do the job.
"""

from __future__ import annotations

from typing import Final

from goodword.requests.rules.standing import Standing

ROUNDS: Final = 3


def why_leads(standing: Standing) -> str:
    """Answer what has come to its third time and was not said yet; empty where nothing has."""
    counted = {
        "rounds": standing.rounds,
        "reminded": standing.reminders,
        "reopened": standing.reopened,
    }
    if not standing.is_open:
        return ""
    new = (why for why, times in counted.items() if times >= ROUNDS)
    return next((why for why in new if why not in standing.leads_asked), "")

"""Every act by its noun. The door (``doors.py``) is the same for all.

A new transition adds a row to ``team_acts`` or ``asker_acts``, and a form. What is about sight
alone stands in ``access_acts`` and is offered on the page "who can see this".
"""

from __future__ import annotations

from collections.abc import Mapping

from goodword.requests.views.access_acts import ACCESS_ACTS
from goodword.requests.views.act import Act
from goodword.requests.views.asker_acts import ASKER_ACTS, EITHER_ACTS
from goodword.requests.views.team_acts import TEAM_ACTS

ACTS: Mapping[str, Act] = {
    act.noun: act for act in (*TEAM_ACTS, *ASKER_ACTS, *EITHER_ACTS, *ACCESS_ACTS)
}

"""Places where taking the eyes out shows nobody anything: each with its reason, none besides.

By file, function and eyes, so that a line that moves does not matter. A place that is killed
after all has to leave this list.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

EXCUSED: Mapping[tuple[str, str, str], str] = MappingProxyType(
    {
        ("goodword/feedback/letters.py", "_still_theirs", "visible_to"): (
            "the letter asks for the one good word that was written to its receiver, and whom a "
            "good word was written to may always read it"
        ),
        ("goodword/pages/saved.py", "save_view", "visible_to"): (
            "it asks for views under one's own name in a team whose desk one has opened, and "
            "those are one's own to see"
        ),
        ("goodword/requests/forms/access.py", "_named_in", "visible_to"): (
            "the form is made for one request that the door has shown to this person, and who "
            "sees a request sees who is named on it"
        ),
        ("goodword/requests/forms/team.py", "team_choice", "visible_to"): (
            "only the team that has a request hands it over, no guest is in a team, and every "
            "colleague may know of every team"
        ),
    }
)

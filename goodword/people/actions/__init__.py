"""The verbs of the people room: what may be done about persons, teams and their hours."""

from goodword.people.actions.absences import be_away, come_back, forget, know
from goodword.people.actions.hours import set_hours
from goodword.people.actions.invitations import (
    accept_invitation,
    invitation_for,
    invite,
)
from goodword.people.actions.persons import add_person, change_profile, deactivate, free_handle
from goodword.people.actions.setting_up import set_up
from goodword.people.actions.teams import (
    add_team,
    change_team,
    join,
    leave,
    name_cover,
    name_lead,
    put_on_duty,
    say_what_is_happening,
)

__all__ = [
    "accept_invitation",
    "add_person",
    "add_team",
    "be_away",
    "change_profile",
    "change_team",
    "come_back",
    "deactivate",
    "forget",
    "free_handle",
    "invitation_for",
    "invite",
    "join",
    "know",
    "leave",
    "name_cover",
    "name_lead",
    "put_on_duty",
    "say_what_is_happening",
    "set_hours",
    "set_up",
]

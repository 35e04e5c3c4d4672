"""The verbs of the people room: what may be done about persons, teams and their hours."""

from goodword.people.actions.absences import be_away, come_back, forget, know
from goodword.people.actions.guests import (
    go_away,
    know_guest,
    make_colleague,
    make_guest,
    prove_mailbox,
    say_who_i_am,
)
from goodword.people.actions.hours import set_hours
from goodword.people.actions.invitations import (
    accept_invitation,
    invitation_for,
    invite,
)
from goodword.people.actions.persons import add_person, change_profile, deactivate, free_handle
from goodword.people.actions.privacy import check_readers, keep_closed
from goodword.people.actions.setting_up import set_up
from goodword.people.actions.teams import (
    add_team,
    agree_words_at_once,
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
    "agree_words_at_once",
    "be_away",
    "change_profile",
    "change_team",
    "check_readers",
    "come_back",
    "deactivate",
    "forget",
    "free_handle",
    "go_away",
    "invitation_for",
    "invite",
    "join",
    "keep_closed",
    "know",
    "know_guest",
    "leave",
    "make_colleague",
    "make_guest",
    "name_cover",
    "name_lead",
    "prove_mailbox",
    "put_on_duty",
    "say_what_is_happening",
    "say_who_i_am",
    "set_hours",
    "set_up",
]

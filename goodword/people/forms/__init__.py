"""What people type on the pages of this room."""

from goodword.people.forms.entering import InvitationForm, InviteForm
from goodword.people.forms.hours import HoursForm
from goodword.people.forms.mine import AbsenceForm, ExpertiseForm, ProfileForm
from goodword.people.forms.privacy import PrivacyForm
from goodword.people.forms.teams import (
    HappeningForm,
    JoinForm,
    LeadForm,
    NewTeamForm,
    TeamForm,
    WordsAtOnceForm,
)

__all__ = [
    "AbsenceForm",
    "ExpertiseForm",
    "HappeningForm",
    "HoursForm",
    "InvitationForm",
    "InviteForm",
    "JoinForm",
    "LeadForm",
    "NewTeamForm",
    "PrivacyForm",
    "ProfileForm",
    "TeamForm",
    "WordsAtOnceForm",
]

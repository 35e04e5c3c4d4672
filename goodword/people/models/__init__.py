"""Who works here: persons, their teams, their hours and their absences.

This room knows nothing of requests.
"""

from goodword.people.models.entering import ImportedChange, Invitation, PeopleImport
from goodword.people.models.memberships import Absence, Membership
from goodword.people.models.organisation import Organisation, of_the_house
from goodword.people.models.persons import HUES, Expertise, Person, PersonQuerySet
from goodword.people.models.teams import Team, TeamHours, TeamQuerySet

__all__ = [
    "HUES",
    "Absence",
    "Expertise",
    "ImportedChange",
    "Invitation",
    "Membership",
    "Organisation",
    "PeopleImport",
    "Person",
    "PersonQuerySet",
    "Team",
    "TeamHours",
    "TeamQuerySet",
    "of_the_house",
]

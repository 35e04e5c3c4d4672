"""Who belongs to which team, and who is away."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from goodword.people.models.persons import Person
from goodword.people.models.teams import Team


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, on: date) -> MembershipQuerySet:
        """Memberships in force on this day, both ends counted."""
        return self.filter(from_on__lte=on).filter(Q(until_on=None) | Q(until_on__gte=on))


class Membership(models.Model):
    """A person belongs to a team, from one day to another.

    ``words_at_once`` is how many words this person means to have in hand in it at once; None:
    as many as the team says of each.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    words_at_once = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["team", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "team", "from_on"], name="one_membership_per_start"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="membership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.team}"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> AbsenceQuerySet:
        """Who is away on this day, both ends counted."""
        return self.filter(from_on__lte=day, until_on__gte=day)


class Absence(models.Model):
    """A person is away from one day to another, both counted; ``cover`` takes the questions."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="absences")
    from_on = models.DateField()
    until_on = models.DateField()
    cover = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="covering"
    )
    note = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="absence_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} away {self.from_on} to {self.until_on}"

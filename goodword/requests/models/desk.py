"""What is kept for the desk and the service page."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodword.catalogue.models import Service
from goodword.house.guard import GuardedQuerySet
from goodword.people.models import Person, Team
from goodword.requests.models.request import ServiceRequest


class SavedViewQuerySet(GuardedQuerySet["SavedView"]):
    def visible_to(self, person: Person) -> SavedViewQuerySet:
        """One's own views and those shared within one's teams."""
        return (
            self.scoped()
            .filter(team__in=person.team_ids())
            .filter(Q(person=person) | Q(is_shared=True))
        )


class SavedView(models.Model):
    """A named choice of filters on a team's desk."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="saved_views")
    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)
    is_shared = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "person", "name"], name="one_saved_view_per_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AimQuerySet(GuardedQuerySet["Aim"]):
    def visible_to(self, person: Person) -> AimQuerySet:
        """One's own, and nobody else's."""
        return self.scoped().filter(person=person)


class Aim(models.Model):
    """One's own aim for a request: promised Tuesday, aim for Monday (S002-42).

    It binds nobody, moves no clock, and nobody but this person sees it.
    """

    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="aims")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    aim_at = models.DateTimeField()
    set_at = models.DateTimeField()

    objects = AimQuerySet.as_manager()

    class Meta:
        ordering = ["aim_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service_request", "person"], name="one_aim_of_a_person_per_request"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_request}: {self.aim_at:%Y-%m-%d}"


EXPERIENCE = 30
"""From how many judged promises on a service speaks from experience (DOMAIN 5)."""


class ServiceRecord(models.Model):
    """How a service has done lately: kept by the actions that end promises.

    Over the last ``limits.LATELY`` promises that were kept or broken. Minutes are working
    minutes from asked to delivered, and from asked to the first human word.
    """

    service = models.OneToOneField(Service, models.CASCADE, related_name="record")
    kept = models.PositiveIntegerField(default=0)
    broken = models.PositiveIntegerField(default=0)
    first_word_minutes = models.PositiveIntegerField(null=True)
    half_minutes = models.PositiveIntegerField(null=True)
    p85_minutes = models.PositiveIntegerField(null=True)
    p95_minutes = models.PositiveIntegerField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["service"]

    def __str__(self) -> str:
        return f"{self.service}: {self.kept} of {self.judged}"

    @property
    def judged(self) -> int:
        """How many promises were kept or broken lately."""
        return self.kept + self.broken

    @property
    def has_experience(self) -> bool:
        """Whether there is enough to say how long it takes; until then the charter speaks."""
        is_known = self.half_minutes is not None and self.p85_minutes is not None
        return is_known and self.judged >= EXPERIENCE


class Recounted(models.Model):
    """On which version of a team's hours its open requests are counted.

    ``doing`` is the version on which they are being counted now, up to the key ``counted_to``.
    """

    team = models.OneToOneField(Team, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    doing = models.PositiveIntegerField(null=True, blank=True)
    counted_to = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["team"]
        verbose_name_plural = "recounted"

    def __str__(self) -> str:
        return f"{self.team}: version {self.version}"


class RecountedService(models.Model):
    """Which charter of a service its open requests were counted by, and whether it was offered.

    ``counted_to`` is the key up to which they have been looked at since it changed.
    """

    service = models.OneToOneField(Service, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    is_retired = models.BooleanField(default=False)
    counted_to = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["service"]
        verbose_name_plural = "recounted services"

    def __str__(self) -> str:
        return f"{self.service}: version {self.version}"

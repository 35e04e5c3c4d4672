"""Who may look at one request besides those whose own it is, and who may not.

Sight is worked out from these rows each time and never stored: a grant ends when its row ends,
and a named reader who leaves the team sees nothing more (RELIABILITY 3).
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodword.house import clock, limits
from goodword.house.guard import GuardedQuerySet
from goodword.people.models import Person

Grant = TypeVar("Grant", bound=models.Model)


class AccessQuerySet(GuardedQuerySet[Grant]):
    """Rows about the sight of a request, read by whoever sees the request itself."""

    def visible_to(self, person: Person) -> AccessQuerySet[Grant]:
        from goodword.requests.models.request import ServiceRequest

        return self.scoped().filter(ServiceRequest.objects.visible_to(person).holding())

    def naming(self, person: Person) -> AccessQuerySet[Grant]:
        """Rows in force that are about this person; the rule of sight is made of them."""
        return self.scoped().filter(person=person, ended_at=None)

    def in_force(self) -> AccessQuerySet[Grant]:
        return self.filter(ended_at=None)


class Access(models.Model):
    """One person and one request, from one moment to another. Who ended it stays on the row."""

    service_request = models.ForeignKey(
        "requests.ServiceRequest", models.CASCADE, related_name="%(class)ss"
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=limits.LINE_LENGTH, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service_request", "person"],
                condition=Q(ended_at=None),
                name="one_%(class)s_per_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "service_request"],
                condition=Q(ended_at=None),
                name="%(class)ss_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} on {self.service_request}"


class ReaderQuerySet(AccessQuerySet["Reader"]):
    pass


class Reader(Access):
    """Somebody of the team who is named to read and handle a confidential request.

    It counts only while the person belongs to the team that has the request.
    """

    objects = ReaderQuerySet.as_manager()


class ShareQuerySet(AccessQuerySet["Share"]):
    pass


class Share(Access):
    """Somebody who may read along: what both sides say, never a team's own notes."""

    objects = ShareQuerySet.as_manager()


class ExclusionQuerySet(AccessQuerySet["Exclusion"]):
    pass


class Exclusion(Access):
    """Somebody who must not see a request: a conflict of interest. It beats every other right."""

    objects = ExclusionQuerySet.as_manager()


class GlassQuerySet(GuardedQuerySet["Glass"]):
    def visible_to(self, person: Person) -> GlassQuerySet:
        """Whoever sees the request reads who broke in; an operator reads what they asked for."""
        from goodword.requests.models.request import ServiceRequest

        seen = ServiceRequest.objects.visible_to(person).holding()
        return self.scoped().filter(Q(person=person) | seen)

    def to_agree(self, person: Person, at: datetime) -> GlassQuerySet:
        """What another operator asks this one to agree to; they see the reason, no content."""
        waiting = self.scoped().filter(agreed_at=None, ended_at=None, until__gt=at)
        waiting = waiting.exclude(person=person)
        return waiting if person.is_operator else waiting.none()

    def open(self, person: Person) -> GlassQuerySet:
        """The glass this operator has broken and may look through now."""
        at = clock.now()
        broken = self.scoped().filter(person=person, person__is_operator=True)
        return broken.filter(agreed_at__lte=at, until__gt=at, ended_at=None)


class Glass(models.Model):
    """An operator breaks the glass: reads one request for a while, for a reason all can read.

    A confidential request needs a second operator who agrees. The row is never deleted; who is
    on the request sees it, and the team's lead is told (RELIABILITY 3).
    """

    service_request = models.ForeignKey(
        "requests.ServiceRequest", models.CASCADE, related_name="glasses"
    )
    key = models.CharField(max_length=32, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=limits.LINE_LENGTH)
    at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = GlassQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "glasses"
        indexes = [models.Index(fields=["person", "until"], name="glass_in_force")]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=models.F("person")),
                name="the_second_person_is_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} looks at {self.service_request}"


class ReadingQuerySet(GuardedQuerySet["Reading"]):
    def visible_to(self, person: Person) -> ReadingQuerySet:
        """Who read it is told to whoever may read it."""
        from goodword.requests.models.request import ServiceRequest

        return self.scoped().filter(ServiceRequest.objects.visible_to(person).holding())


class Reading(models.Model):
    """Somebody has read a confidential request, or looked through broken glass. Never edited."""

    class What(models.TextChoices):
        PAGE = "page", _("the page")
        FILE = "file", _("a file")
        CALENDAR = "calendar", _("the date for a calendar")

    service_request = models.ForeignKey(
        "requests.ServiceRequest", models.CASCADE, related_name="readings"
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    what = models.CharField(max_length=10, choices=What.choices)
    name = models.CharField(max_length=200, blank=True)
    by_glass = models.BooleanField(default=False)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["service_request", "-at"], name="readings_of_a_request")]

    def __str__(self) -> str:
        return f"{self.person} read {self.service_request}"

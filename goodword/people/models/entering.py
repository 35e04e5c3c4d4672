"""How people come in: an invitation each, or a list of many.

All of it is the business of who runs Goodword: who was invited and has not come yet, what a
list says of people who may never come in.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodword.house.guard import GuardedQuerySet
from goodword.people.models.persons import Person

Row = TypeVar("Row", bound=models.Model)


class EnteringQuerySet(GuardedQuerySet[Row]):
    def visible_to(self, person: Person) -> EnteringQuerySet[Row]:
        """Bringing people in is the operator's business alone."""
        return self.scoped() if person.is_operator else self.scoped().none()


class InvitationQuerySet(EnteringQuerySet["Invitation"]):
    pass


class Invitation(models.Model):
    """A letter that lets somebody in, once, for seven days. Only a hash of its key is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    key_hash = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return f"invitation of {self.person}"

    def is_open(self, at: datetime) -> bool:
        return self.accepted_at is None and at < self.ends_at


class PeopleImportQuerySet(EnteringQuerySet["PeopleImport"]):
    pass


class PeopleImport(models.Model):
    """A list of people that was read, and perhaps brought in.

    ``lines`` are the cells as they stand (or were put right), the heading first. Nothing of it
    is in force before ``begun_at``; ``lines_done`` counts while it is brought in, batch by batch.
    Until ``can_be_undone_until`` the whole can be taken back.
    """

    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    encoding = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    heading = models.JSONField(default=list)
    lines = models.JSONField(default=list)
    read_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    lines_done = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    can_be_undone_until = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = PeopleImportQuerySet.as_manager()

    class Meta:
        ordering = ["-read_at"]

    def __str__(self) -> str:
        return self.file_name

    def can_be_taken_back(self, at: datetime) -> bool:
        return (
            self.begun_at is not None
            and self.taken_back_at is None
            and self.can_be_undone_until is not None
            and at < self.can_be_undone_until
        )


class ImportedChangeQuerySet(EnteringQuerySet["ImportedChange"]):
    pass


class ImportedChange(models.Model):
    """One thing an import did, with what was there before, so that it can be taken back."""

    class Kind(models.TextChoices):
        PERSON_ADDED = "person added", _("person added")
        PERSON_CHANGED = "person changed", _("person changed")
        TEAM_ADDED = "team added", _("team added")
        LEAD_NAMED = "lead named", _("lead named")
        MEMBERSHIP_ADDED = "membership added", _("membership added")
        MEMBERSHIP_ENDED = "membership ended", _("membership ended")

    people_import = models.ForeignKey(PeopleImport, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    row = models.BigIntegerField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    objects = ImportedChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"

"""The way in of somebody without an account."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from goodword.house.guard import GuardedQuerySet
from goodword.people.models import Person
from goodword.requests.models import ServiceRequest


class MagicLinkQuerySet(GuardedQuerySet["MagicLink"]):
    def visible_to(self, person: Person) -> MagicLinkQuerySet:
        """A link is read in the mailbox it was sent to, and nowhere else."""
        return self.scoped().none()

    def open(self, at: datetime) -> MagicLinkQuerySet:
        """Links that still let somebody in."""
        return self.filter(used_at=None, ends_at__gt=at)


class MagicLink(models.Model):
    """A link that lets one guest in to one request, once, for 15 minutes.

    Only a hash of its key is kept; the key is worked out again when the letter is worded.
    """

    guest = models.ForeignKey(Person, models.CASCADE, related_name="magic_links")
    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="+")
    salt = models.CharField(max_length=32)
    key_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = MagicLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("asked_at")), name="a_link_ends_later")
        ]

    def __str__(self) -> str:
        return f"way in of {self.guest_id}"

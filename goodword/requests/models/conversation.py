"""What was written, and what was attached to it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodword.house import limits
from goodword.house.guard import GuardedQuerySet
from goodword.people.models import Person, Team
from goodword.requests.models.access import Glass
from goodword.requests.models.request import ServiceRequest


def _opened(person: Person) -> models.QuerySet[Glass, int]:
    """Keys of the requests this operator looks at through broken glass."""
    return Glass.objects.open(person).values_list("service_request", flat=True)


class MessageQuerySet(GuardedQuerySet["Message"]):
    def visible_to(self, person: Person) -> MessageQuerySet:
        """Messages on requests one may see; team notes only inside the team that wrote them.

        Who looks through broken glass reads the notes as well.
        """
        ours = Q(team_only__in=person.team_ids())
        return (
            self.scoped()
            .filter(ServiceRequest.objects.visible_to(person).holding())
            .filter(Q(team_only=None) | ours | Q(service_request__in=_opened(person)))
        )


class Message(models.Model):
    """Something a person wrote on a request.

    ``team_only`` names the team whose note it is; empty means both sides read it.
    """

    class Channel(models.TextChoices):
        WEB = "web", _("on the page")
        MAIL = "mail", _("by mail")

    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="messages")
    by = models.ForeignKey(Person, models.PROTECT, related_name="messages")
    at = models.DateTimeField()
    words = models.TextField()
    team_only = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.WEB)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["service_request", "at"], name="a_conversation")]

    def __str__(self) -> str:
        return f"{self.by} on {self.service_request}"


class StoredFile(models.Model):
    """Bytes in the data folder, kept once under their SHA-256, outside the web root."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.sha256[:12]


class AttachmentQuerySet(GuardedQuerySet["Attachment"]):
    def visible_to(self, person: Person) -> AttachmentQuerySet:
        """Files of what one may read: the request, and the message they came with."""
        ours = Q(message__team_only__in=person.team_ids())
        return (
            self.scoped()
            .filter(ServiceRequest.objects.visible_to(person).holding())
            .filter(
                Q(message=None)
                | Q(message__team_only=None)
                | ours
                | Q(service_request__in=_opened(person))
            )
        )


class Attachment(models.Model):
    """A file on a request, with the clean name people see."""

    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="attachments")
    message = models.ForeignKey(
        Message, models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    key = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=limits.NAME_LENGTH)
    content_type = models.CharField(max_length=100)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.name

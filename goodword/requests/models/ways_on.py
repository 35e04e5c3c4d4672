"""When it is not us: declines with a way on, and waiting for somebody else."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodword.people.models import Person, Team
from goodword.requests.models.request import ServiceRequest
from goodword.requests.models.understanding import PartQuerySet


class ReferralQuerySet(PartQuerySet["Referral"]):
    pass


class Referral(models.Model):
    """A decline's reason and its way on: to a team, a person, or an answer (S002-07, S002-30)."""

    class Why(models.TextChoices):
        NOT_OURS = "not_ours", _("This is not ours")
        NO_EXPERTISE = "no_expertise", _("We do not know enough about it")
        NOT_BY_THEN = "not_by_then", _("We cannot do it by then")
        OUT_OF_SCOPE = "out_of_scope", _("Our service does not include it")

    class Way(models.TextChoices):
        TEAM = "team", _("a team")
        PERSON = "person", _("a person")
        ANSWER = "answer", _("an answer")

    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="referrals")
    why = models.CharField(max_length=12, choices=Why.choices)
    words = models.TextField()
    way = models.CharField(max_length=8, choices=Way.choices)
    to_team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    to_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answer_words = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    passed_on_at = models.DateTimeField(null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.service_request}: {self.way}"


class WaitingOnOtherQuerySet(PartQuerySet["WaitingOnOther"]):
    pass


class WaitingOnOther(models.Model):
    """The owner waits for somebody else; the promise goes on (T13)."""

    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="waits")
    on_whom = models.CharField(max_length=200)
    until = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WaitingOnOtherQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.service_request}: {self.on_whom}"

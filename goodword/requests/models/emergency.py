"""Emergencies: why, who stands for it, and what it pushed aside."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodword.house import limits
from goodword.people.models import Person, Team
from goodword.requests.models.access import Exclusion
from goodword.requests.models.promises import Promise
from goodword.requests.models.request import ServiceRequest
from goodword.requests.models.understanding import PartQuerySet
from goodword.requests.rules.states import OPEN


class EmergencyQuerySet(PartQuerySet["Emergency"]):
    def sponsored_by(self, person: Person) -> EmergencyQuerySet:
        """Emergencies for which this person was named to stand; not the requests behind them.

        None of a request that they are kept out of.
        """
        kept_out = Exclusion.objects.naming(person)
        here = kept_out.filter(service_request=models.OuterRef("service_request"))
        return self.scoped().filter(~models.Exists(here), sponsor=person)

    def awaiting(self, person: Person) -> EmergencyQuerySet:
        """Emergencies still open of which this person has not said whether they stand for them."""
        is_open = models.Q(service_request__state__in=sorted(OPEN))
        return self.sponsored_by(person).filter(is_open, sponsor_answer="")


class Emergency(models.Model):
    """An ask that goes before everything else: its reason and its cost (S001-24).

    ``why`` is what breaks if it waits. Beyond the budget of a month the asker lets another own
    request wait (``instead_of``) or a ``sponsor`` stands for it; what is about safety, law or
    people's data is never held up, and looked at afterwards. The sums are those of the moment.

    A sponsor is named without being asked before, so that nothing is held up; they are told, and
    ``sponsor_answer`` says whether they stand for it.
    """

    class SponsorAnswer(models.TextChoices):
        OPEN = "", _("named, not yet confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        DENIED = "denied", _("denied")

    class Kind(models.TextChoices):
        USUAL = "usual", _("something breaks if it waits")
        SAFETY = "safety", _("somebody may be hurt")
        LEGAL = "legal", _("the law sets the date")
        DATA = "data", _("people's data are in danger")

    service_request = models.OneToOneField(
        ServiceRequest, models.CASCADE, related_name="emergency_record"
    )
    why = models.CharField(max_length=limits.LINE_LENGTH)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.USUAL)
    asking_team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    providing_team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    within_budget = models.BooleanField(default=True)
    instead_of = models.ForeignKey(
        ServiceRequest, models.SET_NULL, null=True, blank=True, related_name="waits_for_emergency"
    )
    sponsor = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    sponsor_answer = models.CharField(
        max_length=10, choices=SponsorAnswer.choices, blank=True, default=""
    )
    sponsor_words = models.CharField(max_length=limits.LINE_LENGTH, blank=True, default="")
    sponsor_answered_at = models.DateTimeField(null=True, blank=True)
    displaced_days = models.FloatField(default=0.0)
    displaced_words = models.PositiveIntegerField(default=0)
    breaking_words = models.PositiveIntegerField(default=0)

    objects = EmergencyQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "emergencies"
        indexes = [
            models.Index(fields=["asking_team", "providing_team", "at"], name="emergencies_lately"),
        ]

    def __str__(self) -> str:
        return f"{self.service_request}: {self.why[:60]}"


class DisplacedQuerySet(PartQuerySet["Displaced"]):
    pass


class Displaced(models.Model):
    """One word that an emergency pushed aside, as it was shown before that was agreed."""

    emergency = models.ForeignKey(Emergency, models.CASCADE, related_name="displaced")
    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="displaced")
    promise = models.ForeignKey(Promise, models.CASCADE, related_name="+")
    days = models.FloatField()
    due_at = models.DateTimeField()
    before_at = models.DateTimeField(null=True)
    after_at = models.DateTimeField(null=True)
    breaks = models.BooleanField(default=False)

    objects = DisplacedQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name_plural = "displaced"

    def __str__(self) -> str:
        return f"{self.service_request}: {self.days:.1f}"

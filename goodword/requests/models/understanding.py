"""Hearing and understanding: what was played back, asked and planned."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodword.house import limits
from goodword.house.guard import GuardedQuerySet
from goodword.people.models import Person
from goodword.requests.models.request import ServiceRequest

Part = TypeVar("Part", bound=models.Model)


class PartQuerySet(GuardedQuerySet[Part]):
    """Rows that hang on a request and are seen by whoever sees the request."""

    def visible_to(self, person: Person) -> Self:
        return self.scoped().filter(ServiceRequest.objects.visible_to(person).holding())


class PlaybackQuerySet(PartQuerySet["Playback"]):
    pass


class Playback(models.Model):
    """What the provider understood, said back for the asker to confirm or correct."""

    class Answer(models.TextChoices):
        OPEN = "", _("not answered yet")
        YES = "yes", _("yes, that is it")
        NOT_QUITE = "not_quite", _("not quite")

    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="playbacks")
    words = models.TextField()
    done_means = models.TextField(blank=True)
    not_included = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True, default="")
    correction = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = PlaybackQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"playback of {self.service_request}"


class QuestionQuerySet(PartQuerySet["Question"]):
    pass


class Question(models.Model):
    """Something only the asker can answer. While it is open the promise is paused (T11)."""

    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="questions")
    words = models.TextField()
    effect = models.TextField(blank=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service_request"],
                condition=Q(answered_at=None),
                name="one_open_question_per_request",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:60]


class PlanStepQuerySet(PartQuerySet["PlanStep"]):
    pass


class PlanStep(models.Model):
    """One step of the plan, shown to both sides; ``when`` is said as people say it."""

    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="plan_steps")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=limits.TITLE_LENGTH)
    when = models.CharField(max_length=100, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = PlanStepQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["service_request", "position"], name="one_step_per_position"
            ),
        ]

    def __str__(self) -> str:
        return self.words

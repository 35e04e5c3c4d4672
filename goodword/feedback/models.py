"""What people say to each other afterwards."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodword.house.guard import GuardedQuerySet
from goodword.people.models import Person, Team
from goodword.requests.models import ServiceRequest


class Quality(models.TextChoices):
    """The four elements of service quality (S001-07)."""

    RELIABILITY = "reliability", _("Reliability")
    ACCURACY = "accuracy", _("Accuracy")
    COOPERATION = "cooperation", _("Cooperation")
    RESPECT = "respect", _("Respect")


class Grade(models.IntegerChoices):
    """The four words of the closing panel; they count 0, 1/3, 2/3 and 1."""

    NOT_THIS_TIME = 0, _("Not this time")
    MOSTLY = 1, _("Mostly")
    WELL = 2, _("Well")
    SPLENDIDLY = 3, _("Splendidly")


class RatingQuerySet(GuardedQuerySet["Rating"]):
    def visible_to(self, person: Person) -> RatingQuerySet:
        """To whoever gave it, and to those of the rated team who may see the request."""
        seen = ServiceRequest.objects.visible_to(person).holding()
        theirs = Q(team__in=person.team_ids()) & seen
        return self.scoped().filter(Q(by=person) | theirs)


class Rating(models.Model):
    """Four quick grades by the asker, named to the team and saying so. Each may be left out."""

    service_request = models.OneToOneField(ServiceRequest, models.CASCADE, related_name="rating")
    team = models.ForeignKey(Team, models.PROTECT, related_name="ratings")
    by = models.ForeignKey(Person, models.PROTECT, related_name="ratings_given")
    at = models.DateTimeField()
    reliability = models.PositiveSmallIntegerField(
        null=True, choices=Grade.choices, validators=[MaxValueValidator(3)]
    )
    accuracy = models.PositiveSmallIntegerField(
        null=True, choices=Grade.choices, validators=[MaxValueValidator(3)]
    )
    cooperation = models.PositiveSmallIntegerField(
        null=True, choices=Grade.choices, validators=[MaxValueValidator(3)]
    )
    respect = models.PositiveSmallIntegerField(
        null=True, choices=Grade.choices, validators=[MaxValueValidator(3)]
    )

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"rating of {self.service_request}"


class ThanksQuerySet(GuardedQuerySet["Thanks"]):
    def visible_to(self, person: Person) -> ThanksQuerySet:
        """The two people; everybody, once the receiver chose to show it on the team's page."""
        return self.scoped().filter(Q(by=person) | Q(to=person) | Q(shown_at__isnull=False))


class Thanks(models.Model):
    """A good word from one person to another, in their own words (S000-18, S002-36).

    Only the receiver decides whether it is shown on the team's page. It never names the
    request to anybody who may not see it.
    """

    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="thanks")
    by = models.ForeignKey(Person, models.PROTECT, related_name="thanks_given")
    to = models.ForeignKey(Person, models.PROTECT, related_name="thanks_received")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="thanks")
    words = models.TextField()
    strengths = models.JSONField(default=list)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)

    objects = ThanksQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        verbose_name_plural = "thanks"
        indexes = [models.Index(fields=["to", "-at"], name="good_words_for_me")]

    def __str__(self) -> str:
        return f"{self.by} to {self.to}"

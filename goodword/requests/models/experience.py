"""What the house knows of how long its work takes, and what was advised from it (DOMAIN 5)."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodword.advisor import Advice, Curve, Ground
from goodword.catalogue.models import Service
from goodword.house.guard import GuardedQuerySet
from goodword.house.prepared import prepared
from goodword.people.models import Team
from goodword.people.privacy import Privacy
from goodword.requests.models.promises import Offer
from goodword.requests.models.request import ServiceRequest
from goodword.requests.models.understanding import PartQuerySet


class Kind(models.TextChoices):
    """Kinds of work that are known when it is asked and take differently long."""

    USUAL = "", _("usual work")
    OUTSIDE = "outside", _("somebody outside is waiting")
    EMERGENCY = "emergency", _("an emergency")

    @classmethod
    def of(cls, service_request: ServiceRequest) -> Kind:
        """Which kind a request is, as it was asked."""
        if service_request.emergency:
            return cls.EMERGENCY
        return cls.OUTSIDE if service_request.waiting_outside else cls.USUAL


def place_of(team: int, service: int | None, kind: str) -> str:
    """The name of a place: whose work of which sort."""
    return f"{team}:{service or ''}:{kind}"


class OutlookQuerySet(models.QuerySet["Outlook"]):
    """Numbers about teams and services: they stand on pages everybody may read."""

    def known(self, at: datetime) -> Self:
        """Those in force at a moment: nothing that was learned after it is used."""
        ended_later = Q(ended_at=None) | Q(ended_at__gt=at)
        return self.filter(ended_later, learned_at__lte=at)

    def in_force(self) -> Self:
        """What is known now: nothing has been learned since."""
        return self.filter(ended_at=None)

    def for_places(self, places: list[str], at: datetime) -> Outlook | None:
        """The outlook of the first of these places that has one."""
        found = {row.place: row for row in self.known(at).filter(place__in=places)}
        return next((found[place] for place in places if place in found), None)

    def of_service(self, service: Service, at: datetime) -> Outlook | None:
        """What a service's own team may say about its usual work."""
        place = place_of(service.team_id, service.pk, Kind.USUAL)
        return next(iter(_known_of(place, at)), None)


@prepared
def _known_of(place: str, at: datetime) -> models.QuerySet[Outlook]:
    """What was known of one place at a moment, the latest first."""
    return Outlook.objects.known(at).filter(place=place).order_by("-learned_at", "-pk")[:1]


class Outlook(models.Model):
    """How long one sort of work takes, as it was known from one moment to another.

    A clock learns it anew from all lives and keeps it as a row, so that advice costs one look.
    ``lengths`` are the working days of the team within which the shares of ``advisor.GRID`` are
    done; ``known`` of them come from finished lives. ``read_at`` is where on it each level is
    read. ``of`` counts the earlier requests of this service. Never edited: what was advised from
    it can be looked up for ever; one from which nothing was advised is thrown away.
    """

    place = models.CharField(max_length=60)
    team = models.ForeignKey(Team, models.CASCADE, related_name="+")
    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True, default="")
    lengths = models.JSONField()
    known = models.PositiveSmallIntegerField()
    read_at = models.JSONField()
    is_little = models.BooleanField(default=False)
    is_half_days = models.BooleanField(default=False)
    of = models.PositiveIntegerField()
    learned_at = models.DateTimeField()
    looked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = OutlookQuerySet.as_manager()

    class Meta:
        ordering = ["learned_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(ended_at=None), name="one_outlook_in_force_per_place"
            ),
        ]
        indexes = [
            models.Index(fields=["place", "learned_at"], name="outlooks_of_a_place"),
            models.Index(
                fields=["team"], condition=Q(ended_at=None), name="outlooks_in_force_of_a_team"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} since {self.learned_at:%Y-%m-%d}"

    @property
    def curve(self) -> Curve:
        return Curve(tuple(self.lengths), self.known)

    def advice(self) -> Advice:
        """The advice this outlook gives, for the arithmetic."""
        ground = Ground.LITTLE if self.is_little else Ground.USUAL
        return Advice(self.curve, tuple(self.read_at), ground)


class LifeQuerySet(GuardedQuerySet["Life"]):
    def counted(self) -> Self:
        """What experience is made of. Nothing confidential: figures must not tell of it."""
        return self.exclude(service_request__privacy=Privacy.CONFIDENTIAL)


class Life(models.Model):
    """How long one request took, or has taken so far; kept by the acts that change it.

    Lengths are working days of the team (its mean open day) without what was paused. ``needed``
    is the shortest promise that would have been kept: dates end with a part of a day. ``share``
    is where the life came to lie on the curve that was known when it was asked, ``word_place``
    where it lay when a word was first given in it; None: none was. A life that
    ended undone (declined, taken back) is over without being done: it took at least so long.
    What was brought in from a log has no request, and may be nobody's in particular.
    """

    service_request = models.OneToOneField(
        ServiceRequest, models.CASCADE, null=True, blank=True, related_name="life"
    )
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="+")
    service = models.ForeignKey(Service, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True, default="")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    is_done = models.BooleanField(default=False)
    length = models.FloatField(null=True)
    needed = models.FloatField(null=True)
    paused = models.FloatField(default=0.0)
    share = models.FloatField(null=True)
    word_place = models.FloatField(null=True)
    is_beyond = models.BooleanField(default=False)
    outlook = models.ForeignKey(Outlook, models.SET_NULL, null=True, related_name="lives")
    origin = models.CharField(max_length=120, blank=True, default="")

    objects = LifeQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name_plural = "lives"
        indexes = [models.Index(fields=["-asked_at"], name="lives_lately")]

    def __str__(self) -> str:
        length = "open" if self.length is None else f"{self.length:.1f}"
        return f"{self.service_request or self.origin}: {length}"


class AdvisedQuerySet(PartQuerySet["Advised"]):
    """The advice behind offers of requests one may see."""


class Advised(models.Model):
    """What was advised when an offer was made; the offer's date is what was chosen.

    ``odds`` are those of the chosen date, 0 to 1. ``fair_at`` is the date of 85 in 100 in any case;
    ``offered_at_level`` says which was shown as fair: 0.85, or 0.90 with little experience.
    ``days`` is how many working days were asked for. ``ready_at`` is when it would have
    been delivered without the pauses: what the dates are held against.
    """

    offer = models.OneToOneField(Offer, models.CASCADE, related_name="advised")
    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="advised")
    outlook = models.ForeignKey(Outlook, models.PROTECT, related_name="advised")
    at = models.DateTimeField()
    age = models.FloatField()
    even_at = models.DateTimeField()
    aim_at = models.DateTimeField()
    fair_at = models.DateTimeField()
    safe_at = models.DateTimeField()
    offered_at_level = models.FloatField()
    odds = models.FloatField()
    days = models.FloatField()
    ready_at = models.DateTimeField(null=True, blank=True)

    objects = AdvisedQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "advised"
        indexes = [models.Index(fields=["safe_at"], name="advice_whose_time_is_up")]

    def __str__(self) -> str:
        return f"{self.offer}: {self.odds:.0%}"

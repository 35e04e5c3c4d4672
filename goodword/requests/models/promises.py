"""Offers, the promises that are born from them, and how they end."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goodword.people.models import Person, Team
from goodword.requests.models.request import ServiceRequest
from goodword.requests.models.understanding import PartQuerySet
from goodword.requests.rules.states import JUDGED, PromiseState


class OfferQuerySet(PartQuerySet["Offer"]):
    pass


class Offer(models.Model):
    """A proposed word that binds nobody yet. A promise is born when it is accepted.

    ``side`` says who proposes: the provider offers a date, the asker may answer with another.
    ``instead_of`` is the promise that would be moved by it (T14). ``aim_at`` is the provider's
    inner date and never shown to the asker. ``odds`` are those of its date when it was made, 0
    to 1; None where there was no experience.
    """

    class Side(models.TextChoices):
        PROVIDER = "provider", _("the team")
        ASKER = "asker", _("the asker")

    class Kind(models.TextChoices):
        DATE = "date", _("a date")
        PART_FIRST = "part_first", _("a part first")
        ANOTHER_WAY = "another_way", _("another way")
        SWAP = "swap", _("a swap")

    class Answer(models.TextChoices):
        OPEN = "", _("open")
        ACCEPTED = "accepted", _("accepted")
        COUNTERED = "countered", _("answered with another")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        LAPSED = "lapsed", _("lapsed")

    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="offers")
    side = models.CharField(max_length=8, choices=Side.choices, default=Side.PROVIDER)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.DATE)
    words = models.TextField()
    due_at = models.DateTimeField()
    aim_at = models.DateTimeField(null=True, blank=True)
    odds = models.FloatField(null=True, blank=True)
    reason = models.TextField(blank=True)
    part_words = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    stands_until = models.DateTimeField()
    replies_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    instead_of = models.ForeignKey(
        "Promise", models.PROTECT, null=True, blank=True, related_name="+"
    )
    swap_with = models.ForeignKey(
        ServiceRequest, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True, default="")
    answer_words = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service_request"],
                condition=Q(answer=""),
                name="one_open_offer_per_request",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("at")), name="an_offer_is_about_the_future"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.words[:60]}"


class PromiseQuerySet(PartQuerySet["Promise"]):
    def judged(self) -> PromiseQuerySet:
        """Those whose word was kept or broken; moved and released ones are left out."""
        return self.filter(state__in=sorted(JUDGED))


class Promise(models.Model):
    """A team's word to an asker: what will be done, and by when.

    Never edited: a team that cannot keep it makes a new offer, and the earlier promise stays
    on the record. ``due_at`` is the moment that was agreed; ``stands_at`` the one that holds
    now, later by the working time spent waiting for the asker (T12). ``state``, ``stands_at``
    and ``ended_at`` follow from the events.
    """

    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="promises")
    offer = models.OneToOneField(Offer, models.PROTECT, related_name="promise")
    team = models.ForeignKey(Team, models.PROTECT, related_name="promises")
    words = models.TextField()
    due_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="promises_made")
    made_at = models.DateTimeField()
    is_first = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=PromiseState.choices, default=PromiseState.ACCEPTED
    )
    stands_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service_request"],
                condition=Q(state__in=["accepted", "at_risk"]),
                name="one_standing_promise_per_request",
            ),
            models.UniqueConstraint(
                fields=["service_request"],
                condition=Q(is_first=True),
                name="one_first_promise_per_request",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("made_at")), name="a_promise_is_about_the_future"
            ),
        ]
        indexes = [
            models.Index(fields=["team", "state", "-ended_at"], name="promises_of_a_team"),
            models.Index(fields=["made_by", "-ended_at"], name="promises_of_a_person"),
            # a service's record looks at a few of these, not at all that its team ever promised
            models.Index(
                fields=["team", "-ended_at"],
                condition=Q(state__in=sorted(JUDGED)),
                name="judged_of_a_team",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.made_by}: {self.words[:60]}"


class ApologyQuerySet(PartQuerySet["Apology"]):
    pass


class Apology(models.Model):
    """A person's own words about a broken promise, and what the team changes (S002-32)."""

    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="apologies")
    promise = models.OneToOneField(Promise, models.PROTECT, related_name="apology")
    words = models.TextField()
    what_changes = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ApologyQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        verbose_name_plural = "apologies"

    def __str__(self) -> str:
        return f"{self.by}: {self.words[:60]}"


class DeliveryQuerySet(PartQuerySet["Delivery"]):
    pass


class Delivery(models.Model):
    """The provider says it is done; the asker's verdict stands beside it."""

    class Answer(models.TextChoices):
        OPEN = "", _("not answered yet")
        CONFIRMED = "confirmed", _("yes, it did")
        PARTLY = "partly", _("partly")
        NOT_YET = "not_yet", _("no")
        TAKEN = "taken", _("taken as done")

    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="deliveries")
    promise = models.ForeignKey(
        Promise, models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    words = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True, default="")
    missing = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"{self.by}: {self.words[:60]}"

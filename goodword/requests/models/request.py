"""The request itself, and who has it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goodword.catalogue.models import Charter, Service
from goodword.house import limits
from goodword.house.guard import GuardedQuerySet
from goodword.people.models import Membership, Person, Team
from goodword.requests.rules.states import ENDED, State


class ServiceRequestQuerySet(GuardedQuerySet["ServiceRequest"]):
    def visible_to(self, person: Person) -> ServiceRequestQuerySet:
        """The one rule of existence: who is part of it, or whose team has or may take it.

        Reading, counting, searching, mailing and files all go through here (RELIABILITY 3).
        """
        teams = person.team_ids()
        offered = Handover.objects.awaiting(teams)
        return self.scoped().filter(
            Q(asker=person)
            | Q(filer=person, filer_removed_at=None)
            | Q(beneficiary=person)
            | Q(delegate=person)
            | Q(team__in=teams)
            | Q(pk__in=offered.values("service_request_id"))
        )

    def asked_by(self, person: Person) -> ServiceRequestQuerySet:
        """What this person asked, filed, stands in for, or gets."""
        return self.scoped().filter(
            Q(asker=person)
            | Q(filer=person, filer_removed_at=None)
            | Q(beneficiary=person)
            | Q(delegate=person)
        )

    def confirmable_by(self, person: Person) -> ServiceRequestQuerySet:
        """Where this person may say yes or no for the asker's side."""
        return self.scoped().filter(Q(asker=person) | Q(beneficiary=person) | Q(delegate=person))

    def answerable_by(self, person: Person) -> ServiceRequestQuerySet:
        """Where this person is on the provider's side: a member of the team that has it."""
        return self.scoped().filter(team__in=person.team_ids())

    def open(self) -> ServiceRequestQuerySet:
        return self.exclude(state__in=ENDED)

    def due_by(self, at: datetime) -> ServiceRequestQuerySet:
        """Where a clock has something to do at this moment."""
        return self.filter(wake_at__lt=at).order_by("wake_at", "pk")


class ServiceRequest(models.Model):
    """One ask from an asker to a team, and everything said about it.

    The first block is what was asked and never changes without an event. The second block is
    kept for speed: it follows from the events alone (``rules.replay``), and one function
    (``actions.keeping.settle``) writes it. Times are UTC; ``number_of_events`` doubles as the
    version that guards against two people acting on the same state.
    """

    class Channel(models.TextChoices):
        WEB = "web", _("on the page")
        MAIL = "mail", _("by mail")
        PHONE = "phone", _("by phone")
        DESK = "desk", _("at the desk")

    reference = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=limits.TITLE_LENGTH)
    words = models.TextField(blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    good_result = models.TextField(blank=True)
    needed_by = models.DateTimeField(null=True, blank=True)
    needed_why = models.CharField(max_length=300, blank=True)
    asker = models.ForeignKey(Person, models.PROTECT, related_name="asked")
    filer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="filed")
    filer_removed_at = models.DateTimeField(null=True, blank=True)
    beneficiary = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="benefits_from"
    )
    beneficiary_name = models.CharField(max_length=limits.NAME_LENGTH, blank=True)
    delegate = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="stands_in_for"
    )
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="requests")
    charter = models.ForeignKey(Charter, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.WEB)
    waiting_outside = models.CharField(max_length=300, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    emergency = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    nonce = models.CharField(max_length=64, unique=True, null=True, blank=True)

    state = models.CharField(max_length=20, choices=State.choices, default=State.ASKED)
    team = models.ForeignKey(Team, models.PROTECT, related_name="requests")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="owns")
    promise = models.ForeignKey("Promise", models.SET_NULL, null=True, blank=True, related_name="+")
    promise_state = models.CharField(max_length=10, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    offer = models.ForeignKey("Offer", models.SET_NULL, null=True, blank=True, related_name="+")
    playback_state = models.CharField(max_length=10, blank=True)
    next_word_at = models.DateTimeField(null=True, blank=True)
    next_word_kind = models.CharField(max_length=20, blank=True)
    wake_at = models.DateTimeField(null=True, blank=True)
    first_word_at = models.DateTimeField(null=True, blank=True)
    last_word_at = models.DateTimeField(null=True, blank=True)
    paused_since = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    number_of_events = models.PositiveIntegerField(default=0)

    seen_version: int | None = None

    objects = ServiceRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(ENDED)) | Q(next_word_at__isnull=False),
                name="no_silence_an_open_request_has_a_next_word",
            ),
        ]
        indexes = [
            models.Index(fields=["team", "state", "due_at"], name="desk_sections"),
            models.Index(fields=["team", "owner", "state"], name="desk_by_name"),
            models.Index(fields=["asker", "-asked_at"], name="what_i_asked_for"),
            models.Index(fields=["owner", "state", "due_at"], name="what_i_gave_my_word_on"),
            models.Index(fields=["service", "-asked_at"], name="requests_of_a_service"),
            models.Index(
                fields=["wake_at"],
                name="what_a_clock_looks_for",
                condition=Q(wake_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("requests:request", args=[self.reference])

    def seen(self, version: int) -> ServiceRequest:
        """Remember which version the person had in front of them when they acted."""
        self.seen_version = version
        return self

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED


class HandoverQuerySet(GuardedQuerySet["Handover"]):
    def visible_to(self, person: Person) -> HandoverQuerySet:
        """Hand-overs of the requests one may see."""
        requests = ServiceRequest.objects.visible_to(person).values("pk")
        return self.scoped().filter(service_request__in=requests)

    def awaiting(self, teams: models.QuerySet[Membership, int]) -> HandoverQuerySet:
        """Offered to one of these teams and not answered yet."""
        return self.scoped().filter(answer="", to_team__in=teams)


class Handover(models.Model):
    """One team asks another to take a request over, or passes a declined one on.

    Responsibility moves when the other team says yes; until then, and when ``due_at`` (C11)
    passes, it stays with the first. ``is_referral`` marks the one an asker agreed to after a
    decline.
    """

    class Answer(models.TextChoices):
        OPEN = "", _("waiting for their yes")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        BOUNCED = "bounced", _("not answered in time")

    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="handovers")
    from_team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    to_team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    to_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    is_referral = models.BooleanField(default=False)
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True, default="")
    answer_words = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service_request"],
                condition=Q(answer=""),
                name="one_open_handover_per_request",
            ),
        ]
        indexes = [
            models.Index(fields=["to_team", "answer"], name="handovers_to_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.service_request}: {self.from_team} to {self.to_team}"

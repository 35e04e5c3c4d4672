"""The request itself, and who has it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodword.catalogue.models import Charter, Service
from goodword.house import limits
from goodword.house.addresses import address_of
from goodword.house.guard import GuardedQuerySet
from goodword.people.models import Membership, Person, Team
from goodword.people.privacy import Privacy
from goodword.requests.models.access import Exclusion, Glass, Reader, Share
from goodword.requests.rules.states import ENDED, OPEN, State


class ServiceRequestQuerySet(GuardedQuerySet["ServiceRequest"]):
    """Whose requests these are. What takes part in the rule of sight is named once, below."""

    def visible_to(self, person: Person) -> ServiceRequestQuerySet:
        """The one rule of reading: who takes part, whose team has or may take it, who was let in.

        Reading, counting, searching, mailing and files all go through here (RELIABILITY 3).
        """
        let_in = (
            Q(pk__in=Share.objects.naming(person).values("service_request"))
            | Q(pk__in=Handover.objects.awaiting(person).values("service_request"))
            | Q(pk__in=Glass.objects.open(person).values("service_request"))
        )
        return self._not_kept_from(person, _takes_part(person) | _has_it(person) | let_in)

    def findable_by(self, person: Person) -> ServiceRequestQuerySet:
        """Where this person may know that it exists, its title and how it stands; no more.

        Besides what they may read: what a team keeps open, and what they typed for somebody
        about a confidential matter.
        """
        typed = Q(filer=person, filer_removed_at=None)
        readable = ServiceRequest.objects.visible_to(person).holding("pk")
        kept_open = Q(privacy=Privacy.OPEN)
        return self._not_kept_from(person, typed | kept_open | Q(readable))

    def asked_by(self, person: Person) -> ServiceRequestQuerySet:
        """What this person asked, filed, stands in for, or gets."""
        return self._not_kept_from(person, _takes_part(person))

    def confirmable_by(self, person: Person) -> ServiceRequestQuerySet:
        """Where this person may say yes or no for the asker's side."""
        return self._not_kept_from(
            person, Q(asker=person) | Q(beneficiary=person) | Q(delegate=person)
        )

    def answerable_by(self, person: Person) -> ServiceRequestQuerySet:
        """Where this person is on the provider's side.

        A member of the team that has it; of a confidential one, only who is named.
        """
        return self._not_kept_from(person, _has_it(person))

    def _not_kept_from(self, person: Person, whose: Q) -> ServiceRequestQuerySet:
        """Exclusion beats every grant."""
        kept_from = Exclusion.objects.naming(person).filter(service_request=OuterRef("pk"))
        return self.scoped().filter(whose).filter(_in_thread(person)).filter(~Exists(kept_from))

    def left_alone(self, person: Person, at: datetime) -> ServiceRequestQuerySet:
        """For who runs Goodword: open confidential requests that nobody of their team can read.

        Only that they are there: reference and team, none of the words.
        """
        reading = Membership.objects.current(at.date()).filter(
            person=OuterRef("person"), team=OuterRef("service_request__team")
        )
        named = Reader.objects.in_force().scoped().filter(service_request=OuterRef("pk"))
        named = named.filter(Exists(reading), person__is_active=True)
        alone = self.scoped().open().filter(~Exists(named), privacy=Privacy.CONFIDENTIAL)
        alone = alone.order_by("asked_at", "pk")
        return alone if person.is_operator else alone.none()

    def holding(self, path: str = "service_request") -> Exists:
        """Whether a row hangs on one of these, by the name of its key.

        Asked row by row: one key is found at once, while a list of all of them is read whole.
        """
        return Exists(self.filter(pk=OuterRef(path)))

    def open(self) -> ServiceRequestQuerySet:
        # said as what it is, not as what it is not: so an index finds them
        return self.filter(state__in=sorted(OPEN))

    def that_may_wait(self, first: ServiceRequest) -> ServiceRequestQuerySet:
        """What the same person asks of the same team, and can let wait behind ``first``.

        Each then names the other, which nothing confidential may be.
        """
        if first.is_confidential:
            return self.none()
        others = self.open().filter(asker=first.asker_id, team=first.team_id)
        return others.exclude(pk=first.pk).exclude(privacy=Privacy.CONFIDENTIAL)

    def due_by(self, at: datetime) -> ServiceRequestQuerySet:
        """Where a clock has something to do at this moment."""
        return self.filter(wake_at__lt=at).order_by("wake_at", "pk")


def _takes_part(person: Person) -> Q:
    """The asker's side. Who typed it for somebody reads on, unless it is confidential."""
    typed = Q(filer=person, filer_removed_at=None)
    return (
        Q(asker=person)
        | Q(beneficiary=person)
        | Q(delegate=person)
        | typed & (~Q(privacy=Privacy.CONFIDENTIAL) | Q(filer_reads=True))
    )


def _has_it(person: Person) -> Q:
    """The provider's side: the team, or of a confidential request its named readers."""
    named = Reader.objects.naming(person).filter(service_request=OuterRef("pk"))
    may_read = ~Q(privacy=Privacy.CONFIDENTIAL) | Q(Exists(named))
    return Q(team__in=person.team_ids()) & may_read


def _in_thread(person: Person) -> Q:
    """A guest sees their own, and once they were let in to one thread, that one alone."""
    if not person.is_guest:
        return Q()
    own = Q(asker=person) | Q(beneficiary=person)
    return own if person.thread is None else own & Q(pk=person.thread)


class ServiceRequest(models.Model):
    """One ask from an asker to a team, and everything said about it.

    The first block is what was asked and never changes without an event. The second block is
    kept for speed: it follows from the events alone (``rules.replay``), and one function
    (``actions.keeping.fill``) writes it. ``needed_by`` is a wish; ``fixed_at`` is a date outside
    that nobody here can move, ``fixed_why`` what happens then: later is too late. Times are UTC;
    ``number_of_events`` doubles as the version that guards against two people acting on the same
    state.
    """

    class Channel(models.TextChoices):
        WEB = "web", _("on the page")
        MAIL = "mail", _("by mail")
        PHONE = "phone", _("by phone")
        DESK = "desk", _("at the desk")

    reference = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=limits.TITLE_LENGTH)
    words = models.TextField(blank=True)
    purpose = models.CharField(max_length=limits.LINE_LENGTH, blank=True)
    good_result = models.TextField(blank=True)
    needed_by = models.DateTimeField(null=True, blank=True)
    needed_why = models.CharField(max_length=limits.LINE_LENGTH, blank=True)
    fixed_at = models.DateTimeField(null=True, blank=True)
    fixed_why = models.CharField(max_length=limits.LINE_LENGTH, blank=True)
    asker = models.ForeignKey(Person, models.PROTECT, related_name="asked")
    filer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="filed")
    filer_removed_at = models.DateTimeField(null=True, blank=True)
    filer_reads = models.BooleanField(default=False)
    beneficiary = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="benefits_from"
    )
    beneficiary_name = models.CharField(max_length=limits.NAME_LENGTH, blank=True)
    delegate = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="stands_in_for"
    )
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="requests")
    charter = models.ForeignKey(Charter, models.PROTECT, null=True, related_name="+")
    privacy = models.CharField(max_length=12, choices=Privacy.choices, default=Privacy.NORMAL)
    opening_to = models.CharField(max_length=12, choices=Privacy.choices, blank=True, default="")
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.WEB)
    waiting_outside = models.CharField(max_length=limits.LINE_LENGTH, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    waiting_many = models.PositiveIntegerField(null=True, blank=True)
    emergency = models.CharField(max_length=limits.LINE_LENGTH, blank=True)
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
            models.CheckConstraint(
                condition=Q(fixed_at=None) | ~Q(fixed_why=""),
                name="a_fixed_date_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["team", "state", "due_at"], name="desk_sections"),
            models.Index(fields=["team", "owner", "state"], name="desk_by_name"),
            models.Index(fields=["asker", "-asked_at"], name="what_i_asked_for"),
            models.Index(fields=["owner", "state", "due_at"], name="what_i_gave_my_word_on"),
            models.Index(fields=["service", "-asked_at"], name="requests_of_a_service"),
            models.Index(fields=["team", "-asked_at"], name="requests_of_a_team"),
            # all that is asked of them to count what was open lately
            models.Index(
                fields=["team", "ended_at", "asked_at", "privacy"], name="open_lately_of_a_team"
            ),
            models.Index(
                fields=["service", "-delivered_at"],
                name="delivered_of_a_service",
                condition=Q(delivered_at__isnull=False),
            ),
            models.Index(
                fields=["team", "asked_at"],
                name="emergencies_of_a_team",
                condition=~Q(emergency=""),
            ),
            models.Index(
                fields=["wake_at"],
                name="what_a_clock_looks_for",
                condition=Q(wake_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return address_of("requests:request", self.reference)

    def seen(self, version: int) -> ServiceRequest:
        """Remember which version the person had in front of them when they acted."""
        self.seen_version = version
        return self

    @property
    def asking(self) -> frozenset[int]:
        """Keys of who may say yes or no for the asker's side, as ``confirmable_by`` has it."""
        named = (self.asker_id, self.beneficiary_id, self.delegate_id)
        return frozenset(key for key in named if key)

    @property
    def typed_by_id(self) -> int | None:
        """The key of who typed it for somebody else, until they were taken off."""
        return self.filer_id if self.filer_removed_at is None else None

    @property
    def typed_by(self) -> Person | None:
        """Who typed it for somebody else, until they were taken off."""
        return self.filer if self.typed_by_id else None

    @property
    def owner_name(self) -> str:
        """What whoever owes the next word is called; the team where nobody has it."""
        return self.owner.preferred_name if self.owner else self.team.name

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED

    @property
    def is_confidential(self) -> bool:
        return self.privacy == Privacy.CONFIDENTIAL

    @property
    def shown_title(self) -> str:
        """The title as lists, letters and other people's screens may carry it."""
        return gettext("Confidential request") if self.is_confidential else self.title


class HandoverQuerySet(GuardedQuerySet["Handover"]):
    def visible_to(self, person: Person) -> HandoverQuerySet:
        """Hand-overs of the requests one may see."""
        return self.scoped().filter(ServiceRequest.objects.visible_to(person).holding())

    def awaiting(self, person: Person) -> HandoverQuerySet:
        """Offered to a team of this person and not answered yet.

        A confidential request is offered to one person by name, and to nobody else.
        """
        kept_from = Exclusion.objects.naming(person).filter(
            service_request=OuterRef("service_request")
        )
        by_name = Q(to_person=person)
        return (
            self.scoped()
            .filter(answer="", to_team__in=person.team_ids())
            .filter(by_name | ~Q(service_request__privacy=Privacy.CONFIDENTIAL))
            .filter(~Exists(kept_from))
        )


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

"""Mails that arrived, and what became of each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodword.house.guard import GuardedQuerySet
from goodword.outbox.addresses import new_token
from goodword.people.models import Person, Team
from goodword.people.privacy import Privacy
from goodword.requests.models import Message, ServiceRequest


class State(models.TextChoices):
    """What became of a mail. Received ones are still to be read."""

    RECEIVED = "received", _("to be read")
    APPLIED = "applied", _("taken in")
    QUARANTINED = "quarantined", _("needs a person")
    IGNORED = "ignored", _("left alone")


class Reason(models.TextChoices):
    """Why a mail was not simply taken in."""

    NONE = "", ""
    DELIVERY_REPORT = "delivery_report", _("a delivery report")
    ABUSE_REPORT = "abuse_report", _("a complaint about a mail")
    ABSENCE = "absence", _("an absence note")
    LIST = "list", _("a mailing list")
    AUTOMATIC = "automatic", _("a machine wrote it")
    OWN_LOOP = "own_loop", _("our own mail came round")
    DUPLICATE = "duplicate", _("the same mail again")
    SET_ASIDE = "set_aside", _("set aside by a person")
    UNKNOWN_SENDER = "unknown_sender", _("nobody here has this address")
    NO_SENDER = "no_sender", _("it does not say who wrote it")
    SEVERAL_SENDERS = "several_senders", _("it names several writers")
    OWN_ADDRESS = "own_address", _("it claims to come from our own address")
    ANOTHERS_ADDRESS = "anothers_address", _("a reply address made for somebody else")
    FORGED_ADDRESS = "forged_address", _("a reply address that we did not make")
    STRANGER = "stranger", _("the writer has no part in the request it answers")
    DISOWNED = "disowned", _("a mail relay says that its writer's address is forged")
    UNVERIFIED = "unverified", _("nobody vouches that its writer is who it says")
    SAME_ID = "same_id", _("the id of another mail, with other words")
    TOO_MUCH = "too_much", _("over a limit")
    UNREADABLE = "unreadable", _("it could not be read")
    THREE_STRIKES = "three_strikes", _("reading it failed three times")
    REFUSED = "refused", _("the request would not take it")
    SELF_TEST = "self_test", _("the mail that tests the way round")
    EMPTY = "empty", _("nothing is written in it")


class TreatAs(models.TextChoices):
    """What a person says that a mail is, where it was taken for something else."""

    HUMAN = "human", _("written by a person")
    ABSENCE = "absence", _("an absence note")
    AUTOMATIC = "automatic", _("written by a machine")
    LIST = "list", _("from a mailing list")
    DELIVERY_REPORT = "delivery_report", _("a delivery report")


class InboundMailQuerySet(GuardedQuerySet["InboundMail"]):
    def metadata_for(self, person: Person) -> InboundMailQuerySet:
        """What may be known of a mail: that it came, from whom, why it waits.

        The operator knows it of every mail, the team on duty of all that wait and are of no
        request, every other team of those that are for it.
        """
        mails = self.scoped()
        if person.is_operator:
            return mails
        on_duty = Team.objects.on_duty().filter(pk__in=person.team_ids()).exists()
        theirs = Q() if on_duty else Q(team__in=person.team_ids())
        closed = Q(team__privacy=Privacy.CONFIDENTIAL) & ~Q(team__readers=person)
        return mails.filter(theirs, state=State.QUARANTINED, meant=None).exclude(closed)

    def visible_to(self, person: Person) -> InboundMailQuerySet:
        """Mails that became part of a request one may read; guests read what stands on it."""
        if person.is_guest:
            return self.none()
        applied = self.scoped().filter(state=State.APPLIED)
        return applied.filter(ServiceRequest.objects.visible_to(person).holding())

    def readable_by(self, person: Person) -> InboundMailQuerySet:
        """Mails whose text a person may open: meant for a team of theirs, and not yet taken in.

        What was written to a confidential team only its named readers open.
        """
        may_read = ~Q(privacy=Privacy.CONFIDENTIAL) | Q(pk__in=person.reads_for_teams.all())
        teams = Team.objects.filter(may_read, pk__in=person.team_ids())
        on_duty = teams.filter(is_duty=True).exists()
        unmatched = self.scoped().filter(state=State.QUARANTINED, meant=None)
        return unmatched.filter(Q(team__in=teams) | (Q(team=None) if on_duty else Q(pk__in=[])))


class InboundMail(models.Model):
    """One mail as it arrived. Its bytes lie in the data folder under ``sha256``.

    ``meant`` is the request a mail answers although it could not be applied there; ``fingerprint``
    is the same for every delivery of the same mail, and ``mail_id`` is made from it where the
    mail has none. ``carries`` is what only other programs open: its ``seal`` and ``invitation``.
    """

    key = models.CharField(max_length=32, unique=True, default=new_token)
    sha256 = models.CharField(max_length=64, db_index=True)
    fingerprint = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    source = models.CharField(max_length=200, blank=True)
    delivery = models.CharField(max_length=200, null=True, blank=True, unique=True)
    is_from_outside = models.BooleanField(default=False)
    recipients = models.JSONField(default=list, blank=True)
    received_at = models.DateTimeField()
    in_hand_until = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True, default="")
    detail = models.CharField(max_length=300, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    sender = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    mail_id = models.CharField(max_length=510, blank=True, db_index=True)
    strikes = models.PositiveSmallIntegerField(default=0)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="+")
    moved_to = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="+")
    treat_as = models.CharField(max_length=20, choices=TreatAs.choices, blank=True, default="")
    meant = models.ForeignKey(
        ServiceRequest, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    service_request = models.ForeignKey(
        ServiceRequest, models.SET_NULL, null=True, blank=True, related_name="mails"
    )
    message = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="+")
    carries = models.JSONField(default=dict, blank=True)

    objects = InboundMailQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=(State.QUARANTINED, State.IGNORED)) | ~Q(reason=""),
                name="a_mail_not_taken_in_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.APPLIED) | Q(handled_at__isnull=False),
                name="a_mail_taken_in_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-received_at"], name="mails_by_state"),
            models.Index(fields=["fingerprint"], name="mails_by_fingerprint"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.key[:8]}"

    @property
    def is_closed(self) -> bool:
        """Whether it was written to a confidential team, whose named readers alone open it."""
        return self.team is not None and self.team.privacy == Privacy.CONFIDENTIAL


class GoneAddressQuerySet(GuardedQuerySet["GoneAddress"]):
    def metadata_for(self, person: Person) -> GoneAddressQuerySet:
        """Addresses that are gone, for the people who run Goodword; they can put them right."""
        gone = self.scoped().filter(over_at=None)
        return gone if person.is_operator else gone.none()


class GoneAddress(models.Model):
    """A colleague's or guest's address that a mail server gave up for good.

    Only what is for good stands here: a full mailbox passes. It is over as soon as a mail comes
    from the address again. ``last_at`` is when the latest letter came back from it.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    address = models.CharField(max_length=320)
    reason = models.CharField(max_length=40)
    since = models.DateTimeField()
    last_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True, blank=True)

    objects = GoneAddressQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["address"], condition=Q(over_at=None), name="an_address_is_gone_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.pk}"


class SentTogetherQuerySet(GuardedQuerySet["SentTogether"]):
    def visible_to(self, person: Person) -> SentTogetherQuerySet:
        """Requests of one mail, for whoever sees them; nobody learns of one they do not see."""
        return self.scoped().filter(ServiceRequest.objects.visible_to(person).holding())

    def beside(self, request: ServiceRequest) -> SentTogetherQuerySet:
        """The others that the same mail became."""
        same = SentTogether.objects.all().scoped().filter(service_request=request)
        return self.filter(mail__in=same.values("mail")).exclude(service_request=request)


class SentTogether(models.Model):
    """One of several requests that one mail to several teams became (PEERS 3c)."""

    mail = models.ForeignKey(InboundMail, models.CASCADE, related_name="+")
    service_request = models.ForeignKey(ServiceRequest, models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, related_name="+")

    objects = SentTogetherQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "sent together"
        constraints = [
            models.UniqueConstraint(fields=["mail", "team"], name="one_mail_asks_a_team_once"),
        ]

    def __str__(self) -> str:
        return f"{self.service_request} to {self.team}"


class TeamAddressQuerySet(GuardedQuerySet["TeamAddress"]):
    def metadata_for(self, person: Person) -> TeamAddressQuerySet:
        """Which further addresses teams have, for the people who run Goodword."""
        addresses = self.scoped()
        return addresses if person.is_operator else addresses.none()


class TeamAddress(models.Model):
    """A further address of a team, besides its word at our own domain.

    ``address`` is whole and in small letters, at whatever domain; what stands after a ``+`` in a
    mail's address plays no part.
    """

    address = models.CharField(max_length=320, unique=True)
    team = models.ForeignKey(Team, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TeamAddressQuerySet.as_manager()

    class Meta:
        ordering = ["address"]
        verbose_name_plural = "team addresses"

    def __str__(self) -> str:
        return self.address


class WayInQuerySet(GuardedQuerySet["WayIn"]):
    """Read by the program alone: pages are told by ``operations.standing``."""


class WayIn(models.Model):
    """One way by which mail comes in, and when it was last known to work.

    ``trouble`` is what stood in its way since ``trouble_at``, in the words of the other side.
    ``refusals`` counts the mails that were refused there as too large, whose senders were told by
    their own mail servers (RELIABILITY 11); the latest came from ``refused_from``.
    Of a mailbox ``validity`` and ``last_uid`` say how far it has been read (RFC 3501, 2.3.1.1);
    ``backlog`` holds those that were there already, as first and last numbers, taken up to
    ``backlog_uid``. ``pending`` names the mails of the batch in hand and those that could not be
    fetched, ``unmarked`` those that we have and the server does not know it of, each with the
    number of times that this was tried; ``mark_trouble`` is what the server says against it.
    """

    name = models.CharField(max_length=200, unique=True)
    alive_at = models.DateTimeField()
    mail_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)
    trouble_at = models.DateTimeField(null=True, blank=True)
    refusals = models.PositiveIntegerField(default=0)
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_from = models.CharField(max_length=320, blank=True)
    validity = models.PositiveBigIntegerField(null=True, blank=True)
    last_uid = models.PositiveBigIntegerField(default=0)
    backlog = models.JSONField(default=list, blank=True)
    backlog_uid = models.PositiveBigIntegerField(default=0)
    pending = models.JSONField(default=dict, blank=True)
    unmarked = models.JSONField(default=dict, blank=True)
    mark_trouble = models.CharField(max_length=300, blank=True)

    objects = WayInQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "ways in"

    def __str__(self) -> str:
        return self.name


class SelfTestQuerySet(GuardedQuerySet["SelfTest"]):
    def metadata_for(self, person: Person) -> SelfTestQuerySet:
        """Tests of the way round, for the people who run Goodword."""
        tests = self.scoped()
        return tests if person.is_operator else tests.none()


class SelfTest(models.Model):
    """A mail that we send to ourselves, and how far it has come round.

    ``taken_at`` is when a worker took it in hand, ``sent_at`` when the mail server had it,
    ``came_at`` when it came in ``by_way``, ``read_at`` when a worker read it. ``is_vouched``
    says whether our border vouched for it; nothing is known of that without a border.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)
    came_at = models.DateTimeField(null=True, blank=True)
    by_way = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    is_vouched = models.BooleanField(null=True)

    objects = SelfTestQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]

    def __str__(self) -> str:
        return f"self-test of {self.begun_at}"

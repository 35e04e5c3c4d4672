"""Who works here: persons, their teams, their hours and their absences.

This room knows nothing of requests.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goodword.house import clock
from goodword.house.prepared import prepared
from goodword.people.privacy import Privacy
from goodword.working_time import Calendar

HUES = 8


class Organisation(models.Model):
    """The one organisation that this installation serves.

    ``week`` holds the usual office hours (shape of ``hours explain``), which each new team
    begins with; ``first_word_minutes`` is what new charters begin with.
    """

    name = models.CharField(max_length=200)
    zone = models.CharField(max_length=64, default="Europe/London")
    language = models.CharField(max_length=16, default="en")
    languages = models.JSONField(default=list)
    week = models.JSONField(default=dict)
    first_word_minutes = models.PositiveIntegerField(default=120)
    set_up_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_one_organisation"),
        ]

    def __str__(self) -> str:
        return self.name


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, person: Person) -> PersonQuerySet:
        """Colleagues know of each other: the whole directory of active people.

        Guests stand in no directory and read none: they know of themselves alone.
        """
        colleagues = self.filter(is_active=True, is_guest=False)
        return self.filter(pk=person.pk, is_active=True) if person.is_guest else colleagues

    def guests_for(self, person: Person) -> PersonQuerySet:
        """The guests, for who runs Goodword: that they are there, never what they asked."""
        return self.filter(is_guest=True) if person.is_operator else self.none()

    def members_of(self, team: Team, on: date) -> PersonQuerySet:
        return self.filter(
            pk__in=Membership.objects.current(on).filter(team=team).values("person"),
            is_active=True,
        )


class PersonManager(BaseUserManager["Person"]):
    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def get(self, *args: Any, **kwargs: Any) -> Person:
        """As Django's; by the key alone, as with whoever is signed in, with a prepared query."""
        # Managers of relations are of a class below this one and see fewer people.
        if type(self) is not PersonManager or args or [*kwargs] != ["pk"]:
            return super().get(*args, **kwargs)
        if type(kwargs["pk"]) is not int:
            return super().get(**kwargs)
        for person in _by_key(kwargs["pk"]):
            return person
        raise Person.DoesNotExist("Nobody has this key")

    def visible_to(self, person: Person) -> PersonQuerySet:
        return self.get_queryset().visible_to(person)

    def guests_for(self, person: Person) -> PersonQuerySet:
        return self.get_queryset().guests_for(person)

    def members_of(self, team: Team, on: date) -> PersonQuerySet:
        return self.get_queryset().members_of(team, on)

    def get_by_natural_key(self, username: str | None) -> Person:
        """Addresses are the same whatever the case they are typed in."""
        return self.get(email=(username or "").strip().lower())


@prepared
def _by_key(key: int) -> models.QuerySet[Person]:
    return Person.objects.filter(pk=key)


class Person(AbstractBaseUser):
    """A colleague: asks in one minute and gives their word in the next.

    ``preferred_name`` is what everybody reads; ``say_it`` tells how to say it (S002-34).
    ``zone`` is the zone in which this person is shown times.

    ``is_guest`` marks somebody from outside: one thread each time they are let in, no directory,
    no desk, no password. ``proven_at`` is when somebody opened a link that only their mailbox
    had; before, nothing of a request is written to it (RELIABILITY 3). ``thread`` is no column:
    it is the key of the request for which a guest was let in, set where they come in.
    """

    class Theme(models.TextChoices):
        DEVICE = "", _("as my device")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    email = models.EmailField(unique=True)
    name = models.CharField(_("full name"), max_length=200)
    preferred_name = models.CharField(max_length=100)
    say_it = models.CharField(max_length=100, blank=True)
    handle = models.SlugField(max_length=120, unique=True)
    role = models.CharField(max_length=200, blank=True)
    zone = models.CharField(max_length=64, default="Europe/London")
    language = models.CharField(max_length=16, default="en")
    theme = models.CharField(max_length=8, choices=Theme.choices, blank=True, default="")
    keys_on = models.BooleanField(default=True)
    how_to_ask = models.TextField(blank=True)
    reach_words = models.CharField(max_length=200, blank=True)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    digest_times = models.JSONField(default=list, blank=True)
    letter_choices = models.JSONField(default=dict, blank=True)
    is_operator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_guest = models.BooleanField(default=False)
    proven_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    thread: int | None = None

    objects: ClassVar[PersonManager] = PersonManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    #: What of a reader decides which query is asked (``house.prepared``).
    prepared_by: ClassVar[tuple[str, ...]] = ("is_guest", "is_operator", "thread")

    class Meta:
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_guest=False) | Q(is_operator=False), name="no_guest_runs_goodword"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.handle])

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.preferred_name

    @property
    def initials(self) -> str:
        """One or two letters for the round picture."""
        parts = self.name.split() or [self.email]
        return (parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")).upper()

    @property
    def hue(self) -> int:
        """Which of the eight avatar colours; decoration only."""
        return (self.pk or 0) % HUES

    def team_ids(self) -> models.QuerySet[Membership, int]:
        """Keys of the teams this person belongs to today, as a sub-query."""
        on = clock.now().date()
        mine = Membership.objects.current(on).filter(person=self)
        return (mine.none() if self.is_guest else mine).values_list("team_id", flat=True)

    def teams(self) -> models.QuerySet[Team]:
        """The teams this person belongs to today."""
        return Team.objects.filter(pk__in=self.team_ids())

    def is_member_of(self, team: Team) -> bool:
        return self.team_ids().filter(team=team).exists()


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, person: Person) -> TeamQuerySet:
        """Every colleague may know which teams there are; no guest does."""
        return self.none() if person.is_guest else self.all()

    def editable_by(self, person: Person) -> TeamQuerySet:
        """Teams this person may change: those they lead; all, for who runs Goodword."""
        return self.all() if person.is_operator else self.filter(lead=person)

    def spoken_for_by(self, person: Person) -> TeamQuerySet:
        """Teams this person may speak for: their own and those they lead; all, for who runs it."""
        if person.is_operator:
            return self.all()
        return self.filter(Q(lead=person) | Q(pk__in=person.team_ids()))

    def on_duty(self) -> TeamQuerySet:
        """The team that takes what nobody knows where to bring."""
        return self.filter(is_duty=True)


class Team(models.Model):
    """People who give a service together and share one calendar.

    ``cover`` steps in when a next word was missed for a working day. ``is_duty`` marks the
    one team that answers "I do not know whom to ask". ``from_us`` and ``from_you`` hold one
    sentence each: what others can expect, and what the team asks of them. ``happening`` is what
    the team wants colleagues to know this week, signed by ``happening_by``.

    ``hours_kept`` repeats all versions of ``TeamHours`` as text: ``actions.hours.keep_hours``
    writes it, so that no clock has to read rows. ``privacy`` is what new requests begin with;
    ``readers`` are named to read the confidential ones.

    ``version`` counts what was changed about what the team says of itself, last by
    ``changed_by``; ``happening_version`` counts what is happening, which every member may say.
    """

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    what_we_do = models.TextField(blank=True)
    hours_kept = models.TextField(blank=True, default="")
    primary_customers = models.CharField(max_length=300, blank=True)
    how_we_work = models.TextField(blank=True)
    from_us = models.JSONField(default=list, blank=True)
    from_you = models.JSONField(default=list, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    happening = models.TextField(blank=True)
    happening_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    happening_at = models.DateTimeField(null=True, blank=True)
    lead = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="teams_led"
    )
    cover = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="teams_covered"
    )
    mail_name = models.SlugField(max_length=64, unique=True)
    is_duty = models.BooleanField(default=False)
    privacy = models.CharField(max_length=12, choices=Privacy.choices, default=Privacy.NORMAL)
    readers = models.ManyToManyField(Person, blank=True, related_name="reads_for_teams")
    version = models.PositiveIntegerField(default=1)
    happening_version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_duty"], condition=Q(is_duty=True), name="there_is_one_duty_team"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:team", args=[self.slug])

    @property
    def initials(self) -> str:
        words = [word for word in self.name.split() if word[:1].isalnum()]
        return "".join(word[0] for word in words[:2]).upper()

    @property
    def hue(self) -> int:
        return (self.pk or 0) % HUES

    def calendar(self) -> Calendar:
        """The working time of this team, all versions of it."""
        from goodword.people.rules import calendar_of

        return calendar_of(self)


class TeamHours(models.Model):
    """One version of a team's working time, in force from a day on; never edited.

    ``week``, ``overrides`` and ``breaks`` have the shapes of ``hours explain``; ``holidays``
    is a list of dates. All are wall time in ``zone``.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="hours")
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    zone = models.CharField(max_length=64)
    week = models.JSONField()
    holidays = models.JSONField(default=list)
    overrides = models.JSONField(default=dict)
    breaks = models.JSONField(default=dict)
    why = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["team", "version"]
        verbose_name_plural = "team hours"
        constraints = [
            models.UniqueConstraint(fields=["team", "version"], name="one_row_per_hours_version"),
        ]

    def __str__(self) -> str:
        return f"{self.team}, version {self.version}"

    def as_json(self) -> dict[str, Any]:
        """The calendar in the form that ``hours explain`` reads."""
        return {
            "tz": self.zone,
            "week": self.week,
            "holidays": self.holidays,
            "overrides": self.overrides,
            "breaks": self.breaks,
        }


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, on: date) -> MembershipQuerySet:
        """Memberships in force on this day, both ends counted."""
        return self.filter(from_on__lte=on).filter(Q(until_on=None) | Q(until_on__gte=on))


class Membership(models.Model):
    """A person belongs to a team, from one day to another."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["team", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "team", "from_on"], name="one_membership_per_start"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="membership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.team}"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> AbsenceQuerySet:
        """Who is away on this day, both ends counted."""
        return self.filter(from_on__lte=day, until_on__gte=day)


class Absence(models.Model):
    """A person is away from one day to another, both counted; ``cover`` takes the questions."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="absences")
    from_on = models.DateField()
    until_on = models.DateField()
    cover = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="covering"
    )
    note = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="absence_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} away {self.from_on} to {self.until_on}"


class Expertise(models.Model):
    """Something a person can be asked about; ``proof`` says why others may believe it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="expertise")
    topic = models.CharField(max_length=100)
    proof = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["topic"]
        verbose_name_plural = "expertise"
        constraints = [
            models.UniqueConstraint(fields=["person", "topic"], name="one_row_per_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.topic}"


class Invitation(models.Model):
    """A letter that lets somebody in, once, for seven days. Only a hash of its key is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    key_hash = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return f"invitation of {self.person}"

    def is_open(self, at: datetime) -> bool:
        return self.accepted_at is None and at < self.ends_at


class PeopleImportQuerySet(models.QuerySet["PeopleImport"]):
    def visible_to(self, person: Person) -> PeopleImportQuerySet:
        """Bringing people in is the operator's business alone."""
        return self.all() if person.is_operator else self.none()


class PeopleImport(models.Model):
    """A list of people that was read, and perhaps brought in.

    ``lines`` are the cells as they stand (or were put right), the heading first. Nothing of it
    is in force before ``begun_at``; ``lines_done`` counts while it is brought in, batch by batch.
    Until ``can_be_undone_until`` the whole can be taken back.
    """

    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    encoding = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    heading = models.JSONField(default=list)
    lines = models.JSONField(default=list)
    read_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    lines_done = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    can_be_undone_until = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = PeopleImportQuerySet.as_manager()

    class Meta:
        ordering = ["-read_at"]

    def __str__(self) -> str:
        return self.file_name

    def can_be_taken_back(self, at: datetime) -> bool:
        return (
            self.begun_at is not None
            and self.taken_back_at is None
            and self.can_be_undone_until is not None
            and at < self.can_be_undone_until
        )


class ImportedChange(models.Model):
    """One thing an import did, with what was there before, so that it can be taken back."""

    class Kind(models.TextChoices):
        PERSON_ADDED = "person added", _("person added")
        PERSON_CHANGED = "person changed", _("person changed")
        TEAM_ADDED = "team added", _("team added")
        LEAD_NAMED = "lead named", _("lead named")
        MEMBERSHIP_ADDED = "membership added", _("membership added")
        MEMBERSHIP_ENDED = "membership ended", _("membership ended")

    people_import = models.ForeignKey(PeopleImport, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    row = models.BigIntegerField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"

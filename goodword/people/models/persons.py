"""Who works here, and who is let in from outside."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodword.house import clock
from goodword.house.addresses import address_of
from goodword.house.prepared import prepared

if TYPE_CHECKING:
    from goodword.people.models.memberships import Membership
    from goodword.people.models.teams import Team

HUES = 8


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
        from goodword.people.models.memberships import Membership

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
    """Who has this key, with what every page says of the organisation: no query more for it."""
    from goodword.people.models.organisation import Organisation

    house = models.Subquery(Organisation.objects.values("name")[:1])
    return Person.objects.filter(pk=key).annotate(house_name=house)


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

    #: What is their own: how they sign in, and what they have chosen for themselves.
    OWN: ClassVar[tuple[str, ...]] = (
        "digest_times", "joined_at", "keys_on", "last_login", "letter_choices", "password",
        "proven_at", "quiet_from", "quiet_until", "theme", "version",
    )  # fmt: skip

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
        return address_of("people:person", self.handle)

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
        from goodword.people.models.memberships import Membership

        on = clock.now().date()
        mine = Membership.objects.current(on).filter(person=self)
        return (mine.none() if self.is_guest else mine).values_list("team_id", flat=True)

    def teams(self) -> models.QuerySet[Team]:
        """The teams this person belongs to today."""
        from goodword.people.models.teams import Team

        return Team.objects.filter(pk__in=self.team_ids())

    def is_member_of(self, team: Team) -> bool:
        return self.team_ids().filter(team=team).exists()


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

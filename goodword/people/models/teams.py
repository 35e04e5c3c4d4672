"""Teams, and the hours they keep."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from goodword.house import limits
from goodword.house.addresses import address_of
from goodword.people.models.persons import HUES, Person
from goodword.people.privacy import Privacy
from goodword.working_time import Calendar


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

    ``words_each`` and ``words_together`` are how many words (promises that stand) the team means
    to have in hand at once, each of it and all of it. More is never refused.

    ``version`` counts what was changed about what the team says of itself, last by
    ``changed_by``; ``happening_version`` counts what is happening, which every member may say.
    """

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    what_we_do = models.TextField(blank=True)
    hours_kept = models.TextField(blank=True, default="")
    primary_customers = models.CharField(max_length=limits.LINE_LENGTH, blank=True)
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
    words_each = models.PositiveSmallIntegerField(null=True, blank=True)
    words_together = models.PositiveSmallIntegerField(null=True, blank=True)
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
        return address_of("people:team", self.slug)

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
    why = models.CharField(max_length=limits.LINE_LENGTH, blank=True)
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

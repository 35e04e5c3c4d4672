"""What each team offers, and what it publishes about it before anybody asks."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodword.house import limits
from goodword.house.addresses import address_of
from goodword.house.guard import GuardedQuerySet
from goodword.people.models import Person, Team
from goodword.people.privacy import Privacy


class ServiceQuerySet(GuardedQuerySet["Service"]):
    def visible_to(self, person: Person) -> ServiceQuerySet:
        """Services this person may ask for, and those of their own teams; a guest none."""
        if person.is_guest:
            return self.scoped().none()
        teams = person.team_ids()
        allowed = Service.audience_teams.through.objects.filter(team_id__in=teams)
        return self.scoped().filter(
            Q(audience=Service.Audience.EVERYONE)
            | Q(team__in=teams)
            | Q(pk__in=allowed.values("service_id"))
        )

    def editable_by(self, person: Person) -> ServiceQuerySet:
        """Services of the teams this person may speak for, offered or not."""
        return self.scoped().filter(team__in=Team.objects.spoken_for_by(person))

    def movable_by(self, person: Person) -> ServiceQuerySet:
        """Services this person may give to another team, or take for one; leads, who runs it."""
        led = Team.objects.editable_by(person)
        coming = ServiceMove.objects.filter(answer="", to_team__in=led).values("service")
        return self.scoped().filter(Q(team__in=led) | Q(pk__in=coming))

    def at_address(self, team: str, slug: str) -> Service | None:
        """The service at an address, also at one from before it came to another team."""
        here = self.filter(team__slug=team, slug=slug).first()
        if here is not None:
            return here
        gone = Q(moves__from_team__slug=team, moves__slug=slug)
        moved = self.filter(gone, moves__answer=ServiceMove.Answer.ACCEPTED)
        return moved.order_by("-moves__answered_at").first()

    def offered(self) -> ServiceQuerySet:
        """Services that can be asked for now: published and not retired."""
        return self.filter(retired_at=None).exclude(charter=None)


class Service(models.Model):
    """Something a team offers. It always belongs to one team and has a published charter.

    ``privacy`` is what requests for it begin with, empty for "as the team"; ``readers`` are the
    members named to read the confidential ones. ``moved_at`` is when it came to the team it
    belongs to, empty where it began there.
    """

    class Audience(models.TextChoices):
        EVERYONE = "everyone", _("everyone here")
        TEAMS = "teams", _("only some teams")

    team = models.ForeignKey(Team, models.PROTECT, related_name="services")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120)
    summary = models.CharField(max_length=limits.LINE_LENGTH)
    keywords = models.CharField(max_length=limits.LINE_LENGTH, blank=True)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.EVERYONE)
    audience_teams = models.ManyToManyField(Team, blank=True, related_name="+")
    charter = models.ForeignKey("Charter", models.PROTECT, null=True, blank=True, related_name="+")
    privacy = models.CharField(max_length=12, choices=Privacy.choices, blank=True, default="")
    readers = models.ManyToManyField(Person, blank=True, related_name="reads_for_services")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["team", "slug"], name="one_service_per_address"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("catalogue:service", self.team.slug, self.slug)


class CharterQuerySet(GuardedQuerySet["Charter"]):
    def visible_to(self, person: Person) -> CharterQuerySet:
        """What was published about the services this person sees, all versions of it."""
        return self.scoped().filter(service__in=Service.objects.visible_to(person))


class Charter(models.Model):
    """What a team publishes about a service: one version, never edited (S001-17, S001-22).

    Times are working minutes of the team's calendar: ``first_word_minutes`` until a person
    answers (C2), ``usual_minutes`` half of all are done by then, ``nearly_always_minutes`` 85
    in 100 are. ``offer_days`` (C3) and ``update_days`` (C5) are working days. Lists hold one
    sentence each; ``steps`` hold ``{"name", "note", "usual"}``.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="charters")
    version = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    scope = models.JSONField(default=list)
    not_in_scope = models.JSONField(default=list)
    steps = models.JSONField(default=list)
    quality = models.JSONField(default=list)
    bring = models.JSONField(default=list)
    audiences = models.JSONField(default=list)
    hours_words = models.CharField(max_length=limits.LINE_LENGTH, blank=True)
    changes = models.TextField(blank=True)
    emergencies = models.TextField(blank=True)
    first_word_minutes = models.PositiveIntegerField(default=120)
    usual_minutes = models.PositiveIntegerField()
    nearly_always_minutes = models.PositiveIntegerField()
    offer_days = models.PositiveSmallIntegerField(default=2)
    update_days = models.PositiveSmallIntegerField(default=5)
    effort_minutes = models.PositiveIntegerField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)

    objects = CharterQuerySet.as_manager()

    class Meta:
        ordering = ["service", "version"]
        constraints = [
            models.UniqueConstraint(fields=["service", "version"], name="one_charter_per_version"),
            models.CheckConstraint(
                condition=Q(nearly_always_minutes__gte=models.F("usual_minutes")),
                name="nearly_always_is_not_sooner_than_usual",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}, version {self.version}"


class ServiceMoveQuerySet(GuardedQuerySet["ServiceMove"]):
    def visible_to(self, person: Person) -> ServiceMoveQuerySet:
        """Moves from and to the teams this person may speak for."""
        ours = Team.objects.spoken_for_by(person)
        return self.scoped().filter(Q(from_team__in=ours) | Q(to_team__in=ours))

    def that_brought(self, service: Service) -> ServiceMove | None:
        """The move by which a service came to its team: no more than its page tells everybody."""
        done = self.scoped().filter(service=service, answer=ServiceMove.Answer.ACCEPTED)
        return done.select_related("from_team").order_by("-answered_at").first()

    def open(self) -> ServiceMoveQuerySet:
        """Offered, and not answered yet."""
        return self.filter(answer=ServiceMove.Answer.OPEN)


class ServiceMove(models.Model):
    """One team gives a service to another, which says yes first (docs/decisions/0021).

    ``slug`` is the address it had with the first team: it leads to the service for ever.
    """

    class Answer(models.TextChoices):
        OPEN = "", _("waiting for their yes")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("taken back")

    service = models.ForeignKey(Service, models.CASCADE, related_name="moves")
    from_team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    to_team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=120)
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True, default="")
    answer_words = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = ServiceMoveQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service"], condition=Q(answer=""), name="one_open_move_per_service"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.from_team} to {self.to_team}"

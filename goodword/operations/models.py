"""What the house knows about its own running: no row here says anything about people's requests.

Moments in these rows are the database's time, so that hosts whose clocks differ still agree.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Installation(models.Model):
    """The one installation: with which secret key it began, and a row to try writing on."""

    key_mark = models.CharField(max_length=64)
    probed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_one_installation"),
        ]

    def __str__(self) -> str:
        return "installation"


class Lease(models.Model):
    """Who may do for a while what only one may do; ``number`` grows with each new holder.

    A holder that comes back after its time knows by the number that it is no longer the one.
    """

    name = models.CharField(max_length=40, primary_key=True)
    owner = models.CharField(max_length=120, blank=True)
    number = models.PositiveBigIntegerField(default=0)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Heartbeat(models.Model):
    """A process of ours that lives, or lived until ``beaten_at``."""

    key = models.CharField(max_length=120, primary_key=True)
    part = models.CharField(max_length=10)
    host = models.CharField(max_length=100)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    beaten_at = models.DateTimeField()

    class Meta:
        ordering = ["part", "host", "pid"]
        indexes = [models.Index(fields=["part", "-beaten_at"], name="newest_sign_of_life")]

    def __str__(self) -> str:
        return f"{self.part} {self.host}:{self.pid}"


class Trouble(models.Model):
    """Something that stood still, from when it was noticed until it had been well for a while.

    ``well_since`` is when it was first seen to be well again; a relapse takes it away.
    """

    name = models.CharField(max_length=40)
    began_at = models.DateTimeField()
    well_since = models.DateTimeField(null=True, blank=True)
    over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-began_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(over_at=None), name="one_standing_trouble_of_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} since {self.began_at}"

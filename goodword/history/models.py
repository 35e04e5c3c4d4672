"""Who did what, when. Written by actions, never edited."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from goodword.house.guard import GuardedQuerySet


class EventQuerySet(GuardedQuerySet["Event"]):
    def about(self, kind: str, key: int) -> EventQuerySet:
        """What happened to one thing, in order."""
        return self.filter(about_kind=kind, about_id=key).order_by("number")

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("History is never edited.")

    def delete(self) -> NoReturn:
        raise TypeError("History is never deleted.")


class Event(models.Model):
    """One thing that happened, and the words each side was shown about it.

    ``number`` counts from 1 within the thing it is about, so two people who act on the same
    state collide here and one of them is asked again. ``by`` is empty when the product itself
    acted (a clock). ``facts`` hold what a replay needs: times as ISO 8601 in UTC, rows by key.
    """

    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    facts = models.JSONField(default=dict)
    to_asker = models.TextField(blank=True)
    to_team = models.TextField(blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["about_kind", "about_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about_id", "number"], name="one_event_per_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about_kind} {self.about_id} {self.number}: {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once; a second time is a bug."""
        if self.pk:
            raise TypeError("History is never edited.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("History is never deleted.")

"""Who did what, when. Written by actions, never edited."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q

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

    ``effect`` names what a clock did, and when it was due: "request:7:offer_lapsed:3:2026-...".
    No two events have the same, so that two clocks cannot do one thing twice (RELIABILITY 51).
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
    effect = models.CharField(  # noqa: DJ001 - null, so that the rows there are stay as they are
        max_length=160, null=True, blank=True, editable=False
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["about_kind", "about_id", "number"]
        indexes = [
            # which of a team's requests were kept waiting, without reading all that happened
            models.Index(
                fields=["about_id", "at"],
                condition=Q(about_kind="request", name="word_missed"),
                name="words_missed",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about_id", "number"], name="one_event_per_number"
            ),
            models.UniqueConstraint(
                fields=["effect"], condition=Q(effect__isnull=False), name="one_event_per_effect"
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


class FormKeyQuerySet(GuardedQuerySet["FormKey"]):
    def sent_by(self, person: int) -> FormKeyQuerySet:
        """The forms that this person sent, by the person's key: nobody reads another's."""
        return self.scoped().filter(person=person)

    def used_before(self, moment: datetime) -> FormKeyQuerySet:
        """What nobody will send again."""
        return self.filter(used_at__lt=moment)


class FormKey(models.Model):
    """A form that arrived, so that it is done once however often it is sent (RELIABILITY 41, 42).

    Every form carries a key of its own. ``purpose`` is a hash of the address it was sent to,
    ``body`` one of what was in it (never the words), ``answer`` where its sender was led, or,
    should nobody live to say that, the page of what was done. Written in the transaction of the act
    itself: either both are kept or neither is.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=255)
    key = models.CharField(max_length=64)
    body = models.CharField(max_length=64)
    answer = models.CharField(max_length=500, blank=True)
    used_at = models.DateTimeField(db_index=True)

    objects = FormKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose", "key"], name="one_effect_per_form"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.key}"


class ClockJump(models.Model):
    """The clock of a machine was moved: ``seconds`` forward, or back when below nothing.

    The clock process pauses its effects for a round and writes this row, so that the operator
    can be told (RELIABILITY 52). ``at`` is what the clock said afterwards.
    """

    at = models.DateTimeField()
    seconds = models.IntegerField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.seconds} s at {self.at}"

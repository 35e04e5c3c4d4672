"""The organisation itself."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.db.models import Q

from goodword.house.prepared import prepared

Value = TypeVar("Value", str, int)


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


def of_the_house(what: str, otherwise: Value) -> Value:
    """What the organisation has for all who chose nothing else; before it is set up, the other."""
    found: Value | None = Organisation.objects.values_list(what, flat=True).first()
    return found or otherwise


@prepared
def name_of_the_house() -> models.QuerySet[Organisation, str]:
    """What the organisation is called; nothing before it is set up."""
    return Organisation.objects.values_list("name", flat=True)

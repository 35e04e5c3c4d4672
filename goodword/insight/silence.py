"""How often the next word came in time: a team's own figure, never a person's."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest
from markupsafe import Markup

from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.house.prepared import counted, prepared
from goodword.insight.rules import AT_LEAST, Share
from goodword.people.models import Team
from goodword.people.privacy import Privacy
from goodword.requests.models import ServiceRequest
from goodword.ui.rendering import piece

#: Why rows are read without anybody's eyes: what leaves is a count.
READING: Final = "counting how often a team's next word was missed, without names, dates or words"
WINDOW: Final = timedelta(days=90)

Counted = QuerySet[ServiceRequest, dict[str, Any]]


def silence_of(team: Team, at: datetime) -> Share:
    """Of a team's requests of the last 90 days, how many never missed a word then."""
    since = at - WINDOW
    with system_scope(READING):
        # each by itself is read from an index, both at once from all that was ever asked
        found = [*_open(team, since, at), *_ended(team, since, at)]
    whole = sum(row["whole"] for row in found)
    return Share(whole - sum(row["missed"] for row in found), whole)


@prepared
def _open(team: Team, since: datetime, at: datetime) -> Counted:
    return _counted(ServiceRequest.objects.filter(team=team, ended_at=None), since, at)


@prepared
def _ended(team: Team, since: datetime, at: datetime) -> Counted:
    return _counted(ServiceRequest.objects.filter(team=team, ended_at__gte=since), since, at)


def _counted(lately: QuerySet[ServiceRequest], since: datetime, at: datetime) -> Counted:
    """How many requests, and how many of them in which a word was missed."""
    asked = lately.filter(asked_at__lte=at).exclude(privacy=Privacy.CONFIDENTIAL)
    missed = Event.objects.filter(
        about_kind="request", about_id=OuterRef("pk"), name="word_missed", at__range=(since, at)
    )
    return counted(asked, whole=Count("pk"), missed=Count("pk", filter=Exists(missed)))


def words_of(request: HttpRequest, team: Team, at: datetime) -> Markup:
    """Beside a team: how often the next word came in time; of too few nothing is said."""
    found = silence_of(team, at)
    if found.of < AT_LEAST:
        return Markup("")
    return piece("insight/_silence.html", {"found": found}, request)

"""How often the next word came in time: a team's own figure, never a person's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.http import HttpRequest
from markupsafe import Markup

from goodword.history.models import Event
from goodword.house.guard import system_scope
from goodword.insight.rules import AT_LEAST
from goodword.people.models import Team
from goodword.people.privacy import Privacy
from goodword.requests.models import ServiceRequest
from goodword.ui.rendering import piece

#: Why rows are read without anybody's eyes: what leaves is a count.
READING: Final = "counting how often a team's next word was missed, without names, dates or words"
WINDOW: Final = timedelta(days=90)


@dataclass(frozen=True)
class Silence:
    """Of the requests that were open lately, how many never missed a word."""

    kept: int
    of: int

    @property
    def per_hundred(self) -> int:
        """Never rounded up."""
        return 100 * self.kept // self.of if self.of else 0


def silence_of(team: Team, at: datetime) -> Silence:
    """Count a team's requests of the last 90 days, and those in which a word was missed then."""
    since = at - WINDOW
    with system_scope(READING):
        lately = ServiceRequest.objects.filter(team=team, asked_at__lte=at)
        lately = lately.filter(Q(ended_at=None) | Q(ended_at__gte=since))
        lately = lately.exclude(privacy=Privacy.CONFIDENTIAL)
        missed = Event.objects.filter(
            about_kind="request", about_id__in=lately.values("pk"), name="word_missed"
        ).filter(at__gte=since, at__lte=at)
        silent = missed.values("about_id").distinct().count()
        whole = lately.count()
    return Silence(whole - silent, whole)


def words_of(request: HttpRequest, team: Team, at: datetime) -> Markup:
    """Beside a team: how often the next word came in time; of too few nothing is said."""
    found = silence_of(team, at)
    if found.of < AT_LEAST:
        return Markup("")
    return piece("insight/_silence.html", {"found": found}, request)

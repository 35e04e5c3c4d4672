"""The working time of a team: each change is a new version, the earlier ones stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from goodword.house.action import action
from goodword.house.refusals import Conflict, Refusal
from goodword.people.actions.checks import must_lead, real_zone
from goodword.people.models import Person, Team, TeamHours
from goodword.people.rules import hours_as_text
from goodword.working_time import Calendar, CalendarError


@action
def set_hours(
    team: Team,
    *,
    by: Person | None,
    at: datetime,
    valid_from: date,
    zone: str,
    week: dict[str, Any],
    holidays: Sequence[str] = (),
    overrides: dict[str, Any] | None = None,
    breaks: dict[str, Any] | None = None,
    why: str = "",
    seen_version: int | None = None,
) -> TeamHours:
    """Publish a new version of a team's hours, in force from a day on.

    Shapes are those of ``hours explain``. What is over stays as it was: hours begin today at
    the earliest, and take the place of all that would have begun on that day or after.
    Refuses hours that cannot be read, naming each problem. ``seen_version`` is the version the
    writer began from; where a colleague published meanwhile it is a ``Conflict``.
    """
    must_lead(by, team)
    if valid_from < at.date():
        raise Refusal(_("Hours begin today or later: what is over is over."), field="valid_from")
    hours = TeamHours(
        team=team,
        version=_next_version(team, seen_version),
        valid_from=valid_from,
        zone=real_zone(zone),
        week=week,
        holidays=sorted(set(holidays)),
        overrides=overrides or {},
        breaks=breaks or {},
        why=why.strip(),
        made_by=by,
        made_at=at,
    )
    must_be_readable(hours.as_json())
    hours.save()
    keep_hours(team)
    return hours


def keep_hours(team: Team) -> None:
    """Repeat all versions of the hours on the team, where every clock finds them at once."""
    team.hours_kept = hours_as_text(TeamHours.objects.filter(team=team))
    team.save(update_fields=["hours_kept"])


def _next_version(team: Team, seen_version: int | None) -> int:
    """The number after the newest; two who publish at one instant wait for each other."""
    Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
    newest = TeamHours.objects.filter(team=team).aggregate(it=Max("version"))["it"] or 0
    if seen_version is not None and seen_version != newest:
        raise Conflict(
            _("A colleague published version %(version)s while you were writing.")
            % {"version": newest}
        )
    return newest + 1


def must_be_readable(hours: dict[str, Any], field: str = "week") -> None:
    """Refuse hours that working time cannot read, saying every problem in words."""
    try:
        Calendar.from_versions([("1970-01-01", hours)])
    except CalendarError as error:
        words = [_(problem.template) % problem.values for problem in error.problems]
        raise Refusal(" ".join(words), field=field) from None
    if not any(hours["week"].values()) and not hours["overrides"]:
        raise Refusal(_("A team needs at least one open hour a week."), field=field)

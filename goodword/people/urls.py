"""Addresses of people and teams."""

from __future__ import annotations

from datetime import date

from django.urls import path, re_path, register_converter

from goodword.people.views import (
    directory,
    entering,
    mine,
    persons,
    team_hours,
    team_privacy,
    team_settings,
    teams,
)

app_name = "people"


class DayConverter:
    """A day in an address: 2026-11-26."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Read the day; raises ``ValueError`` for one that does not exist (404)."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """Write the day."""
        return value.isoformat()


register_converter(DayConverter, "people_day")

urlpatterns = [
    path("teams/", teams.teams, name="teams"),
    path("teams/<slug:slug>/", teams.team, name="team"),
    path("teams/<slug:slug>/happening/", teams.happening, name="happening"),
    path("teams/<slug:slug>/settings/", team_settings.settings, name="team-settings"),
    path("teams/<slug:slug>/hours/", team_hours.hours, name="team-hours"),
    path("teams/<slug:slug>/people/", team_settings.people, name="team-people"),
    path(
        "teams/<slug:slug>/people/<slug:handle>/end/",
        team_settings.end_membership,
        name="end-membership",
    ),
    path(
        "teams/<slug:slug>/people/<slug:handle>/words/",
        team_settings.words_at_once,
        name="words-at-once",
    ),
    path("teams/<slug:slug>/privacy/", team_privacy.privacy, name="team-privacy"),
    path("teams/<slug:slug>/lead/", team_settings.lead, name="team-lead"),
    path("people/", directory.people, name="people"),
    path("people/<slug:handle>/", persons.person, name="person"),
    path("me/", mine.profile, name="profile"),
    path("me/theme/", mine.theme, name="theme"),
    path("me/absences/", mine.absences, name="absences"),
    path("me/absences/<people_day:from_on>/end/", mine.end_absence, name="end-absence"),
    path("me/words/<slug:slug>/", mine.words_at_once, name="own-words-at-once"),
    path("me/expertise/", mine.expertise, name="expertise"),
    path("me/expertise/end/", mine.end_expertise, name="end-expertise"),
    path("invitations/", directory.invitations, name="invitations"),
    path("invitations/all/never/", directory.invite_all, name="invite-all"),
    path("invitations/<slug:handle>/again/", directory.invite_again, name="invite-again"),
    path("invitations/<str:key>/", entering.invitation, name="invitation"),
    # Ways of allauth that this house does not use: people come in by invitation, and an
    # address is changed by who runs Goodword.
    path("account/email/", entering.not_offered, name="no-own-email"),
    re_path(r"^account/confirm-email/.*$", entering.not_offered, name="no-email-confirmation"),
]

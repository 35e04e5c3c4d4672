"""The page of one person, as colleagues see it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from goodword.house import clock
from goodword.people import sections, showing
from goodword.people.doors import person_of
from goodword.people.models import Person


@require_safe
def person(request: HttpRequest, handle: str) -> HttpResponse:
    """Show who somebody is, how to ask them well, what they know, whether they are here."""
    at = clock.now()
    everybody = Person.objects.visible_to(person_of(request))
    shown = get_object_or_404(everybody.prefetch_related("expertise"), handle=handle)
    teams = list(shown.teams().select_related("lead").prefetch_related("hours"))
    calendar = teams[0].calendar() if teams else None
    today = at.date()
    return render(
        request,
        "people/person.html",
        {
            "at": at,
            "person": shown,
            "teams": teams,
            "absence": showing.absences_on(today, [shown]).get(shown.pk),
            "back": showing.away_words,
            "hours": showing.hours_lines(calendar, today) if calendar else [],
            "opening": showing.opening(calendar, at) if calendar else None,
            "elsewhere": showing.other_clock(shown, person_of(request), at),
            "sections": sections.render("person", request, shown, at),
            "side_sections": sections.render("person-side", request, shown, at),
        },
    )

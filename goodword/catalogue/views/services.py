"""Services as colleagues see them: the list, one service, one version of its charter."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from goodword.catalogue import sections, showing
from goodword.catalogue.models import Charter, Service, ServiceMove
from goodword.house import clock
from goodword.house.lookups import anywhere
from goodword.house.prepared import counted, prepared
from goodword.people import showing as people_showing
from goodword.people.doors import person_of
from goodword.people.models import Person, Team

AT_MOST = 300
AT_FIRST = 6
#: More words make a search dearer, and no sharper.
WORDS_AT_MOST = 10
#: All that a list shows; what teams and charters say at length costs more to read than all else.
LISTED = ("name", "slug", "summary", "team", "charter")
LISTED_OF_CHARTER = ("charter__usual_minutes", "charter__first_word_minutes")
LISTED_OF_TEAM = ("name", "slug", "hours_kept")


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """List what one can ask for, by team; narrowed by words and by when it is done."""
    me, at = person_of(request), clock.now()
    words = request.GET.get("q", "").strip()[:100]
    only = request.GET.getlist("only")
    team = request.GET.get("team", "")
    patterns = [anywhere(word) for word in words.split()[:WORDS_AT_MOST]]
    found = _offered(me, team or None, *patterns)
    teams = {one.pk: one for one in _offering(me, team or None, *patterns)}
    groups = showing.groups_of(found, teams, at)
    groups = showing.narrowed(groups, only)
    context = {
        "at": at,
        "words": words,
        "only": only,
        "chosen": team,
        "groups": groups,
        "count": sum(row["number"] for row in _number_of(me)),
        "is_cut": len(found) == AT_MOST,
        "at_most": AT_MOST,
        "at_first": AT_MOST if words or only or team else AT_FIRST,
        "duty": next(iter(_duty(me)), None),
        "sections": sections.render("services", request, None, at),
    }
    return render(request, "catalogue/services.html", context)


@prepared
def _offered(me: Person, team: str | None, *patterns: str) -> QuerySet[Service]:
    """What can be asked for: of a team where one is named, with all of the words."""
    found = _found(me, team, *patterns).select_related("charter")
    return found.only(*LISTED, *LISTED_OF_CHARTER)


def _found(me: Person, team: str | None, *patterns: str) -> QuerySet[Service]:
    found = Service.objects.visible_to(me).offered().filter(_of_team(team), *map(_said, patterns))
    return found.order_by("team__name", "name")[:AT_MOST]


def _of_team(slug: str | None) -> Q:
    return Q(team__slug=slug) if slug else Q()


def _said(pattern: str) -> Q:
    named = Q(name__fits=pattern) | Q(team__name__fits=pattern)
    return named | Q(summary__fits=pattern) | Q(keywords__fits=pattern)


@prepared
def _number_of(me: Person) -> QuerySet[Service, dict[str, int]]:
    return counted(Service.objects.visible_to(me).offered(), number=Count("pk"))


@prepared
def _offering(me: Person, team: str | None, *patterns: str) -> QuerySet[Team]:
    """The teams that offer it, each once."""
    offered = _found(me, team, *patterns)
    teams = Team.objects.visible_to(me).filter(pk__in=offered.values("team"))
    return teams.only(*LISTED_OF_TEAM)


@prepared
def _duty(me: Person) -> QuerySet[Team]:
    return Team.objects.visible_to(me).on_duty()


def visible_service(request: HttpRequest, team: str, slug: str) -> Service:
    """Return a service this person may see; one without a charter only to its own team."""
    me = person_of(request)
    related = Service.objects.visible_to(me).select_related("team", "charter")
    service = next(iter(_named(me, team, slug)), None) or related.at_address(team, slug)
    if service is None or (service.charter is None and not may_edit(service, me)):
        raise Http404
    return service


@prepared
def _named(me: Person, team: str, slug: str) -> QuerySet[Service]:
    related = Service.objects.visible_to(me).select_related("team", "charter__published_by")
    return related.filter(team__slug=team, slug=slug)


def may_edit(service: Service, me: Person) -> bool:
    """Say whether this person may change what the team offers."""
    return bool(_spoken_for(me, service.team_id))


@prepared
def _spoken_for(me: Person, team: int) -> QuerySet[Team, int]:
    return Team.objects.spoken_for_by(me).filter(pk=team).values_list("pk", flat=True)


@prepared
def _versions(me: Person, service: Service) -> QuerySet[Charter]:
    """All versions of what was published about a service, the newest first: when each was."""
    published = Charter.objects.visible_to(me).filter(service=service)
    return published.only("version", "published_at").order_by("-version")


@require_safe
def service(request: HttpRequest, team: str, slug: str) -> HttpResponse:
    """Show a service: how long it takes, what one gets, what to bring, and the form to ask."""
    shown = visible_service(request, team, slug)
    if (shown.team.slug, shown.slug) != (team, slug):
        return redirect(shown)
    return _page(request, shown, shown.charter)


@require_safe
def version(request: HttpRequest, team: str, slug: str, number: int) -> HttpResponse:
    """Show an earlier version of a charter, which requests of its time still go by."""
    shown = visible_service(request, team, slug)
    versions = Charter.objects.visible_to(person_of(request)).filter(service=shown)
    charter = get_object_or_404(versions, version=number)
    return _page(request, shown, charter)


def _page(request: HttpRequest, shown: Service, charter: Charter | None) -> HttpResponse:
    me, at = person_of(request), clock.now()
    calendar = shown.team.calendar()
    is_current = charter is not None and charter.pk == shown.charter_id
    context = {
        "at": at,
        "service": shown,
        "team": shown.team,
        "charter": charter,
        "is_current": is_current,
        "came": ServiceMove.objects.that_brought(shown) if shown.moved_at else None,
        "is_offered": is_current and shown.retired_at is None,
        "facts": showing.charter_facts(charter, calendar) if charter else [],
        "desks": people_showing.desks(shown.team, calendar, at),
        "hours": people_showing.hours_lines(calendar, at.date()),
        "closed": people_showing.closed_days(calendar, at.date()),
        "zone": calendar.zone,
        "may_edit": may_edit(shown, me),
        "versions": _versions(me, shown),
        "record": sections.render("service", request, shown, at),
        "ask": sections.render("service-ask", request, shown, at),
        "side_sections": sections.render("service-side", request, shown, at),
    }
    return render(request, "catalogue/service.html", context)

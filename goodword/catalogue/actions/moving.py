"""Giving a service to another team, which says yes first (docs/decisions/0021)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from goodword.catalogue import letters, sections
from goodword.catalogue.actions.services import free_slug, own_name
from goodword.catalogue.models import Service, ServiceMove
from goodword.house.action import action
from goodword.house.refusals import Conflict, Refusal
from goodword.people.actions.checks import must_lead, some_words
from goodword.people.models import Person, Team
from goodword.people.privacy import READERS_AT_LEAST, Privacy

REASON_LENGTH = 1_000


@action
def offer_service(
    service: Service, *, by: Person | None, at: datetime, to_team: Team, reason: str
) -> ServiceMove:
    """Ask another team to take a service over; until its lead says yes it stays where it is."""
    locked = _locked(service)
    must_lead(by, locked.team)
    if to_team.pk == locked.team_id:
        raise Refusal(_("Choose another team than your own."), field="to_team")
    if ServiceMove.objects.open().filter(service=service).exists():
        raise Refusal(_("Another team has been asked already and has not answered yet."))
    why = some_words(reason, "reason", _("Say why they are the right ones."), REASON_LENGTH)
    move = ServiceMove.objects.create(
        service=service,
        from_team=locked.team,
        to_team=to_team,
        slug=locked.slug,
        reason=why,
        by=by,
        at=at,
    )
    letters.tell(move, at)
    return move


@action
def take_service(move: ServiceMove, *, by: Person | None, at: datetime) -> Service:
    """Say yes for one's team: what is asked from now on comes here, under the same charter.

    What is open stays with the team that gave its word on it. Raises ``Refusal`` where the team
    offers another thing under this name, or has too few people to read what is confidential.
    """
    service = _locked(move.service)
    must_lead(by, move.to_team)
    _close(move, ServiceMove.Answer.ACCEPTED, by, at)
    own_name(move.to_team, service.name, than=service)
    readers = _readers(service, move.to_team, at)
    service.slug = free_slug(move.to_team, service.slug)
    service.team, service.moved_at = move.to_team, at
    service.save(update_fields=["team", "slug", "moved_at"])
    service.readers.set(readers)
    sections.moved(service, at)
    letters.tell(move, at)
    return service


def _readers(service: Service, team: Team, at: datetime) -> list[Person]:
    """Who reads what is confidential about it from now on: those named for all that team does."""
    members = Person.objects.members_of(team, at.date())
    named = list(members.filter(reads_for_services=service) | members.filter(reads_for_teams=team))
    found = list({one.pk: one for one in named}.values())
    if service.privacy == Privacy.CONFIDENTIAL and len(found) < READERS_AT_LEAST:
        raise Refusal(
            _(
                "What is asked here is confidential. Name two people of %(team)s first, where it "
                "says who may see what comes to it."
            )
            % {"team": team.name}
        )
    return found if service.privacy == Privacy.CONFIDENTIAL else []


@action
def refuse_service(
    move: ServiceMove, *, by: Person | None, at: datetime, words: str
) -> ServiceMove:
    """Say no for one's team, with a reason: the service stays where it is."""
    _locked(move.service)
    must_lead(by, move.to_team)
    why = some_words(words, "words", _("Say why, in one sentence."), REASON_LENGTH)
    refused = _close(move, ServiceMove.Answer.REFUSED, by, at, why)
    letters.tell(refused, at)
    return refused


@action
def keep_service(move: ServiceMove, *, by: Person | None, at: datetime) -> ServiceMove:
    """Take the offer back before it is answered."""
    _locked(move.service)
    must_lead(by, move.from_team)
    return _close(move, ServiceMove.Answer.WITHDRAWN, by, at)


def _locked(service: Service) -> Service:
    """The service as it is now; two who decide about it at one time wait for each other."""
    rows = Service.objects.select_for_update(of=("self",)).select_related("team")
    return rows.get(pk=service.pk)


def _close(
    move: ServiceMove, answer: str, by: Person | None, at: datetime, words: str = ""
) -> ServiceMove:
    """Write the answer. Raises ``Conflict`` when it was answered or taken back meanwhile."""
    open_still = ServiceMove.objects.open().filter(pk=move.pk)
    if not open_still.update(answer=answer, answered_by=by, answered_at=at, answer_words=words):
        raise Conflict(_("Somebody was faster: this has been answered already."))
    move.refresh_from_db()
    return move

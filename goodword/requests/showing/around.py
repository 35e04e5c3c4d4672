"""What stands around a request in a list, fetched in the same query as the request itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from goodword.people.models import Membership
from goodword.requests.models import (
    Handover,
    Offer,
    PlanStep,
    Question,
    ServiceRequest,
    WaitingOnOther,
)

RELATED = ("asker", "owner", "team", "service", "charter", "promise", "offer", "offer__by")


#: What people wrote.
SAID = frozenset({"question", "waits_for", "step"})


@dataclass(frozen=True, slots=True)
class Around:
    """Words and numbers that hang on a request. Empty where there is nothing."""

    asker_team: str = ""
    question: str = ""
    waits_for: str = ""
    steps: int = 0
    steps_done: int = 0
    step: str = ""
    handed_team: str = ""


#: Each of them, and under which name the list's query brings it along.
BROUGHT = tuple((name, f"around_{name}") for name in Around.__slots__)


def around_of(service_request: ServiceRequest) -> Around:
    """What the list's query brought along; nothing for a request that was fetched alone.

    Of a confidential request a list shows who and when, and none of the words.
    """
    brought = vars(service_request)
    known = {name: brought[where] for name, where in BROUGHT if brought.get(where) is not None}
    if service_request.is_confidential:
        known = {name: value for name, value in known.items() if name not in SAID}
    return Around(**known)


def with_around(requests: QuerySet[ServiceRequest], today: date) -> QuerySet[ServiceRequest]:
    """The same requests with everything their page shows around them, without a query for each."""
    return requests.select_related(*RELATED).annotate(**_annotations(today))


def listed(requests: QuerySet[ServiceRequest], today: date) -> QuerySet[ServiceRequest]:
    """The same with what a row shows, and no more: no long words, no papers of teams."""
    own = [one.name for one in ServiceRequest._meta.concrete_fields if one.name not in UNREAD]
    people = [f"{role}__{name}" for role in ("asker", "owner", "offer__by") for name in OF_PERSON]
    teams = ["team__name", "team__slug", "team__hours_kept"]
    offers = [f"offer__{one.name}" for one in Offer._meta.concrete_fields]
    related = requests.select_related("asker", "owner", "team", "offer", "offer__by")
    return related.only(*own, *people, *teams, *offers).annotate(**_annotations(today))


#: What people wrote at length, and what no row shows.
UNREAD = frozenset({"words", "purpose", "good_result", "needed_why", "fixed_why", "nonce"})
OF_PERSON = ("name", "preferred_name", "handle")


def _annotations(today: date) -> dict[str, Any]:
    here = OuterRef("pk")
    open_question = Question.objects.filter(service_request=here, answered_at=None)
    waiting = WaitingOnOther.objects.filter(service_request=here, ended_at=None)
    steps = PlanStep.objects.filter(service_request=here)
    handing = Handover.objects.filter(service_request=here, answer="")
    teams = Membership.objects.current(today).filter(person=OuterRef("asker"))
    return {
        "around_asker_team": _words(teams.order_by("from_on", "pk"), "team__name"),
        "around_question": _words(open_question, "words"),
        "around_waits_for": _words(waiting.order_by("-at"), "on_whom"),
        "around_steps": _number(steps),
        "around_steps_done": _number(steps.exclude(done_at=None)),
        "around_step": _words(steps.filter(done_at=None).order_by("position"), "words"),
        "around_handed_team": _words(handing, "to_team__name"),
    }


def _words(rows: QuerySet[Any], field: str) -> Coalesce:
    first = Subquery(rows.values(field)[:1], output_field=CharField())
    return Coalesce(first, Value(""), output_field=CharField())


def _number(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("service_request").annotate(number=Count(F("pk")))
    return Coalesce(Subquery(counted.values("number")), 0)

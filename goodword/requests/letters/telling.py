"""Who is told about an event, and by which kind of letter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet

from goodword.history.models import Event
from goodword.house.prepared import prepared
from goodword.outbox.actions import post_to_all
from goodword.people.models import Membership, Person, Team
from goodword.requests.letters.audience import may_hear
from goodword.requests.letters.kinds import (
    ANSWER,
    DESK,
    DUTY,
    GLASS,
    NEWS,
    NOTICE,
    RECEIPT,
    REMINDER,
    SHARED,
    SPONSOR,
    THIRD,
    WORD,
)
from goodword.requests.models import Exclusion, Handover, ServiceRequest
from goodword.requests.rules.reminders import DAY_BEFORE

#: What the asker's side hears, event by event.
TO_ASKER: Final = {
    "asked": RECEIPT,
    **dict.fromkeys(
        (
            "answered", "acknowledged", "wrote", "played_back", "question_asked", "offered",
            "promised", "warned", "assured", "apologised", "delivered", "declined",
            "closed_unanswered", "offer_withdrawn",
        ),
        WORD,
    ),
    **dict.fromkeys(
        (
            "broken", "taken_as_done", "question_reminded", "delivery_reminded",
            "offer_reminded", "offer_lapsed", "word_missed", "handover_bounced",
            "opening_asked", "glass_broken", "sponsor_denied",
        ),
        NOTICE,
    ),
    **dict.fromkeys(
        (
            "planned", "step_done", "work_started", "waiting_on_other", "resumed",
            "handover_offered", "handover_accepted", "handover_refused", "privacy_raised",
            "leads_asked", "word_sooner", "date_fixed", "sponsor_confirmed",
        ),
        NEWS,
    ),
}  # fmt: skip
#: What the asker has on paper even when their own act made it so.
RECORDED: Final = frozenset({"asked", "promised"})
#: What the owner hears of the other side; the whole team while nobody has it.
TO_OWNER: Final = frozenset(
    {
        "wrote", "understood", "corrected", "question_answered", "countered", "promised",
        "move_refused", "confirmed", "not_yet", "reopened", "withdrawn", "disputed", "reminded",
        "passed_on", "outside_waits", "date_fixed", "made_emergency", "set_back", "delegate_named",
        "privacy_raised", "opening_agreed",
        "opening_refused",
    }
)  # fmt: skip
#: Letters that carry the offer made in the same act.
CARRIES_OFFER: Final = ("warned", "apologised")
#: What a clock says to whom the next word belongs.
DUTIES: Final = frozenset(
    {
        "word_missed", "broken", "offer_lapsed", "taken_as_done", "letter_lost",
        "date_outside_hours", "service_ended",
    }
)  # fmt: skip
#: Who is named in an event as having the next word, and under which fact.
NAMED: Final = {
    "assigned": "to", "cover_asked": "cover", "disputed": "lead", "reader_named": "to",
}  # fmt: skip
#: What asks another team to take it over.
ASKS_ANOTHER_TEAM: Final = frozenset({"handover_offered", "passed_on"})
#: How a hand-over ended, for the person who offered it.
HANDED: Final = frozenset({"handover_accepted", "handover_refused", "handover_bounced"})


def tell(event: Event, service_request: ServiceRequest, at: datetime) -> None:
    """Post the letters about one event, in the transaction of the act that made it.

    Nobody is written to about their own act, except for what they should have on paper; private
    notes are told to nobody.
    """
    _tell_asker(event, service_request, at)
    _tell_team(event, service_request, at)


def _tell_asker(event: Event, service_request: ServiceRequest, at: datetime) -> None:
    kind = TO_ASKER.get(event.name)
    by_asker = event.facts.get("side") == "asker"
    if kind is None or (by_asker and event.name not in RECORDED) or _is_said_already(event):
        return
    people = [service_request.asker, service_request.beneficiary, service_request.delegate]
    readers = {person.pk: person for person in people if person}
    if event.by_id and event.name not in RECORDED:
        readers.pop(event.by_id, None)
    _post(kind, readers.values(), event, service_request, at, side="asker")


def _is_said_already(event: Event) -> bool:
    """Whether an offer only completes what the letter before it, of the same act, says."""
    if event.name != "offered":
        return False
    return Event.objects.filter(
        about_kind=event.about_kind,
        about_id=event.about_id,
        number=event.number - 1,
        name__in=CARRIES_OFFER,
        at=event.at,
    ).exists()


def _tell_team(event: Event, service_request: ServiceRequest, at: datetime) -> None:
    name, by_asker = event.name, event.facts.get("side") == "asker"
    if name in ASKS_ANOTHER_TEAM:
        _tell_other_team(event, service_request, at)
    if name == "asked":
        _tell_desk(service_request.team, event, service_request, at)
    elif name == "shared":
        _post(SHARED, Person.objects.filter(pk=event.facts["to"]), event, service_request, at)
    elif name == "glass_broken":
        _tell_of_glass(event, service_request, at)
    elif name in HANDED:
        _tell_who_handed_on(event, service_request, at)
    elif name in NAMED and event.facts.get(NAMED[name]):
        named = Person.objects.get(pk=event.facts[NAMED[name]])
        _post(DUTY, _without(event, [named]), event, service_request, at)
    elif name in OWN_WAYS:
        OWN_WAYS[name](event, service_request, at)
    elif name in DUTIES:
        _tell_owner(DUTY, event, service_request, at)
    elif name in TO_OWNER and by_asker:
        _tell_owner(ANSWER, event, service_request, at)


def _tell_leads(event: Event, service_request: ServiceRequest, at: datetime) -> None:
    """Tell who leads the team, and who leads the asker's: the second reads nothing of it."""
    for kind, key in ((DUTY, event.facts["theirs"]), (THIRD, event.facts["own"])):
        if key:
            _post(kind, Person.objects.filter(pk=key), event, service_request, at)


def _remind_owner(event: Event, service_request: ServiceRequest, at: datetime) -> None:
    """Remind who has the word; the last reminder, on the day before, does not wait."""
    is_last = event.facts["steps"][-1] == DAY_BEFORE
    _tell_owner(REMINDER, event, service_request, at, urgent=is_last or None)


def _tell_sponsor(event: Event, service_request: ServiceRequest, at: datetime) -> None:
    """Tell who was named to stand for an emergency: they may not read the request by that."""
    people = Person.objects.filter(pk=event.facts["sponsor"])
    kept_out = Exclusion.objects.filter(service_request=service_request, ended_at=None)
    readers = people.exclude(pk__in=kept_out.values("person"))
    again = event.name == "sponsor_reminded"
    facts = {"event": event.pk, "emergency": event.facts["emergency"], "again": again}
    about, key = ("request", service_request.pk), f"request:{event.pk}:sponsor"
    post_to_all(SPONSOR, to=readers, about=about, facts=facts, at=at, key=key)


def _tell_of_denial(event: Event, service_request: ServiceRequest, at: datetime) -> None:
    """Tell who has it that the sponsor did not agree."""
    _tell_owner(ANSWER, event, service_request, at)


#: What is told to the team, or beside it, in a way of its own.
OWN_WAYS: Final = {
    "leads_asked": _tell_leads,
    "promise_reminded": _remind_owner,
    "sponsor_named": _tell_sponsor,
    "sponsor_reminded": _tell_sponsor,
    "sponsor_denied": _tell_of_denial,
}


def _tell_owner(
    kind: str,
    event: Event,
    service_request: ServiceRequest,
    at: datetime,
    *,
    urgent: bool | None = None,
) -> None:
    """Tell who has it; the whole desk where nobody has, or who had it has left the team."""
    team, owner = service_request.team, service_request.owner
    if owner and owner.is_active and _belongs(owner.pk, team, at.date()):
        _post(kind, _without(event, [owner]), event, service_request, at, urgent=urgent)
    else:
        _tell_desk(team, event, service_request, at)


@prepared
def _belongs(person: int, team: Team, day: date) -> QuerySet[Membership, int]:
    here = Membership.objects.current(day).filter(person=person, team=team)
    return here.order_by().values_list("pk", flat=True)


@prepared
def _members(team: Team, day: date) -> QuerySet[Person]:
    return Person.objects.members_of(team, day)


def _tell_desk(team: Team, event: Event, service_request: ServiceRequest, at: datetime) -> None:
    """Tell everybody at the desk: together with the rest, unless it cannot wait."""
    members = _without(event, _members(team, at.date()))
    hurry = bool(service_request.emergency or service_request.waiting_outside)
    _post(DESK, members, event, service_request, at, urgent=hurry)


def _tell_other_team(event: Event, service_request: ServiceRequest, at: datetime) -> None:
    handover = _handover(event)
    if handover.to_person:
        _post(DUTY, [handover.to_person], event, service_request, at)
    else:
        _tell_desk(handover.to_team, event, service_request, at)


def _tell_who_handed_on(event: Event, service_request: ServiceRequest, at: datetime) -> None:
    """Tell the colleague who offered it. What an asker passed on they hear on their own side."""
    handover = _handover(event)
    if handover.is_referral:
        _tell_owner(ANSWER, event, service_request, at)
    else:
        _post(ANSWER, _without(event, [handover.by]), event, service_request, at)


def _tell_of_glass(event: Event, service_request: ServiceRequest, at: datetime) -> None:
    """Tell the lead and who has it; of a confidential request, whoever is named to read it."""
    team = service_request.team
    people = {one.pk: one for one in (team.lead, service_request.owner) if one}
    if service_request.is_confidential:
        members = Person.objects.members_of(team, at.date())
        people = {one.pk: one for one in members}
    _post(GLASS, _without(event, people.values()), event, service_request, at)


def _handover(event: Event) -> Handover:
    related = Handover.objects.select_related("by", "to_person", "to_team")
    return related.get(pk=event.facts["handover"])


def _without(event: Event, people: Iterable[Person]) -> list[Person]:
    """Everybody but the person who did it."""
    return [person for person in people if person.pk != event.by_id]


def _facts(event: Event, service_request: ServiceRequest, side: str) -> dict[str, object]:
    """What the letter is worded from; of a receipt besides that a mail set it off (case 6)."""
    facts: dict[str, object] = {"event": event.pk, "side": side}
    if event.name == "asked" and side == "asker":
        facts["by_mail"] = service_request.channel == ServiceRequest.Channel.MAIL
    return facts


def _post(
    kind: str,
    people: Iterable[Person],
    event: Event,
    service_request: ServiceRequest,
    at: datetime,
    *,
    side: str = "team",
    urgent: bool | None = None,
) -> None:
    readers = may_hear(service_request, people)
    if readers:
        post_to_all(
            kind,
            to=readers,
            about=("request", service_request.pk),
            facts=_facts(event, service_request, side),
            at=at,
            urgent=urgent,
            key=f"request:{event.pk}:{side}",
        )

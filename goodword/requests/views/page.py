"""The page of a request: what each of its sections shows to one side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from goodword.catalogue.models import Service
from goodword.house.words import gettext as _
from goodword.people.models import Person
from goodword.people.privacy import Privacy
from goodword.requests.forms.fields import zone_words
from goodword.requests.models import Playback, ServiceRequest
from goodword.requests.rules.states import State
from goodword.requests.showing.around import around_of
from goodword.requests.views.banner import Banner, banner_of, said_length
from goodword.requests.views.fixed_dates import later_than_fixed
from goodword.requests.views.rows import Rows
from goodword.requests.views.talk import Entry, File, file_of, history_of, talk_of
from goodword.ui import when


@dataclass(frozen=True)
class Seen:
    """One person of the side column, and what they are here."""

    person: Person
    words: str
    href: str
    name: str = ""


@dataclass(frozen=True)
class StepSeen:
    """One step of the plan."""

    key: int
    words: str
    note: str
    at: str
    state: str


@dataclass(frozen=True)
class Rate:
    """How often a service kept its word lately."""

    kept: int
    total: int


@dataclass(frozen=True)
class AimSeen:
    """The inner date: of the reader alone, or that which was kept with the word."""

    at: datetime
    is_own: bool


@dataclass(frozen=True)
class RequestPage:
    """One request for one reader. Nothing in here reads rows when it is drawn."""

    reference: str
    version: int
    side: str
    is_both: bool
    title: str
    shown_title: str
    asked: AskedWords
    status: str
    banner: Banner
    handover: Any
    playback: Playback | None
    playback_waits: bool
    playback_aside: str
    steps: list[StepSeen]
    talk: list[Entry]
    history: list[Entry]
    needs: list[tuple[str, str, str]]
    people: list[Seen]
    files: list[File]
    service: ServiceSeen | None
    who_sees: str
    privacy: str
    opening: Any
    how_to_ask: str
    write_to: str
    team: str
    team_slug: str
    zone: str
    asker: str
    is_open: bool
    is_delivered: bool
    waits: str
    aim: AimSeen | None


@dataclass(frozen=True)
class AskedWords:
    """Who asked, for whom, when, and why it matters."""

    by_me: bool
    asker: str
    filer: str
    for_whom: str
    at: datetime
    purpose: str
    good_result: str
    needed_by: datetime | None
    needed_why: str
    fixed_at: datetime | None
    fixed_why: str
    fixed_note: str
    waiting_outside: str
    waiting_many: int | None
    waiting_since: datetime | None
    emergency: str
    sponsor: str


@dataclass(frozen=True)
class ServiceSeen:
    """The service and what it publishes."""

    name: str
    href: str
    usual: str
    rate: Rate | None


def shown(rows: Rows) -> RequestPage:
    """Turn what was read into what is shown."""
    here = rows.service_request
    playback = rows.playbacks[-1] if rows.playbacks else None
    return RequestPage(
        reference=here.reference,
        version=here.number_of_events,
        side=rows.side,
        is_both=rows.is_both,
        title=here.title,
        shown_title=here.shown_title,
        asked=_asked(rows),
        status=_status(rows),
        banner=banner_of(rows),
        handover=rows.handover,
        playback=playback,
        playback_waits=bool(playback and not playback.answer and here.is_open),
        playback_aside=_playback_aside(playback, rows),
        steps=_steps(rows),
        talk=talk_of(rows),
        history=history_of(rows),
        needs=_needs(rows),
        people=_people(rows),
        files=[file_of(one, here.reference) for one in rows.attachments],
        service=_service(rows),
        who_sees=who_sees(here, rows.side),
        privacy=here.privacy,
        opening=Privacy(here.opening_to).label if here.opening_to else "",
        how_to_ask=here.asker.how_to_ask if rows.side in {"team", "taker"} else "",
        write_to=_write_to(rows),
        team=here.team.name,
        team_slug=here.team.slug,
        zone=zone_words(rows.me.zone, rows.calendar.zone),
        asker=here.asker.preferred_name,
        is_open=here.is_open,
        is_delivered=here.state == State.DELIVERED,
        aim=_aim(rows),
        waits=rows.waits[-1].on_whom if here.state == State.WAITING_OTHER and rows.waits else "",
    )


def _asked(rows: Rows) -> AskedWords:
    here = rows.service_request
    filer = here.typed_by
    return AskedWords(
        by_me=here.asker_id == rows.me.pk,
        asker=here.asker.name,
        filer=_("you") if filer == rows.me else filer.name if filer else "",
        for_whom=here.beneficiary.name if here.beneficiary else here.beneficiary_name,
        at=here.asked_at,
        purpose=here.purpose,
        good_result=here.good_result,
        needed_by=here.needed_by,
        needed_why=here.needed_why,
        fixed_at=here.fixed_at,
        fixed_why=here.fixed_why,
        fixed_note=later_than_fixed(here, rows.at),
        waiting_outside=here.waiting_outside,
        waiting_many=here.waiting_many,
        waiting_since=here.waiting_since,
        emergency=here.emergency,
        sponsor=_sponsor(here),
    )


def _sponsor(here: ServiceRequest) -> str:
    """Who stands for the emergency, and whether they said so; nothing where nobody is named."""
    made = getattr(here, "emergency_record", None)
    if made is None or made.sponsor is None:
        return ""
    return {
        "": _("%(name)s is named as standing for it, not yet confirmed."),
        "confirmed": _("%(name)s stands for it: confirmed."),
        "denied": _("%(name)s was named and did not agree: denied."),
    }[made.sponsor_answer] % {"name": made.sponsor.name}


def _aim(rows: Rows) -> AimSeen | None:
    """The reader's own aim, else the one of the word that stands; never for the asker's side."""
    here = rows.service_request
    if rows.side != "team" or not here.is_open:
        return None
    if rows.aims:
        return AimSeen(rows.aims[0].aim_at, is_own=True)
    promise = here.promise if rows.standing.promise else None
    offers = [one.aim_at for one in rows.offers if promise and one.pk == promise.offer_id]
    return AimSeen(offers[0], is_own=False) if offers and offers[0] else None


def _status(rows: Rows) -> str:
    """Where it is, in one sentence under the title."""
    here = rows.service_request
    if here.state == State.WAITING_OTHER and rows.waits:
        wait = rows.waits[-1]
        known = {
            "name": here.owner_name,
            "whom": wait.on_whom,
            "when": when.near_moment(wait.until, rows.at),
        }
        if rows.me.pk == wait.by_id:
            return _("You wait for %(whom)s until %(when)s.") % known
        return _("%(name)s waits for %(whom)s until %(when)s.") % known
    doing = next((step for step in rows.steps if step.done_at is None), None)
    if doing is None or not here.is_open:
        return ""
    number = sum(1 for step in rows.steps if step.done_at) + 1
    return _("Step %(number)s of %(all)s: %(words)s.") % {
        "number": number,
        "all": len(rows.steps),
        "words": doing.words.rstrip("."),
    }


def _playback_aside(playback: Playback | None, rows: Rows) -> str:
    if playback is None:
        return ""
    who = playback.answered_by or playback.by
    moment = playback.answered_at or playback.at
    known = {
        "name": _("you") if who == rows.me else who.preferred_name,
        "when": when.recently(moment, rows.at),
    }
    if playback.answer == Playback.Answer.YES:
        return when.starting(_("%(name)s confirmed, %(when)s") % known)
    if playback.answer == Playback.Answer.NOT_QUITE:
        return when.starting(_("%(name)s corrected it, %(when)s") % known)
    if rows.side == "asker" and rows.may_answer:
        return _("%(name)s, %(when)s. Your turn") % known
    return when.starting(_("%(name)s, %(when)s") % known)


def _steps(rows: Rows) -> list[StepSeen]:
    seen, here_yet = [], False
    for step in rows.steps:
        state = "done" if step.done_at else "" if here_yet else "here"
        here_yet = here_yet or state == "here"
        at = when.recently(step.done_at, rows.at) if step.done_at else step.when
        seen.append(StepSeen(step.pk, step.words, "", at, state))
    return seen


def _needs(rows: Rows) -> list[tuple[str, str, str]]:
    """What the team needs from the asker: the open question first, then the charter's list."""
    here, needs = rows.service_request, []
    if rows.side == "watcher":
        return []
    if rows.question:
        needs.append(("todo", rows.question.words, rows.question.effect))
    if here.charter and here.is_open and here.state != State.DELIVERED:
        needs += [("", str(words), "") for words in here.charter.bring]
    return needs


def _people(rows: Rows) -> list[Seen]:
    here, team = rows.service_request, around_of(rows.service_request).asker_team
    asked = _("asked, %(team)s") % {"team": team} if team else _("asked")
    found = [(here.asker, asked)]
    if here.typed_by:
        found.append((here.typed_by, _("typed it")))
    if here.beneficiary:
        found.append((here.beneficiary, _("it is for them")))
    if here.delegate:
        found.append((here.delegate, _("may answer and confirm")))
    if here.owner:
        found.append((here.owner, _("has it, %(team)s") % {"team": here.team.name}))
    promise = here.promise
    if promise and promise.made_by_id != here.owner_id:
        found.append((promise.made_by, _("gave their word")))
    return [_seen(person, words, rows.me) for person, words in found]


def _seen(person: Person, words: str, me: Person) -> Seen:
    name = _("You") if person.pk == me.pk else ""
    href = "" if me.is_guest else reverse("people:person", args=[person.handle])
    return Seen(person, words, href, name)


def _service(rows: Rows) -> ServiceSeen | None:
    service, charter = rows.service_request.service, rows.service_request.charter
    if service is None:
        return None
    is_elsewhere = service.team_id != rows.service_request.team_id
    record = None if is_elsewhere else getattr(service, "record", None)
    usual = said_length(charter.usual_minutes, rows) if charter else ""
    return ServiceSeen(
        name=service.name,
        href=""
        if rows.me.is_guest
        else reverse("catalogue:service", args=[service.team.slug, service.slug]),
        usual=_offered_by(service) if is_elsewhere else _usually(usual),
        rate=Rate(record.kept, record.kept + record.broken) if record else None,
    )


def _usually(length: str) -> str:
    return _("Usually %(usual)s.") % {"usual": length} if length else ""


def _offered_by(service: Service) -> str:
    """Of a request that is with another team than the one that offers such things now."""
    return _("It is offered by %(team)s; this one is not with them.") % {"team": service.team.name}


def who_sees(here: ServiceRequest, side: str) -> str:
    """One line: who can see this. The page behind it names everybody, and why."""
    if here.is_confidential:
        words = _("Only those who take part, and the people named in %(team)s.")
    elif here.privacy == Privacy.OPEN:
        words = _(
            "Those who take part, and everybody in %(team)s. Every colleague may find the title "
            "and how it stands."
        )
    else:
        words = _("Those who take part, and everybody in %(team)s.")
    return words % {"team": here.team.name}


def _write_to(rows: Rows) -> str:
    here = rows.service_request
    if rows.side == "asker":
        return here.owner_name
    return here.asker.preferred_name

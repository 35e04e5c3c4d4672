"""Declining with a way on, and handing over to a team that says yes."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from goodword.house import faults
from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.people.models import Membership, Person, Team
from goodword.people.privacy import Privacy
from goodword.requests.actions.closing import check_window
from goodword.requests.actions.delivering import let_go
from goodword.requests.actions.keeping import Held, policy_of, required, written
from goodword.requests.actions.readers import move_readers, standing_readers
from goodword.requests.actions.understanding import after_pause
from goodword.requests.models import Handover, Referral, ServiceRequest
from goodword.requests.rules import clocks


@action
def decline(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    why: str,
    words: str,
    way: str,
    to_team: Team | None = None,
    to_person: Person | None = None,
    answer_words: str = "",
) -> Referral:
    """Say no with a reason and a way on: a team, a person or an answer (T8, S002-07)."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    held.refuse_unless_possible("declined")
    if held.standing.promise:
        raise Refusal(_("A word has been given. Only the asker can release it."))
    kept = required(words, _("Say why, in one sentence."))
    team = _way_on(held, way, to_team, to_person, answer_words)
    referral = Referral.objects.create(
        service_request=service_request,
        why=why,
        words=kept,
        way=way,
        to_team=team,
        to_person=to_person if way == Referral.Way.PERSON else None,
        answer_words=answer_words.strip() if way == Referral.Way.ANSWER else "",
        by=by,
        at=at,
    )
    let_go(held, by)
    held.record("declined", by=by, side="provider", facts={"referral": referral.pk})
    held.settle()
    return referral


def _way_on(
    held: Held, way: str, to_team: Team | None, to_person: Person | None, answer_words: str
) -> Team | None:
    """The team behind the way on, if it is one. Raises ``Refusal`` when the way is missing."""
    if way == Referral.Way.ANSWER:
        required(answer_words, _("Write the answer that helps."), field="answer_words")
        return None
    if way == Referral.Way.PERSON:
        if to_person is None:
            raise Refusal(_("Name the person who can help."), field="to_person")
        to_team = _team_of(to_person, held.at)
    if to_team is None:
        raise Refusal(_("Name the team that can help."), field="to_team")
    if to_team.pk == held.standing.team:
        raise Refusal(_("Name another team than your own."), field="to_team")
    return to_team


def _team_of(person: Person, at: datetime) -> Team:
    membership = Membership.objects.current(at.date()).filter(person=person).first()
    if membership is None:
        raise Refusal(
            _("%(person)s is in no team. Name a team.") % {"person": person.preferred_name},
            field="to_person",
        )
    return membership.team


@action
def pass_on(service_request: ServiceRequest, *, by: Person, at: datetime) -> Handover:
    """The asker says: yes, pass it on. The other team is asked to take it (T8)."""
    held = Held.hold(service_request, at)
    held.as_asker(by)
    held.refuse_unless_possible("passed_on")
    check_window(held)
    referral = service_request.referrals.last()
    if referral is None or referral.to_team is None:
        raise Refusal(_("There is nobody to pass it on to."))
    referral.passed_on_at = at
    referral.save(update_fields=["passed_on_at"])
    handover = _offer_handover(
        held, "passed_on", by, referral.to_team, referral.words, referral.to_person
    )
    held.settle()
    return handover


@action
def hand_over(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    to_team: Team,
    reason: str,
    to_person: Person | None = None,
) -> Handover:
    """Ask another team to take it over; until they say yes it stays here (T9)."""
    held = Held.hold(service_request, at)
    held.as_provider(by)
    held.refuse_unless_possible("handover_offered")
    if to_team.pk == held.standing.team:
        raise Refusal(_("Choose another team than your own."), field="to_team")
    if held.standing.handover:
        raise Refusal(_("Another team has been asked already and has not answered yet."))
    kept = required(reason, _("Say why they are the right ones."), field="reason")
    handover = _offer_handover(held, "handover_offered", by, to_team, kept, to_person)
    held.settle()
    faults.around_commit("hand_over")
    return handover


def _offer_handover(
    held: Held, name: str, by: Person, to_team: Team, reason: str, to_person: Person | None
) -> Handover:
    due_at = clocks.handover_due(to_team.calendar(), held.at)
    to_person = _named_where_confidential(held, to_team, to_person)
    if to_person and not _is_member(to_person, to_team, held.at):
        raise Refusal(
            _("%(person)s is not in %(team)s.")
            % {"person": to_person.preferred_name, "team": to_team},
            field="to_person",
        )
    handover = Handover.objects.create(
        service_request=held.request,
        from_team=held.team,
        to_team=to_team,
        to_person=to_person,
        is_referral=name == "passed_on",
        reason=reason,
        by=by,
        at=held.at,
        due_at=due_at,
    )
    facts = {"handover": handover.pk, "to_team": to_team.pk, "due_at": written(due_at)}
    side = "asker" if name == "passed_on" else "provider"
    held.record(name, by=by, side=side, facts=facts, to=to_team, due=due_at)
    return handover


def _named_where_confidential(held: Held, team: Team, person: Person | None) -> Person | None:
    """A confidential request is offered to one person: the named one, else one the team named."""
    if person and held.is_excluded(person):
        raise Refusal(
            _("%(person)s is kept out of this request.") % {"person": person.preferred_name},
            field="to_person",
        )
    if person or not held.request.is_confidential:
        return person
    named = standing_readers(team, None, held.at)
    free = [reader for reader in named if not held.is_excluded(reader)]
    if not free:
        raise Refusal(
            _("This is confidential: name the person of %(team)s who is to read it.")
            % {"team": team},
            field="to_person",
        )
    return free[0]


def _is_member(person: Person, team: Team, at: datetime) -> bool:
    current = Membership.objects.current(at.date())
    return current.filter(person=person, team=team).exists()


@action
def accept_handover(
    service_request: ServiceRequest, *, by: Person, at: datetime, words: str = ""
) -> Handover:
    """Say yes for one's team: responsibility moves here, and C1 to C3 start anew (T9)."""
    held = Held.hold(service_request, at)
    handover = _handover_to_answer(held, by)
    let_go(held, by)
    _answer(handover, by, at, Handover.Answer.ACCEPTED, words)
    owner = handover.to_person or by
    _close_for(held, handover, owner)
    service = service_request.service
    is_theirs = service is not None and service.team_id == handover.to_team_id
    policy = policy_of(
        handover.to_team,
        service.charter if service and is_theirs else None,
        emergency=bool(service_request.emergency),
        outside=bool(service_request.waiting_outside),
    )
    facts = {
        "handover": handover.pk,
        "to_team": handover.to_team_id,
        "owner": owner.pk,
        "policy": policy,
        "stands_at": written(after_pause(held)),
    }
    held.record("handover_accepted", by=by, side="receiver", facts=facts, to=handover.to_team)
    held.settle()
    return handover


@action
def refuse_handover(
    service_request: ServiceRequest, *, by: Person, at: datetime, words: str
) -> Handover:
    """Say no for one's team, with a reason: it stays where it is (T9)."""
    held = Held.hold(service_request, at)
    handover = _handover_to_answer(held, by)
    kept = required(words, _("Say why, in one sentence."))
    _answer(handover, by, at, Handover.Answer.REFUSED, kept)
    facts = {"handover": handover.pk}
    held.record("handover_refused", by=by, side="receiver", facts=facts, to=handover.to_team)
    held.settle()
    return handover


def _handover_to_answer(held: Held, by: Person) -> Handover:
    pending = held.standing.handover
    if pending is None:
        raise Refusal(_("This has been answered already."))
    handover = Handover.objects.select_related("to_team", "to_person").get(pk=pending.key)
    if not _may_answer(held, handover, by):
        raise Refusal(_("Only %(team)s can answer this.") % {"team": handover.to_team})
    return handover


def _may_answer(held: Held, handover: Handover, by: Person) -> bool:
    if not _is_member(by, handover.to_team, held.at) or held.is_excluded(by):
        return False
    return not held.request.is_confidential or handover.to_person_id == by.pk


def _close_for(held: Held, handover: Handover, owner: Person) -> None:
    """It is never less closed than the team that takes it, and only its people read on."""
    request = held.request
    if handover.to_team.privacy == Privacy.CONFIDENTIAL and not request.is_confidential:
        request.privacy = Privacy.CONFIDENTIAL
        request.save(update_fields=["privacy"])
    if request.is_confidential:
        move_readers(held, to=owner, team=handover.to_team)


def _answer(handover: Handover, by: Person, at: datetime, answer: str, words: str) -> None:
    handover.answer, handover.answer_words = answer, words.strip()
    handover.answered_by, handover.answered_at = by, at
    handover.save(update_fields=["answer", "answer_words", "answered_by", "answered_at"])

"""What people say afterwards: closing the loop, thanks in both directions, four quick grades."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from goodword.feedback import letters
from goodword.feedback.models import Grade, Quality, Rating, Thanks
from goodword.house import limits
from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.people.models import Person
from goodword.requests import actions as requests
from goodword.requests.models import ServiceRequest
from goodword.requests.rules.clocks import FEEDBACK_WINDOW
from goodword.requests.rules.states import State


@action
def close_loop(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    thanks: str = "",
    strengths: Iterable[str] = (),
    grades: Mapping[str, int] | None = None,
) -> ServiceRequest:
    """Yes, it did (T18): confirm, thank and grade in one go; words and grades may be left out.

    Raises ``Refusal`` when there is nothing to confirm any more.
    """
    delivery = requests.confirm(service_request, by=by, at=at)
    if thanks.strip():
        thank(service_request, by=by, at=at, to=delivery.by, words=thanks, strengths=strengths)
    if grades:
        rate(service_request, by=by, at=at, grades=grades)
    return service_request


@action
def thank(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    to: Person,
    words: str,
    strengths: Iterable[str] = (),
) -> Thanks:
    """Put in a good word, in one's own words (S000-18). Goodword never writes it.

    The asker's side thanks somebody of the team; somebody of the team thanks the asker.
    """
    kept = words.strip()
    if not kept:
        raise Refusal(_("Write the thanks in your own words."), field="thanks")
    if len(kept) > limits.MESSAGE_LENGTH:
        raise Refusal(
            _("A message has at most %(limit)s characters.") % {"limit": limits.MESSAGE_LENGTH},
            field="thanks",
        )
    if to.pk == by.pk:
        raise Refusal(_("Thanks go to somebody else."), field="thanks")
    if not _face_each_other(service_request, by, to):
        raise Refusal(_("Thanks go to the other side of this request."), field="thanks")
    known = {str(quality) for quality in Quality}
    thanks = Thanks.objects.create(
        service_request=service_request,
        by=by,
        to=to,
        team=service_request.team,
        words=kept,
        strengths=[one for one in strengths if one in known],
        at=at,
    )
    letters.tell(thanks, at)
    return thanks


def _face_each_other(service_request: ServiceRequest, by: Person, to: Person) -> bool:
    """Whether one of the two asked and the other one helped."""
    if by.pk in service_request.asking:
        return to.pk in _helped(service_request)
    return by.is_member_of(service_request.team) and to.pk in service_request.asking


def _helped(service_request: ServiceRequest) -> set[int]:
    """Who delivered, promised, wrote or has it on the team's side."""
    here = service_request
    helped = set(here.deliveries.values_list("by_id", flat=True))
    helped |= set(here.promises.values_list("made_by_id", flat=True))
    helped |= set(here.messages.values_list("by_id", flat=True))
    if here.owner_id:
        helped.add(here.owner_id)
    return helped - here.asking


@action
def rate(
    service_request: ServiceRequest, *, by: Person, at: datetime, grades: Mapping[str, int]
) -> Rating:
    """Four quick grades, named to the team (DOMAIN 6). Each may be left out; the last one counts.

    Only the asker's side grades, and only within 14 days after confirming (C8).
    """
    if by.pk not in service_request.asking:
        raise Refusal(_("Only the person who asked can grade this."))
    _check_window(service_request, at)
    fitting = {
        name: value
        for name, value in grades.items()
        if name in set(Quality) and value in set(Grade)
    }
    if not fitting:
        raise Refusal(_("Choose at least one word."))
    rating, _made = Rating.objects.update_or_create(
        service_request=service_request,
        defaults={
            "team": service_request.team,
            "by": by,
            "at": at,
            **{str(quality): fitting.get(str(quality)) for quality in Quality},
        },
    )
    return rating


def _check_window(service_request: ServiceRequest, at: datetime) -> None:
    if service_request.state not in {State.CONFIRMED, State.CLOSED}:
        raise Refusal(_("It can be graded once it is confirmed."))
    ended_at = service_request.ended_at
    if ended_at and at > ended_at + FEEDBACK_WINDOW:
        raise Refusal(_("Grades are taken within %(days)s days.") % {"days": FEEDBACK_WINDOW.days})


@action
def show_thanks(thanks: Thanks, *, by: Person, at: datetime) -> Thanks:
    """Let the receiver show a good word on the team's page; nobody else can.

    Raises ``Refusal`` for a word about something confidential.
    """
    _only_receiver(thanks, by)
    if thanks.service_request.is_confidential:
        raise Refusal(_("It is about something confidential, so it stays between you."))
    thanks.shown_at = at
    thanks.save(update_fields=["shown_at"])
    return thanks


@action
def hide_thanks(thanks: Thanks, *, by: Person, at: datetime) -> Thanks:
    """Take a good word off the team's page again."""
    _only_receiver(thanks, by)
    thanks.shown_at = None
    thanks.save(update_fields=["shown_at"])
    return thanks


@action
def see_thanks(thanks: Thanks, *, by: Person, at: datetime) -> Thanks:
    """Note that the receiver has read it, so that home shows it as new only once."""
    _only_receiver(thanks, by)
    if thanks.seen_at is None:
        thanks.seen_at = at
        thanks.save(update_fields=["seen_at"])
    return thanks


def _only_receiver(thanks: Thanks, by: Person) -> None:
    if thanks.to_id != by.pk:
        raise Refusal(_("Only the person it was written to decides that."))

"""A date outside that nobody here can move: named, moved and taken away (docs/decisions/0018)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from goodword.house.action import action
from goodword.house.refusals import Refusal
from goodword.people.models import Person
from goodword.requests.actions.keeping import Held, required, written
from goodword.requests.models import ServiceRequest


@action
def fix_date(
    service_request: ServiceRequest,
    *,
    by: Person,
    at: datetime,
    fixed_at: datetime | None,
    fixed_why: str,
) -> ServiceRequest:
    """Say after when it is too late and what happens then; without a date: not any more.

    Either side may learn of it. What the asker's side relies on, that no later date is agreed
    beforehand, it alone lifts: the team names a date or an earlier one. It moves no promise.
    """
    held = Held.hold(service_request, at)
    side = held.side_of(by)
    check_fixed(fixed_at, fixed_why, held.at)
    was, why = service_request.fixed_at, fixed_why.strip()
    if (fixed_at, why) == (was, service_request.fixed_why):
        raise Refusal(_("This is what stands here already."), field="fixed_at")
    if side == "provider" and was and (fixed_at is None or fixed_at > was):
        raise Refusal(
            _("Only the side that asked can take it away or name a later date."), field="fixed_at"
        )
    service_request.fixed_at, service_request.fixed_why = fixed_at, why
    service_request.save(update_fields=["fixed_at", "fixed_why"])
    facts = {"fixed_at": written(fixed_at), "fixed_why": why, "was": written(was)}
    values = {"due": fixed_at or "", "was": was or "", "why": why}
    held.record(
        "date_fixed", by=by, side=side, said=_said(side, was, fixed_at), facts=facts, **values
    )
    return held.settle()


def _said(side: str, was: datetime | None, fixed_at: datetime | None) -> str:
    """Which sentences tell it: a date that is gone, another one, a new one; named or learned."""
    if fixed_at is None:
        return "date_freed"
    name = "date_fixed" if side == "asker" else "date_learned"
    return f"{name}_anew" if was and was != fixed_at else name


def check_fixed(fixed_at: datetime | None, why: str, at: datetime) -> None:
    """A date that cannot move lies ahead, and says what happens then. Raises ``Refusal``."""
    if fixed_at and fixed_at <= at:
        raise Refusal(_("That moment has passed: choose a later one."), field="fixed_at")
    if fixed_at:
        required(why, _("Say what happens then: the conference begins."), field="fixed_why")
    elif why.strip():
        raise Refusal(_("Say when that is."), field="fixed_at")

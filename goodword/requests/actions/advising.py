"""What is advised for one request now, and keeping what was advised beside what was chosen."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist

from goodword.requests.actions.lives import note_word, outlook_for
from goodword.requests.models import Advised, Offer, Outlook, ServiceRequest
from goodword.requests.rules.forecast import Forecast, in_days
from goodword.working_time import Calendar


def forecast(
    service_request: ServiceRequest, at: datetime, calendar: Calendar | None = None
) -> Forecast | None:
    """The odds of every date for this request at this moment; None: no experience yet."""
    outlook = outlook_for(service_request, at)
    if outlook is None:
        return None
    return _forecast(outlook, service_request, at, calendar or service_request.team.calendar())


def _forecast(
    outlook: Outlook, service_request: ServiceRequest, at: datetime, calendar: Calendar
) -> Forecast:
    return Forecast.at_age(
        outlook.advice(),
        calendar,
        at=at,
        age=_age(service_request, at, calendar),
        is_half_days=outlook.is_half_days,
        of=outlook.of,
    )


def _age(service_request: ServiceRequest, at: datetime, calendar: Calendar) -> float:
    """For how many working days it has been open, without what was paused."""
    try:
        paused = service_request.life.paused
    except ObjectDoesNotExist:
        paused = 0.0
    until = service_request.paused_since or at
    return max(in_days(calendar, service_request.asked_at, until) - paused, 0.0)


def keep_advice(offer: Offer, at: datetime, calendar: Calendar) -> Advised | None:
    """Write down what was advised when a date was chosen, once for an offer."""
    here = offer.service_request
    outlook = outlook_for(here, at)
    if outlook is None or Advised.objects.filter(offer=offer).exists():
        return None
    known = _forecast(outlook, here, at, calendar)
    offer.odds = known.chance(offer.due_at)
    if offer.aim_at is None and offer.side == Offer.Side.PROVIDER and known.aim < offer.due_at:
        offer.aim_at = known.aim
    offer.save(update_fields=["odds", "aim_at"])
    note_word(here, known.age)
    return Advised.objects.create(
        offer=offer,
        service_request=here,
        outlook=outlook,
        at=at,
        age=known.age,
        even_at=known.even,
        aim_at=known.aim,
        fair_at=known.at_85,
        safe_at=known.safe,
        offered_at_level=known.fair_level,
        odds=offer.odds,
        days=in_days(calendar, at, offer.due_at),
    )

"""A promise as a calendar keeps it."""

from __future__ import annotations

from datetime import timedelta

from icalendar import Calendar, Event

from goodword.house import clock
from goodword.house.words import gettext as _
from goodword.requests.models import ServiceRequest

LENGTH = timedelta(minutes=15)


def promise_as_calendar(service_request: ServiceRequest, address: str) -> bytes:
    """The promised moment as an iCalendar file.

    The same promise always has the same UID and a rising sequence, so that a later file moves
    the entry instead of adding one. Raises ``ValueError`` without a due time.
    """
    due = service_request.due_at
    if due is None:
        raise ValueError("Nothing is promised.")
    promise = service_request.promise
    who = promise.made_by.name if promise else service_request.team.name
    event = Event()
    event.add("uid", f"{service_request.reference}@goodword")
    event.add("sequence", service_request.number_of_events)
    event.add("dtstamp", clock.now())
    event.add("dtstart", due - LENGTH)
    event.add("dtend", due)
    event.add("transp", "TRANSPARENT")
    event.add("summary", _("By now: %(title)s") % {"title": service_request.shown_title})
    event.add(
        "description",
        _("%(who)s, %(team)s, gave their word for this moment.")
        % {"who": who, "team": service_request.team.name},
    )
    event.add("url", address)
    whole = Calendar()
    whole.add("prodid", "-//Goodword//Promises//EN")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add_component(event)
    return bytes(whole.to_ical())

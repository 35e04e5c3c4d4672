"""What is kept for speed follows from the events alone: how it is emptied and filled anew."""

from __future__ import annotations

import re

from django.test import Client

from goodword.people.models import Person
from goodword.requests.actions.keeping import KEPT, fill, keep, stand
from goodword.requests.models import Promise, ServiceRequest

WHO = ("Dafydd Pryce", "Amina Yusuf", "Marek Nowak")
RANDOM = re.compile(
    rb'(name="csrfmiddlewaretoken" value="|nonce="|name="(?:nonce|form_key)" value=")[^"]*'
)
BLANK = {
    "state": "closed", "owner": None, "promise": None, "promise_state": "", "due_at": None,
    "offer": None, "playback_state": "", "next_word_at": None, "next_word_kind": "",
    "wake_at": None, "first_word_at": None, "last_word_at": None, "paused_since": None,
    "delivered_at": None, "ended_at": None, "reopened": 0, "number_of_events": 0,
}  # fmt: skip


def rows() -> list[tuple[object, ...]]:
    """Answer every kept column of every request and promise."""
    requests = ServiceRequest.objects.order_by("pk").values_list("pk", *KEPT)
    promises = Promise.objects.order_by("pk").values_list("pk", "state", "stands_at", "ended_at")
    return [*requests, *promises]


def forget() -> None:
    """Empty every kept column (the team has to be somewhere: anywhere)."""
    assert set(BLANK) == set(KEPT) - {"team"}
    ServiceRequest.objects.update(**BLANK)
    Promise.objects.update(state="released", ended_at=None)


def replay() -> None:
    """Fill every kept column from the events."""
    for one in ServiceRequest.objects.order_by("pk"):
        standing = stand(one)
        one.team_id = standing.team
        calendar = one.team.calendar()
        fill(one, standing, calendar)
        keep(one, standing, calendar)


def pages() -> dict[tuple[str, str], bytes]:
    """Answer what three people see: home, their desk and their latest requests."""
    seen_by = {}
    for name in WHO:
        person = Person.objects.get_queryset().get(name=name)
        window = Client()
        window.force_login(person)
        seen = ServiceRequest.objects.visible_to(person).order_by("-asked_at")[:6]
        addresses = ["/", f"/desk/{person.teams().order_by('pk')[0].slug}/"]
        addresses += [one.get_absolute_url() for one in seen]
        for address in addresses:
            answer = window.get(address)
            assert answer.status_code == 200, address
            seen_by[name, address] = RANDOM.sub(b"", answer.content)
    return seen_by

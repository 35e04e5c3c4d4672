"""What is kept for speed follows from the events alone: delete it, replay, and nothing differs."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from goodword.people.models import Person
from goodword.requests.actions.keeping import KEPT, fill, keep, stand
from goodword.requests.models import Promise, ServiceRequest

pytestmark = pytest.mark.django_db
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


def _rows() -> list[tuple[object, ...]]:
    requests = ServiceRequest.objects.order_by("pk").values_list("pk", *KEPT)
    promises = Promise.objects.order_by("pk").values_list("pk", "state", "stands_at", "ended_at")
    return [*requests, *promises]


def _forget() -> None:
    """Empty every kept column (the team has to be somewhere: anywhere)."""
    assert set(BLANK) == set(KEPT) - {"team"}
    ServiceRequest.objects.update(**BLANK)
    Promise.objects.update(state="released", ended_at=None)


def _replay() -> None:
    for one in ServiceRequest.objects.order_by("pk"):
        standing = stand(one)
        one.team_id = standing.team
        calendar = one.team.calendar()
        fill(one, standing, calendar)
        keep(one, standing, calendar)


def _pages() -> dict[tuple[str, str], bytes]:
    pages = {}
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
            pages[name, address] = RANDOM.sub(b"", answer.content)
    return pages


@pytest.fixture
def before(northmoor):
    return _rows(), _pages()


def test_replaying_the_events_gives_the_same_rows_and_the_same_pages(before):
    rows, pages = before
    _forget()
    assert _rows() != rows

    _replay()
    assert _rows() == rows
    for where, page in _pages().items():
        assert page == pages[where], where

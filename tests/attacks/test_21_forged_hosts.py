"""RELIABILITY 21: whatever host is named, letters and files lead to the address that was set."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from goodword.house.guard import system_scope
from goodword.outbox.kinds import kind_of
from goodword.outbox.models import Letter
from goodword.people import actions, letters
from goodword.requests import actions as requests

pytestmark = pytest.mark.django_db

FORGED = (
    {"headers": {"Host": "evil.example"}},
    {"headers": {"Host": "evil.example:80"}},
    {"headers": {"Host": "localhost.evil.example"}},
    {"headers": {"Host": "localhost@evil.example"}},
    {"headers": {"X-Forwarded-Host": "evil.example"}},
    {"headers": {"X-Host": "evil.example", "X-Forwarded-Server": "evil.example"}},
    {"headers": {"Forwarded": "host=evil.example;proto=https"}},
    {"headers": {"X-Original-Url": "//evil.example/", "X-Rewrite-Url": "//evil.example/"}},
    {"headers": {"Origin": "https://evil.example", "Referer": "https://evil.example/"}},
    {
        "headers": {
            "X-Forwarded-Proto": "evil",
            "X-Forwarded-Port": "1",
            "X-Forwarded-Prefix": "//evil.example",
        }
    },
    {"headers": {"Host": "localhost:1/evil.example"}},
    {"SERVER_NAME": "evil.example"},
)


@pytest.mark.parametrize("forged", FORGED, ids=str)
def test_a_forged_host_stands_in_no_letter(amina, operator, now, forged, signed_in):
    cache.clear()
    answers = [
        Client(raise_request_exception=False).post(
            reverse("account_reset_password"), {"email": amina.email}, **forged
        ),
        signed_in(operator).post(
            reverse("people:invitations"), {"name": "Eve Lund", "email": "eve@x.example"}, **forged
        ),
    ]
    for answer in answers:
        assert answer.status_code in {302, 400}
        assert "evil" not in answer.headers.get("Location", "")
    with system_scope("tests"):
        written = [
            kind_of(one.kind).resolver(one, now) for one in Letter.objects.select_related("to")
        ]
    said = " ".join(f"{one.text} {one.html} {one.link}" for one in written if one is not None)
    assert "evil.example" not in said
    assert re.findall(r"https?://(?!localhost:8000/)[^/\s\"<]*", said) == []


def test_an_unknown_host_is_told_nothing(organisation):
    for name in ("/", "/account/login/", "/requests/GW-AAAAAA/"):
        answer = Client(raise_request_exception=False).get(name, headers={"Host": "evil.example"})
        assert answer.status_code == 400
        assert b"evil.example" not in answer.content


def test_the_calendar_of_a_promise_names_our_own_address(amina, ben, laptops, now, signed_in):
    asked = requests.ask(by=amina, at=now, title="A laptop", service=laptops)
    requests.offer(asked, by=ben, at=now, due_at=now.replace(day=26), words="It will be there")
    path = f"{asked.get_absolute_url()}calendar/"
    told = signed_in(amina).get(path, headers={"Host": "127.0.0.1:9999"})
    assert told.status_code == 200
    flat = told.content.replace(b"\r\n ", b"")
    assert f"URL:http://localhost:8000{asked.get_absolute_url()}".encode() in flat
    assert b"127.0.0.1" not in flat


def test_invitations_and_resets_lead_to_the_address_the_operator_set(amina, operator, now):
    newcomer = actions.add_person(name="Eve", email="eve@x.example", by=operator, at=now)
    invitation = actions.invite(newcomer, by=operator, at=now)
    for kind, person, about in (
        (letters.INVITATION, newcomer, invitation.pk),
        (letters.NEW_PASSWORD, amina, amina.pk),
    ):
        words = letters.KINDS[kind].words(person, about, now, now)
        assert words is not None
        assert words.address.startswith("http://localhost:8000/")

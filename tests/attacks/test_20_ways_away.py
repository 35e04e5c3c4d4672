"""RELIABILITY 20: nobody is led away from here, whatever stands in ``next``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.attacks.ending import is_ours, leads_away, read
from tests.permissions.roles import Role
from tests.permissions.table import ENTRIES
from tests.permissions.world import World
from tests.rig.cast import PASSWORD

pytestmark = [pytest.mark.one_engine, pytest.mark.django_db]

HOSTILE = (
    "https://evil.example/",
    "http://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "https://evil.example\\@testserver",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "https://evil.example#testserver",
    "https://evil.example?testserver",
    "javascript:alert(1)",
    "JaVaScript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://evil.example/",
    " //evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "/%09/evil.example",
    "//evil.example%2f..",
    "/%5cevil.example",
    "/%2f/evil.example",
    "//evil%E3%80%82example",
    "//ｅvil.example",
    "https://evil.example:80\r\nSet-Cookie: a=b",
    "/\r\nLocation: https://evil.example/",
    "/\n/evil.example",
    "//[::1]/",
    "https://0x7f000001/",
    "https://testserver:pw@evil.example",
    "%2f%2fevil.example",
    "//evil.example/%2e%2e",
)
NAMES = ("next", "back", "redirect_to", "return", "url", "continue", "goto")


def test_the_measure_tells_ours_from_others():
    assert all(
        is_ours(ours) for ours in ("/", "/me/?a=b", "http://testserver/", "/%09/evil.example")
    )
    assert not any(is_ours(other) for other in HOSTILE[:12])
    assert len(HOSTILE) >= 30


@pytest.mark.parametrize("wanted", HOSTILE)
def test_the_doors_that_go_on_somewhere_stay_at_home(world: World, wanted):
    cache.clear()
    login = reverse("account_login")
    window = Client()
    window.cookies = world.session_of(Role.LEAD)
    answers = [
        window.get(f"{login}?next={quote(wanted)}"),
        window.post(reverse("feedback:seeing", args=[world.thanks.pk]), {"next": wanted}),
        Client().get(f"{login}?next={quote(wanted)}"),
        *(_signing_in_and_out(world, wanted) if wanted in HOSTILE[::5] else ()),
    ]
    assert [answer.headers for answer in answers if leads_away(answer)] == []
    for answer in answers:
        if answer.status_code == 200:
            assert f'href="{wanted}"' not in answer.content.decode()
            assert f'action="{wanted}"' not in answer.content.decode()


def _signing_in_and_out(world: World, wanted: str) -> Iterator[Any]:
    """The dearer doors, which ask the same judge."""
    key = {"login": world.people[Role.ASKER].email, "password": PASSWORD}
    again, login = reverse("account_reauthenticate"), reverse("account_login")
    window = Client()
    yield window.post(login, {**key, "next": wanted})
    yield window.post(again, {"password": PASSWORD, "next": wanted})
    yield window.post(f"{again}?next={quote(wanted)}", {"password": PASSWORD})
    yield window.post(reverse("account_logout"), {"next": wanted})
    yield Client().post(f"{login}?next={quote(wanted)}", key)


def test_no_door_of_all_takes_a_way_from_a_stranger(world: World):
    """Every other form of the house; the pages are asked the same in ``test_19_forged_forms``."""
    away = []
    for entry in [one for one in ENTRIES if one.method == "post"][::2]:
        if entry.name in {"account_logout", "usersessions_list"}:
            continue
        window = Client(raise_request_exception=False)
        role = next((one for one in Role if one in entry.open_to), Role.LEAD)
        if role is not Role.ANONYMOUS:
            window.cookies = world.session_of(role)
        sent = {**entry.data(world), **dict.fromkeys(NAMES, "//evil.example/")}
        answer = window.post(entry.address(world), sent)
        read(answer)
        if leads_away(answer):
            away.append(f"{entry}: {answer.headers}")
    assert away == []


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/",
        "///evil.example",
        "/\\evil.example/",
        "//evil.example/..",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/static/..%2f..%2fgoodword.toml",
        "/.git/config",
        "/static/%2e%2e/%2e%2e/settings.py",
        "//evil.example/%2e%2e/me",
        "/me//",
        "/me/.",
    ],
)
def test_an_odd_path_leads_nowhere(organisation, path):
    answer = Client().get(path, follow=False)
    assert answer.status_code in {301, 302, 400, 404}
    assert not leads_away(answer)

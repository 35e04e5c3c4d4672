"""RELIABILITY 19: no other site sends our forms or frames our pages; looking changes nothing.

Generated from the table of all addresses: what is added is tried from its first day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.attacks.ending import leads_away, read
from tests.permissions.registry import Entry
from tests.permissions.roles import Role
from tests.permissions.table import ENTRIES
from tests.permissions.world import World

pytestmark = [pytest.mark.one_engine, pytest.mark.django_db]

POSTED = [entry for entry in ENTRIES if entry.method == "post"]
PAGES = [entry for entry in ENTRIES if entry.method == "get"]
NAMES = sorted({entry.name for entry in ENTRIES})
#: What reading may write: that somebody was here, tries that are counted, keys of forms that were
#: drawn, and that something confidential was read.
READING = re.compile(
    r'^(INSERT INTO|UPDATE|DELETE FROM) "?(django_session|house_cache|usersessions_\w+'
    r"|requests_reading|history_\w+|guests_\w+|account_emailaddress|operations_\w+)"
)
CHANGING = re.compile(r"^(INSERT|UPDATE|DELETE)")


def keeper_of(entry: Entry) -> Role:
    """Somebody who may open it."""
    return next((role for role in Role if role in entry.open_to), Role.LEAD)


def window(world: World, role: Role, **options: Any) -> Client:
    client = Client(raise_request_exception=False, **options)
    if role is not Role.ANONYMOUS:
        client.cookies = world.session_of(role)
    return client


def token_of(client: Client) -> str:
    page = client.get(reverse("ui:accessibility")).content.decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    return found[1] if found else ""


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost.evil.example"]
)
def test_a_form_of_another_site_is_refused_whatever_token_it_has(world, origin):
    wrong = []
    for entry in POSTED[::2] if origin.startswith("https") else POSTED[1::16]:
        client = window(world, keeper_of(entry), enforce_csrf_checks=True)
        token = token_of(client)
        sent = {**entry.data(world), "csrfmiddlewaretoken": token}
        with undone():
            answer = client.post(entry.address(world), sent, headers={"Origin": origin})
        if answer.status_code not in {403, 404}:
            wrong.append(f"{entry}: {answer.status_code}")
    assert wrong == []


def test_a_token_in_the_address_or_of_somebody_else_is_none(world):
    wrong = []
    for entry in POSTED[1::4]:
        client = window(world, keeper_of(entry), enforce_csrf_checks=True)
        foreign = token_of(window(world, Role.STRANGER))
        address = f"{entry.address(world)}?csrfmiddlewaretoken={foreign}"
        with undone():
            answers = [
                client.post(address, entry.data(world)),
                client.post(address, {**entry.data(world), "csrfmiddlewaretoken": "x" * 64}),
            ]
        wrong += [
            f"{entry}: {one.status_code}" for one in answers if one.status_code not in {403, 404}
        ]
    assert wrong == []


def test_no_other_method_changes_anything(world):
    wrong = []
    for name, method in zip(NAMES, cycle(["put", "patch", "delete", "trace", "options"])):
        entry = next(one for one in ENTRIES if one.name == name)
        client = window(world, keeper_of(entry))
        with undone():
            address = entry.address(world)  # which may put there what it is about
            with _writes(connection) as written:
                answer = getattr(client, method)(address)
                read(answer)
        if (answer.status_code >= 500 and name != "readyz") or written:
            wrong.append(f"{method} {name} {answer.status_code} {written[:1]}")
    assert wrong == []


@pytest.mark.parametrize(
    "how", [{"headers": {"X-HTTP-Method-Override": "POST"}}, {"query_params": {"_method": "POST"}}]
)
def test_a_method_cannot_be_dressed_up(world, how):
    for entry in POSTED[::8]:
        client = window(world, keeper_of(entry))
        with undone():
            address = entry.address(world)
            with _writes(connection) as written:
                read(client.get(address, **how))
        assert written == [], str(entry)


@contextmanager
def _writes(database: Any) -> Iterator[list[str]]:
    """Note what is written meanwhile, but for what reading may write."""
    written: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if CHANGING.match(sql) and not READING.match(sql):
            written.append(sql[:120])
        return execute(sql, params, many, context)

    with database.execute_wrapper(note):
        yield written


@dataclass(frozen=True)
class Looked:
    """A page that was looked at: what it answered, and what was written meanwhile."""

    entry: Entry
    role: Role
    answer: Any
    written: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.entry} ({self.role})"


@pytest.fixture(scope="module")
def looked(world: World) -> list[Looked]:
    """Every page, once by somebody who may, some by a visitor; with a way away in each address."""
    ways = "&".join(f"{name}=//evil.example/" for name in ("next", "back", "redirect_to", "url"))
    found = []
    for number, entry in enumerate(PAGES):
        for role in {keeper_of(entry)} | ({Role.ANONYMOUS} if number % 4 == 0 else set()):
            address = f"{entry.address(world)}{'&' if entry.query else '?'}{ways}"
            with undone(), _writes(connection) as written:
                answer = window(world, role).get(address, headers=dict(entry.headers))
                read(answer)
            found.append(Looked(entry, role, answer, tuple(written)))
    return found


def test_looking_changes_nothing(looked):
    """What a picture in a mail could ask for (GET) writes no row, whoever looks."""
    assert [f"{one}: {one.written}" for one in looked if one.written] == []


def test_no_page_leads_away(looked):
    assert [str(one) for one in looked if leads_away(one.answer)] == []


def test_every_answer_says_what_browsers_must_not_do(looked):
    assert [f"{one}: {line}" for one in looked for line in _missing(one.answer.headers)] == []


def _missing(headers: Any) -> Iterator[str]:
    policy = headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy:
        yield "no policy"
    if "frame-ancestors 'none'" not in policy and "sandbox" not in policy:
        yield "may be framed"
    scripts = re.search(r"script-src ([^;]*)", policy)
    if scripts and scripts[1].strip() != "'self'":
        yield f"scripts from {scripts[1]}"
    if headers.get("X-Frame-Options") != "DENY":
        yield "no X-Frame-Options"
    if headers.get("X-Content-Type-Options") != "nosniff":
        yield "may be sniffed"
    if headers.get("Referrer-Policy") != "same-origin":
        yield "tells where it came from"
    if not re.search("no-store|no-cache|max-age=0", headers.get("Cache-Control", "")):
        yield f"may be kept: {headers.get('Cache-Control')}"
    for name in ("Server", "X-Powered-By", "Access-Control-Allow-Origin"):
        if name in headers:
            yield f"says {name}"

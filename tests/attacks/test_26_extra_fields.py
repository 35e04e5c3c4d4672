"""RELIABILITY 26: fields that no form has change nothing; and 27: no form offers foreign rows.

Each form of each page is sent as a browser would, once plainly and once with everything a
stranger would add; what is in the database afterwards must be the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django import forms
from django.db import connection, transaction
from django.test import Client

from goodword.catalogue.models import Service
from goodword.people.models import Person, Team
from goodword.requests.models import PlanStep, ServiceRequest
from goodword.requests.views.acts import ACTS
from tests.attacks.ending import read
from tests.attacks.forms import Form, forms_of, plain_words
from tests.permissions.registry import Entry
from tests.permissions.roles import Role
from tests.permissions.table import ENTRIES
from tests.permissions.world import World

pytestmark = [pytest.mark.one_engine, pytest.mark.django_db]

#: What is added, whatever the form is: names of columns, of keys, and of what others fell for.
EXTRA = {
    **dict.fromkeys(("id", "pk", "asker", "asker_id", "filer", "requester", "owner_id", "by"), "1"),
    **dict.fromkeys(
        ("person_id", "made_by", "team_id", "lead_id", "service_id", "charter_id"), "1"
    ),
    **dict.fromkeys(("is_staff", "is_superuser", "is_operator", "is_active", "is_duty"), "on"),
    **dict.fromkeys(("is_guest", "is_shared_with", "verified", "email_verified", "sudo"), "true"),
    **dict.fromkeys(("state", "promise_state", "status", "channel", "visibility"), "closed"),
    **dict.fromkeys(
        ("created", "created_at", "asked_at", "made_at", "joined_at", "at"), "2001-01-01"
    ),
    **dict.fromkeys(
        ("roles", "groups", "permissions", "scopes", "_role", "user", "actor"), "admin"
    ),
    **dict.fromkeys(("reference", "handle", "slug", "key", "token", "number_of_events"), "x"),
    "__proto__": "x",
    "name[]": "x",
    "team.lead": "1",
    "team__lead": "1",
    "lead.pk": "1",
}
#: Columns that are other in any two worlds: random keys, and what is worked out from them.
RANDOM = re.compile(
    r"token|message_id|thread|(^|_)key$|nonce|password|session|reference|csrf|html|text|hash"
)
#: Tables of the machinery; one of them keeps a hash of all that was sent with a form.
NOT_OF_THE_HOUSE = (
    *("django_", "house_", "usersessions", "operations_", "account_", "history_formkey"),
)
WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)')
READS = re.compile(r"\s*\(?(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|SET|EXPLAIN|PRAGMA)\b")
Rows = dict[str, list[str]]
PAGES = [
    entry
    for entry in ENTRIES
    if entry.method == "get" and not entry.name.startswith(("account_", "mfa_", "users", "ui:"))
]


def keeper_of(entry: Entry) -> Role:
    order: list[Role] = [Role.LEAD, Role.ASKER, Role.OPERATOR, Role.RECEIVER, *Role]
    return next(role for role in order if role in entry.open_to)


def found_forms(world: World) -> Iterator[tuple[Role, str, Form]]:
    """Every form there is, once by its boxes, with somebody who may send it."""
    seen = set()
    for entry in PAGES:
        if not entry.open_to or entry.open_to == {Role.ANONYMOUS}:
            continue
        role, path = keeper_of(entry), entry.address(world)
        client = Client(raise_request_exception=False)
        client.cookies = world.session_of(role)
        page = client.get(path, headers=dict(entry.headers))
        read(page)
        if page.status_code != 200 or page.streaming:
            continue
        for form in forms_of(page.content.decode("utf-8", "replace")):
            action = form.action or path
            # Doors that share a form share what it takes.
            sign = (tuple(sorted(form.fields)), tuple(sorted(form.free)))
            if sign not in seen and not action.startswith("/account/"):
                seen.add(sign)
                yield role, action, form


def rows(of: Iterable[str]) -> Rows:
    """All rows of these tables, without what is thrown anew each time."""
    found = {}
    with connection.cursor() as cursor:
        for table in of:
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            kept = [number for number, name in enumerate(names) if not RANDOM.search(name)]
            found[table] = sorted(_said([row[n] for n in kept]) for row in cursor.fetchall())
    return found


def _said(row: list[object]) -> str:
    # A number that PostgreSQL gave out is not given again when the row is taken back.
    return re.sub(r"\d+", "#", str(row)) if connection.vendor == "postgresql" else str(row)


def after(world: World, role: Role, action: str, sent: dict[str, str]) -> tuple[int, Rows]:
    """Send a form and take it back; answer the code, and all rows of what was written to."""
    client = Client(raise_request_exception=False)
    client.cookies = world.session_of(role)
    written: set[str] = set()
    with transaction.atomic():
        with connection.execute_wrapper(_noting(written)):
            code = client.post(action, sent).status_code
        held = rows(table for table in written if not table.startswith(NOT_OF_THE_HOUSE))
        transaction.set_rollback(True)
    return code, held


def _noting(written: set[str]) -> Callable[..., Any]:
    """Note into which tables something is written."""

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if found := WRITES.match(sql):
            written.add(found[1])
        elif not READS.match(sql):
            raise AssertionError(f"What does this write? {sql}")
        return execute(sql, *rest)

    return note


def test_what_no_form_has_changes_nothing(world):
    wrong, changed, tried = [], 0, 0
    for role, action, form in found_forms(world):
        plain = form.sent(plain_words())
        more = {name: value for name, value in EXTRA.items() if name not in plain}
        code, one = after(world, role, action, plain)
        other_code, other = after(world, role, action, {**more, **plain})
        still = rows({*one, *other})
        one, other = {**still, **one}, {**still, **other}
        tried += 1
        changed += one != still
        if code >= 500 or other_code >= 500:
            wrong.append(f"{action}: {code}, {other_code}")
        elif one != other or code != other_code:
            tables = [name for name in one if one[name] != other[name]]
            wrong.append(f"{action}: {code}, {other_code}, {tables}")
    assert wrong == []
    assert tried > 20, "the forms were found"
    assert changed > 5, "and some of them really did something"


def test_a_field_sent_twice_is_one_field(world):
    """Parameter pollution: the last counts, everywhere, and nothing adds up."""
    client = Client(raise_request_exception=False)
    client.cookies = world.session_of(Role.ASKER)
    sent = {"title": ["First", "Second"], "service": ["x/y", ""], "team": ["", ""]}
    with transaction.atomic():
        answer = client.post("/ask/", sent)
        titles = ServiceRequest.objects.visible_to(world.people[Role.ASKER])
        assert (answer.status_code, titles.filter(title="Second").count()) == (303, 1)
        assert not titles.filter(title="First").exists()
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", [Role.LEAD, Role.ASKER, Role.RECEIVER])
def test_no_choice_of_a_form_reaches_beyond_what_one_sees(world, role):
    person, here = world.people[role], world.request
    seen = {
        Person: Person.objects.visible_to(person),
        Team: Team.objects.visible_to(person),
        ServiceRequest: ServiceRequest.objects.visible_to(person),
        PlanStep: PlanStep.objects.visible_to(person),
        Service: Service.objects.visible_to(person),
    }
    wrong, looked = [], 0
    for act in ACTS.values():
        if not act.eyes(person).filter(pk=here.pk).exists():
            continue
        form = act.form(person=person, service_request=here)
        for name, field in form.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                looked += 1
                assert field.queryset is not None
                offered = set(field.queryset.values_list("pk", flat=True))
                visible = set(seen[field.queryset.model].values_list("pk", flat=True))
                if offered - visible:
                    wrong.append(f"{act.noun}.{name}")
    assert wrong == []
    assert looked or role is Role.RECEIVER

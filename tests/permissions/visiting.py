"""Opening an address as somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client

from tests.permissions.registry import Entry
from tests.permissions.roles import Role
from tests.permissions.world import World


@dataclass(frozen=True)
class Answer:
    """What came back: the code, headers and body as one text, and what failed behind a 500."""

    code: int
    text: str
    error: str


def visit(world: World, role: Role, entry: Entry, method: str = "", **options: Any) -> Answer:
    """Open an address in a role; whatever it changes is undone."""
    client = Client(raise_request_exception=False, **options)
    if role is not Role.ANONYMOUS:
        client.cookies = world.session_of(role)
    with transaction.atomic():
        ask = getattr(client, method or entry.method)
        response = ask(entry.address(world), entry.data(world), headers=dict(entry.headers))
        body = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    error = response.exc_info[1] if response.exc_info else None
    return Answer(
        response.status_code,
        f"{headers}\n\n{body.decode('utf-8', 'replace')}",
        f"{type(error).__name__}: {error}" if error else "",
    )

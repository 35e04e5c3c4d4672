"""What these tests share: Amina's request to IT, and forms as a browser sends them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from goodword.house.guard import system_scope
from goodword.requests import actions
from goodword.requests.models import Message, ServiceRequest

KEY = re.compile(r'name="form_key" value="([\w-]+)"')

Say = Callable[..., Any]


@pytest.fixture
def laptop(amina, ben, laptops, now) -> ServiceRequest:
    """Amina's request to IT, just asked."""
    return actions.ask(by=amina, at=now, title="A laptop for Dana", service=laptops)


def key_on(page: HttpResponse) -> str:
    """The key of the last form on a page."""
    keys: list[str] = KEY.findall(page.content.decode())
    return keys[-1]


def said(request: ServiceRequest) -> list[str]:
    """What was written on a request, oldest first."""
    with system_scope("tests"):
        rows = Message.objects.filter(service_request=request).order_by("pk")
        return list(rows.values_list("words", flat=True))


@pytest.fixture
def say(laptop: ServiceRequest) -> Say:
    """Send the message form of a window: ``say(window, "Hello", key)``."""

    def send(window: Client, words: str, key: str = "", **more: Any) -> Any:
        form = {"words": words, "to": "all", "form_key": key, **more}
        return window.post(f"{laptop.get_absolute_url()}messages/", form)

    return send

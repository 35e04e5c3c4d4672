"""Whoever finds a weakness finds out whom to tell (RFC 9116); settings are checked."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from goodword.house import reading
from goodword.operations.security_txt import words

WELL_KNOWN = "/.well-known/security.txt"


def test_the_contact_is_where_everybody_looks_for_it(client, db, now):
    answer = client.get(WELL_KNOWN)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "Contact: mailto:goodword@localhost",
        "Expires: 2027-05-23T00:00:00Z",
        "Preferred-Languages: en",
        "Canonical: http://localhost:8000/.well-known/security.txt",
    ]


@pytest.mark.parametrize("days", [1, 365])
@pytest.mark.parametrize("hour", [0, 23])
def test_it_never_lapses_and_never_promises_more_than_a_year(settings, days, hour):
    at = datetime(2026, 11, 24, hour, 59, tzinfo=UTC)
    configuration = dataclasses.replace(settings.CONFIGURATION, security_days=days)
    expires = words(configuration, at).splitlines()[1].removeprefix("Expires: ")
    assert at < datetime.fromisoformat(expires) <= at + timedelta(days=365)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("security@example.org", "mailto:security@example.org"),
        ("https://example.org/security", "https://example.org/security"),
    ],
)
def test_a_contact_is_an_address_or_a_page(text, written):
    assert reading.contact(text) == written


@pytest.mark.parametrize("text", ["ask Olga", "http//x", "a@b\nContact: evil"])
def test_what_is_no_contact_is_refused(text):
    with pytest.raises(ValueError, match="is n"):
        reading.contact(text)


def test_the_check_for_deployment_finds_nothing(tmp_path):
    environment = {name: value for name, value in os.environ.items() if "GOODWORD" not in name}
    for name in ("DATABASE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        environment.pop(name, None)
    environment |= {
        "DJANGO_SETTINGS_MODULE": "goodword.settings",
        "GOODWORD_BASE_URL": "https://goodword.example.org",
        "GOODWORD_DATA": str(tmp_path),
    }
    checked = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr

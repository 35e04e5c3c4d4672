"""Each answered request is one line: which page, who by number, how long; never an address."""

from __future__ import annotations

import dataclasses
import io
import json
import logging

import pytest
import structlog
from django.db import DatabaseError, connection

from goodword.house import request_line
from goodword.house.logs import configure


@pytest.fixture
def lines(monkeypatch):
    """What was written while the test ran."""
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    monkeypatch.setattr("sys.stderr", stream)
    configure({"level": "INFO"})
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers, root.level = before, level
    structlog.reset_defaults()


def _answered(lines):
    return [line for line in lines() if line["event"] == "answered"]


def test_a_page_is_one_line_with_its_name_and_a_trace(client, lines):
    answer = client.get("/healthz")
    (line,) = _answered(lines)
    assert (line["method"], line["page"], line["status"]) == ("GET", "healthz", 200)
    assert line["trace"] == answer["X-Trace"]
    assert (line["queries"], line["person"]) == (0, None)


def test_who_is_signed_in_is_a_number(signed_in, amina, lines):
    signed_in(amina).get("/services/")
    (line,) = _answered(lines)
    assert line["person"] == amina.pk
    assert line["queries"] > 0
    assert "amina" not in json.dumps(line).lower()


@pytest.mark.parametrize("address", ["/in/%0A%7B%22event%22:1%7D/", "/secret-link-of-amina/?q=x"])
def test_an_address_is_not_written_down(client, db, lines, address):
    client.get(address)
    said = json.dumps(lines())
    assert "secret-link" not in said
    assert (_answered(lines)[0]["page"], len(_answered(lines))) == ("", 1)


def test_what_visitors_send_is_not_written_down(client, db, lines):
    client.generic("X\nEVENT", "/healthz", headers={"User-Agent": "evil\r\nline", "X-Trace": "a b"})
    said = json.dumps(lines())
    assert "evil" not in said
    assert "a b" not in said
    assert _answered(lines)[0]["method"] == "OTHER"


def test_the_lines_can_be_left_out(client, lines, settings):
    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, request_log=False)
    assert "X-Trace" in client.get("/healthz").headers
    assert _answered(lines) == []


def test_a_query_that_fails_is_counted_by_its_kind(db):
    answered = request_line.Answered("GET")
    with (
        connection.execute_wrapper(answered.count),
        pytest.raises(DatabaseError),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT nothing FROM nowhere")
    assert answered.database_errors in (["OperationalError"], ["ProgrammingError"])
    connection.close()

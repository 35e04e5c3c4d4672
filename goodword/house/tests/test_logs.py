"""Logs hold facts and numbers, never what people said."""

import io
import json
import logging

import pytest
import structlog

from goodword.house.logs import configure


@pytest.fixture
def written(monkeypatch):
    """What is written while the test runs, a fact a line."""
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    monkeypatch.setattr("sys.stderr", stream)
    configure({"level": "INFO"})
    configure({"level": "INFO"})
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers, root.level = before, level
    structlog.reset_defaults()


def test_a_fact_is_one_line_of_json_even_when_set_up_twice(written):
    structlog.get_logger("goodword.test").info("sent", letter=7)
    [fact] = written()
    assert (fact["event"], fact["letter"], fact["level"]) == ("sent", 7, "info")


def test_what_visitors_send_begins_no_line_of_its_own(written):
    logging.getLogger("goodword.test").warning("odd path %s", "/a\n{}")
    assert len(written()) == 1


def test_of_an_error_its_kind_and_place_are_kept_and_its_words_are_not(written):
    log = logging.getLogger("goodword.test")
    try:
        raise ValueError("Amina wrote that she is ill")
    except ValueError:
        log.exception("failed")
    [fact] = written()
    assert fact["error"] == "ValueError"
    assert "test_logs.py" in fact["where"][0]
    assert "Amina" not in json.dumps(fact)


def test_the_address_of_a_page_that_failed_is_not_written_down(written):
    logging.getLogger("django.request").error("%s: %s", "Server Error", "/invitations/a-key/")
    [fact] = written()
    assert (fact["event"], "a-key" in json.dumps(fact)) == ("Server Error", False)


def test_an_error_may_be_handed_over_as_it_is(written):
    structlog.get_logger("goodword.test").error("failed", exc_info=ValueError("ill"))
    assert written()[0]["error"] == "ValueError"


def test_a_host_that_was_made_up_is_not_written_down(written):
    logging.getLogger("django.security.DisallowedHost").error("Invalid HTTP_HOST header: evil")
    assert written()[0]["event"] == "DisallowedHost"

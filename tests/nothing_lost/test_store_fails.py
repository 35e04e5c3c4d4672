"""The database is away, held or full, or the disk is: said in words, nothing lost, all comes back.

RELIABILITY 46, 47 and 50. What fails here fails in earnest: a file that may not grow, a server
that does not listen, a connection that is cut.
"""

from __future__ import annotations

import html
import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, connections
from django.http import HttpResponse
from django.test import Client

from goodword.house import clock
from goodword.people.models import Person
from goodword.requests.views import papers
from tests.nothing_lost.conftest import Say, said

pytestmark = pytest.mark.django_db(transaction=True)
#: Longer than the free places in a full file.
WORDS = "Is there any news about it? " * 600 + "Thank you."
FIELD = re.compile(r'name="([^"]+)"(?: value="([^"]*)">| rows="6">\n([^<]*)</textarea>)')


@pytest.fixture
def window(amina: Person) -> Client:
    """Amina's window; a failure is a page to her, and no exception to us."""
    window = Client(raise_request_exception=False)
    window.force_login(amina)
    return window


@contextmanager
def full() -> Iterator[None]:
    """The database file may not grow, and has no free page left."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE ballast (it BLOB)")
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    _fill()
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")
            cursor.execute("DROP TABLE ballast")


def _fill() -> None:
    size = 1 << 20
    while size:
        try:
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO ballast VALUES (zeroblob(%s))", [size])
        except OperationalError:
            size >>= 1


@contextmanager
def held() -> Iterator[None]:
    """Somebody else writes and does not come to an end; patience is short."""
    other = connections["default"].copy()
    mine = "PRAGMA busy_timeout = 50" if is_sqlite() else "SET lock_timeout = '50ms'"
    theirs = "BEGIN IMMEDIATE" if is_sqlite() else LOCK
    with connection.cursor() as cursor:
        cursor.execute(mine)
    other.set_autocommit(is_sqlite())
    with other.cursor() as cursor:
        cursor.execute(theirs)
    try:
        yield
    finally:
        other.rollback() if not is_sqlite() else other.cursor().execute("ROLLBACK")
        other.close()


@contextmanager
def cut() -> Iterator[None]:
    """The connection breaks while the message is written."""
    other = connections["default"].copy()

    def break_it(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('INSERT INTO "requests_message"'):
            pid = connection.connection.info.backend_pid
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s, 1000)", [pid])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(break_it):
        yield
    other.close()


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


LOCK = "LOCK TABLE requests_message, django_session IN EXCLUSIVE MODE"
Failure = Callable[[], Any]
FAILURES: dict[str, tuple[Failure, str, str]] = {
    "full": (full, "no room left on the disk", "300"),
    "held": (held, "Very much is being written", "5"),
    "cut": (cut, "cannot reach its database", "30"),
}
ONLY = {"full": "sqlite", "cut": "postgresql"}


@pytest.fixture(params=FAILURES)
def failure(request: pytest.FixtureRequest, engine: str) -> tuple[Failure, str, str]:
    """One way for a database to fail, of those that this one has."""
    if ONLY.get(request.param, engine) != engine:
        pytest.skip(f"{request.param}: another engine has this")
    return FAILURES[request.param]


def fields_of(page: HttpResponse) -> dict[str, str]:
    """What stands in the form of a page, as a browser would send it."""
    text = page.content.decode()
    found = FIELD.findall(text)
    return {name: html.unescape(line or area) for name, line, area in found}


def test_words_that_could_not_be_kept_are_shown_and_sent_again(failure, window, laptop, say: Say):
    fails, words, seconds = failure
    with fails():
        answer = say(window, WORDS, "the-very-same-key", csrfmiddlewaretoken="proof")

    assert answer.status_code == 503
    assert answer["Retry-After"] == seconds
    assert words in answer.content.decode()
    assert said(laptop) == []
    again = fields_of(answer)
    assert again["words"] == WORDS
    assert again["form_key"] == "the-very-same-key"
    assert again["csrfmiddlewaretoken"] == "proof"
    assert window.post(f"{laptop.get_absolute_url()}messages/", again).status_code == 303
    assert said(laptop) == [WORDS]


def test_who_reads_still_reads(failure, window, amina, laptop, now, monkeypatch):
    """Also where the visit cannot be written down, and in a process that has asked nothing yet."""
    fails, _words, _seconds = failure
    monkeypatch.delitem(vars(connection.features), "supports_json_field", raising=False)
    papers._rows.forget()
    with fails(), clock.frozen(now.replace(hour=11)):
        for path in ("/", "/asked/", laptop.get_absolute_url(), "/services/", "/teams/", "/me/"):
            assert window.get(path).status_code == 200, path


#: In a process of its own: a database at a port where nobody listens.
NOBODY_LISTENS = """
import json, os
import django
django.setup()
from django.conf import settings
from django.test import Client
window = Client(raise_request_exception=False)
window.cookies[settings.SESSION_COOKIE_NAME] = "one-that-was-given"
form = {"title": "My chair", "words": "It squeaks", "form_key": "the-very-same-key"}
for answer in (window.get("/", headers={"host": "localhost"}),
               window.post("/ask/", form, headers={"host": "localhost"})):
    print(json.dumps([answer.status_code, answer.get("Retry-After"), answer.content.decode()]))
"""


def test_a_server_that_is_away_is_said_without_asking_it():
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "GOODWORD_TEST_DATABASE": "given",
        "DATABASE_URL": "postgresql://nobody:nothing@127.0.0.1:1/none",
    }
    done = subprocess.run(
        [sys.executable, "-c", NOBODY_LISTENS],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    read, sent = (json.loads(line) for line in done.stdout.splitlines()[-2:])

    assert read[:2] == sent[:2] == [503, "30"]
    assert "load the page again" in read[2]
    assert "It squeaks" in sent[2]
    assert 'value="the-very-same-key"' in sent[2]


def in_a_child(work: Callable[[], Any], largest_file: int) -> Any:
    """Do it in a process whose files may not grow beyond so many bytes; answer what it answers."""
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
        os.write(writing, json.dumps(work()).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answers:
        answer = answers.read()
    os.waitpid(child, 0)
    return json.loads(answer)


@pytest.mark.parametrize(("size", "is_kept"), [(2 << 20, True), (6 << 20, False)])
def test_a_file_for_which_there_is_no_room_loses_no_words(size, is_kept, window, laptop, say: Say):
    """A small file is still in memory; a large one fails while it arrives, before its words."""

    def send() -> tuple[int, str]:
        file = SimpleUploadedFile("plan.pdf", b"x" * size)
        answer = say(window, WORDS, "the-very-same-key", files=file)
        return answer.status_code, answer.content.decode()

    if is_sqlite() and _largest() + (1 << 19) >= size:
        pytest.skip("this run's own database is larger than the file; PostgreSQL tries it always")
    limit = 1 << 20 if not is_sqlite() else max(1 << 20, _largest() + (1 << 19))
    status, page = in_a_child(send, min(limit, size - 1) if is_kept else limit)

    assert status == 503
    assert "no room left on the disk" in page
    assert (WORDS in page) is is_kept
    assert ("please choose them again" in page) is is_kept
    assert said(laptop) == []
    assert say(window, WORDS, "the-very-same-key").status_code == 303


def _largest() -> int:
    """The size of the larger of the two files of SQLite, in bytes."""
    name = str(connection.settings_dict["NAME"])
    files = [Path(f"{name}{end}") for end in ("", "-wal")]
    return max(file.stat().st_size for file in files if file.exists())


def test_nothing_breaks_for_htmx_either(window, laptop, failure, say: Say):
    """htmx leaves the form as it is for any 5xx, words and key and all, and says so."""
    fails, _words, _seconds = failure
    with fails():
        answer = say(window, WORDS, "the-very-same-key", headers={"HX-Request": "true"})

    assert answer.status_code == 503
    assert "5xx" in window.get("/").content.decode()

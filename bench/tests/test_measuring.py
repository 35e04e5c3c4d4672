"""The load generator counts what it gets, and the table says it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bench import hammer, report
from bench.measuring import Line, share

GET = "GET /%s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


class Door(BaseHTTPRequestHandler):
    """Answers every address but one."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = b"word " * 1_000
        self.send_response(500 if self.path == "/broken" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said):
        """Be quiet."""


@contextmanager
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as there:
        there.daemon_threads = True
        threading.Thread(target=there.serve_forever, args=(0.01,)).start()
        try:
            yield there.server_address[1]
        finally:
            there.shutdown()


def test_each_request_is_sent_once_and_wrong_answers_are_counted():
    with server() as port:
        job = {
            "port": port,
            "requests": [GET % "well", GET % "broken"],
            "lines": 2,
            "times": 20,
            "seconds": 30,
            "statuses": ["200"],
        }
        told = hammer.hammer(job)
    assert told["statuses"] == {"200": 10, "500": 10}
    assert (len(told["taken"]), told["wrong"]) == (20, {"500": 10})


def test_nineteen_of_twenty_are_not_slower_than_the_ninety_fifth():
    assert share(range(1, 21), 95) == 19
    assert share([7.0], 50) == 7.0


def line(name, p50, wrong=None):
    return vars(Line(name, "a case", p50, 9, 99, 199, 30, p50 / 2, 0, 8, wrong or {}, 0.1, 30))


RESULT = {
    "about": {"proved": {"equal": 3, "of": 3}},
    "cases": [line("desk", 8.0)],
    "workers": 2,
}


def test_the_table_says_how_many_times_the_earlier_run_it_is():
    earlier = {"cases": [line("desk", 4.0)]}
    assert report.table(RESULT, earlier).splitlines()[2].split()[-2:] == ["2.00", "2.00"]


def test_a_wrong_answer_or_a_life_that_is_not_equal_makes_the_run_wrong():
    assert not report.is_wrong(RESULT)
    assert report.is_wrong(RESULT | {"cases": [line("desk", 8.0, wrong={"503": 1})]})
    assert report.is_wrong(RESULT | {"about": {"proved": {"equal": 2, "of": 3}}})

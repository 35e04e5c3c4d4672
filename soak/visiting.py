"""What a browser does over HTTP: sessions, tokens, forms and files, over one connection."""

from __future__ import annotations

import http.client
import re
from collections.abc import Mapping
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from goodword.people.models import Person

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([A-Za-z0-9]+)"')
FORM = "application/x-www-form-urlencoded"


class Browser:
    """One connection to one server, for one thread.

    ``sessions`` and ``tokens`` (of the forms) are shared between the threads.
    """

    def __init__(
        self, port: int, sessions: Mapping[int, str], tokens: dict[int, tuple[str, str]]
    ) -> None:
        self.port = port
        self._sessions = sessions
        self._tokens = tokens
        self._connection: http.client.HTTPConnection | None = None

    def post(
        self, person: Person, path: str, fields: Mapping[str, str], file: bytes | None
    ) -> tuple[int, str]:
        """Send a form; raises ``OSError`` when no answer came."""
        cookie, token = self._token(person)
        sent = {**fields, "csrfmiddlewaretoken": token}
        if file is None:
            body, kind = urlencode(sent).encode(), FORM
        else:
            whole = {**sent, "files": SimpleUploadedFile("proof.txt", file, "text/plain")}
            body, kind = encode_multipart(BOUNDARY, whole), MULTIPART_CONTENT
        cookies = f"{self._sessions[person.pk]}; {cookie}"
        status, headers, _page = self._ask(
            "POST", path, body, {"Cookie": cookies, "Content-Type": kind}
        )
        return status, headers.get("Location", "")

    def get(self, person: Person, path: str) -> tuple[int, str]:
        """Open a page; raises ``OSError`` when no answer came."""
        status, _headers, page = self._ask("GET", path, b"", {"Cookie": self._sessions[person.pk]})
        return status, page

    def _token(self, person: Person) -> tuple[str, str]:
        """What the page of the form gives against forged ones, as cookie and as field."""
        if person.pk not in self._tokens:
            cookies = {"Cookie": self._sessions[person.pk]}
            status, headers, page = self._ask("GET", "/ask/", b"", cookies)
            jar = SimpleCookie("; ".join(headers.get_all("Set-Cookie", [])))
            found = TOKEN.search(page)
            if "csrf" not in jar or found is None:
                raise OSError(f"no form: {status}")
            self._tokens[person.pk] = (f"csrf={jar['csrf'].value}", found[1])
        return self._tokens[person.pk]

    def _ask(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, http.client.HTTPMessage, str]:
        connection = self._connection or http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=40
        )
        self._connection = connection
        try:
            connection.request(method, path, body or None, dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
        except (http.client.HTTPException, OSError) as problem:
            self.close()
            raise OSError(f"no answer: {problem!r}") from problem

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

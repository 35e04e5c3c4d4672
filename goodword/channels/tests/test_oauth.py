"""A mailbox is opened with OAuth 2: a refresh token becomes an access token, which signs in."""

from __future__ import annotations

import dataclasses
import json
import stat
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest

from goodword.channels.coming_in import mailboxes, oauth, raw
from goodword.house.configuration import ConfigurationError, load
from goodword.house.mail_settings import Mailbox, OAuth, parse_mailboxes, parse_oauth

MAILBOX = Mailbox("imap.example.org", 993, "help@example.org", "first refresh", by_token=True)


class Login(BaseHTTPRequestHandler):
    """The provider's door: answers what the test put there, and remembers what it was asked."""

    asked: list[dict[str, list[str]]]
    answers: list[tuple[int, bytes]]

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.asked.append(parse_qs(self.rfile.read(length).decode()))
        status, body = self.answers.pop(0)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words):
        """Say nothing."""


@pytest.fixture
def provider(papers, settings):
    """A provider on this machine; gives where it is asked, what it heard, what it will say."""
    from goodword.channels.coming_in.listening import certificate

    Login.asked, Login.answers = [], []
    server = HTTPServer(("127.0.0.1", 0), Login)
    proof = dataclasses.replace(
        settings.CONFIGURATION, mail_certificate=papers.certificate, mail_key=papers.key
    )
    server.socket = certificate(proof).wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    settings.CONFIGURATION = dataclasses.replace(
        settings.CONFIGURATION,
        imap_authority=papers.authority,
        imap_oauth=OAuth("localhost", server.server_port, "/token", "us", "our secret", "mail"),
    )
    yield Login
    server.shutdown()
    thread.join()
    server.server_close()


def _says(status=200, **facts):
    return status, json.dumps(facts).encode()


@pytest.fixture
def token(provider, settings, papers):
    def ask():
        return oauth.access_token(MAILBOX, settings.CONFIGURATION.imap_oauth, papers.trusted())

    return ask


def test_a_refresh_token_becomes_an_access_token(provider, token):
    provider.answers += [_says(access_token="open")]
    assert token() == "open"
    assert provider.asked == [
        {
            "grant_type": ["refresh_token"], "refresh_token": ["first refresh"],
            "client_id": ["us"], "client_secret": ["our secret"], "scope": ["mail"],
        }
    ]  # fmt: skip


def test_the_newest_refresh_token_is_kept_for_us_alone(provider, token):
    provider.answers += [
        _says(access_token="open", refresh_token="second"),
        _says(access_token="x"),
    ]
    token()
    token()
    assert [it["refresh_token"] for it in provider.asked] == [["first refresh"], ["second"]]
    (kept,) = raw.folder().glob("token-*")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (_says(400, error="invalid_grant"), "400 invalid_grant"),
        ((500, b"<html>"), "JSONDecodeError"),
        (_says(200, token="?"), "200"),
        ((200, b"[]"), "200"),
    ],
)
def test_without_a_token_it_is_said_why_and_no_secret(provider, token, answer, words):
    provider.answers += [answer]
    with pytest.raises(oauth.NoToken, match=words) as refused:
        token()
    assert "refresh" not in str(refused.value)


class Box:
    """Remembers how somebody signed in."""

    def xoauth2(self, *words):
        self.words = words

    def login(self, *words):
        self.words = words


def test_a_mailbox_signs_in_by_token_or_by_password(provider, settings):
    provider.answers += [_says(access_token="open")]
    box = Box()
    mailboxes._sign_in(box, MAILBOX, settings.CONFIGURATION)
    assert box.words == ("help@example.org", "open", "INBOX")
    mailboxes._sign_in(box, dataclasses.replace(MAILBOX, by_token=False), settings.CONFIGURATION)
    assert box.words == ("help@example.org", "first refresh", "INBOX")


def test_mailboxes_can_be_set():
    first, second, third = parse_mailboxes(
        "imaps://help%40example.org:a%2Cb@imap.example.org/Help%20desk?done=Taken, "
        "imap+starttls://u:p@imap.example.org imaps+oauth://u:refresh@outlook.example:1993"
    )
    assert (first.user, first.secret, first.folder) == ("help@example.org", "a,b", "Help desk")
    assert (first.done, first.encryption, first.port) == ("Taken", "tls", 993)
    assert (second.encryption, second.port, second.folder) == ("starttls", 143, "INBOX")
    assert (third.by_token, third.port, third.secret) == (True, 1993, "refresh")
    assert first.name == "imap help@example.org at imap.example.org, Help desk"
    assert parse_oauth("https://us:s%40@login.example/t/token?scope=a%20b") == OAuth(
        "login.example", 443, "/t/token", "us", "s@", "a b"
    )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"GOODWORD_IMAP": "imaps://host/INBOX"}, "a mailbox looks like"),
        ({"GOODWORD_IMAP": "imap://u:p@imap.example.org"}, "needs imaps://"),
        ({"GOODWORD_IMAP": "imaps://u:p@imap.example.org?seen=yes"}, "has no seen"),
        ({"GOODWORD_IMAP": "imaps://u:p@x.example imaps://u:q@x.example"}, "is named twice"),
        ({"GOODWORD_IMAP": "imaps+oauth://u:p@x.example"}, "GOODWORD_IMAP_OAUTH"),
        ({"GOODWORD_IMAP_OAUTH": "http://us@login.example/token"}, "it looks like https://"),
    ],
)
def test_what_is_wrong_is_said_without_a_secret(tmp_path, given, words):
    with pytest.raises(ConfigurationError, match=words) as wrong:
        load({"GOODWORD_DATA": str(tmp_path), **given})
    assert "u:p@" not in str(wrong.value)

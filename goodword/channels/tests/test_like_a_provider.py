"""A mailbox as large providers have it: XOAUTH2, and TLS from the first byte, end to end."""

from __future__ import annotations

import dataclasses
import threading

import pytest

from goodword.channels import jobs
from goodword.channels.models import InboundMail
from goodword.channels.tests.conftest import written
from goodword.channels.tests.test_oauth import _says, provider
from goodword.house import clock
from goodword.operations.running import mail_ways
from goodword.operations.running.stopping import Stop
from goodword.requests.models import ServiceRequest
from tests.rig import imap_server

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["provider"]


@pytest.fixture
def mailbox(papers):
    """A mailbox of a real server behind TLS, with one mail that its border vouches for."""
    with imap_server.serving() as server:
        said = "mx.here; dmarc=pass header.from=northmoor.example"
        server.append(written(Authentication_Results=said))
        with imap_server.encrypted_from_the_first_byte(server, papers) as port:
            yield server.mailbox(host="localhost", port=port, encryption="tls")


def test_a_token_opens_it_and_the_mail_becomes_a_request(
    mailbox, provider, settings, amina, it_help, monkeypatch
):
    provider.answers += [_says(access_token=imap_server.PASSWORD)]
    by_token = dataclasses.replace(mailbox, secret="first refresh", by_token=True)
    _live(by_token, settings, monkeypatch)
    assert InboundMail.objects.get().source == by_token.name
    assert jobs.handle_waiting(clock.now()) == 1
    assert ServiceRequest.objects.get().asker == amina


def test_a_password_opens_it_too(mailbox, provider, settings, amina, it_help, monkeypatch):
    _live(mailbox, settings, monkeypatch)
    assert InboundMail.objects.count() == 1


def _live(mailbox, settings, monkeypatch):
    """Let what ``goodword serve`` runs for mailboxes live until it has had one round."""
    settings.CONFIGURATION = dataclasses.replace(
        settings.CONFIGURATION, imap=(mailbox,), mail_border=("mx.here",)
    )
    stop = Stop()
    monkeypatch.setattr(mail_ways, "wait_for_mail", lambda _folder, stop: stop.set())
    monkeypatch.setattr(mail_ways, "note_trouble", lambda _mailbox, _problem: stop.set())
    whole = threading.Thread(
        target=mail_ways.fetch, args=(settings.CONFIGURATION, stop, lambda: True)
    )
    whole.start()
    whole.join()

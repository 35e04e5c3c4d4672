"""Ways in for mail are processes of their own, started where they are set."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from importlib import util

import pytest
from django.db import connections

from goodword.house.configuration import ConfigurationError, load
from goodword.house.mail_settings import Listen
from goodword.house.refusals import Refusal
from goodword.operations.models import Heartbeat
from goodword.operations.running import mail_ways, serve
from goodword.operations.running.stopping import Stop


@pytest.fixture
def listens(settings, tmp_path):
    """An installation to which mail is handed over."""
    settings.CONFIGURATION = dataclasses.replace(
        settings.CONFIGURATION, shared=tmp_path, mail_listen=Listen("lmtp", "127.0.0.1", 0)
    )
    return settings.CONFIGURATION


def test_a_listener_is_served_where_one_is_set(listens, settings):
    assert "listener" in [child.name for child in serve.children("127.0.0.1", listens)]
    quiet = dataclasses.replace(listens, mail_listen=None)
    assert "listener" not in [child.name for child in serve.children("127.0.0.1", quiet)]
    assert serve.children("127.0.0.1", quiet, ("mail",)) == []


def test_what_it_needs_is_said_before_anything_starts(listens, monkeypatch):
    monkeypatch.setattr(mail_ways, "find_spec", lambda name: None)
    with pytest.raises(Refusal, match=r"install goodword\[smtp-in\]"):
        serve.children("127.0.0.1", listens)
    assert util.find_spec("aiosmtpd")


@pytest.mark.django_db(transaction=True)
def test_it_listens_until_it_is_told_to_stop(listens):
    stop = Stop()
    stop.set()

    def live() -> None:
        mail_ways.live("listener", stop)
        connections.close_all()

    # A process of its own has no other loop; beside a browser this thread may have one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(live).result(30)
    assert not Heartbeat.objects.exists()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"GOODWORD_MAIL_LISTEN": "http://x:25"}, "is not an address such as lmtp://"),
        ({"GOODWORD_MAIL_LISTEN": "lmtp://127.0.0.1"}, "is not an address such as lmtp://"),
        ({"GOODWORD_MAIL_LISTEN": "smtp://a:b@127.0.0.1:25"}, "nobody signs in here"),
        ({"GOODWORD_MAIL_LISTEN": "smtps://127.0.0.1:465"}, "needs a certificate"),
        ({"GOODWORD_MAIL_CERTIFICATE": "/nowhere.pem"}, "cannot be read"),
        ({"GOODWORD_MAIL_PEERS": "somebody"}, "is not a list of addresses"),
    ],
)
def test_what_is_wrong_is_said_at_the_start(tmp_path, settings, words):
    with pytest.raises(ConfigurationError, match=words):
        load({"GOODWORD_DATA": str(tmp_path), **settings})


def test_everything_about_it_can_be_set(tmp_path):
    paper = tmp_path / "paper.pem"
    paper.touch()
    set_here = load(
        {
            "GOODWORD_DATA": str(tmp_path),
            "GOODWORD_MAIL_LISTEN": "lmtp+starttls://10.0.0.7:2424",
            "GOODWORD_MAIL_PEERS": "10.0.0.5, 10.1.0.0/16",
            "GOODWORD_MAIL_CERTIFICATE": str(paper),
        }
    )
    assert set_here.mail_listen == Listen("lmtp", "10.0.0.7", 2424, "starttls")
    assert set_here.mail_listen.name == "lmtp 10.0.0.7:2424"
    assert len(set_here.mail_peers) == 2
    assert (set_here.mail_certificate, set_here.mail_key) == (paper, None)

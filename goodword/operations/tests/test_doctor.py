"""The doctor says what is wrong with an installation, and what to do about it."""

from __future__ import annotations

import argparse
import dataclasses
import io
import json
import smtplib
import sqlite3
from contextlib import closing, nullcontext
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection

from goodword.house import configuration, reading
from goodword.operations.doctor import command as doctor
from goodword.operations.doctor import data as doctor_of_data
from goodword.operations.doctor import host as doctor_of_host
from goodword.operations.models import Installation
from goodword.operations.running import durability
from goodword.operations.running.lease import Holding
from goodword.operations.running.pulse import Pulse
from goodword.operations.watching import standing
from goodword.people.privacy import Privacy


@pytest.fixture
def ours(settings, tmp_path):
    """A configuration on a data folder of its own."""
    tmp_path.chmod(0o700)
    return dataclasses.replace(settings.CONFIGURATION, data=tmp_path, shared=tmp_path, demo=False)


@pytest.fixture
def ask(monkeypatch, ours, settings):
    """Ask the doctor; answers the code and what was said."""
    settings.CONFIGURATION = ours
    settings.STATIC_ROOT = ours.data

    def asked(**options):
        stdout = io.StringIO()
        wanted = argparse.Namespace(**({"json": False, "all": False} | options))
        return doctor.run(wanted, io.StringIO(), stdout), stdout.getvalue()

    yield asked
    standing.keep(None)


def _levels(found):
    return [finding.level for finding in found]


# The whole.


def test_a_well_installation_is_well(ask, operator, it_help, monkeypatch):
    monkeypatch.setattr(doctor_of_host, "disk_free_percent", lambda: 50.0)
    monkeypatch.setattr("goodword.operations.watching.measuring.disk_free_percent", lambda: 50.0)
    monkeypatch.setattr(doctor_of_data, "MUST_BE", {"sqlite": {}, "postgresql": {}})
    holding = Holding("clock", "here")
    holding.keep()
    holding.keep()
    Pulse("worker", "worker@here").beat()
    code, said = ask()
    assert code == 0, said
    assert said.endswith("nothing is wrong.\n")
    assert "  ok  " not in said
    assert "Of those who run Goodword, 1 sign in with a password alone." in said
    assert "  ok    Nothing stands still." in ask(all=True)[1]


def test_what_is_wrong_comes_with_a_code_and_what_to_do(ask, operator, it_help):
    it_help.is_duty = False
    it_help.save()
    code, said = ask()
    assert code == 1
    assert "WRONG   No team is on duty" in said
    assert "        Name one on the page of teams." in said


def test_a_program_can_read_it(ask, operator):
    code, said = ask(json=True)
    read = json.loads(said)
    assert (code, read["well"]) == (1, False)
    assert {"about", "level", "sentence", "to_do"} == set(read["findings"][0])


def test_settings_that_cannot_be_used_are_all_that_is_said(ask, monkeypatch):
    def load():
        raise configuration.ConfigurationError(["PORT: x is not a port", "GOODWORD_SMTP: no"])

    monkeypatch.setattr(configuration, "load", load)
    code, said = ask()
    assert (code, said.count("WRONG")) == (1, 2)


# This host.


def test_a_folder_others_can_look_into_is_noted(ours):
    assert _levels(doctor_of_host.folders(ours)) == ["fine"]
    ours.data.chmod(0o755)
    assert _levels(doctor_of_host.folders(ours)) == ["advice"]
    missing = dataclasses.replace(ours, data=ours.data / "away")
    assert _levels(doctor_of_host.folders(missing)) == ["wrong", "advice"]


def test_a_key_others_can_read_is_wrong(ours):
    assert doctor_of_host.secret_key(ours).level == "fine"
    path = ours.data / "secret-key"
    path.touch(mode=0o600)
    assert doctor_of_host.secret_key(ours).level == "fine"
    path.chmod(0o640)
    assert doctor_of_host.secret_key(ours).level == "wrong"


def test_a_full_disk_is_wrong(monkeypatch):
    for free, level in ((9.0, "wrong"), (11.0, "fine")):
        monkeypatch.setattr(doctor_of_host, "disk_free_percent", lambda free=free: free)
        assert doctor_of_host.disk().level == level


@pytest.mark.parametrize(
    ("hosts", "level"),
    [(("localhost",), "fine"), (("elsewhere.example",), "wrong"), (("*",), "advice")],
)
def test_the_address_people_use_must_be_answered(ours, hosts, level):
    assert doctor_of_host.addresses(dataclasses.replace(ours, hosts=hosts)).level == level


@pytest.mark.parametrize(
    ("address", "proxies", "level"),
    [
        ("http://localhost:8000", "none", "fine"),
        ("http://goodword.example", "none", "wrong"),
        ("https://goodword.example", "none", "wrong"),
        ("https://goodword.example", "10.0.0.1", "fine"),
    ],
)
def test_what_people_send_must_be_encrypted(ours, address, proxies, level):
    here = dataclasses.replace(ours, base_url=address, proxies=reading.networks(proxies))
    assert doctor_of_host.https(here).level == level


def test_time_zones_must_be_there():
    assert doctor_of_host.time_zones("Europe/London").level == "fine"
    assert doctor_of_host.time_zones("Nowhere/Atall").level == "wrong"


def test_style_and_script_must_be_there(tmp_path):
    assert doctor_of_host.static_files(tmp_path).level == "advice"
    (tmp_path / "staticfiles.json").touch()
    assert doctor_of_host.static_files(tmp_path).level == "fine"


class Server:
    """A mail server that does as it is told, and writes down what it was asked."""

    said: list[str] = []
    problem: Exception | None = None

    def __init__(self, host, port, **more):
        self.said = Server.said
        if Server.problem:
            raise Server.problem

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self.said.append("quit")

    def __getattr__(self, verb):
        return lambda *words, **more: self.said.append(verb)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("smtp://mail.example", ["noop", "quit"]),
        ("smtp+starttls://a:b@mail.example", ["starttls", "login", "noop", "quit"]),
        ("smtps://a:b@mail.example", ["login", "noop", "quit"]),
    ],
)
def test_the_mail_server_is_greeted_and_nothing_is_handed_in(monkeypatch, address, asked):
    monkeypatch.setattr(Server, "said", [])
    monkeypatch.setattr(smtplib, "SMTP", Server)
    monkeypatch.setattr(smtplib, "SMTP_SSL", Server)
    finding = doctor_of_host.mail_server(configuration.parse_smtp_url(address))
    assert (finding.level, Server.said) == ("fine", asked)


def test_a_mail_server_that_does_not_let_us_in_is_wrong(monkeypatch):
    monkeypatch.setattr(smtplib, "SMTP", Server)
    monkeypatch.setattr(Server, "problem", OSError("refused"))
    server = configuration.parse_smtp_url("smtp://mail.example")
    assert doctor_of_host.mail_server(server).level == "wrong"
    assert doctor_of_host.mail_server(None).level == "advice"


# The database.


def test_a_database_that_would_lose_something_is_wrong(db, engine, monkeypatch):
    must = {"sqlite": {"synchronous": ("3",)}, "postgresql": {"work_mem": ("none",)}}
    monkeypatch.setattr(doctor_of_data, "MUST_BE", must)
    assert _levels(doctor_of_data.how_it_is_set()) == ["wrong", "fine"]


def test_a_database_that_is_away_is_said(db, monkeypatch):
    def away():
        raise OperationalError("gone")

    monkeypatch.setattr(doctor_of_data.database, "version", away)
    (finding,) = doctor_of_data.findings()
    assert finding.sentence == "The database does not answer as it should (OperationalError)."


def test_tables_of_another_version_are_said(db, monkeypatch):
    monkeypatch.setattr(doctor_of_data.schema, "newer", lambda: ["people.9999_future"])
    finding = doctor_of_data.fits()
    assert finding.sentence.startswith("This database was made by a newer version of Goodword")
    assert finding.to_do.startswith("Start that version")
    monkeypatch.setattr(doctor_of_data.schema, "outstanding", lambda: ["people.0001"])
    assert "1 changes are to be made" in [*doctor_of_data.findings()][-1].sentence


def test_another_hosts_key_is_said(db):
    assert doctor_of_data.key().level == "fine"
    Installation.objects.create(pk=1, key_mark="another")
    assert doctor_of_data.key().level == "wrong"


def test_who_is_missing_is_said(db):
    assert "no organisation yet" in next(doctor_of_data.people()).sentence


def test_nobody_who_runs_it_is_wrong(organisation, it_help):
    assert "Nobody runs this Goodword" in next(doctor_of_data.people()).sentence


def test_a_confidential_service_with_one_reader_is_wrong(operator, laptops, ben, amina):
    laptops.privacy = Privacy.CONFIDENTIAL
    laptops.save()
    laptops.readers.add(ben)
    assert "1 confidential services" in [*doctor_of_data.people()][-1].sentence
    laptops.readers.add(amina)
    assert "confidential" not in [*doctor_of_data.people()][-1].sentence


def test_a_process_that_never_lived_is_missed(db, ask):
    said = [finding.sentence for finding in doctor_of_data.well_being()]
    silent = "clock stands still", "No clock lives"
    assert any(words in sentence for words in silent for sentence in said)


# Every connection.


def test_every_connection_keeps_what_it_acknowledges(db):
    durability.look_at(connection)
    assert durability.words()


@pytest.mark.parametrize(("level", "is_kept"), [("OFF", 0), ("NORMAL", 0), ("FULL", 1)])
def test_a_connection_that_could_lose_something_is_refused(tmp_path, level, is_kept):
    with closing(sqlite3.connect(tmp_path / "one.sqlite3")) as opened:
        opened.execute(f"PRAGMA synchronous={level}")
        one = SimpleNamespace(vendor="sqlite", connection=opened)
        with nullcontext() if is_kept else pytest.raises(ImproperlyConfigured):
            durability.look_at(one)

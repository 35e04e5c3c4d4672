"""Who watches over Goodword is told whether it does its work; who may not know, only that."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.db.models.functions import Now

from goodword.history.jobs import note_jump
from goodword.house import request_line
from goodword.operations.models import Lease
from goodword.operations.running.lease import Holding
from goodword.operations.running.pulse import Pulse
from goodword.operations.watching import alerts, health, measuring, metrics, standing
from goodword.operations.watching.alerts import ALERTS, Level
from goodword.operations.watching.measuring import Facts, measure
from goodword.requests.actions import ask

TOKEN = "a token that is long enough"
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}
WITH_TOKEN = {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}

WRONG = {
    "database": Facts(can_write=False),
    "tables": Facts(outstanding=1),
    "version": Facts(newer=1),
    "disk": Facts(disk_free_percent=9.9),
    "clock": Facts(clock_silent=181),
    "worker": Facts(worker_silent=181),
    "mail-out": Facts(mail_out_seconds=901),
    "mail-in": Facts(mail_in_seconds=901),
    "mail-way": Facts(mail_way_silent=901),
    "letters-given-up": Facts(letters_failed=1),
    "clock-skew": Facts(skew_seconds=-6),
    "clock-jumped": Facts(jumped_seconds=-3600),
    "wal": Facts(wal_bytes=2**29),
}


@pytest.fixture(autouse=True)
def _nobody_has_looked():
    standing.keep(None)
    yield
    standing.keep(None)


@pytest.fixture
def token(settings):
    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, metrics_token=TOKEN)


@pytest.fixture
def lively(db, now, monkeypatch):
    """A clock and a worker that live, on a disk with room."""
    monkeypatch.setattr(measuring, "disk_free_percent", lambda: 50.0)
    holding = Holding("clock", "here")
    holding.keep()
    holding.keep()
    Pulse("worker", "worker@here").beat()


@pytest.fixture
def asked(amina, laptops, now):
    """A request that Amina made."""
    return ask(service=laptops, title="A laptop", words="Mine is slow.", by=amina, at=now)


# What is wrong.


def test_every_alert_is_seen_by_one_fact():
    assert {alert.name for alert in ALERTS} == set(WRONG)
    for name, facts in WRONG.items():
        assert name in [alert.name for alert in alerts.standing(facts)]


def test_where_all_is_well_nothing_is_wrong():
    assert alerts.standing(Facts()) == []


def test_without_an_answer_only_the_database_is_wrong():
    assert [alert.name for alert in alerts.standing(None)] == ["database"]


# Looking.


def test_a_lively_house_is_well(lively, now):
    facts = measure(now)
    assert alerts.standing(facts) == []
    assert facts.clock_silent < 60
    assert facts.worker_silent < 60


def test_silence_is_reckoned_in_the_databases_time(lively, now):
    Lease.objects.update(until=Now() - timedelta(minutes=4))
    assert measure(now).clock_silent > 240
    Pulse("worker", "worker@here").end()
    assert measuring.worker_silent(7.0) == 7.0


def test_a_database_that_does_not_answer_is_a_fact_too(db, now, monkeypatch):
    def away():
        raise OperationalError("gone")

    monkeypatch.setattr(measuring, "_try_writing", away)
    assert not measure(now).can_write


def test_tables_that_are_missing_are_a_fact_too(db, now, monkeypatch):
    monkeypatch.setattr(measuring.schema, "outstanding", lambda ours: ["people.0002"])
    assert measure(now).outstanding == 1


def test_a_clock_that_was_set_is_a_fact_for_a_day(lively, now):
    note_jump(now, timedelta(hours=1))
    assert measure(now).jumped_seconds == 3600
    assert measure(now + timedelta(days=2)).jumped_seconds == 0


def test_the_clocks_of_host_and_database_are_compared(db):
    assert abs(measuring.skew()) < 60


# Asking.


def test_a_living_process_says_so_without_the_database(client):
    assert client.get("/healthz").content == b"ok\n"


def test_who_watches_is_told_that_all_is_well(client, lively):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "alerts": []})


@pytest.mark.parametrize("name", sorted(WRONG))
def test_who_watches_is_told_what_stands_still(client, db, name):
    standing.keep(WRONG[name])
    answer = client.get("/readyz")
    alert = alerts.by_name(name)
    assert answer.status_code == (200 if alert.level == Level.WATCH else 503)
    assert str(alert.sentence) in [said["sentence"] for said in answer.json()["alerts"]]


def test_a_dead_worker_elsewhere_takes_no_visitors_away(client, db):
    standing.keep(WRONG["worker"])
    assert client.get("/readyz?only=pages").status_code == 200
    standing.keep(WRONG["database"])
    assert client.get("/readyz?only=pages").status_code == 503


@pytest.mark.parametrize(
    "asker", [ELSEWHERE, {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}, {"HTTP_FORWARDED": "for=::1"}]
)
def test_strangers_are_told_only_whether(client, db, asker):
    standing.keep(WRONG["worker"])
    answer = client.get("/readyz", **asker)
    assert (answer.status_code, answer.json()) == (503, {"ready": False})


def test_who_has_the_token_is_told_from_everywhere(client, db, token):
    standing.keep(WRONG["worker"])
    assert client.get("/readyz", **ELSEWHERE, **WITH_TOKEN).json()["alerts"]
    wrong = {"HTTP_AUTHORIZATION": "Bearer something else"}
    assert "alerts" not in client.get("/readyz", **ELSEWHERE, **wrong).json()


def test_asking_often_is_looking_once(client, lively, monkeypatch):
    looks: list[datetime] = []

    def look(at: datetime) -> Facts:
        looks.append(at)
        return Facts()

    monkeypatch.setattr(standing, "measure", look)
    for _ in range(5):
        client.get("/readyz")
    assert len(looks) == 1


# Numbers.


def test_without_a_token_there_are_no_numbers(client, db):
    assert client.get("/metrics", **WITH_TOKEN).status_code == 404


def test_with_the_wrong_token_there_are_none_either(client, db, token):
    answer = client.get("/metrics")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_numbers_are_given_with_their_help(client, lively, laptops, token):
    said = client.get("/metrics", **WITH_TOKEN).content.decode()
    for name, means in metrics.GAUGES.values():
        assert f"# HELP goodword_{name} {means}" in said
        assert f"\ngoodword_{name} " in said
    assert 'goodword_alert{alert="clock",level="alarm"} 0.0' in said


def test_requests_are_counted_by_state(client, lively, asked, token, monkeypatch):
    monkeypatch.setattr(metrics, "_counted_at", [-1e9])
    said = client.get("/metrics", **WITH_TOKEN).content.decode()
    assert 'goodword_requests{state="asked"} 1.0' in said


def test_pages_and_failing_queries_are_counted(client, lively, token):
    metrics.begin()
    try:
        client.get("/healthz")
        request_line._observers[-1](request_line.Answered("GET", database_errors=["DataError"]))
    finally:
        request_line.forget(metrics._count)
    said = client.get("/metrics", **WITH_TOKEN).content.decode()
    assert 'goodword_request_seconds_count{method="GET",page="healthz",status="2xx"}' in said
    assert 'goodword_database_errors_total{kind="DataError"} 1.0' in said


def test_every_metric_of_a_process_is_shared_by_those_of_its_host(tmp_path, monkeypatch):
    monkeypatch.setenv(metrics.SHARED, str(tmp_path))
    assert b"goodword_wal_bytes" in metrics.written(Facts(can_write=False))


def test_postgresql_counts_waits_and_sqlite_its_log(db, engine):
    from goodword.operations.running import database

    assert database.lock_waits() == 0
    assert database.wal_bytes() >= 0
    assert database.version().startswith("PostgreSQL" if engine == "postgresql" else "SQLite")
    assert database.is_postgresql() == (connection.vendor == "postgresql")


def test_nobody_but_this_machine_is_this_machine(rf):
    request = rf.get("/readyz", REMOTE_ADDR="nonsense")
    assert not health.may_know(request)

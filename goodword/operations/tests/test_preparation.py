"""A version is started only on a database that belongs to it, and with the installation's key."""

from __future__ import annotations

import argparse
import dataclasses

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from goodword.house.refusals import Refusal
from goodword.operations.models import Installation
from goodword.operations.running import database, preparation, schema, serve, time_outs


@pytest.fixture
def recorder(db):
    return MigrationRecorder(connection)


def test_a_database_of_this_version_is_complete_and_not_newer(db):
    schema.must_be_young_enough()
    schema.must_not_be_newer()
    schema.must_be_complete()


def test_a_database_of_a_newer_version_is_refused_in_a_sentence(recorder):
    recorder.record_applied("requests", "9999_from_the_future")
    with pytest.raises(Refusal, match=r"made by a newer version of Goodword .*9999_from_the"):
        schema.must_not_be_newer()


def test_rooms_that_are_gone_do_not_make_a_database_newer(recorder):
    recorder.record_applied("a_room_of_old", "0001_initial")
    assert schema.newer() == []


def test_a_half_migrated_database_is_refused_in_a_sentence(recorder):
    recorder.record_unapplied("people", "0001_initial")
    with pytest.raises(Refusal, match="half migrated"):
        schema.must_not_be_newer()


def test_tables_that_are_missing_are_named_where_they_may_not_be_changed(recorder):
    recorder.record_unapplied("operations", "0001_leases_and_signs_of_life")
    with pytest.raises(Refusal, match=r"operations\.0001_leases_and_signs_of_life is missing"):
        preparation.prepare_tables(change=False)


def test_an_old_postgresql_is_refused(db, monkeypatch):
    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setattr(connection, "get_database_version", lambda: (14, 2), raising=False)
    with pytest.raises(Refusal, match="This is PostgreSQL 14; Goodword needs 15 or newer"):
        schema.must_be_young_enough()


def test_two_hosts_must_have_the_same_key(db):
    schema.compare_keys("the first host's")
    schema.compare_keys("the first host's")
    with pytest.raises(Refusal, match="secret key is not the one this installation has"):
        schema.compare_keys("another host's")


def test_a_key_that_was_changed_on_purpose_is_accepted(db):
    schema.compare_keys("the old one")
    schema.compare_keys("the new one", accept=True)
    assert Installation.objects.get().key_mark == "the new one"


def test_the_mark_of_a_key_does_not_give_it_away():
    configuration = settings.CONFIGURATION
    other = dataclasses.replace(configuration, secret_key="another key " * 5)
    assert configuration.key_mark != other.key_mark
    assert configuration.secret_key not in configuration.key_mark


def test_one_host_prepares_while_the_others_wait(transactional_db, engine):
    if engine != "postgresql":
        with preparation.one_at_a_time():
            return
    import psycopg

    parameters = connection.get_connection_params()
    parameters = {
        name: parameters[name]
        for name in ("dbname", "user", "host", "port")
        if parameters.get(name)
    }
    with psycopg.connect(**parameters, autocommit=True) as elsewhere:
        elsewhere.execute("SELECT pg_advisory_lock(%s)", [preparation.PREPARING])
        with (
            pytest.raises(Refusal, match="Another host has been changing the tables"),
            preparation.one_at_a_time(patience=0),
        ):
            pass
    with preparation.one_at_a_time():
        pass


def test_one_supervisor_holds_a_part_of_a_data_folder(tmp_path):
    configuration = dataclasses.replace(
        settings.CONFIGURATION,
        data=tmp_path,
        database=dataclasses.replace(settings.CONFIGURATION.database, engine="sqlite"),
    )
    with preparation.only_one(configuration, ["web"]):
        with preparation.only_one(configuration, ["worker", "clock"]):
            pass
        with (
            pytest.raises(Refusal, match="being served from"),
            preparation.only_one(configuration, ["web", "clock"]),
        ):
            pass


# Which parts a host has.


def test_a_host_has_all_parts_unless_it_is_told():
    configuration = dataclasses.replace(settings.CONFIGURATION, workers=3)
    names = [child.name for child in serve.children("127.0.0.1", configuration)]
    assert names == ["web", "worker-1", "worker-2", "worker-3", "clock"]
    names = [child.name for child in serve.children("127.0.0.1", configuration, ("clock",))]
    assert names == ["clock"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("web,wokrer", "wokrer is none of web, worker, clock and mail"), (" ,", "name some of web")],
)
def test_parts_that_do_not_exist_are_named(text, said):
    with pytest.raises(argparse.ArgumentTypeError, match=said):
        serve.parts(text)
    assert serve.parts("clock, web") == ("web", "clock")


def test_a_query_and_a_wait_have_an_end(db, engine):
    if engine != "postgresql":
        assert connection.settings_dict["OPTIONS"]["timeout"] == 10
        return
    assert database.setting("statement_timeout") == "30s"
    assert database.setting("lock_timeout") == "10s"
    assert database.setting("idle_in_transaction_session_timeout") == "1min"


def test_a_job_has_longer_and_a_change_of_the_tables_as_long_as_it_takes(db, engine, monkeypatch):
    options = dict(connection.settings_dict["OPTIONS"])
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)
    time_outs.allow_long_work()
    with time_outs.as_long_as_it_takes():
        if engine == "postgresql":
            assert "statement_timeout=300s" in options["options"]
            assert database.setting("statement_timeout") == "0"
            assert database.setting("lock_timeout") == "1min"
    if engine == "postgresql":
        assert database.setting("statement_timeout") == "30s"

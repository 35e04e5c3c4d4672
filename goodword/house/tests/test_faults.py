"""A named place does nothing until somebody listens, and ends the process when it is armed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from goodword.house import faults

PASS_TWICE = (
    "from goodword.house import faults;"
    " faults.point('files.renamed'); print('once', flush=True);"
    " faults.point('files.synced'); faults.point('files.renamed'); print('twice')"
)


@pytest.fixture
def passed():
    names: list[str] = []
    faults.listen(names.append)
    yield names
    faults.be_deaf()


def run(fault: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GOODWORD_FAULT": fault}
    return subprocess.run(
        [sys.executable, "-c", PASS_TWICE],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_armed_place_ends_the_process_at_the_passing_it_was_told():
    died = run("files.renamed:2")
    assert (died.returncode, died.stdout) == (-signal.SIGKILL, "once\n")


def test_nothing_happens_where_none_is_named():
    assert run("").stdout == "once\ntwice\n"


def test_a_place_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="no place called"):
        faults.arm("nowhere")


@pytest.mark.django_db(transaction=True)
def test_an_act_passes_both_sides_of_its_commit(passed):
    from django.db import transaction

    with transaction.atomic():
        faults.around_commit("ask")
        assert passed == ["ask.before_commit"]
    assert passed == ["ask.before_commit", "ask.after_commit"]

"""What dies is started again; what is told to stop stops."""

import signal
import subprocess
import sys
import threading

import pytest

from goodword.operations.running.supervisor import FIRST_PAUSE, LONGEST_PAUSE, Child, Supervisor


class Puppet:
    """A process that lives, dies and listens as the test says."""

    pid = 4711

    def __init__(self, *, is_stubborn=False):
        self.code = None
        self.signals = []
        self.is_stubborn = is_stubborn

    def poll(self):
        return self.code

    def send_signal(self, sig):
        self.signals.append(sig)
        if not self.is_stubborn:
            self.code = 0

    def kill(self):
        self.code = -9

    def wait(self, timeout=None):
        if self.code is None:
            raise subprocess.TimeoutExpired("puppet", timeout)
        return self.code


@pytest.fixture
def puppets():
    return []


@pytest.fixture
def start(puppets):
    def spawn(command):
        puppets.append(Puppet())
        return puppets[-1]

    return spawn


def test_a_child_is_started_and_left_alone_while_it_lives(start, puppets):
    child = Child("web", ["web"])
    for at in (0, 1, 2):
        child.look_after(at, start)
    assert len(puppets) == 1


def test_a_dead_child_is_started_again_after_a_pause_that_grows(start, puppets):
    child, pauses, at = Child("web", ["web"]), [], 0.0
    for _ in range(8):
        child.look_after(at, start)
        puppets[-1].code = 1
        child.look_after(at, start)
        pauses.append(child.start_again_at - at)
        at = child.start_again_at
    assert pauses[:3] == [FIRST_PAUSE, FIRST_PAUSE * 2, FIRST_PAUSE * 4]
    assert pauses[-1] == LONGEST_PAUSE


def test_a_child_is_not_started_before_its_pause_is_over(start, puppets):
    child = Child("web", ["web"], start_again_at=5.0)
    child.look_after(4.9, start)
    assert puppets == []


def test_a_long_life_forgives_earlier_deaths(start, puppets):
    child = Child("web", ["web"], deaths=5)
    child.look_after(0, start)
    puppets[-1].code = 1
    child.look_after(100, start)
    assert child.start_again_at - 100 == FIRST_PAUSE


def test_everybody_is_asked_to_end_and_the_stubborn_are_killed():
    willing, stubborn = Puppet(), Puppet(is_stubborn=True)
    children = [Child("web", [], process=willing), Child("clock", [], process=stubborn)]
    Supervisor([*children, Child("worker", [])], patience=0).end()
    assert willing.signals == stubborn.signals == [signal.SIGTERM]
    assert (willing.code, stubborn.code) == (0, -9)
    assert [child.process for child in children] == [None, None]


def test_a_child_that_has_died_already_is_not_signalled():
    dead = Puppet()
    dead.code = 1
    Supervisor([Child("web", [], process=dead)]).end()
    assert dead.signals == []


def test_a_signal_ends_the_supervisor_and_its_children(start, puppets):
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    supervisor = Supervisor([Child("web", ["web"])], start=start)
    try:
        threading.Timer(0.05, signal.raise_signal, [signal.SIGTERM]).start()
        supervisor.run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert puppets[0].signals == [signal.SIGTERM]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_children_end_when_the_supervisor_is_killed_outright():
    child = (
        "from goodword.operations.running.supervisor import end_with_parent\n"
        "import signal; end_with_parent(); print('ready', flush=True); signal.pause()"
    )
    parent = (
        "import subprocess, sys\n"
        f"child = subprocess.Popen([sys.executable, '-c', {child!r}], stdout=subprocess.PIPE)\n"
        "child.stdout.readline(); print(child.pid, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", parent], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as supervisor:
        assert supervisor.stdout is not None
        pid = int(supervisor.stdout.readline())
        supervisor.kill()
    assert _ends(pid)


def _ends(pid):
    """Wait for the end of a process that is not ours."""
    from pathlib import Path

    pause = threading.Event()
    for _ in range(200):
        status = Path(f"/proc/{pid}/stat")
        if not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        pause.wait(0.02)
    return False

"""The word to stop comes by signal, also while one rests."""

from __future__ import annotations

import signal

from goodword.operations.running.stopping import Stop


def test_a_signal_ends_the_rest():
    stop = Stop()
    before = signal.signal(signal.SIGALRM, lambda *_: stop.set())
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        assert stop.wait(60)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert stop.is_set()


def test_who_is_not_told_to_stop_goes_on_after_the_rest():
    stop = Stop()
    assert not stop.wait(0)
    assert not stop.is_set()

"""Workers in processes of their own, which send what is due at the moments they are told."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from django.db import connections

from goodword.house import clock
from goodword.house.configuration import Smtp
from goodword.outbox import jobs
from goodword.outbox.transports import SmtpServer

#: A worker that finds nothing looks so often again: another may still hold what goes before.
LOOKS, REST = 5, 0.05
#: How many seconds it waits for an answer of the mail server, longer than a busy one takes.
PATIENCE = 6.0


@dataclass
class Sender:
    """One worker: tell it a moment, and it sends until nothing is due."""

    process: BaseProcess
    line: Connection

    def ask(self, at: datetime) -> None:
        """Tell it to send what is due at this moment."""
        self.line.send(at)

    def answer(self) -> tuple[int, float]:
        """Wait until it is done: how many letters it dealt with, in how many seconds of CPU."""
        number, seconds = self.line.recv()
        return int(number), float(seconds)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process.pid is not None:
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.join(10)


def _work(line: Connection, port: int) -> None:
    smtp = Smtp("127.0.0.1", port, user="", password="", use_tls=False, use_starttls=False)
    connections.close_all()
    while (at := line.recv()) is not None:
        began = time.process_time()
        with clock.frozen(at):
            number = _until_nothing_is_due(at, smtp)
        line.send((number, time.process_time() - began))


def _until_nothing_is_due(at: datetime, smtp: Smtp) -> int:
    number = looks = 0
    while looks < LOOKS:
        done = jobs.send_due(at, transport=SmtpServer(smtp, seconds=PATIENCE))
        number += done
        looks = 0 if done else looks + 1
        if not done:
            time.sleep(REST)
    return number


def start(port: int) -> Sender:
    """Start a worker that sends to this port."""
    connections.close_all()
    context = get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(there, port), daemon=True)
    process.start()
    there.close()  # so that the end of the process is the end of the line
    return Sender(process, here)


@contextmanager
def running(number: int, port: int) -> Iterator[list[Sender]]:
    """Have some workers, and end them."""
    senders = [start(port) for _number in range(number)]
    try:
        yield senders
    finally:
        for sender in senders:
            if sender.process.is_alive():
                sender.line.send(None)
            sender.process.join(10)

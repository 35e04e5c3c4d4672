"""A mail server in a process of its own that fails every tenth time, and knows what it took.

It writes one JSON line for each letter it was handed, in order: its token, its Message-ID, the
receiver, and what it answered. ``silent`` says that it took the letter and its 250 was not heard.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import re
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP

_MESSAGE_ID = re.compile(rb"^Message-ID: <letter\.([a-z2-7]+)@", re.MULTILINE)
#: How it fails: temporarily, politely ending, without a word before or after taking it, too late.
WAYS = ("451", "421", "dropped", "silent", "slow")
_WEIGHTS = (30, 30, 20, 19.7, 0.3)
#: Letters it never takes: one in so many.
NEVER_ONE_IN = 512


@dataclass(frozen=True)
class Handed:
    """One letter that the server was handed, and what became of it."""

    token: str
    to: str
    answer: str

    @property
    def is_taken(self) -> bool:
        """Whether the server has it, whatever was heard of that."""
        return self.answer in ("250", "silent", "slow")


def is_refused(token: str) -> bool:
    """Say whether this server never takes the letter: decided by its token alone."""
    return hashlib.sha256(token.encode()).digest()[0] == 0 and _one_in(token, NEVER_ONE_IN // 256)


def _one_in(token: str, number: int) -> bool:
    return hashlib.sha256(token.encode()).digest()[1] % max(1, number) == 0


class Relay:
    """Answers letters as the dice fall; ``slowness`` is longer than anybody waits (seconds)."""

    def __init__(self, dice: random.Random, told: Path, *, fails: bool, slowness: float) -> None:
        self._dice = dice
        told.touch()
        self._told = told
        self._fails = fails
        self._slowness = slowness
        self._number = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take a letter, or do not."""
        found = _MESSAGE_ID.search(envelope.content)
        token = found[1].decode() if found else ""
        answer = self._answer(token)
        self._write(Handed(token, envelope.rcpt_tos[0], answer))
        if answer in ("dropped", "silent"):
            server.transport.abort()
        elif answer == "slow":
            await asyncio.sleep(self._slowness)
        return {"451": "451 not now", "421": "421 closing", "550": "550 nobody here"}.get(
            answer, "250 taken"
        )

    def _answer(self, token: str) -> str:
        if not self._fails:
            return "250"
        if is_refused(token):
            return "550"
        self._number += 1
        return self._dice.choices(WAYS, _WEIGHTS)[0] if self._number % 10 == 0 else "250"

    def _write(self, handed: Handed) -> None:
        with self._told.open("a") as told:
            told.write(json.dumps(asdict(handed)) + "\n")


async def _serve(relay: Relay, door: socket.socket, ready: Connection) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    server = await loop.create_server(lambda: SMTP(relay, enable_SMTPUTF8=False), sock=door)
    ready.send(True)
    async with server:
        await stop.wait()


def _process(relay: Relay, door: socket.socket, ready: Connection) -> None:
    asyncio.run(_serve(relay, door, ready))


@contextmanager
def running(relay: Relay) -> Iterator[int]:
    """Let the relay stand open in a process of its own; gives its port."""
    context = get_context("fork")
    here, there = context.Pipe()
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = int(door.getsockname()[1])
        process = context.Process(target=_process, args=(relay, door, there), daemon=True)
        process.start()
        here.recv()
        try:
            yield port
        finally:
            process.terminate()
            process.join(10)


def told(path: Path) -> list[Handed]:
    """Read what a relay was handed, in order."""
    return [Handed(**json.loads(line)) for line in path.read_text().splitlines()]

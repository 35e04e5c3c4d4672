"""Our side of the reading process: start it, ask it, and never wait for it too long."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Any, BinaryIO, Self, cast

from goodword.channels.parsing import frames
from goodword.channels.parsing.bounds import Bounds
from goodword.house import limits

#: The child's own limit is processor time; this one is for a child that sleeps.
PATIENCE = 30.0
_MODULE = "goodword.channels.parsing.child"


class CannotRead(Exception):
    """A mail could not be taken apart within its limits; the text says why."""


@dataclass(frozen=True)
class File:
    """A file that came with a mail; ``inline`` when it is shown within its words.

    ``identity`` is the Content-ID by which they name it; ``told`` are the words of a file that is a
    mail itself.
    """

    name: str
    content_type: str
    content: bytes
    inline: bool = False
    identity: str = ""
    told: str = ""


@dataclass(frozen=True)
class Parsed:
    """What a mail says, as plain facts.

    ``text`` is what its writer wrote anew, ``signature`` and ``elided`` what was cut from it, and
    ``full_text`` all of it. ``recipients`` are all addresses it was sent to, in small letters.
    ``forwarded`` names who wrote what is passed on, where something is.
    ``seal`` says how it is signed or encrypted, ``invitation`` what its calendar invites to
    (``parsing.special``).
    ``gave_up`` says of a delivery report that it is no mere word about a delay. ``is_personal``:
    its bytes hold what proves its writer's hand, so they are for nobody else.
    """

    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    senders: tuple[tuple[str, str], ...]
    says_from: tuple[tuple[str, str], ...]
    to: tuple[tuple[str, str], ...]
    cc: tuple[tuple[str, str], ...]
    recipients: tuple[str, ...]
    subject: str
    date: str | None
    kind: str
    kind_reason: str
    language: str
    text: str
    signature: str
    elided: str
    full_text: str
    html: str
    bounce: dict[str, Any] | None
    gave_up: bool
    thread_keys: tuple[str, ...]
    forwarded: tuple[str, str] | None
    seal: str
    invitation: dict[str, Any] | None
    problems: tuple[str, ...]
    headers: dict[str, list[str]]
    files: tuple[File, ...] = ()
    is_personal: bool = False

    @property
    def sender(self) -> tuple[str, str]:
        """Name and address, in small letters, of the one ``From`` names; empty without any."""
        name, address = self.senders[0] if self.senders else ("", "")
        return name, address.lower()

    def header(self, name: str) -> str:
        """A header's words in small letters, empty when it is not there."""
        return " ".join(self.headers.get(name, ())).strip().lower()


class Reader:
    """Takes mails apart in a child of its own. Use it as a context."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._patience = patience

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, it: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    @property
    def child_id(self) -> int | None:
        """The process that reads just now, if there is one."""
        return self._child.pid if self._child else None

    def read(self, raw: bytes) -> Parsed:
        """Take a mail apart. Raises ``CannotRead``."""
        answer = json.loads(self._asked(raw))
        if "failed" in answer:
            self.close()
            raise CannotRead(f"the reader stopped: {answer['failed']}")
        if "too_much" in answer:
            raise CannotRead(answer["too_much"])
        return _parsed(answer, [self._next() for _file in answer["attached"]])

    def close(self) -> None:
        """Let the child go."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.communicate()

    def _asked(self, request: bytes) -> bytes:
        child = self._child or self._start()
        try:
            frames.write(cast(BinaryIO, child.stdin), request)
        except BrokenPipeError:
            # It died while nobody looked; a new one gets the same question.
            self.close()
            child = self._start()
            frames.write(cast(BinaryIO, child.stdin), request)
        return self._next()

    def _next(self) -> bytes:
        """Answer the next frame. Raises ``CannotRead`` when none comes."""
        child = self._child or self._start()
        watch = threading.Timer(self._patience, child.kill)
        watch.start()
        try:
            frame = frames.read(cast(BinaryIO, child.stdout))
        finally:
            watch.cancel()
        if frame is None:
            status = child.wait()
            self.close()
            raise CannotRead(f"the reader was stopped ({status})")
        return frame

    def _start(self) -> subprocess.Popen[bytes]:
        # Nothing of our environment goes along: the child reads what strangers wrote.
        paths = os.pathsep.join(path for path in sys.path if path)
        self._child = subprocess.Popen(  # noqa: S603 - our own module, no words of anybody
            [sys.executable, "-m", _MODULE, json.dumps(asdict(_bounds()))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"},
        )
        return self._child


def _bounds() -> Bounds:
    """Answer how much of a mail is read, as the operator has set it."""
    return Bounds(
        depth=limits.MAIL_DEPTH,
        parts=limits.MAIL_PARTS,
        attachments=limits.MAIL_ATTACHMENTS,
        references=limits.MAIL_REFERENCES,
        memory=limits.MAIL_PARSER_MEMORY,
        cpu_seconds=limits.MAIL_PARSER_CPU_SECONDS,
    )


def _parsed(answer: dict[str, Any], contents: list[bytes]) -> Parsed:
    named = zip(answer.pop("attached"), contents, strict=True)
    files = tuple(
        File(it["name"], it["type"], content, it["inline"], it["identity"], it["told"])
        for it, content in named
    )
    for name in ("recipients", "in_reply_to", "references", "thread_keys", "problems"):
        answer[name] = tuple(answer[name])
    answer["forwarded"] = tuple(answer["forwarded"]) if answer["forwarded"] else None
    for name in ("senders", "says_from", "to", "cc"):
        answer[name] = tuple((who, address) for who, address in answer[name])
    return Parsed(files=files, **answer)

"""Our side of the reading process: start it, ask it, and never wait for it too long."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Any, BinaryIO, Self, cast

from goodword.channels.parsing import frames

#: The child's own limit is processor time; this one is for a child that sleeps.
PATIENCE = 30.0
_MODULE = "goodword.channels.parsing.child"


class CannotRead(Exception):
    """A mail could not be taken apart within its limits; the text says why."""


@dataclass(frozen=True)
class File:
    """A file that came with a mail."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Parsed:
    """What a mail says, as plain facts."""

    subject: str
    senders: tuple[tuple[str, str], ...]
    recipients: tuple[str, ...]
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    headers: dict[str, list[str]]
    content_type: str
    report_type: str
    part_types: tuple[str, ...]
    text: str
    is_html: bool
    files: tuple[File, ...] = ()

    @property
    def sender(self) -> tuple[str, str]:
        """Name and address of the one who says to have written it; empty without any."""
        return self.senders[0] if self.senders else ("", "")

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
        answer = json.loads(self._asked(b"M" + raw))
        if "failed" in answer:
            self.close()
            raise CannotRead(f"the reader stopped: {answer['failed']}")
        if "too_much" in answer:
            raise CannotRead(answer["too_much"])
        return _parsed(answer, [self._next() for _file in answer["attached"]])

    def newest_words(self, text: str) -> str:
        """Answer what was written anew in a reply; all of it when that cannot be told."""
        try:
            answer = self._asked(b"R" + text.encode("utf-8", "replace"))
        except CannotRead:
            return text.strip()
        if answer.startswith(b'{"failed"'):
            self.close()
            return text.strip()
        return answer.decode("utf-8")

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
            [sys.executable, "-m", _MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"},
        )
        return self._child


def _parsed(answer: dict[str, Any], contents: list[bytes]) -> Parsed:
    named = zip(answer.pop("attached"), contents, strict=True)
    files = tuple(File(it["name"], it["content_type"], content) for it, content in named)
    lists = ("recipients", "in_reply_to", "references", "part_types")
    answer |= {name: tuple(answer[name]) for name in lists}
    answer["senders"] = tuple((name, address) for name, address in answer["senders"])
    return Parsed(files=files, **answer)

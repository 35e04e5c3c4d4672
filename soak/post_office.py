"""A mail server on this machine that takes everything and counts copies."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from soak.serving import free_port

MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)


class PostOffice:
    """Counts the copies of each letter by its Message-ID, which never changes."""

    def __init__(self) -> None:
        self.copies: Counter[str] = Counter()
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Take a letter."""
        content: Any = envelope.content
        found = MESSAGE_ID.search(content)
        self.copies[found[1].decode() if found else "none"] += 1
        return "250 taken"

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._controller.port)

    def open(self) -> None:
        """Begin to take letters."""
        self._controller.start()

    def close(self) -> None:
        """Take no more."""
        self._controller.stop()

"""A real IMAP server on this machine, in a process of its own (pymap, mails in memory)."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from imap_tools import BaseMailBox, MailBoxStartTls, MailBoxUnencrypted

from goodword.house.mail_settings import Mailbox
from tests.rig.certificates import Certificates

USER, PASSWORD = "help@northmoor.example", "a secret word"
LOOPBACK = "127.0.0.1"
#: Says when it listens, which the server itself tells only to systemd.
_RUN = """
import sys, pymap.main
pymap.main.notify_ready = lambda: print("ready", flush=True)
sys.exit(pymap.main.main())
"""


@dataclass
class ImapServer:
    """The server as tests see it; ``append`` puts mails into a folder as a mail server would."""

    port: int
    papers: Certificates | None = None
    process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Begin to serve an empty mailbox, with a new UIDVALIDITY."""
        encrypted = ["--no-tls"]
        if self.papers:
            encrypted = ["--cert", str(self.papers.certificate), "--key", str(self.papers.key)]
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-c", _RUN, "--host", LOOPBACK, "--port", str(self.port)),
                *("--pid-file", f"goodword-{os.getpid()}-{secrets.token_hex(4)}"),
                *("--no-service", "admin", "--no-service", "managesieve", *encrypted),
                *("dict", "--demo-user", USER, "--demo-password", PASSWORD),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout
        assert self.process.stdout.readline() == "ready\n"

    def stop(self) -> None:
        """End, and forget every mail."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    @contextmanager
    def opened(self, folder: str = "INBOX") -> Iterator[BaseMailBox]:
        """Look into a folder as its owner does."""
        box: BaseMailBox = (
            MailBoxStartTls("localhost", self.port, ssl_context=self.papers.trusted())
            if self.papers
            else MailBoxUnencrypted(LOOPBACK, self.port)
        )
        with box.login(USER, PASSWORD, folder):
            yield box

    def append(self, *mails: bytes, folder: str = "INBOX", flags: Sequence[str] = ()) -> None:
        """Let mails arrive in a folder."""
        with self.opened() as box:
            for mail in mails:
                box.append(mail, folder, flag_set=list(flags))

    def uids(self, what: str = "ALL", folder: str = "INBOX") -> list[str]:
        """Answer the mails in a folder that fit."""
        with self.opened(folder) as box:
            return box.uids(what, charset=None)

    def mailbox(self, **more: Any) -> Mailbox:
        """Answer what the operator would set to have it read."""
        usual = Mailbox(
            host="localhost" if self.papers else LOOPBACK,
            port=self.port,
            user=USER,
            secret=PASSWORD,
            encryption="starttls" if self.papers else "",
        )
        return replace(usual, **more)


@contextmanager
def serving(papers: Certificates | None = None) -> Iterator[ImapServer]:
    """Let a server serve for a while."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    server = ImapServer(port, papers)
    server.start()
    try:
        yield server
    finally:
        server.stop()

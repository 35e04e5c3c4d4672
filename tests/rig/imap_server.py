"""A real IMAP server on this machine, in a process of its own (pymap, mails in memory)."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

from imap_tools import BaseMailBox, MailBoxStartTls, MailBoxUnencrypted

from goodword.house.mail_settings import Mailbox
from tests.rig.certificates import Certificates

USER, PASSWORD = "help@northmoor.example", "a secret word"
LOOPBACK = "127.0.0.1"
#: Says when it listens, which the server itself tells only to systemd.
#: With it the server takes XOAUTH2 too, as large providers do; the password is the access token.
_RUN = """
import sys, pymap.config, pymap.main
from pysasl import SASLAuth
from pysasl.creds.plain import PlainCredentials
from pysasl.mechanism.oauth import OAuth2Mechanism
class Tokens(OAuth2Mechanism):
    def server_attempt(self, responses):
        super().server_attempt(responses)
        user, token = self._pattern.match(responses[0].response).groups()
        return PlainCredentials(user.decode(), token.decode()), None
both = SASLAuth([*SASLAuth.defaults().server_mechanisms, Tokens()])
pymap.config.IMAPConfig.tls_auth = property(lambda self: both)
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


@contextmanager
def encrypted_from_the_first_byte(server: ImapServer, papers: Certificates) -> Iterator[int]:
    """Stand in front of a plain server as providers do on port 993; answer our port."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(str(papers.certificate), str(papers.key))
    loop = asyncio.new_event_loop()

    async def between(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner, outer = await asyncio.open_connection(LOOPBACK, server.port)
        await asyncio.gather(_pour(reader, outer), _pour(inner, writer))

    async def begin() -> asyncio.Server:
        return await asyncio.start_server(between, LOOPBACK, 0, ssl=context)

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    front = asyncio.run_coroutine_threadsafe(begin(), loop).result()
    try:
        yield int(front.sockets[0].getsockname()[1])
    finally:
        loop.call_soon_threadsafe(front.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(65_536):
            writer.write(piece)
            await writer.drain()
    writer.close()

"""A conversation with an IMAP server about one folder. Nothing of a mail is read here.

The library speaks the protocol; mails are fetched as bytes, as only the limited child may take
them apart.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any

from imap_tools import BaseMailBox, ImapToolsError, MailBox, MailBoxStartTls, MailBoxUnencrypted

from goodword.channels.coming_in.oauth import NoToken, access_token
from goodword.house import limits
from goodword.house.configuration import Configuration
from goodword.house.mail_settings import Mailbox

#: How long an answer may take, in seconds.
PATIENCE = 60.0
#: What goes wrong with a server, a connection or a sign-in.
TROUBLE = (OSError, imaplib.IMAP4.error, ImapToolsError, NoToken)
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


#: Numbers of mails that are asked for in one answer.
_PIECE = 100_000


def _within(first: int, what: str) -> str:
    return f"UID {first}:{first + _PIECE - 1} {what}"


class CannotFetch(Exception):
    """The server does not give one mail out; the others may be fetched still."""


class CannotMark(imaplib.IMAP4.error):
    """The server does not let us mark one mail; the conversation goes on."""


class Folder:
    """The folder that is read, for as long as the conversation lasts."""

    def __init__(self, mailbox: Mailbox, box: BaseMailBox) -> None:
        self._mailbox = mailbox
        self._box = box
        _kind, told = box.client.capability()
        self._can = set((told[0] or b"").decode("ascii", "replace").upper().split())

    @property
    def validity(self) -> int:
        """The UIDVALIDITY: when it changes, all numbers of mails mean something else."""
        return self._told("UIDVALIDITY")

    @property
    def next_uid(self) -> int:
        """The number that the next mail will get at least."""
        status = self._box.folder.status(self._mailbox.folder, ["UIDNEXT"])
        return int(status["UIDNEXT"])

    @property
    def can_wait(self) -> bool:
        """Whether the server tells by itself when a mail comes (RFC 2177)."""
        return "IDLE" in self._can

    def _told(self, name: str) -> int:
        _kind, told = self._box.client.response(name)
        values = [it for it in told if it]
        if values:
            return int(values[-1])
        status = self._box.folder.status(self._mailbox.folder, [name])
        return int(status[name])

    def uids_from(self, first: int) -> list[int]:
        """Answer the numbers of the mails from this one on, in order."""
        # "5:*" names the last mail also where there is none from 5 on.
        return [uid for uid in self._found(f"UID {first}:*") if uid >= first]

    def unread(self) -> list[int]:
        """Answer the numbers of the mails that nobody has read, in order."""
        # Piece by piece: an answer is one line, and the library takes none over a million bytes.
        last = self.next_uid - 1
        pieces = range(1, last + 1, _PIECE)
        return [uid for first in pieces for uid in self._found(_within(first, "UNSEEN"))]

    def since(self, day: date) -> list[int]:
        """Answer the numbers of the mails that came on this day or later, in order."""
        return self._found(f"SINCE {day:%d}-{_MONTHS[day.month - 1]}-{day:%Y}")

    def _found(self, what: str) -> list[int]:
        return sorted(int(uid) for uid in self._box.uids(what, charset=None))

    def fetch(self, uid: int) -> bytes | None:
        """Answer a mail's bytes, None when it is gone; it stays unread. Raises ``CannotFetch``.

        Of a mail over the limit only so much is fetched that it is seen to be.
        """
        try:
            told = self._uid("FETCH", uid, "(RFC822.SIZE)")
            size = _SIZE.search(b" ".join(_flat(told)))
            too_much = size is not None and int(size[1]) > limits.MAIL_SIZE
            part = f"<0.{limits.MAIL_SIZE + 1}>" if too_much else ""
            told = self._uid("FETCH", uid, f"(BODY.PEEK[]{part})")
        except imaplib.IMAP4.abort:
            raise
        except (imaplib.IMAP4.error, ImapToolsError) as problem:
            raise CannotFetch(str(problem)) from problem
        return next((it[1] for it in told if isinstance(it, tuple)), None)

    def mark(self, uid: int) -> None:
        """Tell the server that we have a mail: it is marked as read, or moved.

        Raises ``CannotMark`` where it refuses, one of ``TROUBLE`` where the conversation ends.
        """
        try:
            self._mark(uid)
        except imaplib.IMAP4.abort:
            raise
        except (imaplib.IMAP4.error, ImapToolsError) as problem:
            raise CannotMark(str(problem)) from problem

    def _mark(self, uid: int) -> None:
        if not self._mailbox.done:
            # Not through the library, which would also throw away what people have deleted.
            self._uid("STORE", uid, "+FLAGS", r"(\Seen)")
        elif "MOVE" in self._can:
            self._uid("STORE", uid, "+FLAGS", r"(\Seen)")
            self._box.move([str(uid)], self._mailbox.done)
        else:
            self._box.copy([str(uid)], self._mailbox.done)
            self._uid("STORE", uid, "+FLAGS", r"(\Seen \Deleted)")
            if "UIDPLUS" in self._can:
                self._uid("EXPUNGE", uid)

    def _uid(self, command: str, uid: int, *words: str) -> list[Any]:
        kind, told = self._box.client.uid(command, str(uid), *words)
        if kind != "OK":
            raise imaplib.IMAP4.error(f"{command}: {kind}")
        return list(told)

    def prepare(self) -> None:
        """Make the folder for what is done, where there is none."""
        done = self._mailbox.done
        if done and not self._box.folder.exists(done):
            self._box.folder.create(done)

    @contextmanager
    def waiting(self) -> Iterator[BaseMailBox]:
        """Have the server tell when something comes; ``idle.poll`` hears it."""
        with self._box.idle:
            yield self._box

    def still_there(self) -> None:
        """Ask the server whether it is, so that it tells what is new."""
        self._box.client.noop()


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun",
           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # fmt: skip


def _flat(told: list[Any]) -> Iterator[bytes]:
    for it in told:
        if isinstance(it, bytes):
            yield it
        elif isinstance(it, tuple):
            yield it[0]


@contextmanager
def opened(mailbox: Mailbox, configuration: Configuration) -> Iterator[Folder]:
    """Sign in and open the folder. Raises one of ``TROUBLE``."""
    box = _connected(mailbox, _context(configuration))
    try:
        _sign_in(box, mailbox, configuration)
        folder = Folder(mailbox, box)
        folder.prepare()
        yield folder
    finally:
        with suppress(*TROUBLE):
            box.logout()


def _context(configuration: Configuration) -> ssl.SSLContext:
    authority = configuration.imap_authority
    return ssl.create_default_context(cafile=str(authority) if authority else None)


def _connected(mailbox: Mailbox, context: ssl.SSLContext) -> BaseMailBox:
    host, port = mailbox.host, mailbox.port
    if mailbox.encryption == "tls":
        return MailBox(host, port, timeout=PATIENCE, ssl_context=context)
    if mailbox.encryption == "starttls":
        return MailBoxStartTls(host, port, timeout=PATIENCE, ssl_context=context)
    return MailBoxUnencrypted(host, port, timeout=PATIENCE)


def _sign_in(box: BaseMailBox, mailbox: Mailbox, configuration: Configuration) -> None:
    if mailbox.by_token and configuration.imap_oauth:
        token = access_token(mailbox, configuration.imap_oauth, _context(configuration))
        box.xoauth2(mailbox.user, token, mailbox.folder)
    else:
        box.login(mailbox.user, mailbox.secret, mailbox.folder)

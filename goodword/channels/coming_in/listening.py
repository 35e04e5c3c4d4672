"""A door of our own for mail: a mail server hands over to us by SMTP or LMTP (RFC 5321, 2033).

It relays nothing: whom it takes mail for is asked of ``actions.takes_mail_for``. "Taken" is said
when a mail is on the disk and its row is committed, and not before. Who may connect is the
operator's word; everybody else is sent away at the greeting.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import re
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import Error, close_old_connections

from goodword.channels import actions
from goodword.channels.coming_in.waiting_room import Brought
from goodword.house import clock, faults, limits
from goodword.house.configuration import Configuration
from goodword.house.mail_settings import Listen
from goodword.house.reading import Network

log = structlog.get_logger(__name__)

TAKEN = "250 2.0.0 We have it"
NOT_NOW = "451 4.3.0 We cannot keep it just now, try again later"
NOBODY = "550 5.1.1 Nobody here has this address"
NOT_YOU = "554 5.7.1 You may not hand over mail here"
#: Their mail server repeats it to the sender, so it says what to do (RELIABILITY 11).
TOO_LARGE = (
    "552 5.3.4 This mail is larger than the %d MB we take. Nobody has read it. "
    "Send it again without the large files, or attach them on the page of the request."
)
TOO_MANY = "421 4.7.0 Too many connections, try again later"
_BETWEEN_ANGLES = re.compile(r"<([^<>\s]{1,320})>")
#: How long the other side may be silent, in seconds (RFC 5321, 4.5.3.2).
PATIENCE = 300.0
#: Lines of real mails are longer than the standard has it; the mail's size is what counts.
LINE = 1024 * 1024
#: Mails that are being stored at once; more wait their turn.
HANDS = 2


class Taking:
    """Says for whom we take mail, and takes it."""

    def __init__(self, way: str) -> None:
        self._way = way
        self._hands = ThreadPoolExecutor(HANDS, thread_name_prefix="mail-in")

    async def handle_RCPT(
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Take one recipient, or say that nobody has the address."""
        if len(envelope.rcpt_tos) >= limits.MAIL_ADDRESSES:
            return "452 4.5.3 Too many recipients"
        answer = await self._in_a_thread(actions.takes_mail_for, address)
        if answer is None:
            return NOT_NOW
        if not answer:
            return NOBODY
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Store the mail; LMTP gets an answer for each recipient."""
        sender = "" if envelope.mail_from in (None, "<>") else envelope.mail_from
        # Whoever delivers at last writes the envelope's sender down (RFC 5321, 4.4).
        path = f"Return-Path: <{sender}>\r\n".encode("ascii", "replace")
        content: Any = envelope.content
        how = Brought(clock.now(), f"{self._way} from {_host(session)}", None,
                      tuple(envelope.rcpt_tos))  # fmt: skip
        faults.point("listen.taken")
        answer = await self._in_a_thread(_store, path + content, how)
        faults.point("listen.stored")
        return _for_each(server, answer, len(envelope.rcpt_tos))

    async def handle_exception(self, error: Exception) -> str:
        """Tell the other side nothing of what went wrong here."""
        log.error("listener_failed", error=type(error).__name__)
        return NOT_NOW

    async def note_refusal(self, sender: str) -> None:
        """Write down that a mail was too large, for who runs Goodword."""
        with suppress(Error):
            refuse = partial(actions.note_refusal, self._way, sender, at=clock.now())
            await self._in_a_thread(refuse)

    async def _in_a_thread(self, work: Callable[..., Any], *what: object) -> Any:
        asked = partial(_with_a_living_connection, work, *what)
        return await asyncio.get_running_loop().run_in_executor(self._hands, asked)

    def close(self) -> None:
        """Let what is being stored end."""
        self._hands.shutdown()


def _with_a_living_connection(work: Callable[..., Any], *what: object) -> Any:
    close_old_connections()
    try:
        return work(*what)
    finally:
        close_old_connections()


def _store(raw: bytes, how: Brought) -> str:
    try:
        actions.arrive(raw, how)
    except actions.NotKept:
        log.error("mail_not_kept")
        return NOT_NOW
    return TAKEN


def _for_each(server: SMTP, answer: str, recipients: int) -> str:
    return "\r\n".join([answer] * (recipients if isinstance(server, LMTP) else 1))


def _host(session: Session | None) -> str:
    peer: Any = session.peer if session else None
    return str(peer[0]) if isinstance(peer, tuple) else "this machine"


class _Guarded(SMTP):
    """Greets only who may connect, and not more of them at once than we can serve."""

    line_length_limit = LINE
    event_handler: Taking
    #: How many answers one refusal of a whole mail needs.
    _recipients = 1
    _sender = ""

    def __init__(self, *args: Any, peers: tuple[Network, ...], open_now: set[Any], **more: Any):
        super().__init__(*args, **more)
        self._peers = peers
        self._open_now = open_now

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._open_now.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._open_now.discard(self)
        super().connection_lost(error)

    async def _handle_client(self) -> None:
        refusal = self._refusal()
        if not refusal:
            await super()._handle_client()
            return
        await self.push(refusal)
        if self.transport is not None:
            self.transport.close()

    async def smtp_MAIL(self, arg: str | None) -> None:  # aiosmtpd's name
        self._sender = next(iter(_BETWEEN_ANGLES.findall(arg or "")), "")
        await super().smtp_MAIL(arg)

    async def push(self, status: Any) -> None:
        """Say it; of a mail refused whole each recipient is told, and it is written down."""
        is_whole = isinstance(status, str) and status.startswith(("552 ", "500 Line"))
        if is_whole and status.startswith("552 "):
            status = TOO_LARGE % (limits.MAIL_SIZE // limits.MIB)
            await self.event_handler.note_refusal(self._sender)
        await super().push("\r\n".join([status] * self._recipients) if is_whole else status)

    def _refusal(self) -> str:
        if not _may_connect(_host(self.session), self._peers):
            return NOT_YOU
        return TOO_MANY if len(self._open_now) > limits.MAIL_CONNECTIONS else ""


class SmtpDoor(_Guarded):
    """Speaks SMTP: one answer for the whole mail."""


class LmtpDoor(_Guarded, LMTP):
    """Speaks LMTP: one answer for each recipient, also where the mail is refused whole."""

    async def smtp_MAIL(self, arg: str | None) -> None:
        # The library's own check does not know LMTP's greeting.
        if self.tls_context and not self._tls_protocol:
            await self.push("530 5.7.0 Must issue a STARTTLS command first")
            return
        await super().smtp_MAIL(arg)

    async def smtp_DATA(self, arg: str) -> None:
        self._recipients = len(self.envelope.rcpt_tos) if self.envelope else 1
        try:
            await super().smtp_DATA(arg)
        finally:
            self._recipients = 1


def _may_connect(host: str, peers: tuple[Network, ...]) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return any(mapped in network for network in peers)


class Listener:
    """The open door, for as long as it is open. ``port`` is where it really listens."""

    def __init__(self, listen: Listen, configuration: Configuration) -> None:
        self._listen = listen
        self._configuration = configuration
        self._taking = Taking(listen.name)
        self._open_now: set[Any] = set()
        self._server: asyncio.Server | None = None
        # It would write down who writes to whom.
        logging.getLogger("mail").setLevel(logging.CRITICAL)

    @property
    def port(self) -> int:
        """Where it listens; asked for with port 0 the system chooses."""
        return int(self._server.sockets[0].getsockname()[1]) if self._server else 0

    async def open(self) -> None:
        """Begin to take mail. Raises ``OSError`` where the port is taken."""
        context = certificate(self._configuration) if self._listen.encryption else None
        from_first_byte = context if self._listen.encryption == "tls" else None
        self._server = await asyncio.get_running_loop().create_server(
            partial(self._greet, context if from_first_byte is None else None),
            self._listen.host,
            self._listen.port,
            ssl=from_first_byte,
        )

    def _greet(self, starttls: ssl.SSLContext | None) -> SMTP:
        door = LmtpDoor if self._listen.protocol == "lmtp" else SmtpDoor
        return door(
            self._taking,
            peers=self._configuration.mail_peers,
            open_now=self._open_now,
            data_size_limit=limits.MAIL_SIZE,
            hostname=self._configuration.mail_domain,
            ident="Goodword",
            tls_context=starttls,
            require_starttls=starttls is not None and door is SmtpDoor,
            timeout=PATIENCE,
            enable_SMTPUTF8=True,
            loop=asyncio.get_running_loop(),
        )

    async def close(self) -> None:
        """Take no more mail; what was begun to be stored is stored."""
        if self._server is not None:
            self._server.close()
        for door in list(self._open_now):
            if door.transport is not None:
                door.transport.close()
        await asyncio.get_running_loop().run_in_executor(None, self._taking.close)


def certificate(configuration: Configuration) -> ssl.SSLContext:
    """Answer what proves who we are. Raises ``OSError`` or ``ssl.SSLError``."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    key = configuration.mail_key or configuration.mail_certificate
    context.load_cert_chain(str(configuration.mail_certificate), str(key))
    return context

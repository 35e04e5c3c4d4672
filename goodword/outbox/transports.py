"""The ways a letter leaves the house: a mail server, or the spool folder."""

from __future__ import annotations

import os
import smtplib
import ssl
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from django.conf import settings

from goodword.house import faults, limits
from goodword.house.configuration import Smtp

_TEMPORARY_FROM, _PERMANENT_FROM = 400, 500


class NotNow(Exception):
    """It did not work, and may work later."""


class Away(NotNow):
    """The other side cannot be reached at all: no other letter would fare better now."""


class Never(Exception):
    """The other side refuses this letter for good."""


class Doubt(Exception):
    """The whole letter was handed over, and no answer came."""


class Transport(Protocol):
    """Something that takes a mail off our hands.

    ``is_repeatable`` says that handing the same letter over twice leaves one copy.
    """

    is_repeatable: bool

    def hand_over(self, mail: bytes, *, sender: str, to: str, token: str) -> None:
        """Take the mail. Raises ``NotNow``, ``Away``, ``Never`` or ``Doubt``."""

    def settle(self) -> None:
        """See that what was taken stays taken, before that is written down.

        Raises ``NotNow`` when it is not certain.
        """

    def close(self) -> None:
        """End the conversation, politely if the other side is still there."""


class Spool:
    """Keeps each mail as a file in the data folder, for installations without a mail server.

    A name appears only when its bytes are on the disk; the same letter has the same name.
    """

    is_repeatable = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hand_over(self, mail: bytes, *, sender: str, to: str, token: str) -> None:
        """Write the mail durably. Raises ``Away`` when the disk does not let us."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            half = self._folder / f"{token}.half"
            with half.open("wb") as file:
                file.write(mail)
                file.flush()
                faults.point("spool.before_sync")
                os.fsync(file.fileno())
            faults.point("spool.synced")
            half.replace(self._folder / f"{token}.eml")
            faults.point("spool.renamed")
        except OSError as problem:
            raise Away(f"The spool folder: {problem.strerror}") from problem

    def settle(self) -> None:
        """Put the names on the disk too, of all letters since the last time at once."""
        try:
            folder = os.open(self._folder, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as problem:
            raise Away(f"The spool folder: {problem.strerror}") from problem

    def close(self) -> None:
        """There is nothing to end."""


class SmtpServer:
    """Hands mails to the organisation's mail server, many in one conversation, 20 s a step.

    A conversation that the server has ended meanwhile is begun anew before anything of a letter
    has been said, so that nothing is in doubt.
    """

    is_repeatable = False

    def __init__(
        self,
        server: Smtp,
        context: ssl.SSLContext | None = None,
        seconds: float = limits.SMTP_SECONDS,
    ) -> None:
        self._server = server
        self._seconds = seconds
        self._context = context
        self._smtp: smtplib.SMTP | None = None

    def hand_over(self, mail: bytes, *, sender: str, to: str, token: str) -> None:
        """Hand the mail over.

        Raises ``Away`` when there is no server, ``NotNow``, ``Never``, or ``Doubt`` when it took
        every byte and did not answer.
        """
        smtp = self._greeted(sender)
        try:
            _must_be_taken(*smtp.rcpt(to))
            self._give(smtp, mail)
        except (Never, NotNow) as refusal:
            self._start_over(smtp, refusal)
            raise
        except (OSError, smtplib.SMTPException) as problem:
            self._drop(smtp)
            raise NotNow(f"{type(problem).__name__}: {problem}") from problem
        except Doubt:
            self._drop(smtp)
            raise

    def settle(self) -> None:
        """What a server has taken is its own to keep."""

    def close(self) -> None:
        """Say goodbye."""
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
            self._drop(self._smtp)

    def _greeted(self, sender: str) -> smtplib.SMTP:
        """Answer a conversation in which a letter of this sender has been begun."""
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException, NotNow, Never):
                _must_be_taken(*self._smtp.mail(sender))
                return self._smtp
            self._drop(self._smtp)
        self._smtp = smtp = self._open()
        try:
            _must_be_taken(*smtp.mail(sender))
        except (OSError, smtplib.SMTPException) as problem:
            self._drop(smtp)
            raise NotNow(f"{type(problem).__name__}: {problem}") from problem
        except (NotNow, Never):
            self._drop(smtp)
            raise
        return smtp

    def _start_over(self, smtp: smtplib.SMTP, refusal: Exception) -> None:
        """Make ready for the next letter after a refusal, or end what the server ends (421)."""
        with suppress(OSError, smtplib.SMTPException):
            if not str(refusal).startswith("421") and smtp.rset()[0] < _TEMPORARY_FROM:
                return
        self._drop(smtp)

    def _drop(self, smtp: smtplib.SMTP) -> None:
        self._smtp = None
        smtp.close()

    def _open(self) -> smtplib.SMTP:
        """Begin a conversation. Raises ``Away`` when there is nobody to talk to."""
        try:
            return self._connect()
        except (OSError, smtplib.SMTPException) as problem:
            raise Away(f"{type(problem).__name__}: {problem}") from problem

    def _connect(self) -> smtplib.SMTP:
        server, seconds = self._server, self._seconds
        safely = server.use_tls or server.use_starttls
        # Reading all certificates takes longer than a letter: only where they are needed.
        context = (self._context or ssl.create_default_context()) if safely else None
        smtp = (
            smtplib.SMTP_SSL(server.host, server.port, timeout=seconds, context=context)
            if server.use_tls
            else smtplib.SMTP(server.host, server.port, timeout=seconds)
        )
        try:
            smtp.ehlo_or_helo_if_needed()
            if server.use_starttls:
                smtp.starttls(context=context)
                smtp.ehlo()
            if server.user:
                smtp.login(server.user, server.password)
        except (OSError, smtplib.SMTPException):
            smtp.close()
            raise
        return smtp

    def _give(self, smtp: smtplib.SMTP, mail: bytes) -> None:
        try:
            answer: tuple[int, bytes | str] = smtp.data(mail)
        except smtplib.SMTPDataError as refusal:  # the other side did not even want to hear it
            answer = (refusal.smtp_code, refusal.smtp_error)
        except (OSError, smtplib.SMTPServerDisconnected) as problem:
            raise Doubt(f"{type(problem).__name__}: {problem}") from problem
        _must_be_taken(*answer)


def _must_be_taken(code: int, words: bytes | str) -> None:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    if code >= _PERMANENT_FROM:
        raise Never(f"{code} {said}")
    if code >= _TEMPORARY_FROM:
        raise NotNow(f"{code} {said}")


def spool_folder() -> Path:
    """Answer where letters are kept when there is no mail server."""
    return Path(settings.CONFIGURATION.shared) / "spool"


def ours() -> Transport:
    """Answer the way this installation sends its letters."""
    server = settings.CONFIGURATION.smtp
    return SmtpServer(server) if server else Spool(spool_folder())

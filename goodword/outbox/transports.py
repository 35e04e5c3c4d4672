"""The ways a letter leaves the house: a mail server, or the spool folder."""

from __future__ import annotations

import os
import smtplib
import ssl
from pathlib import Path
from typing import Protocol

from django.conf import settings

from goodword.house import faults, limits
from goodword.house.configuration import Smtp

_TEMPORARY_FROM, _PERMANENT_FROM = 400, 500


class NotNow(Exception):
    """It did not work, and may work later."""


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
        """Take the mail. Raises ``NotNow``, ``Never`` or ``Doubt``."""


class Spool:
    """Keeps each mail as a file in the data folder, for installations without a mail server.

    A name appears only when its bytes are on the disk; the same letter has the same name.
    """

    is_repeatable = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hand_over(self, mail: bytes, *, sender: str, to: str, token: str) -> None:
        """Write the mail durably. Raises ``NotNow`` when the disk does not let us."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            half = self._folder / f"{token}.half"
            with half.open("wb") as file:
                file.write(mail)
                faults.point("spool.before_sync")
                file.flush()
                os.fsync(file.fileno())
            faults.point("spool.synced")
            half.replace(self._folder / f"{token}.eml")
            faults.point("spool.renamed")
            folder = os.open(self._folder, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as problem:
            raise NotNow(f"The spool folder: {problem.strerror}") from problem


class SmtpServer:
    """Hands mails to the organisation's mail server, one conversation each, 20 s at most a step."""

    is_repeatable = False

    def __init__(self, server: Smtp, context: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._context = context or ssl.create_default_context()

    def hand_over(self, mail: bytes, *, sender: str, to: str, token: str) -> None:
        """Hand the mail over. Raises ``NotNow``, ``Never``, or ``Doubt`` after the last byte."""
        try:
            with self._open() as smtp:
                _must_be_taken(*smtp.mail(sender))
                _must_be_taken(*smtp.rcpt(to))
                self._give(smtp, mail)
        except (OSError, smtplib.SMTPException) as problem:
            raise NotNow(f"{type(problem).__name__}: {problem}") from problem

    def _open(self) -> smtplib.SMTP:
        server = self._server
        smtp = (
            smtplib.SMTP_SSL(
                server.host, server.port, timeout=limits.SMTP_SECONDS, context=self._context
            )
            if server.use_tls
            else smtplib.SMTP(server.host, server.port, timeout=limits.SMTP_SECONDS)
        )
        try:
            smtp.ehlo_or_helo_if_needed()
            if server.use_starttls:
                smtp.starttls(context=self._context)
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

"""How the operator says by which ways mail comes in."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

#: scheme -> protocol, and how it is encrypted
_LISTENING = {
    "smtp": ("smtp", ""),
    "smtp+starttls": ("smtp", "starttls"),
    "smtps": ("smtp", "tls"),
    "lmtp": ("lmtp", ""),
    "lmtp+starttls": ("lmtp", "starttls"),
}


@dataclass(frozen=True)
class Listen:
    """Where a mail server hands mail over to us: by SMTP or LMTP, plain or encrypted.

    ``encryption`` is empty, ``starttls`` (asked of everybody) or ``tls`` (from the first byte).
    """

    protocol: str
    host: str
    port: int
    encryption: str = ""

    @property
    def name(self) -> str:
        """What the operator calls this way in."""
        return f"{self.protocol} {self.host}:{self.port}"


def parse_listen(text: str) -> Listen:
    """Read ``lmtp://127.0.0.1:2424``, ``smtp+starttls://0.0.0.0:2525`` and relatives.

    Raises ``ValueError``.
    """
    url = urlsplit(text)
    if url.scheme not in _LISTENING or not url.hostname or not url.port or url.path.strip("/"):
        raise ValueError(f"{text} is not an address such as lmtp://127.0.0.1:2424")
    if url.username or url.password:
        raise ValueError("nobody signs in here: say who may connect with GOODWORD_MAIL_PEERS")
    protocol, encryption = _LISTENING[url.scheme]
    return Listen(protocol, url.hostname, url.port, encryption)


def existing_file(text: str) -> Path:
    """Read the path of a file that is there and that we can read. Raises ``ValueError``."""
    path = Path(text).absolute()
    try:
        with path.open("rb"):
            return path
    except OSError as problem:
        raise ValueError(f"{path} cannot be read: {problem.strerror}") from None


def problems_of(listen: Listen | None, certificate: Path | None) -> list[str]:
    """Say what is wrong with the listener's settings together."""
    if listen and listen.encryption and certificate is None:
        return ["GOODWORD_MAIL_CERTIFICATE: an encrypted listener needs a certificate"]
    return []


@dataclass(frozen=True)
class Mailbox:
    """A mailbox that we read by IMAP.

    ``secret`` is a password or, with ``by_token``, the refresh token of OAuth 2. What was taken
    in is marked as read, or moved to the folder ``done``.
    """

    host: str
    port: int
    user: str
    secret: str = field(repr=False)
    folder: str = "INBOX"
    encryption: str = "tls"
    by_token: bool = False
    done: str = ""

    @property
    def name(self) -> str:
        """What the operator calls this way in; never the secret."""
        return f"imap {self.user} at {self.host}, {self.folder}"


#: scheme -> how it is encrypted, and the usual port
_READING = {"imaps": ("tls", 993), "imap+starttls": ("starttls", 143), "imap": ("", 143)}
#: After a scheme: what stands as password is a refresh token.
_OAUTH = "+oauth"


def parse_mailboxes(text: str) -> tuple[Mailbox, ...]:
    """Read addresses of mailboxes with spaces or commas between them. Raises ``ValueError``."""
    return tuple(_mailbox(word) for word in text.replace(",", " ").split())


def _mailbox(text: str) -> Mailbox:
    url = urlsplit(text)
    scheme = url.scheme.removesuffix(_OAUTH)
    # What is wrong is said without the address: a password stands in it.
    if scheme not in _READING or not url.hostname or not url.username or not url.password:
        raise ValueError("a mailbox looks like imaps://user:password@imap.example.org/INBOX")
    encryption, port = _READING[scheme]
    if not encryption and not _is_this_machine(url.hostname):
        raise ValueError(f"{url.hostname}: a password needs imaps:// or imap+starttls://")
    asked = parse_qs(url.query)
    if unknown := sorted(set(asked) - {"done"}):
        raise ValueError(f"{url.hostname}: a mailbox has no {unknown[0]}")
    return Mailbox(
        url.hostname,
        url.port or port,
        unquote(url.username),
        unquote(url.password),
        unquote(url.path.strip("/")) or "INBOX",
        encryption,
        url.scheme.endswith(_OAUTH),
        asked.get("done", [""])[0],
    )


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True)
class OAuth:
    """Where refresh tokens become access tokens (RFC 6749), and as whom we ask."""

    host: str
    port: int
    path: str
    client: str
    secret: str = field(repr=False)
    scope: str


def parse_oauth(text: str) -> OAuth:
    """Read ``https://client:secret@login.example.org/path/token?scope=...``.

    Raises ``ValueError``.
    """
    url = urlsplit(text)
    if url.scheme != "https" or not url.hostname or not url.username or not url.path.strip("/"):
        raise ValueError("it looks like https://client:secret@login.example.org/token?scope=...")
    scope = parse_qs(url.query).get("scope", [""])[0]
    return OAuth(
        url.hostname,
        url.port or 443,
        url.path,
        unquote(url.username),
        unquote(url.password or ""),
        scope,
    )


def problems_of_mailboxes(mailboxes: tuple[Mailbox, ...], oauth: OAuth | None) -> list[str]:
    """Say what is wrong with the settings of mailboxes together."""
    names = [mailbox.name for mailbox in mailboxes]
    twice = sorted({name for name in names if names.count(name) > 1})
    found = [f"GOODWORD_IMAP: {name} is named twice" for name in twice]
    if oauth is None and any(mailbox.by_token for mailbox in mailboxes):
        found.append("GOODWORD_IMAP_OAUTH: a mailbox with a token needs to know where it is good")
    return found

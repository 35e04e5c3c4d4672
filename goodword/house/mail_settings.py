"""How the operator says by which ways mail comes in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

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

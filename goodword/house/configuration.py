"""What the operator may set, read once, checked all at once.

Each setting comes from the environment, or from one TOML file
(``GOODWORD_CONFIG``, else ``goodword.toml`` in the data folder); the
environment wins.  Nothing has to be set.  The operator's guide lists every
setting, and a house rule keeps the two equal.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from goodword.house import limits, mail_settings, reading, settable
from goodword.house.mail_settings import Listen, Mailbox, OAuth
from goodword.house.reading import Network, Reader

#: name in the environment -> name in the file
SETTINGS: Mapping[str, str] = {
    "GOODWORD_DATA": "data",
    "DATABASE_URL": "database_url",
    "GOODWORD_SECRET_KEY": "secret_key",
    "GOODWORD_BASE_URL": "base_url",
    "GOODWORD_HOSTS": "hosts",
    "PORT": "port",
    "GOODWORD_SMTP": "smtp",
    "GOODWORD_MAIL_FROM": "mail_from",
    "GOODWORD_MAIL_DOMAIN": "mail_domain",
    "GOODWORD_MAIL_BORDER": "mail_border",
    "GOODWORD_MAIL_LISTEN": "mail_listen",
    "GOODWORD_MAIL_PEERS": "mail_peers",
    "GOODWORD_MAIL_CERTIFICATE": "mail_certificate",
    "GOODWORD_MAIL_KEY": "mail_key",
    "GOODWORD_IMAP": "imap",
    "GOODWORD_IMAP_OAUTH": "imap_oauth",
    "GOODWORD_IMAP_AUTHORITY": "imap_authority",
    "GOODWORD_TIME_ZONE": "time_zone",
    "GOODWORD_DEMO": "demo",
    "GOODWORD_WEB_WORKERS": "web_workers",
    "GOODWORD_WORKERS": "workers",
    "GOODWORD_SHARED": "shared",
    "GOODWORD_POOL_LEAST": "pool_least",
    "GOODWORD_POOL_MOST": "pool_most",
    "GOODWORD_PROXIES": "proxies",
    "GOODWORD_METRICS_TOKEN": "metrics_token",
    "GOODWORD_REQUEST_LOG": "request_log",
    "GOODWORD_SECURITY_CONTACT": "security_contact",
    "GOODWORD_SECURITY_DAYS": "security_days",
}


class ConfigurationError(Exception):
    """Some settings cannot be used; says all of them at once."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Database:
    """Where the rows are kept."""

    engine: str
    name: str
    user: str = ""
    password: str = ""
    host: str = ""
    port: str = ""

    @property
    def is_sqlite(self) -> bool:
        """Say whether this is the embedded size."""
        return self.engine == "sqlite"


@dataclass(frozen=True)
class Smtp:
    """The mail server letters leave by."""

    host: str
    port: int
    user: str
    password: str
    use_tls: bool
    use_starttls: bool


@dataclass(frozen=True)
class Configuration:
    """Everything the operator has set, typed."""

    data: Path
    database: Database
    secret_key: str
    base_url: str
    hosts: tuple[str, ...]
    port: int
    smtp: Smtp | None
    mail_from: str
    mail_domain: str
    mail_border: tuple[str, ...]
    mail_listen: Listen | None
    mail_peers: tuple[Network, ...]
    mail_certificate: Path | None
    mail_key: Path | None
    imap: tuple[Mailbox, ...]
    imap_oauth: OAuth | None
    imap_authority: Path | None
    time_zone: str
    demo: bool
    web_workers: int
    workers: int
    shared: Path
    pool_least: int
    pool_most: int
    proxies: tuple[Network, ...]
    metrics_token: str
    request_log: bool
    security_contact: str
    security_days: int

    @property
    def is_https(self) -> bool:
        """Say whether people reach us over https, so cookies may insist on it."""
        return self.base_url.startswith("https://")

    @property
    def files(self) -> Path:
        """The folder of attached files, named by their content; all hosts share it."""
        return self.shared / "files"

    @property
    def key_mark(self) -> str:
        """What two hosts compare to know that they have the same secret key."""
        key = self.secret_key.encode()
        return hmac.new(key, b"goodword installation", hashlib.sha256).hexdigest()


def load(environment: Mapping[str, str] | None = None) -> Configuration:
    """Read all settings.

    Makes the data folder and the secret key when they are missing.  Raises
    ``ConfigurationError`` with every problem found.
    """
    environment = os.environ if environment is None else environment
    data = reading.data_folder(environment)
    file, problems = reading.file_settings(environment)
    reader = Reader(environment, file, SETTINGS)
    reader.problems += (
        problems + _unknown(file) + settable.problems(limits.SETTABLE, environment, file)
    )
    port = reader.read("PORT", reading.port, 8000)
    base_url = reader.read("GOODWORD_BASE_URL", reading.base_url, f"http://localhost:{port}")
    host = urlsplit(base_url).hostname or "localhost"
    mail_domain = reader.text("GOODWORD_MAIL_DOMAIN") or host
    mail_from = reader.read("GOODWORD_MAIL_FROM", reading.address, f"goodword@{mail_domain}")
    demo = reader.read("GOODWORD_DEMO", reading.yes_or_no, False)
    configuration = Configuration(
        data=data,
        database=reader.read(
            "DATABASE_URL",
            parse_database_url,
            Database("sqlite", str(data / "goodword.sqlite3")),
        ),
        secret_key=reader.read("GOODWORD_SECRET_KEY", _secret_key, ""),
        base_url=base_url,
        hosts=reader.read("GOODWORD_HOSTS", reading.words, _default_hosts(host)),
        port=port,
        smtp=reader.read("GOODWORD_SMTP", parse_smtp_url, None),
        mail_from=mail_from,
        mail_domain=mail_domain,
        mail_border=reader.read("GOODWORD_MAIL_BORDER", reading.words, ()),
        mail_listen=reader.read("GOODWORD_MAIL_LISTEN", mail_settings.parse_listen, None),
        mail_peers=reader.read("GOODWORD_MAIL_PEERS", reading.networks, reading.THIS_MACHINE),
        mail_certificate=reader.read(
            "GOODWORD_MAIL_CERTIFICATE", mail_settings.existing_file, None
        ),
        mail_key=reader.read("GOODWORD_MAIL_KEY", mail_settings.existing_file, None),
        imap=reader.read("GOODWORD_IMAP", mail_settings.parse_mailboxes, ()),
        imap_oauth=reader.read("GOODWORD_IMAP_OAUTH", mail_settings.parse_oauth, None),
        imap_authority=reader.read("GOODWORD_IMAP_AUTHORITY", mail_settings.existing_file, None),
        time_zone=reader.read("GOODWORD_TIME_ZONE", reading.zone, "Europe/London"),
        demo=demo,
        web_workers=reader.read("GOODWORD_WEB_WORKERS", reading.number(1, 64), 2),
        workers=reader.read("GOODWORD_WORKERS", reading.number(1, 32), 1),
        shared=Path(reader.text("GOODWORD_SHARED") or data).absolute(),
        pool_least=reader.read("GOODWORD_POOL_LEAST", reading.number(0, 100), 1),
        pool_most=reader.read("GOODWORD_POOL_MOST", reading.number(2, 200), 6),
        proxies=reader.read("GOODWORD_PROXIES", reading.networks, _default_proxies(base_url)),
        metrics_token=reader.read("GOODWORD_METRICS_TOKEN", reading.at_least(20, "the token"), ""),
        request_log=reader.read("GOODWORD_REQUEST_LOG", reading.yes_or_no, not demo),
        security_contact=reader.read(
            "GOODWORD_SECURITY_CONTACT", reading.contact, f"mailto:{mail_from}"
        ),
        security_days=reader.read("GOODWORD_SECURITY_DAYS", reading.number(1, 365), 180),
    )
    if configuration.pool_least > configuration.pool_most:
        reader.problems.append("GOODWORD_POOL_LEAST: this is more than GOODWORD_POOL_MOST")
    reader.problems += mail_settings.problems_of(
        configuration.mail_listen, configuration.mail_certificate
    ) + mail_settings.problems_of_mailboxes(configuration.imap, configuration.imap_oauth)
    return _with_secret_key(configuration, reader.problems)


def _unknown(file: Mapping[str, Any]) -> list[str]:
    known = {*SETTINGS.values(), "limits"} - {"data"}
    return [f"goodword.toml: there is no setting called {name}" for name in sorted({*file} - known)]


def _with_secret_key(configuration: Configuration, problems: list[str]) -> Configuration:
    key = configuration.secret_key
    try:
        configuration.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = key or _kept_secret_key(configuration.data / "secret-key")
    except OSError as problem:
        problems.append(f"GOODWORD_DATA: {configuration.data} cannot be used: {problem.strerror}")
    if problems:
        raise ConfigurationError(problems)
    return Configuration(**{**vars(configuration), "secret_key": key})


def _kept_secret_key(path: Path) -> str:
    """Answer the installation's own key, made on the first start."""
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        ours = path.with_name(f"{path.name}.{os.getpid()}")
        handle = os.open(ours, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            # A link fails when another process was faster: theirs counts.
            os.link(ours, path)
        except FileExistsError:
            return path.read_text(encoding="ascii").strip()
        finally:
            ours.unlink()
        return path.read_text(encoding="ascii").strip()


def parse_database_url(text: str) -> Database:
    """Read ``postgresql://user:password@host:port/name`` or ``sqlite:///path``.

    A socket folder is given as ``?host=/folder``.  Raises ``ValueError``.
    """
    url = urlsplit(text)
    if url.scheme == "sqlite":
        if not url.path.strip("/"):
            raise ValueError("a sqlite address names a file: sqlite:////path/to/file")
        return Database("sqlite", unquote(url.path[1:]))
    if url.scheme not in ("postgres", "postgresql"):
        raise ValueError("the address must begin with postgresql:// or sqlite:///")
    name = unquote(url.path.lstrip("/"))
    if not name:
        raise ValueError("the address does not name a database")
    return Database(
        "postgresql",
        name,
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        host=url.hostname or "".join(parse_qs(url.query).get("host", [""])[:1]),
        port=str(url.port or ""),
    )


def parse_smtp_url(text: str) -> Smtp | None:
    """Read ``smtp://``, ``smtp+starttls://`` or ``smtps://user:password@host:port``.

    Raises ``ValueError``.
    """
    url = urlsplit(text)
    ports = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
    if url.scheme not in ports or not url.hostname:
        raise ValueError(
            "the address looks like smtp+starttls://user:password@mail.example.org:587"
        )
    return Smtp(
        url.hostname,
        url.port or ports[url.scheme],
        unquote(url.username or ""),
        unquote(url.password or ""),
        use_tls=url.scheme == "smtps",
        use_starttls=url.scheme == "smtp+starttls",
    )


def connection_options(seconds: int) -> str:
    """Answer PostgreSQL's options for a connection whose queries may take so many seconds.

    The server notices within half a minute that a host has vanished, and takes its locks back. It
    compiles no query: that takes longer than any of ours runs.
    """
    settings = {
        "jit": "off",
        "statement_timeout": f"{seconds}s",
        "lock_timeout": f"{limits.LOCK_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{limits.IDLE_SECONDS}s",
        "tcp_keepalives_idle": "15s",
        "tcp_keepalives_interval": "5s",
        "tcp_keepalives_count": "3",
    }
    return " ".join(f"-c {name}={value}" for name, value in settings.items())


#: How soon we notice that the database's host has vanished (libpq; seconds, milliseconds).
NOTICING: Mapping[str, int] = {
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
#: How long a page waits for a connection, and how long one is tried for before the next page tries
#: anew: with more, pages would still fail for as long again after the database is back (seconds).
POOL_PATIENCE: Mapping[str, float] = {"timeout": 5.0, "reconnect_timeout": 5.0}


def _default_hosts(host: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((host, "localhost", "127.0.0.1", "[::1]")))


def _default_proxies(base_url: str) -> tuple[Network, ...]:
    """Over https somebody else ends the encryption: on this machine, until it is said where."""
    return reading.THIS_MACHINE if base_url.startswith("https://") else ()


def _secret_key(text: str) -> str:
    if len(text) < 50:
        raise ValueError("the key needs at least 50 characters; leave it out to get one")
    return text

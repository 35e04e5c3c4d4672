"""What the operator may set, read once, checked all at once.

Each setting comes from the environment, or from one TOML file
(``GOODWORD_CONFIG``, else ``goodword.toml`` in the data folder); the
environment wins.  Nothing has to be set.  The operator's guide lists every
setting, and a house rule keeps the two equal.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

T = TypeVar("T")

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
    "GOODWORD_TIME_ZONE": "time_zone",
    "GOODWORD_DEMO": "demo",
    "GOODWORD_WEB_WORKERS": "web_workers",
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
    time_zone: str
    demo: bool
    web_workers: int

    @property
    def is_https(self) -> bool:
        """Say whether people reach us over https, so cookies may insist on it."""
        return self.base_url.startswith("https://")

    @property
    def files(self) -> Path:
        """The folder of attached files, named by their content."""
        return self.data / "files"


class _Reader:
    """Reads settings one by one and collects what is wrong."""

    def __init__(self, environment: Mapping[str, str], file: Mapping[str, Any]) -> None:
        self._environment = environment
        self._file = file
        self.problems: list[str] = []

    def text(self, name: str) -> str:
        """Answer the setting's text, empty when it is not set."""
        value = self._environment.get(name)
        if value is None:
            value = self._file.get(SETTINGS[name], "")
        if isinstance(value, list):
            value = ",".join(str(item) for item in value)
        return str(value).strip()

    def read(self, name: str, parse: Callable[[str], T], default: T) -> T:
        """Answer the parsed setting, its default, or note the problem."""
        text = self.text(name)
        if not text:
            return default
        try:
            return parse(text)
        except ValueError as problem:
            self.problems.append(f"{name}: {problem}")
            return default


def default_data_folder() -> Path:
    """Answer ``data`` beside the sources of a clone, else in the home folder."""
    clone = Path(__file__).resolve().parents[2]
    if (clone / "pyproject.toml").is_file():
        return clone / "data"
    return Path.home() / ".local" / "share" / "goodword"


def load(environment: Mapping[str, str] | None = None) -> Configuration:
    """Read all settings.

    Makes the data folder and the secret key when they are missing.  Raises
    ``ConfigurationError`` with every problem found.
    """
    environment = os.environ if environment is None else environment
    data = Path(environment.get("GOODWORD_DATA") or default_data_folder()).absolute()
    file, problems = _file_settings(environment, data)
    reader = _Reader(environment, file)
    reader.problems += problems
    port = reader.read("PORT", _port, 8000)
    base_url = reader.read("GOODWORD_BASE_URL", _base_url, f"http://localhost:{port}")
    host = urlsplit(base_url).hostname or "localhost"
    mail_domain = reader.text("GOODWORD_MAIL_DOMAIN") or host
    configuration = Configuration(
        data=data,
        database=reader.read(
            "DATABASE_URL",
            parse_database_url,
            Database("sqlite", str(data / "goodword.sqlite3")),
        ),
        secret_key=reader.read("GOODWORD_SECRET_KEY", _secret_key, ""),
        base_url=base_url,
        hosts=reader.read("GOODWORD_HOSTS", _words, _default_hosts(host)),
        port=port,
        smtp=reader.read("GOODWORD_SMTP", parse_smtp_url, None),
        mail_from=reader.read("GOODWORD_MAIL_FROM", _address, f"goodword@{mail_domain}"),
        mail_domain=mail_domain,
        time_zone=reader.read("GOODWORD_TIME_ZONE", _zone, "Europe/London"),
        demo=reader.read("GOODWORD_DEMO", _yes_or_no, False),
        web_workers=reader.read("GOODWORD_WEB_WORKERS", _workers, 2),
    )
    return _with_secret_key(configuration, reader.problems)


def _file_settings(
    environment: Mapping[str, str], data: Path
) -> tuple[Mapping[str, Any], list[str]]:
    named = environment.get("GOODWORD_CONFIG")
    path = Path(named) if named else data / "goodword.toml"
    if not path.is_file():
        return {}, [f"GOODWORD_CONFIG: there is no file {path}"] if named else []
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        return {}, [f"{path}: {problem}"]
    known = set(SETTINGS.values()) - {"data"}
    return settings, [
        f"{path}: there is no setting called {name}" for name in sorted(set(settings) - known)
    ]


def _with_secret_key(configuration: Configuration, problems: list[str]) -> Configuration:
    key = configuration.secret_key
    try:
        configuration.data.mkdir(parents=True, exist_ok=True)
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


def _default_hosts(host: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((host, "localhost", "127.0.0.1", "[::1]")))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.replace(",", " ").split() if word)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise ValueError(f"{text} is not a port between 1 and 65535")
    return int(text)


def _workers(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 64):
        raise ValueError(f"{text} is not a number of processes between 1 and 64")
    return int(text)


def _base_url(text: str) -> str:
    url = urlsplit(text)
    if url.scheme not in ("http", "https") or not url.hostname:
        raise ValueError(f"{text} is not an address such as https://goodword.example.org")
    if url.path.strip("/") or url.query or url.fragment:
        raise ValueError(f"{text} must end after the host: Goodword lives at the root")
    return text.rstrip("/")


def _secret_key(text: str) -> str:
    if len(text) < 50:
        raise ValueError("the key needs at least 50 characters; leave it out to get one")
    return text


def _address(text: str) -> str:
    if text.count("@") != 1 or any(sign in text for sign in "\r\n"):
        raise ValueError(f"{text} is not a mail address")
    return text


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{text} is not a time zone such as Europe/London") from None
    return text


def _yes_or_no(text: str) -> bool:
    answers = {"1": True, "yes": True, "true": True, "on": True}
    answers |= {"0": False, "no": False, "false": False, "off": False}
    if text.lower() not in answers:
        raise ValueError(f"{text} is neither yes nor no")
    return answers[text.lower()]

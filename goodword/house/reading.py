"""How settings are read: from the environment, else from one TOML file, and what they look like.

The file is the one that ``GOODWORD_CONFIG`` names, else ``goodword.toml`` in the data folder.
"""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

T = TypeVar("T")

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Reader:
    """Reads settings one by one and collects what is wrong.

    ``names`` says what each setting of the environment is called in the file.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        file: Mapping[str, Any],
        names: Mapping[str, str],
    ) -> None:
        self._environment = environment
        self._file = file
        self._names = names
        self.problems: list[str] = []

    def text(self, name: str) -> str:
        """Answer the setting's text, empty when it is not set."""
        value = self._environment.get(name)
        if value is None:
            value = self._file.get(self._names[name], "")
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


def data_folder(environment: Mapping[str, str]) -> Path:
    """Answer the folder of this host: database, files and secret key lie in it."""
    return Path(environment.get("GOODWORD_DATA") or default_data_folder()).absolute()


def file_settings(environment: Mapping[str, str]) -> tuple[Mapping[str, Any], list[str]]:
    """Answer what the file says, and what is wrong with the file itself."""
    named = environment.get("GOODWORD_CONFIG")
    path = Path(named) if named else data_folder(environment) / "goodword.toml"
    if not path.is_file():
        return {}, [f"GOODWORD_CONFIG: there is no file {path}"] if named else []
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")), []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        return {}, [f"{path}: {problem}"]
    except OSError as problem:
        return {}, [f"{path}: {problem.strerror}"]


# What a setting may look like.  Each raises ``ValueError`` with a sentence.


def words(text: str) -> tuple[str, ...]:
    """Read words with commas or spaces between them."""
    return tuple(word for word in text.replace(",", " ").split() if word)


def number(least: int, most: int) -> Callable[[str], int]:
    """Read a whole number between two others, both allowed."""

    def parse(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise ValueError(f"{text} is not a number between {least} and {most}")
        return int(text)

    return parse


_SIZES = {"": 1, "B": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3}
_SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400}


def size(text: str) -> int:
    """Read a size such as ``25 MB`` or ``64 KB``, in bytes."""
    found = re.fullmatch(r"([0-9]{1,12}) ?([KMG]?B|)", text.strip())
    if not found:
        raise ValueError(f"{text} is not a size such as 25 MB")
    return int(found[1]) * _SIZES[found[2]]


def duration(text: str) -> timedelta:
    """Read a length of time such as ``30 s``, ``15 min``, ``8 h`` or ``14 d``."""
    found = re.fullmatch(r"([0-9]{1,9}) ?(s|min|h|d)", text.strip())
    if not found:
        raise ValueError(f"{text} is not a length of time such as 30 s, 15 min, 8 h or 14 d")
    return timedelta(seconds=int(found[1]) * _SECONDS[found[2]])


def port(text: str) -> int:
    """Read the number of a port."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise ValueError(f"{text} is not a port between 1 and 65535")
    return int(text)


def base_url(text: str) -> str:
    """Read the address people use."""
    url = urlsplit(text)
    if url.scheme not in ("http", "https") or not url.hostname:
        raise ValueError(f"{text} is not an address such as https://goodword.example.org")
    if url.path.strip("/") or url.query or url.fragment:
        raise ValueError(f"{text} must end after the host: Goodword lives at the root")
    return text.rstrip("/")


def address(text: str) -> str:
    """Read a mail address."""
    if text.count("@") != 1 or any(sign in text for sign in "\r\n"):
        raise ValueError(f"{text} is not a mail address")
    return text


def contact(text: str) -> str:
    """Read where a weakness is told (RFC 9116): a mail address, or a page over https."""
    if not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError(f"{text} is neither a mail address nor a page over https")
    if text.startswith(("mailto:", "https://", "tel:")):
        return text
    return f"mailto:{address(text)}"


def zone(text: str) -> str:
    """Read the name of a time zone."""
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{text} is not a time zone such as Europe/London") from None
    return text


def yes_or_no(text: str) -> bool:
    """Read yes or no."""
    answers = {"1": True, "yes": True, "true": True, "on": True}
    answers |= {"0": False, "no": False, "false": False, "off": False}
    if text.lower() not in answers:
        raise ValueError(f"{text} is neither yes nor no")
    return answers[text.lower()]


def at_least(length: int, what: str) -> Callable[[str], str]:
    """Read a secret that must not be short."""

    def parse(text: str) -> str:
        if len(text) < length:
            raise ValueError(f"{what} needs at least {length} characters")
        return text

    return parse


def networks(text: str) -> tuple[Network, ...]:
    """Read addresses and networks such as ``10.0.0.5`` and ``10.1.0.0/16``; ``none`` is none."""
    if text.lower() == "none":
        return ()
    try:
        return tuple(ipaddress.ip_network(word, strict=False) for word in words(text))
    except ValueError:
        raise ValueError(f"{text} is not a list of addresses such as 10.0.0.5, ::1") from None


THIS_MACHINE = networks("127.0.0.0/8, ::1")

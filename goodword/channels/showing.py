"""A mail as its writer sees it: its own HTML made harmless, with the pictures that came along.

Pictures from elsewhere tell their server who looked and when. They are named, and loaded by the
reader's browser only after the reader asks for them (RELIABILITY 17).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup

from goodword.channels.parsing import File, Parsed

#: Pictures that a browser draws and nothing else; what came along is shown up to this size.
PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
MOST_BYTES: Final = 5 * 1024 * 1024
# The page is written by our own hand (``parsing.cleaning``), so its attributes look like this.
_CAME_ALONG = re.compile(r' src="cid:([^"]{1,600})"')
_REMOTE = re.compile(r' data-remote-src="([^"]{1,6000})"')
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9](?:[a-z0-9-]{0,62}))+\Z")
#: Names that no server of the world has: what answers to them is a neighbour of the reader.
_NEAR = (".local", ".localhost", ".internal", ".lan", ".home", ".corp", ".intranet", ".test")


@dataclass(frozen=True)
class Shown:
    """A mail's page: its HTML, and how many pictures from elsewhere it would show."""

    html: Markup
    remote: int


def shown(parsed: Parsed, *, with_remote: bool) -> Shown:
    """Answer the harmless HTML of a mail, empty where it has none."""
    along = _along(parsed.files)
    page = _CAME_ALONG.sub(lambda found: along.get(found[1], ""), parsed.html)
    remote = sum(map(_is_far, _REMOTE.findall(page)))
    page = _REMOTE.sub(lambda found: _asked_for(found[1], wanted=with_remote), page)
    return Shown(Markup(page), remote)  # noqa: S704 - each tag and attribute was written anew


def _along(files: Iterable[File]) -> dict[str, str]:
    """Answer what stands for each picture that came along, by its Content-ID."""
    found: dict[str, str] = {}
    left = MOST_BYTES
    for file in files:
        if file.identity and file.content_type in PICTURES and len(file.content) <= left:
            left -= len(file.content)
            words = base64.b64encode(file.content).decode("ascii")
            found[file.identity] = f' src="data:{file.content_type};base64,{words}"'
    return found


def _asked_for(address: str, *, wanted: bool) -> str:
    if not (wanted and _is_far(address)):
        return ""
    return f' src="https://{address.partition("://")[2]}" referrerpolicy="no-referrer"'


def _is_far(address: str) -> bool:
    """Whether an address is a server in the world, and nothing beside the reader.

    Its name alone, without a port or somebody's name: browsers read those otherwise than we do.
    """
    try:
        host = urlsplit(address).netloc.lower()
    except ValueError:
        return False
    if not _NAME.match(host) or host.endswith(_NEAR):
        return False
    try:
        ip_address(host)
    except ValueError:
        return not host.rpartition(".")[2].isdigit()
    return False

"""Access tokens for mailboxes, from a refresh token (RFC 6749, 6).

A server may hand out a new refresh token each time, and let the old one end: the newest is kept
in the shared folder, readable for us alone. One that the operator sets anew counts again.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import ssl
from pathlib import Path
from urllib.parse import urlencode

from goodword.channels.coming_in import raw
from goodword.house import limits
from goodword.house.mail_settings import Mailbox, OAuth

#: More than any answer with a token.
LONGEST = 64 * 1024


class NoToken(Exception):
    """There is no access token; the text says why, without any secret."""


def access_token(mailbox: Mailbox, oauth: OAuth, context: ssl.SSLContext) -> str:
    """Ask for an access token. Raises ``NoToken``, and ``OSError`` where nobody answers."""
    told = _asked(oauth, _newest(mailbox), context)
    renewed = told.get("refresh_token")
    if renewed and renewed != _newest(mailbox):
        _keep(mailbox, renewed)
    return told["access_token"]


def _asked(oauth: OAuth, refresh_token: str, context: ssl.SSLContext) -> dict[str, str]:
    form = {
        "grant_type": "refresh_token",
        "refresh_token": refresh_token,
        "client_id": oauth.client,
        "client_secret": oauth.secret,
        "scope": oauth.scope,
    }
    body = urlencode({name: said for name, said in form.items() if said})
    server = http.client.HTTPSConnection(
        oauth.host, oauth.port, timeout=limits.SMTP_SECONDS, context=context
    )
    try:
        server.request("POST", oauth.path, body, {
            "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json",
        })  # fmt: skip
        with server.getresponse() as answer:
            told = json.loads(answer.read(LONGEST))
    except (http.client.HTTPException, ValueError) as problem:
        raise NoToken(f"{oauth.host}: {type(problem).__name__}") from problem
    finally:
        server.close()
    if not isinstance(told, dict) or not isinstance(told.get("access_token"), str):
        why = told.get("error", "") if isinstance(told, dict) else ""
        raise NoToken(f"{oauth.host}: {answer.status} {str(why)[:100]}")
    return told


def _path(mailbox: Mailbox) -> Path:
    """Where the newest token is kept that came from the one that was set."""
    mark = hashlib.sha256(f"{mailbox.name}\0{mailbox.secret}".encode()).hexdigest()
    return raw.folder() / f"token-{mark[:32]}"


def _newest(mailbox: Mailbox) -> str:
    try:
        return _path(mailbox).read_text(encoding="utf-8")
    except FileNotFoundError:
        return mailbox.secret


def _keep(mailbox: Mailbox, token: str) -> None:
    path = _path(mailbox)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_suffix(".half")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(token)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)

"""What the doctor looks at on this host: files, addresses, time zones, the mail server."""

from __future__ import annotations

import os
import smtplib
import ssl
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from goodword.house import limits
from goodword.house.configuration import Configuration, Smtp
from goodword.operations.doctor.finding import Finding, advice, fine, wrong
from goodword.operations.watching.measuring import disk_free_percent

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def findings() -> Iterator[Finding]:
    """Yield what was found on this host."""
    ours: Configuration = settings.CONFIGURATION
    yield from folders(ours)
    yield secret_key(ours)
    yield disk()
    yield addresses(ours)
    yield https(ours)
    yield time_zones(ours.time_zone)
    yield static_files(Path(settings.STATIC_ROOT))
    yield mail_server(ours.smtp)
    yield border(ours)


def folders(ours: Configuration) -> Iterator[Finding]:
    """Look whether we may write where we must, and others may not read there."""
    for folder in dict.fromkeys((ours.data, ours.shared)):
        if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            yield wrong(
                "data folder",
                f"The folder {folder} cannot be written by this user.",
                "Give it to the user that Goodword runs as.",
            )
        elif stat.S_IMODE(folder.stat().st_mode) & (stat.S_IROTH | stat.S_IWOTH | stat.S_IXOTH):
            yield advice(
                "data folder",
                f"Other users of this machine can look into {folder}.",
                f"Close it to them: chmod o-rwx {folder}",
            )
        else:
            yield fine("data folder", f"Only we look into {folder}.")


def secret_key(ours: Configuration) -> Finding:
    """Look whether nobody else can read the key that sessions and links are signed with."""
    path = ours.data / "secret-key"
    if not path.exists():
        return fine("secret key", "The secret key comes from the settings.")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return wrong(
            "secret key",
            f"Other users of this machine can read {path}.",
            f"Close it to them: chmod 600 {path}. Whoever has read it can sign in as anybody: "
            "if that may be, take the file away and start once with --accept-key.",
        )
    return fine("secret key", "Only we can read the secret key.")


def disk() -> Finding:
    """Look how full the disk is."""
    free = disk_free_percent()
    if free < limits.DISK_FREE_PERCENT:
        return wrong(
            "disk",
            f"Only {free:.0f} per cent of the disk are free.",
            "Make room or make the disk larger.",
        )
    return fine("disk", f"{free:.0f} per cent of the disk are free.")


def addresses(ours: Configuration) -> Finding:
    """Look whether the address people use is one that is answered."""
    host = urlsplit(ours.base_url).hostname or ""
    known = {name.strip("[]").lower() for name in ours.hosts}
    if host.lower() not in known and "*" not in known:
        return wrong(
            "addresses",
            f"People use {ours.base_url}, and {host} is not among the hosts that are answered.",
            f"Add {host} to GOODWORD_HOSTS, or leave that setting out.",
        )
    if "*" in known:
        return advice(
            "addresses",
            "Every host name is answered.",
            "Name the hosts in GOODWORD_HOSTS, or leave that setting out.",
        )
    return fine("addresses", f"{ours.base_url} is answered.")


def https(ours: Configuration) -> Finding:
    """Look whether what people send stays between them and us."""
    host = urlsplit(ours.base_url).hostname or ""
    if ours.is_https and not ours.proxies:
        return wrong(
            "https",
            "People use https, but no proxy is believed when it says so.",
            "Name the addresses of your proxies in GOODWORD_PROXIES.",
        )
    if not ours.is_https and host not in LOOPBACK:
        return wrong(
            "https",
            f"People reach {ours.base_url} without encryption: passwords can be read on the way.",
            "Put a web server with a certificate before it, and begin the address with https.",
        )
    return fine("https", "Nobody reads along." if ours.is_https else "Only this machine is served.")


def time_zones(name: str) -> Finding:
    """Look whether the rules of time zones are there."""
    try:
        ZoneInfo(name)
        ZoneInfo("Pacific/Auckland")
    except (ZoneInfoNotFoundError, OSError):
        return wrong(
            "time zones",
            "The rules of time zones are missing on this host.",
            "Install the package tzdata.",
        )
    return fine("time zones", "The rules of time zones are there.")


def static_files(folder: Path) -> Finding:
    """Look whether style and script were put where they are served from."""
    if not (folder / "staticfiles.json").is_file():
        return advice(
            "static files",
            f"Style and script are not in {folder} yet.",
            "Start goodword serve; it puts them there.",
        )
    return fine("static files", "Style and script are where they are served from.")


def border(ours: Configuration) -> Finding:
    """Look whether somebody vouches for the senders of mail from outside."""
    if ours.mail_listen and not ours.mail_border:
        return advice(
            "mail border",
            "Nobody vouches for senders: new mail waits for a person, whoever sends it.",
            "Name the mail server that checks DMARC in GOODWORD_MAIL_BORDER.",
        )
    return fine("mail border", "Senders of mail are believed where somebody vouches for them.")


def mail_server(server: Smtp | None) -> Finding:
    """Go as far as the mail server's door, and hand nothing in."""
    if server is None:
        return advice(
            "mail server",
            "No mail server is set: letters are written into the spool folder.",
            "Set GOODWORD_SMTP when letters are to leave.",
        )
    try:
        _greet(server)
    except (OSError, smtplib.SMTPException) as problem:
        return wrong(
            "mail server",
            f"The mail server {server.host}:{server.port} cannot be used "
            f"({type(problem).__name__}).",
            "Look whether it runs, whether this host may reach it, and whether user, password "
            "and kind of encryption in GOODWORD_SMTP are right. No letter is lost meanwhile.",
        )
    return fine("mail server", f"The mail server {server.host}:{server.port} lets us in.")


def _greet(server: Smtp) -> None:
    context = ssl.create_default_context()
    smtp = (
        smtplib.SMTP_SSL(server.host, server.port, timeout=limits.SMTP_SECONDS, context=context)
        if server.use_tls
        else smtplib.SMTP(server.host, server.port, timeout=limits.SMTP_SECONDS)
    )
    with smtp:
        if server.use_starttls:
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
        smtp.noop()

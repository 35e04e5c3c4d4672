"""``goodword mail ingest``: take in mails from files, mailboxes and folders."""

from __future__ import annotations

import argparse
import json
import mailbox
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from goodword.house.refusals import Refusal

#: What is taken for a mail in a folder; a file that is named is always tried.
ENDINGS = frozenset({".eml", ".mbox", ".mbx"})
#: Named instead of files: one mail on standard input.
STDIN = Path("-")
#: What mail servers understand as "not now" (EX_TEMPFAIL).
TRY_AGAIN = 75
_MAILDIR = frozenset({"cur", "new"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options."""
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="FILE|DIR|MBOX",
        help="or - alone for one mail on standard input, as a mail server's pipe gives it",
    )
    parser.add_argument(
        "--recipient",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="with -, for whom the mail server hands it over; may be given several times",
    )
    parser.add_argument(
        "--as-asker", metavar="EMAIL", help="the colleague who stands in for senders nobody knows"
    )
    parser.add_argument(
        "--team", metavar="TEAM", help="the team for mails that name none (its address word)"
    )


def run(options: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Take every mail in, and say what became of each. Raises ``Refusal`` for a wrong name.

    Files are believed to be from whom they say, because somebody of the house brings them; the
    one mail on standard input comes from outside, and is left to the worker.
    """
    if options.paths == [STDIN]:
        return _from_pipe(options, stdin)
    from goodword.channels import actions
    from goodword.channels.parsing import Reader
    from goodword.house import clock

    asker, team = _asker(options.as_asker), _team(options.team)
    told: list[dict[str, Any]] = []
    skipped: list[str] = []
    with Reader() as reader:
        for path in options.paths:
            for source, raw in mails_in(path, skipped):
                at = clock.now()
                mail = actions.receive(raw, at=at, source=source)
                mail = actions.handle(mail, reader, at=at, as_asker=asker, team=team)
                told.append(_told(source, mail))
                if not options.json:
                    stdout.write(_line(told[-1]) + "\n")
    counts = Counter(it["state"] for it in told)
    if options.json:
        whole = {"mails": told, "counts": dict(counts), "not_mails": skipped}
        stdout.write(json.dumps(whole, ensure_ascii=False) + "\n")
    else:
        stdout.write(_summary(len(told), counts, skipped) + "\n")
    return 0


def _from_pipe(options: argparse.Namespace, stdin: TextIO) -> int:
    """Keep one mail that a mail server hands over; 75 tells it to try again later (sysexits)."""
    from goodword.channels import actions
    from goodword.channels.coming_in.waiting_room import Brought
    from goodword.house import clock

    how = Brought(clock.now(), "pipe", recipients=tuple(options.recipient))
    try:
        actions.arrive(stdin.buffer.read(), how)
    except actions.NotKept:
        return TRY_AGAIN
    return 0


def _told(source: str, mail: Any) -> dict[str, Any]:
    request = mail.service_request
    return {
        "source": source,
        "state": str(mail.state),
        "reason": str(mail.reason),
        "detail": mail.detail,
        "request": request.reference if request else None,
        "key": mail.key,
    }


def _line(told: dict[str, Any]) -> str:
    why = " ".join(part for part in (told["reason"], told["detail"]) if part)
    what = told["request"] or why
    return f"{told['source']}: {told['state']}" + (f", {what}" if what else "")


def _summary(number: int, counts: Counter[str], skipped: list[str]) -> str:
    kinds = ("applied", "quarantined", "ignored")
    words = ", ".join(f"{counts[kind]} {kind}" for kind in kinds)
    rest = f" {len(skipped)} other files were no mails." if skipped else ""
    return f"{number} mails, all accounted for: {words}.{rest}"


def mails_in(path: Path, skipped: list[str]) -> Iterator[tuple[str, bytes]]:
    """Answer each mail in a file, mailbox or folder with where it was found.

    Raises ``OSError`` for a path that cannot be read.
    """
    if path.is_dir():
        for inside in sorted(path.rglob("*")):
            if inside.is_file() and _is_mail(inside):
                yield from mails_in(inside, skipped)
            elif inside.is_file():
                skipped.append(str(inside))
        return
    if path.suffix.lower() == ".eml" or not _is_mbox(path):
        yield str(path), path.read_bytes()
    else:
        yield from _mails_in_mbox(path)


def _is_mbox(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5) == b"From "


def _is_mail(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS or path.parent.name in _MAILDIR


def _mails_in_mbox(path: Path) -> Iterator[tuple[str, bytes]]:
    box = mailbox.mbox(path, create=False)
    try:
        for number, key in enumerate(box.keys(), start=1):
            yield f"{path}:{number}", box.get_bytes(key)
    finally:
        box.close()


def _asker(email: str | None) -> Any:
    from goodword.people.models import Person

    if not email:
        return None
    person = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None:
        raise Refusal(f"Nobody here has the address {email}.")
    return person


def _team(name: str | None) -> Any:
    from goodword.people.models import Team

    if not name:
        return None
    team = Team.objects.filter(mail_name=name.strip().lower()).first()
    if team is None:
        raise Refusal(f"There is no team with the address word {name}.")
    return team

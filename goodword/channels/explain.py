"""``goodword mail explain``: what intake understands of a mail. Stores nothing, needs no database.

The JSON is a stable form (docs/mail.md): one line a file, in the order given, always these keys.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from goodword.channels.parsing import Parsed, Reader

#: What a bare body cannot have is no problem of it.
_OF_HEADERS = frozenset({"no From", "no date", "no Message-ID"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--body", choices=("text", "html"), help="the file is a bare body, not a whole mail"
    )


def run(options: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Say of each mail what it is, who wrote it and what is new in it; 1 when a file is missing."""
    from goodword.channels.parsing import Reader

    missing = False
    with Reader() as reader:
        for path in options.paths:
            try:
                told = told_of(path, reader, options.body)
            except OSError as problem:
                told, missing = _unread(path, problem.strerror or str(problem)), True
            stdout.write(json.dumps(told, ensure_ascii=False) if options.json else _words(told))
            stdout.write("\n")
            stdout.flush()
    return int(missing)


def told_of(path: Path, reader: Reader, body: str | None = None) -> dict[str, Any]:
    """Answer everything that is understood of one file. Raises ``OSError``."""
    from goodword.channels.coming_in import precheck
    from goodword.channels.parsing import CannotRead

    raw = path.read_bytes()
    if body:
        kind = {"text": b"plain", "html": b"html"}[body]
        raw = b"Content-Type: text/" + kind + b"; charset=utf-8\n\n" + raw
    try:
        precheck.check(raw)
        told = _told(path, reader.read(raw))
    except (precheck.TooMuch, CannotRead) as problem:
        return _unread(path, str(problem))
    if body:
        told["problems"] = [it for it in told["problems"] if it not in _OF_HEADERS]
    return told


def _told(path: Path, parsed: Parsed) -> dict[str, Any]:
    from goodword.channels import rules
    from goodword.outbox import addresses

    kind, sign = rules.classify(parsed, domain=addresses.domain())
    return {
        "file": str(path),
        "message_id": parsed.message_id,
        "in_reply_to": " ".join(parsed.in_reply_to),
        "references": list(parsed.references),
        "from": (_mailboxes(parsed.says_from) or [{"name": "", "address": ""}])[0],
        "to": _mailboxes(parsed.to),
        "cc": _mailboxes(parsed.cc),
        "subject": parsed.subject,
        "date": parsed.date,
        "kind": kind,
        "kind_reason": sign,
        "language": parsed.language or None,
        "text": parsed.text,
        "signature": parsed.signature,
        "elided": parsed.elided,
        "full_text": parsed.full_text,
        "html": parsed.html,
        "attachments": [
            {"name": it.name, "type": it.content_type, "size": len(it.content), "inline": it.inline}
            for it in parsed.files
        ],
        "bounce": parsed.bounce,
        "thread_keys": list(parsed.thread_keys),
        "forwarded": _mailboxes((parsed.forwarded,))[0] if parsed.forwarded else None,
        "seal": parsed.seal,
        "invitation": parsed.invitation,
        "problems": list(parsed.problems),
    }


def _mailboxes(found: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"name": name, "address": address} for name, address in found]


def _unread(path: Path, why: str) -> dict[str, Any]:
    """Answer the same keys for what no reader may be given; intake keeps it for a person."""
    empty = dict.fromkeys(
        (
            "message_id",
            "in_reply_to",
            "subject",
            "text",
            "signature",
            "elided",
            "full_text",
            "html",
            "seal",
        ),
        "",
    )
    lists: dict[str, list[str]] = {
        name: [] for name in ("references", "to", "cc", "attachments", "thread_keys")
    }
    return {
        "file": str(path), **empty, **lists, "from": {"name": "", "address": ""}, "date": None,
        "kind": "human", "kind_reason": "", "language": None, "bounce": None,
        "forwarded": None, "invitation": None,
        "problems": [f"not read: {why}"],
    }  # fmt: skip


def _words(told: dict[str, Any]) -> str:
    """Say the same to a person in a few lines."""
    sign = f" ({told['kind_reason']})" if told["kind_reason"] else ""
    files = ", ".join(it["name"] for it in told["attachments"]) or "no files"
    lines = [
        f"{told['file']}: {told['kind']}{sign}",
        f"  from {told['from']['address'] or 'nobody'}, “{told['subject']}”, {files}",
        *(f"  failed: {_failed(it)}" for it in (told["bounce"] or {}).get("recipients", ())),
        *(f"  {problem}" for problem in told["problems"]),
        told["text"],
    ]
    return "\n".join(lines)


def _failed(recipient: dict[str, Any]) -> str:
    how = "for good" if recipient["permanent"] else "for now"
    return " ".join(
        filter(None, (recipient["address"], how, recipient["reason"], recipient["status"]))
    )

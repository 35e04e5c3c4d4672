"""``goodword mail explain``: what intake makes of a mail. Stores nothing."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, TextIO


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--body", choices=("text", "html"), help="the file is a bare body, not a whole mail"
    )


def run(options: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Say of each mail what it is, who wrote it and what is new in it."""
    from goodword.channels.parsing import Reader

    with Reader() as reader:
        told = [_told(path, reader, options.body) for path in options.paths]
    if options.json:
        stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        return 0
    for it in told:
        stdout.write(f"{it['file']}: {it['kind']}" + (f" ({it['sign']})" if it["sign"] else ""))
        if "sender" in it:
            files = ", ".join(it["attachments"]) or "no files"
            stdout.write(f"\n  from {it['sender']}, “{it['subject']}”, {files}\n{it['reply']}")
        stdout.write("\n")
    return 0


def _told(path: Path, reader: Any, body: str | None) -> dict[str, Any]:
    from goodword.channels import precheck, rules
    from goodword.channels.parsing import CannotRead
    from goodword.outbox import addresses

    raw = path.read_bytes()
    if body:
        kind = {"text": b"plain", "html": b"html"}[body]
        raw = b"Content-Type: text/" + kind + b"; charset=utf-8\n\n" + raw
    try:
        precheck.check(raw)
        parsed = reader.read(raw)
    except (precheck.TooMuch, CannotRead) as problem:
        return {"file": str(path), "kind": "quarantined", "sign": str(problem)}
    what, sign = rules.classify(parsed, domain=addresses.domain())
    return {
        "file": str(path),
        "kind": what,
        "sign": sign,
        "sender": parsed.sender[1],
        "sender_name": parsed.sender[0],
        "recipients": list(parsed.recipients),
        "subject": parsed.subject,
        "message_id": parsed.message_id,
        "in_reply_to": list(parsed.in_reply_to),
        "references": list(parsed.references),
        "text": parsed.text,
        "reply": reader.newest_words(parsed.text),
        "attachments": [file.name for file in parsed.files],
    }

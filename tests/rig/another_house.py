"""A second installation, in a process and a data folder of its own: ``python -m`` this module.

It reads one line at a time, ``{"at": moment, "mails": [base64, ...]}``, takes the mails in, lets
its letters leave and answers them, a list of base64.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodword.channels.parsing import Reader


@dataclass
class Out:
    """Letters that leave the house."""

    is_repeatable = True
    letters: list[bytes] = field(default_factory=list)

    def hand_over(self, mail: bytes, *, sender: str, to: str, token: str) -> None:
        self.letters.append(mail)

    def settle(self) -> None:
        """Nothing is left to do."""

    def close(self) -> None:
        """Nothing is open."""


def main(neighbour: str) -> None:
    """Set the house up with one colleague, who is really the neighbour's installation."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    first = json.loads(sys.stdin.readline())
    at = datetime.fromisoformat(first["at"])
    from tests.rig.cast import begin_organisation, make_person, make_team

    begin_organisation(at)
    desk = make_team("Desk", mail_name="desk", at=at, is_duty=True)
    make_person("Dana Vale", desk, at=at)
    make_person("The Neighbour", email=neighbour, at=at)
    from goodword.channels.parsing import Reader

    _say([])
    with Reader() as reader:
        for line in sys.stdin:
            told = json.loads(line)
            mails = [base64.b64decode(mail) for mail in told["mails"]]
            _say(lives(datetime.fromisoformat(told["at"]), mails, reader))


def lives(at: datetime, mails: list[bytes], reader: Reader) -> list[bytes]:
    """Take mails in at a moment, and answer the letters that leave then."""
    from goodword.channels import actions
    from goodword.house.guard import system_scope
    from goodword.outbox import jobs

    with system_scope("tests"):
        for mail in mails:
            kept = actions.receive(mail, at=at, source="a test")
            actions.handle(kept, reader, at=at)
    out = Out()
    jobs.drain(at, transport=out)
    return out.letters


def _say(letters: list[bytes]) -> None:
    told = [base64.b64encode(one).decode() for one in letters]
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def surroundings(data: Path, domain: str) -> dict[str, str]:
    """What the process needs to know, and nothing of the house that starts it."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {
        "GOODWORD_DATA": str(data),
        "GOODWORD_MAIL_DOMAIN": domain,
        "GOODWORD_MAIL_FROM": f"goodword@{domain}",
        "DJANGO_SETTINGS_MODULE": "goodword.settings",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }


if __name__ == "__main__":
    main(sys.argv[1])

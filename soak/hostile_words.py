"""Case 8 of RELIABILITY: 5,000 hostile subjects, names and reply addresses, and no header more."""

from __future__ import annotations

import email
import random
from email.policy import default

from goodword.house import clock
from goodword.outbox import composing, kinds
from goodword.outbox.kinds import Rendered
from goodword.outbox.models import Letter
from goodword.people.models import Person
from soak.harness import Outcome, Share

TIMES = 5_000
EXPECTED = {
    "Date", "From", "To", "Subject", "Message-ID", "Reply-To", "In-Reply-To", "References",
    "MIME-Version", "Content-Type",
}  # fmt: skip
_EVIL = '\r\n\0\t\x0b\x0c\x1c\x85\u2028\u2029\u202e\ud800<>@,;:"\\()=?'
_PIECES = ("\r\nBcc: evil@example.org", "=?utf-8?q?=0ABcc:_x?=", "\r\n\r\n", "a@b.example, ")


def look(share: Share, outcome: Outcome) -> None:
    """Compose them, read them back, and see that nothing has become a header."""
    dice = share.dice("hostile words")
    for _time in range(share.of(TIMES)):
        subject, name, by = (_words(dice) for _word in range(3))
        raw = _mail(subject, name, by)
        mail = email.message_from_bytes(raw)
        to = email.message_from_bytes(raw, policy=default)["To"].addresses
        outcome.add("hostile words")
        if set(mail.keys()) != EXPECTED or len(mail.keys()) != len(EXPECTED):
            outcome.wrong(f"a header came of {subject!r}, {name!r}, {by!r}")
        if [one.addr_spec for one in to] != ["amina@northmoor.example"]:
            outcome.wrong(f"another receiver came of {name!r}")


def _words(dice: random.Random) -> str:
    signs = [
        dice.choice((dice.choice(_EVIL), chr(dice.randrange(32, 0x3000)), dice.choice("ab Z")))
        for _sign in range(dice.randrange(40))
    ]
    signs.insert(dice.randrange(len(signs) + 1), dice.choice(_PIECES))
    return "".join(signs)


def _mail(subject: str, name: str, by: str) -> bytes:
    letter = Letter(
        to=Person(pk=3, name=name, email="amina@northmoor.example"),
        token="t",
        message_id="<letter.t@localhost>",
        thread="<thread.x@localhost>",
    )
    said = Rendered(subject, subject, subject, "GW-7K3M9Q", by)
    return composing.compose(letter, said, kinds.kind_of("requests.word"), clock.now())

"""Texts made to stop a reader: nearly quotes, nearly tags, nearly reports, 30 KB of each.

The operating system keeps the time (RELIABILITY 12): a child that needs more than a second of
processor time for each MB is stopped, and the test fails.
"""

from __future__ import annotations

import resource

from goodword.channels.parsing import Reader

SIZE = 30_000


def filled(piece: str) -> str:
    return (piece * (SIZE // len(piece) + 1))[:SIZE]


TEXTS = [
    "On 1.1.2026 at 10:00 a@x wrote\n", "On 1.1.2026 at 10:00 a@x wrote:\n",
    "On ... at ... wrote: x\n",
    ">\n", ">", "> words and words\n", "x", " ", "- ", "-" * 70 + "\n", "-- \n", "From: a\n",
    "From: a@x\nSent: 1\nTo:\n\n\n\n\n\n", "-----Original Message \n", "Sent from my\n\n",
    "please reply above the\n", "> q\nown\n\n", "a b c:\n", "Regards,\n", "a.\n\nRegards,\nA\nB\n",
    "Tel +49 123 456 a@x.de www.x.de\n", "1.1.2026 10:00 ", "begin 644 x\n", "A>\n", "<a@",
    "schrieb wrote escribió ",
]  # fmt: skip
PAGES = [
    "<", "<a <a ", "<!--", "<script>", "<div>", "<blockquote>", '<a href="', "<a b='c\" ", "&#x",
    "</div>", "<td>x", '<a href="http://x">y', "<div id=divRplyFwdMsg>x",
]  # fmt: skip
REPORTS = ["undeliverable a@b.c ", "550 ", "user ", "Final-Recipient: rfc822; a@b.c\n\n"]
HEADERS = ["=?utf-8?q?", "(", "a@b, ", "<a@b>", '"', "a*0*=b;"]


def mail(kind: str, body: str) -> bytes:
    return f"From: mailer-daemon@x\nContent-Type: {kind}; charset=utf-8\n\n{body}".encode()


def headed(words: str) -> bytes:
    return f"From: {words}\nSubject: {words}\nContent-Type: text/plain; {words}\n\nx".encode()


PARTS = b"From: a@x\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n" * 400
MAILS = [
    *(mail("text/plain", filled(it) + "\nown words") for it in [*TEXTS, *REPORTS]),
    *(mail("text/html", filled(it)) for it in PAGES),
    *(mail("message/delivery-status", filled(it)) for it in REPORTS),
    *(headed(filled(it)) for it in HEADERS),
    PARTS,
]


def test_no_near_miss_takes_longer_than_its_length():
    assert len(MAILS) >= 50
    with Reader() as reader:
        reader.read(mail("text/plain", "begin"))
        # Two MB may take two seconds; the rest is for a machine that is shared by many. What
        # takes quadratic time takes minutes.
        resource.prlimit(reader.child_id, resource.RLIMIT_CPU, (15, 15))
        first = reader.child_id
        kinds = [reader.read(raw).kind for raw in MAILS]
        assert len(kinds) == len(MAILS)
        assert reader.child_id == first

"""Garbage for boxes that look for something, and for what stands in addresses."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator

from tests.attacks.payloads import CORPUS

#: Each of these has broken a search somewhere.
KNOWN = (
    *("", " ", "%", "_", "%%%", "\\", "\\%", "*", "?", "'", "''", '"', '""', "`", ";", "--", "/*"),
    *(
        "\0",
        "a\0b",
        "\x00" * 50,
        "\r\n",
        "a\r\nSet-Cookie: x=1",
        "\u2028",
        "\ufffe",
        "\x7f\x1b[31m",
    ),
    *("' OR 1=1 --", "'; DROP TABLE people_person; --", "1' AND SLEEP(9)--", "x') UNION SELECT 1"),
    *("AND", "OR NOT", "NEAR(a b)", "a:*", "a & | !b", "<->", "^a", "a*b*c*d", "(((((", ")))))"),
    *("[", "[a-", "(?P<", "(a+)+$", "a{99999}", "\\d{1,9999}", "^(([a-z])+.)+[A-Z]([a-z])+$"),
    *("a" * 10_000, "a " * 4_000, "%" * 3_000, "é" * 3_000, "🎉" * 500, "\u0301" * 2_000),
    *(
        "../../etc/passwd",
        "..%2f..%2f",
        "file:///etc/passwd",
        "http://169.254.169.254/",
        "\\\\x\\y",
    ),
    *(
        "NaN",
        "Infinity",
        "-0",
        "1e999",
        "9" * 400,
        "-1",
        "0x10",
        "2147483648",
        "9223372036854775808",
    ),
    *("true", "null", "undefined", "{}", "[]", "${7*7}", "{{7*7}}", "%s%n%x", "%(a)s", "{0.x}"),
    *(
        "İstanbul",
        "ı",
        "ſ",
        "ß",
        "ﬃ",
        "Ａ",
        "ت",
        "\u202egnp.exe",
        "\u200b",
        "e\u0301",
        "\U0010ffff",
    ),
)


def strings(seed: int, number: int) -> Iterator[str]:
    """Yield known troublemakers first, then thrown ones, ``number`` in all."""
    dice = random.Random(seed)
    known = [*KNOWN, *CORPUS]
    yield from known[:number]
    for _turn in range(number - len(known)):
        yield _thrown(dice, known)


def _thrown(dice: random.Random, known: list[str]) -> str:
    kind = dice.randrange(4)
    if kind == 0:
        return "".join(chr(_sign(dice)) for _sign_number in range(dice.randrange(1, 60)))
    if kind == 1:
        return "".join(dice.choice("%_\\'\"*()[]{}|&!:<>~^-+.?/ ;,\0\t") for _ in range(30))
    one, other = dice.choice(known), dice.choice(known)
    if kind == 2:
        return f"{one[:60]} {other[:60]}"
    cut = dice.randrange(len(one) + 1)
    return unicodedata.normalize(dice.choice(("NFC", "NFD", "NFKC")), one[cut:] + other[:cut])


def _sign(dice: random.Random) -> int:
    while 0xD800 <= (found := dice.randrange(0x110000)) <= 0xDFFF:
        pass
    return found

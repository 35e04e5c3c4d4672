"""From the bytes of a file to a table: encoding and separator are guessed. No rows are touched."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodword.house.limits import MIB
from goodword.house.refusals import Refusal

SIZE = 5 * MIB
LINES = 20_000
CELL = 1_000
SEPARATORS = (",", ";", "\t")
LOST = "\N{REPLACEMENT CHARACTER}"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its number there (the heading is 1) and its cells.

    ``problem`` says why the line as a whole cannot be read, or is empty.
    """

    number: int
    cells: list[str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was read: its encoding, the heading, and the lines under it."""

    encoding: str
    separator: str
    heading: list[str]
    lines: list[Line]


def read_table(data: bytes, encoding: str = "") -> Table:
    """Read a list. Raises ``Refusal`` for what is no list at all."""
    if len(data) > SIZE:
        raise Refusal(_("A list may have 5 MB. Send it in parts."), field="file")
    found = encoding or guess_encoding(data)
    text = data.decode(found, errors="replace").replace("\x00", "")
    separator = guess_separator(text)
    rows = list(_rows(text, separator))
    if not rows or not any(cell.strip() for cell in rows[0].cells):
        raise Refusal(_("The file is empty. It needs a heading and a line a person."), field="file")
    if len(rows) > LINES:
        raise Refusal(
            _("A list may have %(lines)s lines. Send it in parts.") % {"lines": LINES},
            field="file",
        )
    heading = [cell.strip() for cell in rows[0].cells]
    return Table(found, separator, heading, _whole(rows[1:], heading, text))


def guess_encoding(data: bytes) -> str:
    """Guess how letters are written: by a mark, by zero bytes, else UTF-8, else Windows-1252."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    sample = data[:4_000]
    if sample.count(0) > len(sample) // 4:
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def guess_separator(text: str) -> str:
    """Guess what stands between two cells, by the heading."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=heading.count)


def _rows(text: str, separator: str) -> Iterator[Line]:
    """Yield the lines that are not empty; a quotation mark that stays open spoils one line."""
    # Not splitlines: it would also part lines at signs that only look like an end.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    begun = 0
    while begun < len(lines):
        good, problem = 0, ""
        reader = csv.reader(
            (f"{line}\n" for line in lines[begun:]), delimiter=separator, strict=True
        )
        try:
            for cells in reader:
                good = reader.line_num
                if any(cell.strip() for cell in cells):
                    yield Line(begun + good, [cell[:CELL] for cell in cells])
            return
        except csv.Error:
            problem = _("A quotation mark is opened and not closed")
        broken = begun + good
        cells = lines[broken].split(separator)
        yield Line(broken + 1, [cell[:CELL] for cell in cells], problem)
        begun = broken + 1


def _whole(rows: list[Line], heading: list[str], text: str) -> list[Line]:
    """Mark lines with cells missing or too many; the last may have been cut off."""
    checked = []
    for place, row in enumerate(rows):
        is_last = place == len(rows) - 1 and not text.endswith(("\n", "\r"))
        checked.append(_whole_line(row, len(heading), is_last))
    return checked


def _whole_line(row: Line, width: int, is_last: bool) -> Line:
    if row.problem or len(row.cells) == width:
        return row
    if len(row.cells) < width and is_last:
        problem = _("The file ends in the middle of this line")
    elif len(row.cells) > width and not any(cell.strip() for cell in row.cells[width:]):
        return Line(row.number, row.cells[:width])
    else:
        problem = _("%(cells)s cells stand here, the heading has %(width)s") % {
            "cells": len(row.cells),
            "width": width,
        }
    return Line(row.number, row.cells, problem)
